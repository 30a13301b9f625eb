/** The sets of documents, how each is brought to the reader, and its truth. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { besides, filesOf } from '../documents/sets.ts';

export interface StructureItem {
  /** As tables and the cache name it. */
  name: string;
  set: string;
  /** The file of the set. */
  path: string;
  /** What is sent, in the order of the pages; made where the set's own file is not. */
  files(): string[];
  language: string;
  /** A data tool's slug. */
  tool?: string;
}

interface SetKind {
  folder: string;
  file: RegExp;
  /** What stands beside a document that is measured. */
  truth: string;
  language: string;
  tool?: string;
  /** Pictures made of the document. */
  make?: (path: string, made: string) => string[];
}

/** Of print at 72 dpi, an x-height of 4 to 5 pixels. */
const ENLARGEMENT = '300%';
const RASTER_DPI = '200';

const KINDS: Record<string, SetKind> = {
  'tables-icdar2013': { folder: 'tables-icdar2013', file: /\.pdf$/, truth: '.gt.html', language: 'auto' },
  'tables-icdar2013-200dpi': {
    folder: 'tables-icdar2013',
    file: /\.pdf$/,
    truth: '.gt.html',
    language: 'eng',
    make: rasterised,
  },
  'tables-pubtabnet': {
    folder: 'tables-pubtabnet',
    file: /\.png$/,
    truth: '.gt.html',
    language: 'eng',
    make: enlarged,
  },
  'tables-tabula-csv': { folder: 'tables-tabula-csv', file: /\.pdf$/, truth: '.gt.csv', language: 'auto' },
  'md-olmocr-bench': { folder: 'md-olmocr-bench', file: /\.pdf$/, truth: '.tests.jsonl', language: 'eng' },
  'md-docling': { folder: 'md-docling', file: /\.pdf$/, truth: '.gt.md', language: 'eng' },
  'receipts-sroie': {
    folder: 'receipts-sroie',
    file: /\.jpg$/,
    truth: '.fields.json',
    language: 'eng',
    tool: 'receipt-to-data',
  },
  'invoices-invoice2data': {
    folder: 'invoices-invoice2data',
    file: /\.pdf$/,
    truth: '.fields.json',
    language: 'auto',
    tool: 'invoice-to-data',
  },
};

export const SETS = Object.keys(KINDS);

/** `made`: a folder for the pictures that the bench makes. */
export function itemsOf(set: string, folder: string, made: string): StructureItem[] {
  const { folder: own, file, truth, language, tool, make } = KINDS[set]!;
  return filesOf(folder, file, [own])
    .filter(({ path }) => besides(path, truth) !== null && isSound(join(folder, own), path))
    .map(({ path }) => ({
      name: basename(path).replace(/\.[^.]+$/, ''),
      set,
      path,
      files: () => (make ? make(path, made) : [path]),
      language,
      ...(tool !== undefined && { tool }),
    }));
}

/** The text of the truth. */
export const truthOf = ({ path, set }: StructureItem): string => besides(path, KINDS[set]!.truth)!;

/** A README may say for which documents alone its references are good: "good for … on one, two, three;". */
function isSound(folder: string, path: string): boolean {
  const readme = join(folder, 'README.md');
  const [, list] = (existsSync(readme) && /\bgood for [^;]*? on ([^;]+);/.exec(readFileSync(readme, 'utf8'))) || [];
  return list === undefined || list.split(/,\s*/).includes(basename(path).replace(/\.[^.]+$/, ''));
}

function enlarged(path: string, made: string): string[] {
  const target = join(made, basename(path));
  if (!existsSync(target)) run('convert', [path, '-filter', 'Catrom', '-resize', ENLARGEMENT, target]);
  return [target];
}

function rasterised(path: string, made: string): string[] {
  const name = basename(path, '.pdf');
  const pages = () => readdirSync(made).filter((file) => file.startsWith(`${name}-`) && /-\d+\.png$/.test(file));
  if (pages().length === 0) run('pdftoppm', ['-r', RASTER_DPI, '-gray', '-png', path, join(made, name)]);
  return pages()
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((file) => join(made, file));
}

function run(program: string, args: string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
}
