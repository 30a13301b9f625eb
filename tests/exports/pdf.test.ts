/** The text of our PDFs as poppler reads it and their structure as qpdf sees it, of pages drawn in many languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportPage } from '../../src/exports/document.ts';
import { exportDocument } from '../../src/exports/index.ts';
import { pageOf, textBlock } from '../../src/exports/test-documents.ts';
import {
  ARTICLES,
  article,
  CHROMIUM,
  type DrawnPage,
  drawPages,
  printPictures,
  type Setting,
  startBrowser,
} from './drawn-pages.ts';
import { areInstalled, f1, matched, type ReadPage, readPdf, run, unitsOf, workFolder } from './readers.ts';

const ready = areInstalled('PDFs of drawn pages', 'pdftotext', 'pdftoppm', 'qpdf', CHROMIUM);

const LANGUAGES = Object.keys(ARTICLES);
const askew = (tag: string, skew: number): Setting => ({ ...article(tag), skew });
const STEEP = 'a sheet that leaned left';
/** Beside one page a language. */
const SPECIAL: Record<string, Setting> = {
  'a sheet that leaned right': askew('en', 1.5),
  // pdftotext takes the end of a line that rises by half the line pitch for a line of its own.
  [STEEP]: askew('de', -2),
  'a Persian sheet that leaned': askew('fa', 1.2),
  emoji: { tag: 'en', lines: ['hello 😀 world 👩‍🚀 done ✅', 'flags 🇮🇷 🇯🇵 and 👍🏽 thumbs'] },
  'two directions in a line': {
    tag: 'fa',
    rtl: true,
    lines: [
      'فایل report.pdf نسخهٔ 2.5 را باز کنید',
      'قیمت ۱۲٬۵۰۰ تومان (حدود 25 EUR) است',
      'نشانی: https://example.org/a-b',
      'نام (به لاتین): “Barg” یا [Leaf] است',
    ],
  },
};

const folder = workFolder();
let browser: Browser | undefined;
let drawn: DrawnPage[] = [];
let names: string[] = [];
let ours: ReadPage[] = [];
let layered: ReadPage[] = [];
const paths = { ours: '', original: '', layered: '' };

beforeAll(async () => {
  if (!ready) return;
  browser = await startBrowser();
  names = [...LANGUAGES, ...Object.keys(SPECIAL)];
  drawn = await drawPages(browser, [...LANGUAGES.map(article), ...Object.values(SPECIAL)]);
  const pages = drawn.map(({ page, png }): ExportPage => ({ ...page, picture: { bytes: png, type: 'image/png' } }));
  const doc = { title: 'Article 1', language: null, pages };
  paths.ours = folder.save('ours.pdf', await exportDocument(doc, 'pdf'));
  ours = readPdf(paths.ours);
  // As scanners' programs write them: cross-reference streams, linearised.
  const printed = folder.save('printed.pdf', await printPictures(browser, drawn));
  paths.original = join(folder.path, 'original.pdf');
  run('qpdf', '--object-streams=generate', '--linearize', printed, paths.original);
  const original = { bytes: new Uint8Array(readFileSync(paths.original)), type: 'application/pdf' };
  paths.layered = folder.save('layered.pdf', await exportDocument(doc, 'pdf', { original }));
  layered = readPdf(paths.layered);
});
afterAll(() => browser?.close());

const sizeOf = (path: string): number => readFileSync(path).length;
const textOf = ({ page }: DrawnPage): string => page.text;

function drawnAs(name: string) {
  const index = names.indexOf(name);
  const one = drawn[index];
  if (!one) throw new Error(`not drawn: ${name}`);
  return { ...one, index };
}

describe.skipIf(!ready)('PDFs of drawn pages', () => {
  test.each([...LANGUAGES, ...Object.keys(SPECIAL)])('%s: the words, in their order, in their places', (name) => {
    const one = drawnAs(name);
    const truth = unitsOf(textOf(one));
    expect(truth.length).toBeGreaterThan(3);
    for (const read of [ours[one.index], layered[one.index]]) {
      const found = unitsOf(read?.text ?? '');
      expect(f1(truth, found)).toBeGreaterThanOrEqual(0.99);
      if (name !== STEEP) expect(found.join('')).toBe(truth.join(''));
      expect(matched(one.page, read as ReadPage)).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('qpdf has nothing to say', () => {
    for (const path of [paths.ours, paths.layered]) {
      expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
    }
  });

  test('a text layer changes no pixel', () => {
    const shown = (path: string) => {
      run('pdftoppm', '-r', '60', path, `${path}-shown`);
      const files = readdirSync(folder.path).filter((file) => join(folder.path, file).startsWith(`${path}-shown`));
      return files.sort().map((file) => readFileSync(join(folder.path, file)));
    };
    const [before, after] = [shown(paths.original), shown(paths.layered)];
    expect(before).toHaveLength(drawn.length);
    expect(after.map((page, i) => before[i]?.equals(page))).toEqual(drawn.map(() => true));
    // A blank picture would be the same as any other.
    expect(new Set(before[0]).size).toBeGreaterThan(4);
  });

  test('a text layer takes no more than 2 kB a page and 60 kB', () => {
    const allowed = drawn.length * 2_000 + 60_000;
    expect(sizeOf(paths.layered)).toBeLessThanOrEqual(sizeOf(paths.original) + allowed);
    const pictures = drawn.reduce((sum, { png }) => sum + png.length, 0);
    expect(sizeOf(paths.ours)).toBeLessThanOrEqual(pictures + allowed);
  });

  test('sheets that lay on a side, as the file says or the reader found', async () => {
    const turned = join(folder.path, 'turned.pdf');
    run(
      'qpdf',
      paths.original,
      turned,
      '--pages',
      '.',
      '1-4',
      '--',
      '--rotate=90:1',
      '--rotate=180:2',
      '--rotate=270:3',
    );
    const original = { bytes: new Uint8Array(readFileSync(turned)), type: 'application/pdf' };
    const pages = drawn
      .slice(0, 4)
      .map(({ page }, i): ExportPage => ({ ...page, rotation: ([90, 180, 270, 0] as const)[i] ?? 0 }));
    const path = folder.save(
      'turned-layered.pdf',
      await exportDocument({ title: '', language: null, pages }, 'pdf', { original }),
    );
    // Shown upright again, to have the words where they were drawn.
    const upright = join(folder.path, 'upright.pdf');
    run('qpdf', path, upright, '--rotate=0:1-4');
    for (const [i, read] of readPdf(upright).entries()) {
      expect(unitsOf(read.text)).toEqual(unitsOf(pages[i]?.text ?? ''));
      expect(matched(pages[i] as ExportPage, read)).toBeGreaterThanOrEqual(0.95);
    }
    expect(readPdf(path).map(({ text }) => f1(unitsOf(pages[0]?.text ?? ''), unitsOf(text)) > 0.98)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('a sheet of 20 metres', async () => {
    const one = drawnAs('de');
    const grow = ([x0, y0, x1, y1]: [number, number, number, number]) =>
      [x0 * 47, y0 * 47, x1 * 47, y1 * 47] as (typeof one.page.blocks)[0]['bbox'];
    const blocks = one.page.blocks.map((block) => ({
      ...block,
      bbox: grow(block.bbox),
      lines: block.lines.map((line) => ({
        ...line,
        bbox: grow(line.bbox),
        words: line.words.map((word) => ({ ...word, bbox: grow(word.bbox) })),
      })),
    }));
    const page: ExportPage = {
      ...one.page,
      index: 0,
      blocks,
      width: one.page.width * 47,
      height: one.page.height * 47,
      dpi: 72,
    };
    const path = folder.save('large.pdf', await exportDocument({ title: '', language: 'de', pages: [page] }, 'pdf'));
    const [read] = readPdf(path);
    expect(read && Math.max(read.width, read.height)).toBeLessThanOrEqual(14_400);
    expect(unitsOf(read?.text ?? '')).toEqual(unitsOf(page.text));
    expect(matched(page, read as ReadPage)).toBeGreaterThanOrEqual(0.95);
  });

  test('a page of which only the text is known is read in its order', async () => {
    for (const [language, text] of Object.entries({
      eng: 'All human beings\nare born free',
      fas: 'تمام افراد بشر\nآزاد به دنیا می‌آیند',
    })) {
      const page = pageOf([textBlock('paragraph', text, { bbox: [100, 100, 1400, 220] })]);
      const bytes = await exportDocument({ title: '', language, pages: [page] }, 'pdf');
      const [read] = readPdf(folder.save('text.pdf', bytes));
      expect(unitsOf(read?.text ?? '')).toEqual(unitsOf(text));
    }
  });

  test('vertical Japanese is read down its columns, from the right', async () => {
    const lines = ['少年 は 市場 へ 行き 、', '新しい パン を 買い ました 。'];
    const [one] = await drawPages(browser as Browser, [{ tag: 'ja', vertical: true, lines }]);
    const page = one?.page as ExportPage;
    expect(page.blocks[0]?.lines[0]?.bbox[0]).toBeGreaterThan(page.blocks[0]?.lines[1]?.bbox[2] ?? 0);
    const bytes = await exportDocument({ title: '', language: 'ja', pages: [page] }, 'pdf');
    const [read] = readPdf(folder.save('vertical.pdf', bytes));
    expect(unitsOf(read?.text ?? '').join('')).toBe(lines.join('').replaceAll(' ', ''));
  });
});
