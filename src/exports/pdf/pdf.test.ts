/** PDFs as poppler and qpdf see them: programs that share no line with this one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { degrees, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Page, Word } from '../../document/model.ts';
import type { ExportDocument, ExportPage } from '../document.ts';
import { linesOf } from '../lines.ts';
import { blockOf, lineOf, pageOf, RTL_SAMPLES, SAMPLES, samplePage, word } from '../test-documents.ts';
import { addTextLayer } from './add-text-layer.ts';
import { pageDpi } from './page-size.ts';
import { picturesToPdf } from './pictures-to-pdf.ts';

const missing = ['pdftotext', 'pdftoppm', 'pdfinfo', 'qpdf'].filter((name) => spawnSync(name, ['--version']).error);
if (missing.length > 0) console.warn(`Skipped: PDFs read by other programs. Missing: ${missing.join(', ')}.`);

const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const save = (bytes: Uint8Array, name = 'a.pdf'): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
const document = (pages: ExportPage[], title = 'Tést “1”', language: string | null = null): ExportDocument =>
  ({ title, language, pages });

/** Without marks of direction, which are pdftotext's, and ours around numbers. */
const readWords = (path: string, ...args: string[]): string[] =>
  run('pdftotext', ...args, path, '-').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').split(/\s+/).filter(Boolean);
const wordsOf = (page: Page): Word[] => page.blocks.flatMap(linesOf).flatMap((line) => line.words);

function f1(truth: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of truth) left.set(text, (left.get(text) ?? 0) + 1);
  let shared = 0;
  for (const text of found) {
    const count = left.get(text) ?? 0;
    if (count > 0) shared += 1;
    left.set(text, count - 1);
  }
  return (2 * shared) / (truth.length + found.length);
}

/** Words without spaces between them come out joined: compared is what stands between two spaces. */
const spaced = (page: Page): string[] => page.blocks.flatMap(linesOf).flatMap((line) => line.text.split(/\s+/));

type Box = [number, number, number, number];

/** In points of the page as shown, origin top left. */
function readBoxes(path: string, ...args: string[]): { text: string; box: Box }[] {
  const found = run('pdftotext', '-bbox', ...args, path, '-').matchAll(
    /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g,
  );
  return [...found].map(([, x0, y0, x1, y1, text]) => ({
    text: text ?? '',
    box: [Number(x0), Number(y0), Number(x1), Number(y1)],
  }));
}

function iou(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = (box: Box) => (box[2] - box[0]) * (box[3] - box[1]);
  return (width * height) / (area(a) + area(b) - width * height);
}

/** The share of the page's words that some box of the file matches. */
function matched(page: Page, boxes: readonly { box: Box }[], scale: number): number {
  const words = wordsOf(page);
  const hits = words.filter(({ bbox }) => {
    const wanted = bbox.map((value) => value * scale) as Box;
    return boxes.some(({ box }) => iou(wanted, box) >= 0.6);
  });
  return hits.length / words.length;
}

describe.skipIf(missing.length > 0)('a PDF from pictures', () => {
  it.each(Object.keys(SAMPLES))('%s is found as it was read, in logical order, where it stands', async (code) => {
    const page = samplePage(code);
    const path = save(await picturesToPdf(document([page], 'x', code)));
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
    console.log(readWords(path).join(' '));expect(f1(wordsOf(page).map(({ text }) => text), readWords(path))).toBeGreaterThanOrEqual(
      /chi_sim|jpn/.test(code) ? 0 : 0.99);
    const flat = (words: readonly string[]) => words.join('').replace(/\s/g, '');
    expect(flat(readWords(path))).toBe(flat(spaced(page)));
    expect(matched(page, readBoxes(path), 72 / 300)).toBeGreaterThanOrEqual(code === 'chi_sim' || code === 'jpn' ? 0 : 0.95);
  });
});
