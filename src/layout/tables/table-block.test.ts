import { expect, test } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import type { FoundCell } from './table.ts';
import { toTableBlock } from './table-block.ts';

const cell = (row: number, column: number, lines: string[], more: Partial<FoundCell> = {}): FoundCell => ({
  row,
  column,
  rowSpan: 1,
  colSpan: 1,
  header: false,
  lines: lines.map((text, i) =>
    text.split(' ').map((word, k) => {
      const bbox: Bbox = [column * 100 + k * 20, row * 50 + i * 20, column * 100 + k * 20 + 15, row * 50 + i * 20 + 15];
      return { word: { text: word, bbox, confidence: 0.5 }, box: bbox };
    }),
  ),
  box: [column * 100, row * 50, column * 100 + 100, row * 50 + 50],
  ...more,
});

test('rows are lines, cells keep spans, broken words are joined and empty cells are certain', () => {
  const cells = [
    cell(0, 0, ['Year of', 'har-', 'vest'], { colSpan: 2, header: true }),
    cell(1, 0, ['2007']),
    cell(1, 1, []),
  ];
  const block = toTableBlock({ box: [0, 0, 200, 100], rowCount: 2, columnCount: 2, cells }, { toPage: (box) => box });
  expect(block.text).toBe('Year of harvest\n2007\t');
  expect(block.lines.map(({ text }) => text)).toEqual(['Year of har- vest', '2007']);
  expect(block.table?.rows.map((row) => row.map((one) => [one.col_span, one.header, one.confidence]))).toEqual([
    [[2, true, 0.5]],
    [
      [1, false, 0.5],
      [1, false, 1],
    ],
  ]);
  expect(block.bbox).toEqual([0, 0, 200, 100]);
});
