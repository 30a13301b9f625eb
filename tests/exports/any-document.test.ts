/** Any document exports to every format without an exception, and what comes out can be read. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/contract/openapi.ts';
import { bodyPages, type ExportDocument } from '../../src/exports/document.ts';
import { type ExportFormat, exportDocument } from '../../src/exports/index.ts';
import { linesOf } from '../../src/exports/lines.ts';
import { anyDocument } from './any-document.ts';
import { elements } from './html-parts.ts';
import { parseMarkdown } from './markdown-parts.ts';
import { areInstalled, run, workFolder } from './readers.ts';
import { parseXml, readAlto, readHocr } from './xml.ts';

const hasReaders = areInstalled('PDFs of any document', 'qpdf', 'pdftotext');
const folder = workFolder();
/** The same documents on every run; a failure prints the path to its own. */
const SAMPLE = { seed: 20_261_123, numRuns: 100 };

const always = (check: (doc: ExportDocument) => Promise<void>) =>
  fc.assert(fc.asyncProperty(anyDocument, check), SAMPLE);

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const file = async (doc: ExportDocument, format: ExportFormat): Promise<string> =>
  decode(await exportDocument(doc, format));

const wordsOf = (doc: ExportDocument): string[][] =>
  doc.pages.map(({ blocks }) => blocks.flatMap(linesOf).flatMap(({ words }) => words.map(({ text }) => text)));

const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/u;

test('txt is text', () =>
  always(async (doc) => {
    const [plain, laidOut] = [await file(doc, 'txt'), decode(await exportDocument(doc, 'txt', { layout: true }))];
    expect(plain === '' || plain.endsWith('\n')).toBe(true);
    expect(laidOut).not.toMatch(UNPRINTABLE);
    // Columns are kept with spaces; no word is lost to them.
    for (const word of wordsOf(doc).flat()) expect(laidOut).toContain(word);
  }));

test('Markdown keeps its headings, and holds no HTML but tables and line breaks', () =>
  always(async (doc) => {
    const markdown = await file(doc, 'md');
    const found = { headings: [] as number[], html: [] as string[] };
    const visit = (node: { type: string; depth?: number; value?: string; children?: unknown[] }) => {
      if (node.type === 'heading') found.headings.push(node.depth ?? 0);
      if (node.type === 'html') found.html.push(node.value ?? '');
      for (const child of node.children ?? []) visit(child as typeof node);
    };
    visit(parseMarkdown(markdown));
    const headings = bodyPages(doc.pages)
      .flat()
      .filter(({ block }) => block.type === 'heading');
    expect(found.headings).toEqual(headings.map(({ block }) => block.level ?? 1));
    const tags = found.html.flatMap((html) => html.match(/<[^>]*>?/g) ?? []);
    expect(
      tags.filter((tag) => !/^<\/?(table|thead|tbody|tr|t[dh]( (col|row)span="\d+")*( dir="auto")?|br)>$/.test(tag)),
    ).toEqual([]);
    expect(markdown).not.toMatch(UNPRINTABLE);
  }));

test('HTML runs nothing and loads nothing', () =>
  always(async (doc) => {
    const html = await file(doc, 'html');
    for (const name of ['script', 'iframe', 'object', 'link', 'img', 'a', 'form', 'svg', 'math']) {
      expect(elements(html, name)).toEqual([]);
    }
    expect(elements(html, 'section')).toHaveLength(doc.pages.length);
    expect(elements(html, 'title')).toHaveLength(1);
    const headings = bodyPages(doc.pages)
      .flat()
      .filter(({ block }) => block.type === 'heading');
    expect([1, 2, 3, 4, 5, 6].flatMap((level) => elements(html, `h${level}`))).toHaveLength(headings.length);
    expect(html).not.toMatch(UNPRINTABLE);
  }));

test('hOCR and ALTO are valid, with every word', () =>
  always(async (doc) => {
    for (const { pages, faults } of [readHocr(await file(doc, 'hocr')), readAlto(await file(doc, 'alto'))]) {
      expect(faults).toEqual([]);
      expect(pages.map((page) => page.map(({ text }) => text))).toEqual(wordsOf(doc));
    }
  }));

test('CSV is rows of cells, none of which is a formula', () =>
  always(async (doc) => {
    const options = { recordDelimiter: '\r\n', relaxColumnCount: true, skipEmptyLines: true };
    const zip = await JSZip.loadAsync(await exportDocument(doc, 'csv', { tables: 'separate' }));
    const texts = await Promise.all(Object.values(zip.files).map((one) => one.async('string')));
    for (const csv of [await file(doc, 'csv'), ...texts]) {
      const rows: string[][] = parseCsv(csv, options);
      expect(rows.flat().filter((cell) => /^([=@\t\r]|[+-](?![\d.,]))/.test(cell))).toEqual([]);
      expect(csv).not.toMatch(UNPRINTABLE);
    }
    // Cells of one table stand in columns.
    for (const csv of texts)
      expect(new Set((parseCsv(csv, options) as string[][]).map((row) => row.length)).size).toBeLessThan(2);
  }));

test('Word files are XML that mammoth reads', () =>
  always(async (doc) => {
    const bytes = await exportDocument(doc, 'docx');
    const zip = await JSZip.loadAsync(bytes);
    for (const [name, entry] of Object.entries(zip.files)) {
      if (/\.(xml|rels)$/.test(name)) parseXml(await entry.async('string'));
    }
    const { messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
  }));

test.skipIf(!hasReaders)('PDFs are sound, with a page a page', () =>
  always(async (doc) => {
    const path = folder.save('any.pdf', await exportDocument(doc, 'pdf'));
    // Ends with an error where qpdf has but a warning.
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
    const pages = Math.max(1, doc.pages.length);
    expect(run('pdftotext', path, '-').split('\f')).toHaveLength(pages + 1);
  }),
);

test('JSON of the pages is what the published schema says', () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema(openApiDocument('1'), 'openapi');
  const validate = ajv.compile({ $ref: 'openapi#/components/schemas/Page' });
  return always(async (doc) => {
    for (const { picture, ...page } of doc.pages) {
      const json = JSON.stringify(page);
      expect(decode(new TextEncoder().encode(json))).toBe(json);
      expect(validate(JSON.parse(json)) || ajv.errorsText(validate.errors)).toBe(true);
    }
  });
});
