import { describe, expect, test } from 'vitest';
import type { LayoutInput, SourceLine } from '../input.ts';
import { layoutPage } from '../page.ts';
import type { Segment } from '../segment.ts';
import { toSegments } from '../segments.ts';
import { column, line, pageOf } from '../test-pages.ts';
import { findTables } from './find-tables.ts';
import { isReceipt } from './receipts.ts';

const WIDTH = 1000;
/** Where entries end; those below zero begin there. */
const ENDS = [-40, 400, 560, 760];

const segmentsOf = (lines: SourceLine[]): Segment[] => {
  const input: LayoutInput = { width: WIDTH, height: 2000, lines, rules: [], pictures: [], boxes: 'font' };
  return toSegments(input).flatMap((group) => group.segments);
};

const rows = (y: number, texts: string[][], ends = ENDS): SourceLine[] =>
  texts.flatMap((entries, r) =>
    entries.flatMap((text, i) => {
      const end = ends[i] as number;
      const x = end < 0 ? -end : end - (line(text, { x: 0, y: 0 }).bbox[2] as number);
      return text === '' ? [] : [line(text, { x, y: y + r * 38 })];
    }),
  );

const HEAD = ['Corner Cafe', '12 Long Road', 'Old Town', 'Tel 555 0199', 'Bill of 3 May'];
const head = HEAD.map((text, i) => line(text, { x: 300, y: 40 + 38 * i }));
const ITEMS = [
  ['What', 'Qty', 'Each', 'Sum'],
  ['1', '', '15.00', '15.00'],
  ['chicken rice'],
  ['1', '', '10.00', '10.00'],
  ['vegetables'],
  ['2', '', '2.50', '5.00'],
  ['green tea'],
];
const SUMS = [['Total', '', '', '30.00'], ['Paid in cash'], ['Change', '', '', '20.00']];
const receipt = [...head, ...rows(300, ITEMS), ...rows(600, SUMS)];

/** Row by row, as pages are read. */
const read = (lines: SourceLine[]): string[] => {
  const { tables, rest } = findTables({ segments: segmentsOf(lines), rules: [], fills: [], width: WIDTH });
  const pieces = [
    ...tables.map(({ box, cells }) => ({
      y: box[1],
      texts: cells.flatMap((cell) => cell.lines.map((words) => ({ row: cell.row, words }))),
    })),
    ...rest.map(({ box, words }) => ({ y: box[1], texts: [{ row: 0, words }] })),
  ];
  return pieces
    .sort((a, b) => a.y - b.y)
    .flatMap(({ texts }) => [...new Set(texts.map(({ row }) => row))].map((row) => texts.filter((t) => t.row === row)))
    .map((texts) => texts.flatMap(({ words }) => words.map(({ word }) => word.text)).join(' '));
};

const printed = (texts: string[][]): string[] => texts.map((entries) => entries.filter(Boolean).join(' '));

describe('a receipt', () => {
  test('each printed line is a row, in the order of print', () => {
    expect(read(receipt)).toEqual([...HEAD, ...printed(ITEMS), ...printed(SUMS)]);
  });

  test('the lines of an item and of its heads are rows too', () => {
    const ends = [-40, -140, 560, 760];
    const items = [
      ['Qty', 'Item', 'Price', 'Total'],
      ['', '', '(EUR)', '(EUR)'],
      ['2', 'Green tea', '2.50', '5.00'],
      ['', 'of leaves'],
      ['1', 'Rice', '9.00', '9.00'],
      ['', 'with peas'],
    ];
    const lines = [...head, ...rows(300, items, ends), ...rows(700, SUMS)];
    const [table] = findTables({ segments: segmentsOf(lines), rules: [], fills: [], width: WIDTH }).tables;
    expect(table?.rowCount).toBe(items.length);
    expect(table?.cells.every((cell) => cell.lines.length < 2)).toBe(true);
  });

  test('a label and the amount at the far side are one piece of text', () => {
    const { rest } = findTables({
      segments: segmentsOf([...head, ...rows(300, ITEMS), ...rows(800, [['Cash', '', '', '50.00']])]),
      rules: [],
      fills: [],
      width: WIDTH,
    });
    expect(rest.map(({ words }) => words.map(({ word }) => word.text).join(' '))).toContain('Cash 50.00');
  });

  test('has no foot', () => {
    const last = line('Thank you', { x: 200, y: 1000, size: 27 });
    const typeOfLast = (lines: SourceLine[]) =>
      layoutPage({ ...pageOf([...lines, last]), width: WIDTH, height: 1040 }).at(-1)?.type;
    expect(typeOfLast([...head, ...rows(300, ITEMS), ...rows(600, SUMS)])).toBe('paragraph');
    expect(
      typeOfLast([
        ...head,
        ...rows(
          300,
          ITEMS.map((entries) => entries.slice(0, 1)),
        ),
      ]),
    ).toBe('page-footer');
  });

  test.each([
    ['amounts with a currency sign', (amount: string) => `€${amount}`],
    ['amounts without decimals', (amount: string) => `${amount.slice(0, -3)},000`],
    ['amounts with the letters of a tax', (amount: string) => `${amount}SR`],
    ['Persian digits', (amount: string) => amount.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[Number(d)] as string)],
  ])('%s', (_, write) => {
    const other = ITEMS.map((entries) => entries.map((text) => (/\d\.\d/.test(text) ? write(text) : text)));
    expect(isReceipt(segmentsOf([...head, ...rows(300, other)]))).toBe(true);
  });
});

describe('what is none', () => {
  test.each([
    ['a table by itself', rows(40, [...ITEMS, ...SUMS])],
    [
      'a narrow page without amounts',
      [
        ...head,
        ...rows(
          300,
          ITEMS.map((entries) => entries.slice(0, 1)),
        ),
      ],
    ],
    ['an invoice with running text', [...receipt, ...column('Note', 8, { x: 40, y: 800, width: 900 })]],
    ['a few lines', [...head.slice(0, 2), ...rows(300, SUMS)]],
  ])('%s', (_, lines) => {
    expect(isReceipt(segmentsOf(lines))).toBe(false);
  });
});
