/** Any document exports to every format without an exception, and reads back. */
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { expect, test } from 'vitest';
import type { Block, Line, TableCell, Word } from '../contract/job.ts';
import { BLOCK_TYPES } from '../contract/terms.ts';
import { type CutRegion, EXPORT_FORMATS, type ExportDocument, type ExportPage, exportDocument } from './index.ts';
import { cell, pageOf, samplePage, tableBlock } from './test-documents.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'Б',
        'ש',
        'س',
        '\u200c',
        'ि',
        'ไ',
        '字',
        'ー',
        '한',
        '😀',
        '\ud83d',
        '\udc00',
        '\0',
        '\u000b',
        '\t',
        '\r',
        '\n',
        ' ',
        '=',
        '+',
        '-5',
        '<',
        '&',
        ']]>',
        '"',
        ')',
        '\\',
        '(',
        '\ufffe',
        '1.',
        '•',
        '|',
        '٣',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);
const number = fc.oneof(
  fc.integer({ min: -50, max: 3000 }),
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
  fc.constant(0),
);
const bbox = fc.tuple(number, number, number, number);
const confidence = fc.double({ min: 0, max: 1, noNaN: true });
const word: fc.Arbitrary<Word> = fc.record({ text, bbox, confidence });
const line: fc.Arbitrary<Line> = fc.record({ text, bbox, confidence, words: fc.array(word, { maxLength: 5 }) });
const span = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 5 }), fc.constant(2 ** 31));
const tableCell: fc.Arbitrary<TableCell> = fc.record({
  text,
  bbox,
  confidence,
  header: fc.boolean(),
  row_span: span,
  col_span: span,
});
const table = fc.record({ rows: fc.array(fc.array(tableCell, { maxLength: 4 }), { maxLength: 4 }) });
const block: fc.Arbitrary<Block> = fc.record(
  {
    type: fc.constantFrom(...BLOCK_TYPES),
    level: fc.integer({ min: 1, max: 6 }),
    text,
    bbox,
    confidence,
    lines: fc.array(line, { maxLength: 3 }),
    table,
  },
  { requiredKeys: ['type', 'text', 'bbox', 'confidence', 'lines'] },
);
const page: fc.Arbitrary<ExportPage> = fc
  .record({
    blocks: fc.array(block, { maxLength: 4 }),
    width: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.constant(200_000)),
    height: fc.integer({ min: 0, max: 5000 }),
    dpi: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e5, noNaN: true })),
    picture: fc.constantFrom(undefined, { bytes: Uint8Array.from([255, 216, 1, 2]), type: 'image/jpeg' }),
    detected_language: fc.constantFrom(null, 'eng', 'fas+eng', 'x'),
  })
  .map(({ blocks, picture, ...more }) => ({ ...pageOf(blocks, more), ...(picture ? { picture } : {}) }));
const document: fc.Arbitrary<ExportDocument> = fc
  .record({
    title: text,
    language: fc.constantFrom(null, 'en', 'chi_sim', 'zh-Hant', '', '%'),
    pages: fc.array(page, { maxLength: 3 }),
  })
  .map((doc) => ({ ...doc, pages: doc.pages.map((at, index) => ({ ...at, index })) }));

const cutRegion: CutRegion = async () => ({
  bytes: Uint8Array.of(255, 216, 1),
  type: 'image/jpeg',
  width: 1,
  height: 1,
});

const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** Every tag closed, no character that XML forbids. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, end, name, rest] of xml
    .replace(/<[?!][^>]*>/g, '')
    .matchAll(/<(\/?)([\w:]+)((?:[^<>"]|"[^"<]*")*)>/g)) {
    if (end) {
      if (open.pop() !== name) return false;
    } else if (!rest?.endsWith('/')) open.push(name ?? '');
  }
  return open.length === 0 && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(xml);
}

/** A strict reader of RFC 4180; throws. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  for (let at = 0; at < csv.length; ) {
    const row: string[] = [];
    for (;;) {
      const match = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
      match.lastIndex = at;
      const found = match.exec(csv);
      if (!found) throw new Error(`no cell at ${at}`);
      row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
      at += found[0].length;
      if (csv[at] !== ',') break;
      at += 1;
    }
    if (csv.slice(at, at + 2) !== '\r\n')
      throw new Error(`no end of row at ${at}: ${JSON.stringify(csv.slice(at, at + 5))}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

test('any document exports to every format and reads back', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(document, async (doc) => {
      const file = Object.fromEntries(
        await Promise.all(
          EXPORT_FORMATS.map(async (format) => [format, await exportDocument(doc, format, { cutRegion })] as const),
        ),
      ) as Record<(typeof EXPORT_FORMATS)[number], Uint8Array>;
      for (const format of ['txt', 'md', 'html'] as const) decode(file[format]);
      decode(await exportDocument(doc, 'txt', { layout: true }));
      expect(isWellFormed(decode(file.hocr))).toBe(true);
      expect(isWellFormed(decode(file.alto))).toBe(true);
      for (const row of parseCsv(decode(file.csv))) {
        for (const at of row) expect(at).not.toMatch(/^(=|@|\t|[+-](?![\d.,]))/);
      }
      await JSZip.loadAsync(await exportDocument(doc, 'csv', { tables: 'separate' }));
      await mammoth.extractRawText({ buffer: Buffer.from(file.docx) });
      const main = await (await JSZip.loadAsync(file.docx)).file('word/document.xml')?.async('string');
      expect(isWellFormed(main ?? '<')).toBe(true);
      expect((await PDFDocument.load(file.pdf)).getPageCount()).toBe(Math.max(1, doc.pages.length));
    }),
    { numRuns: 60 },
  );
});

test('options reach their formats', async () => {
  const doc = {
    title: 'x',
    language: null,
    pages: [samplePage('eng'), pageOf([tableBlock([[cell('1')]])], { index: 1 })],
  };
  expect(decode(await exportDocument(doc, 'csv', { bom: true })).charCodeAt(0)).toBe('1'.charCodeAt(0));
  const zip = await JSZip.loadAsync(await exportDocument(doc, 'csv', { tables: 'separate' }));
  expect(Object.keys(zip.files)).toEqual(['page-2-table-1.csv']);
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 400]);
  pdf.addPage([300, 400]);
  const original = { bytes: await pdf.save(), type: 'application/pdf' };
  const read = await PDFDocument.load(await exportDocument(doc, 'pdf', { original }));
  expect(read.getPage(0).getWidth()).toBe(300);
  const aborted = exportDocument(doc, 'md', { signal: AbortSignal.abort(new Error('enough')) });
  await expect(aborted).rejects.toThrow('enough');
});
