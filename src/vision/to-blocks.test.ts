import { expect, test } from 'vitest';
import type { Bbox, Word } from '../document/model.ts';
import { linesOf, toBlocks } from './to-blocks.ts';
import type { WrittenBlock, WrittenCell } from './written.ts';

const PAGE = { width: 1000, height: 2000 };
const word = (text: string, bbox: Bbox): Word => ({ text, bbox, confidence: 0.9 });
const written = (...texts: string[]) => texts.map((text) => ({ text, confidence: 0.9 }));
const cell = (text: string, spans: Partial<WrittenCell> = {}): WrittenCell => ({
  words: text === '' ? [] : written(...text.split(' ')),
  row_span: 1,
  col_span: 1,
  header: false,
  ...spans,
});

test('words of a block stand in the lines of the page, right to left as well', () => {
  const lines = linesOf([
    word('one', [10, 10, 40, 30]),
    word('two', [50, 12, 80, 30]),
    word('three', [10, 40, 60, 60]),
    word('سه', [900, 80, 940, 100]),
    word('چهار', [840, 81, 890, 102]),
  ]);
  expect(lines.map(({ text }) => text)).toEqual(['one two', 'three', 'سه چهار']);
  expect(lines[0]?.bbox).toEqual([10, 10, 80, 30]);
});

test('a heading, a formula and a figure', () => {
  const blocks: WrittenBlock[] = [
    { type: 'heading', level: 2, words: written('Terms') },
    { type: 'formula', words: written('a', '=', 'b') },
    { type: 'figure', place: [0.1, 0.2, 0.5, 0.6] },
    { type: 'paragraph', words: [] },
  ];
  const placed = [
    [word('Terms', [10, 10, 90, 40])],
    [word('a', [10, 50, 20, 60]), word('=', [10, 70, 20, 80]), word('b', [30, 50, 40, 60])],
    [],
    [],
  ];
  expect(toBlocks(blocks, placed, PAGE)).toMatchObject([
    { type: 'heading', level: 2, text: 'Terms', bbox: [10, 10, 90, 40] },
    { type: 'formula', text: 'a = b' },
    { type: 'figure', bbox: [100, 400, 500, 1200] },
  ]);
});

test('cells take their words, and an empty one the place of its row and column', () => {
  const rows = [
    [cell('Item', { header: true }), cell('Price', { header: true })],
    [cell('Blue paint'), cell('')],
    [cell(''), cell('7')],
  ];
  const [block] = toBlocks(
    [{ type: 'table', rows }],
    [
      [
        word('Item', [10, 10, 60, 30]),
        word('Price', [200, 10, 260, 30]),
        word('Blue', [10, 40, 50, 60]),
        word('paint', [55, 40, 110, 60]),
        word('7', [240, 70, 250, 90]),
      ],
    ],
    PAGE,
  );
  const cells = block?.table?.rows ?? [];
  expect(cells.map((row) => row.map(({ text }) => text))).toEqual([
    ['Item', 'Price'],
    ['Blue paint', ''],
    ['', '7'],
  ]);
  expect(cells[1]?.[1]?.bbox).toEqual([200, 40, 260, 60]);
  expect(cells[2]?.[0]?.bbox).toEqual([10, 70, 110, 90]);
  expect(block?.text).toBe('Item\tPrice\nBlue paint\t\n\t7');
});

test('a cell that reaches down pushes those of the next row on', () => {
  const rows = [[cell('Year', { row_span: 2 }), cell('First')], [cell('Second')], [cell(''), cell('')]];
  const placed = [
    word('Year', [10, 10, 60, 30]),
    word('First', [200, 10, 260, 30]),
    word('Second', [200, 40, 270, 60]),
  ];
  const [block] = toBlocks([{ type: 'table', rows }], [placed], PAGE);
  expect(block?.table?.rows[2]?.map(({ bbox }) => bbox[0])).toEqual([10, 200]);
});
