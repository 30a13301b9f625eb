/** What of a page's look a Word file keeps: paper, margins, running heads, alignment, languages. */
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import type { Block } from '../document/model.ts';
import { documentDocx } from './docx.ts';
import { alignmentOf } from './docx-alignment.ts';
import { paperOf } from './docx-page.ts';
import { docxSections } from './docx-sections.ts';
import { blockOf, lineOf, pageOf, textBlock } from './test-documents.ts';

const at = (type: Block['type'], text: string, bbox: Block['bbox']) => textBlock(type, text, { bbox });
const body = (text = 'some words') => at('paragraph', text, [300, 400, 2200, 3000]);
const parts = async (bytes: Uint8Array) => {
  const zip = await JSZip.loadAsync(bytes);
  return (name: string) => zip.file(`word/${name}.xml`)?.async('string') ?? '';
};

test('paper is what the file states, or what its proportions say; what is no page becomes A4', () => {
  expect(paperOf({ width: 2480, height: 3508, dpi: 300 })).toEqual({ width: 11_906, height: 16_838 });
  expect(paperOf({ width: 3300, height: 2550, dpi: 300 })).toEqual({ width: 15_840, height: 12_240 });
  expect(paperOf({ width: 1200, height: 1697, dpi: null })).toEqual({ width: 11_906, height: 16_838 });
  // A camera's photo of a page, which states 72 dpi: A4's width, and with it nearly Letter.
  expect(paperOf({ width: 3024, height: 4032, dpi: 72 })).toEqual({ width: 12_240, height: 15_840 });
  expect(paperOf({ width: 900, height: 300, dpi: null })).toEqual({ width: 11_906, height: 16_838 });
});

test('a section begins where the paper changes, not where a scan is cut a little differently', async () => {
  const sizes = [
    [2480, 3508],
    [2490, 3500],
    [3508, 2480],
    [2480, 3508],
  ] as const;
  const pages = sizes.map(([width, height], index) => pageOf([body()], { index, width, height }));
  expect(docxSections(pages).map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 3],
    [3, 4],
  ]);
  const read = await parts(await documentDocx({ title: '', language: null, pages }));
  const xml = await read('document');
  expect([...xml.matchAll(/<w:pgSz w:w="(\d+)" w:h="(\d+)"/g)].map(([, w, h]) => [w, h])).toEqual([
    ['11906', '16838'],
    ['16838', '11906'],
    ['11906', '16838'],
  ]);
  expect(xml.match(/<w:pageBreakBefore\/>/g)).toHaveLength(1);
});

test('running heads are heads, page numbers fields that count from the printed one', async () => {
  const pages = Array.from({ length: 4 }, (_, index) =>
    pageOf(
      [
        at('page-header', 'The Mill', [300, 100, 600, 140]),
        at('page-header', `${index + 17}`, [2100, 100, 2200, 140]),
        body(),
        at('page-footer', `– ${index + 17} –`, [1200, 3300, 1280, 3340]),
      ],
      { index },
    ),
  );
  const [section, ...more] = docxSections(pages);
  expect(more).toHaveLength(0);
  expect(section?.numbering).toEqual({ start: 17, format: 'decimal' });
  expect(section?.heads.header).toEqual([
    [
      { place: 'left', text: 'The Mill' },
      { place: 'right', text: '', numberAt: 0 },
    ],
  ]);
  const read = await parts(await documentDocx({ title: '', language: 'eng', pages }));
  expect(await read('header1')).toMatch(/The Mill.*<w:tab\/>.*PAGE/s);
  expect(await read('footer1')).toMatch(/<w:jc w:val="center"\/>.*– .*PAGE.* –/s);
  expect(await read('document')).toContain('w:start="17"');
});

test('Persian and Roman numbers count too; pages that count apart are sections of their own', () => {
  const numbers = ['i', 'ii', 'iii', '۱', '۲', '۳'];
  const pages = numbers.map((number, index) =>
    pageOf([body(), at('page-footer', number, [1200, 3300, 1280, 3340])], { index }),
  );
  expect(docxSections(pages).map(({ from, numbering }) => [from, numbering])).toEqual([
    [0, { start: 1, format: 'lowerRoman' }],
    [3, { start: 1, format: 'decimal' }],
  ]);
});

test('left and right pages have heads of their own; a first page without them has none; a year is no page number', () => {
  const pages = Array.from({ length: 7 }, (_, index) => {
    const head = at('page-header', index % 2 ? 'The Mill' : 'Chapter of 1871', [300, 100, 700, 140]);
    return pageOf(index === 0 ? [body()] : [head, body()], { index });
  });
  const [section, ...more] = docxSections(pages);
  expect(more).toHaveLength(0);
  expect(section?.evenHeads?.header[0]?.[0]?.text).toBe('The Mill');
  expect(section?.heads.header[0]?.[0]?.text).toBe('Chapter of 1871');
  expect(section?.bareFirst).toBe(true);
});

test('too many kinds of heads become the commonest', () => {
  const pages = Array.from({ length: 30 }, (_, index) =>
    pageOf(
      [at('page-header', index % 3 ? 'The Mill' : `Part ${'abcdefghij'[index / 3]}`, [300, 100, 700, 140]), body()],
      { index },
    ),
  );
  expect(docxSections(pages).map(({ heads }) => heads.header[0]?.[0]?.text)).toEqual(['The Mill']);
});

test('what stands in the middle of its column is centred, what ends at its edge right-aligned, the rest neither', () => {
  const text = Array.from({ length: 5 }, (_, i) => lineOf('x'.repeat(90), 300, 1000 + i * 60));
  const column = blockOf('paragraph', text);
  const [x0, , x1] = column.bbox;
  const line = (left: number, right: number, type: Block['type'] = 'paragraph') => {
    const one = lineOf('word', left, 800);
    const bbox: Block['bbox'] = [left, 770, right, 810];
    return blockOf(type, [{ ...one, bbox }]);
  };
  const of = (block: Block) => alignmentOf(block, [block, column], 2480);
  expect(of(line(x0 + 500, x1 - 500, 'heading'))).toBe('center');
  expect(of(line(x0 + 500, x1 - 300, 'heading'))).toBe('start');
  expect(of(line(x1 - 300, x1))).toBe('end');
  expect(of(line(x0, x0 + 300))).toBe('start');
  expect(of(line(x0, x1))).toBe('start');
  expect(of(column)).toBe('start');
});

test('runs name the language of their page where it is another than the document has', async () => {
  const pages = [
    pageOf([body('Hello there')], { detected_language: 'eng' }),
    pageOf([body('سلام دنیا and hello')], { index: 1, detected_language: 'fas+eng' }),
  ];
  const xml = await (await parts(await documentDocx({ title: '', language: 'eng', pages })))('document');
  expect(xml).toMatch(/<w:lang w:bidi="fa"\/><\/w:rPr><w:t[^>]*>سلام دنیا /);
  expect(xml).toMatch(/<w:r><w:t[^>]*>and hello/);
});
