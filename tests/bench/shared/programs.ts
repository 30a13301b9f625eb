/** Poppler's command-line programs, the reference for PDFs, and the versions of what takes part. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';

const PACKAGES = join(import.meta.dirname, '../../../node_modules');

const output = (program: string, args: string[]) =>
  spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 29, timeout: 120_000 });

const passwordArgs = (password: string | undefined): string[] => (password === undefined ? [] : ['-upw', password]);

/** The text of a PDF in Poppler's reading order; null where Poppler does not open it. */
export function popplerText(path: string, password?: string): string | null {
  const { status, stdout } = output('pdftotext', [...passwordArgs(password), '-enc', 'UTF-8', path, '-']);
  return status === 0 ? stdout : null;
}

/** Null where Poppler does not open the file. */
export function popplerPages(path: string, password?: string): number | null {
  const { status, stdout } = output('pdfinfo', [...passwordArgs(password), path]);
  const pages = /^Pages:\s+(\d+)/m.exec(stdout ?? '')?.[1];
  return status === 0 && pages !== undefined ? Number(pages) : null;
}

/** "Poppler 1.2, pdf.js 3.4, …"; `browser` as the reader names it. */
export function versions(browser: string): string {
  const poppler = /version (\S+)/.exec(output('pdftotext', ['-v']).stderr ?? '')?.[1] ?? 'is missing';
  const of = (name: string): string => JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8')).version;
  return [
    browser,
    `pdf.js ${of('pdfjs-dist')}`,
    `tesseract.js ${of('tesseract.js')}`,
    `Poppler ${poppler}`,
    `Node ${process.versions.node}`,
  ].join(', ');
}

/** Other work on the machine makes every time longer: the load says so. */
export const machine = (): string =>
  `${availableParallelism()} cores, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`;
