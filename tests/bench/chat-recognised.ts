/** Pages of PDFs as pictures, recognised by the working tree under Node, laid out, and kept. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pageText } from '../../src/document/text.ts';
import { layoutPage } from '../../src/layout/page.ts';
import type { BenchPage } from './chat-pages.ts';
import { inputReader } from './structure/read-inputs.ts';

export interface RecognisedPages {
  /** `numbers` count from 1; the pages come in their order. */
  read(pdf: string, numbers: readonly number[]): Promise<BenchPage[]>;
  close(): Promise<void>;
}

const DPI = 200;

/** `folder`: SET/DOCUMENT.pNUMBER.1.json, the layout's input as the structure bench keeps it; what is missing is read. */
export function recognisedPages(folder: string): RecognisedPages {
  const inputs = inputReader(folder);
  return {
    async read(pdf, numbers) {
      const pages: BenchPage[] = [];
      for (const number of numbers) {
        const pictures = mkdtempSync(join(tmpdir(), 'page-'));
        const name = `${basename(pdf, '.pdf')}.p${number}`;
        const files = () => [rendered(pdf, number, pictures)];
        try {
          const [input] = await inputs.read({ name, set: basename(dirname(pdf)), path: pdf, files, language: 'en' });
          const blocks = input ? layoutPage(input) : [];
          pages.push({ text: pageText(blocks), blocks });
        } finally {
          rmSync(pictures, { recursive: true });
        }
      }
      return pages;
    },
    close: () => inputs.close(),
  };
}

function rendered(pdf: string, number: number, folder: string): string {
  const page = ['-f', String(number), '-l', String(number), '-singlefile', '-gray', '-r', String(DPI)];
  spawnSync('pdftoppm', [...page, pdf, join(folder, 'page')]);
  const [file] = readdirSync(folder);
  if (!file) throw new Error(`${pdf}: page ${number} was not rendered`);
  return join(folder, file);
}

/** `wanted` and the pages nearest to them, `count` in all; numbers from 1 to `last`. */
export function pagesAround(wanted: readonly number[], last: number, count: number): number[] {
  const distance = (page: number) => Math.min(...wanted.map((other) => Math.abs(page - other)));
  return Array.from({ length: last }, (_, i) => i + 1)
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, Math.max(count, new Set(wanted).size))
    .sort((a, b) => a - b);
}
