/** Word files as mammoth reads them, which shares no line with what writes them. */
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { expect, test } from 'vitest';
import { documentDocx } from './docx.ts';
import { blockOf, cell, lineOf, pageOf, SAMPLES, samplePage, tableBlock, textBlock } from './test-documents.ts';

type Blocks = Parameters<typeof pageOf>[0];
const docx = (pages: Blocks[], language: string | null = null) =>
  documentDocx({ title: 'T\u0001', language, pages: pages.map((blocks, index) => pageOf(blocks, { index })) });
const html = async (bytes: Uint8Array) => (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value;
const xml = async (bytes: Uint8Array) =>
  (await JSZip.loadAsync(bytes)).file('word/document.xml')?.async('string') ?? '';

test('headings, paragraphs and lists are real ones', async () => {
  const bytes = await docx([
    [
      textBlock('page-header', 'Head'),
      textBlock('heading', 'One\nmore', { level: 2 }),
      textBlock('paragraph', 'a < b\u0000\ud800'),
      textBlock('list-item', '• tea'),
      textBlock('list-item', '2. milk'),
      textBlock('list-item', '3. eggs'),
      textBlock('list-item', 'a) printed'),
    ],
  ]);
  expect(await html(bytes)).toBe(
    '<h2>One more</h2><p>a &lt; b\ufffd</p><ul><li>tea</li></ul>' +
      '<ol><li>milk</li><li>eggs</li></ol><p>a) printed</p>',
  );
  const numbering = await (await JSZip.loadAsync(bytes)).file('word/numbering.xml')?.async('string');
  expect(numbering).toContain('<w:start w:val="2"/>');
});

test('emphasis, nested lists, code and what a page broke', async () => {
  const line = lineOf('a bold word', 0, 100);
  const words = line.words.map((word, i) => (i === 1 ? { ...word, bold: true as const } : word));
  const bytes = await docx([
    [
      blockOf('paragraph', [{ ...line, words }]),
      textBlock('list-item', '• tea'),
      textBlock('list-item', '1. green', { level: 2 }),
      textBlock('paragraph', 'if (a)\n  b();', { style: 'code' }),
      textBlock('paragraph', 'no gov-'),
    ],
    [textBlock('paragraph', 'ernment', { continues: true })],
    [textBlock('paragraph', 'end')],
  ]);
  expect(await html(bytes)).toBe(
    '<p>a <strong>bold</strong> word</p><ul><li>tea<ol><li>green</li></ol></li></ul>' +
      '<p>if (a)<br />  b();</p><p>no government</p><p>end</p>',
  );
  const document = await xml(bytes);
  expect(document).toContain('Courier New');
  // The page that held nothing but the rest of a paragraph has gone.
  expect(document.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1);
});

test('tables keep heads, spans and the widths of their columns', async () => {
  const bytes = await docx([
    [
      tableBlock([
        [cell('A', { header: true, col_span: 2 }), cell('B', { header: true, bbox: [200, 0, 800, 40] })],
        [cell('1', { row_span: 2 }), cell('2'), cell('3', { bbox: [200, 0, 800, 40] })],
        [cell('4'), cell('5')],
      ]),
    ],
  ]);
  expect((await html(bytes)).replaceAll(/<\/?(p|strong)>/g, '')).toBe(
    '<table><thead><tr><th colspan="2">A</th><th>B</th></tr></thead>' +
      '<tbody><tr><td rowspan="2">1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></tbody></table>',
  );
  const widths = [...(await xml(bytes)).matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(([, width]) => Number(width));
  expect(widths).toHaveLength(3);
  expect(widths[2]).toBeGreaterThan(4 * (widths[0] ?? 0));
  expect(await xml(bytes)).toContain('<w:tblHeader/>');
});

test('a table too wide for Word becomes lines with tabs', async () => {
  const wide = await docx([[tableBlock([Array.from({ length: 64 }, (_, x) => cell(String(x)))])]]);
  expect(await html(wide)).toMatch(/^<p>0\t1\t2\t/);
});

test('right-to-left paragraphs, runs and tables say so, with their language', async () => {
  const document = await xml(
    await docx(
      [
        [
          textBlock('paragraph', 'فایل PDF نسخهٔ دوم'),
          textBlock('paragraph', 'plain'),
          tableBlock([[cell('سلام'), cell('دنیا')]]),
        ],
      ],
      'fas',
    ),
  );
  expect(document.match(/<w:bidi\/>/g)).toHaveLength(3);
  expect(document).toContain('<w:bidiVisual/>');
  expect(document).toMatch(/<w:rtl\/>(<w:lang w:bidi="fa"\/>)?<\/w:rPr><w:t xml:space="preserve">فایل <\/w:t>/);
  expect(document).toMatch(/<w:r>(?:(?!<w:rtl).)*<w:t xml:space="preserve">PDF <\/w:t>/);
});

test('each page begins a page, also one that begins with a table or is empty', async () => {
  const document = await xml(
    await docx([[textBlock('paragraph', 'a')], [tableBlock([[cell('b')]])], [], [textBlock('paragraph', 'c')]]),
  );
  expect(document.match(/<w:pageBreakBefore\/>/g)).toHaveLength(3);
});

test('the words of every script come back', async () => {
  const codes = Object.keys(SAMPLES);
  const pages = codes.map((code, index) => samplePage(code, { index }));
  const { value } = await mammoth.extractRawText({
    buffer: Buffer.from(await documentDocx({ title: '', language: null, pages })),
  });
  const flat = (text: string) => text.replaceAll(/\s/g, '');
  expect(flat(value)).toBe(flat(pages.map((page) => page.text).join('')));
});

test('can be cancelled', async () => {
  const pages = Array.from({ length: 9 }, (_, index) => samplePage('eng', { index }));
  const controller = new AbortController();
  const onProgress = (done: number) => done === 4 && controller.abort(new Error('enough'));
  await expect(
    documentDocx(
      { title: '', language: null, pages },
      { signal: controller.signal, onProgress: (done) => void onProgress(done) },
    ),
  ).rejects.toThrow('enough');
});
