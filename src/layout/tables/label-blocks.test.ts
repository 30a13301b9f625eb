import { expect, test } from 'vitest';
import type { LayoutInput, SourceLine } from '../input.ts';
import { toSegments } from '../segments.ts';
import { line } from '../test-pages.ts';
import { partAtLabels } from './label-blocks.ts';
import { toWords } from './text-lines.ts';

/** Entries end at `ends`, or begin at `-ends`. */
const rows = (y: number, texts: string[][], ends: number[]): SourceLine[] =>
  texts.flatMap((entries, r) =>
    entries.flatMap((text, i) => {
      const end = ends[i] as number;
      const x = end < 0 ? -end : end - (line(text, { x: 0, y: 0 }).bbox[2] as number);
      return text === '' ? [] : [line(text, { x, y: y + 50 * r })];
    }),
  );

const ITEMS = [
  ['Description', 'Qty', 'Price', 'Amount'],
  ['Lamp of brass', '2', '12.00', '24.00'],
  ['Table', '1', '180.00', '180.00'],
];
const items = rows(600, ITEMS, [-233, 1300, 1700, 2200]);
const ADDRESS = [['Brass and Sons'], ['Long Road 4']];
const LABELS = [
  ['Invoice no.', '30064443'],
  ['Date', '7 May 2014'],
];
const SUMS = [
  ['VAT 19%', '38.76'],
  ['Total', '242.76'],
];

const parts = (lines: SourceLine[]): string[] => {
  const input: LayoutInput = { width: 2480, height: 3508, lines, rules: [], pictures: [], boxes: 'font' };
  const segments = toSegments(input).flatMap((group) => group.segments);
  return partAtLabels(toWords(segments).words).map((words) => words.map(({ word }) => word.text).join(' '));
};
const text = (texts: string[][]): string => texts.flat().join(' ');

test('labels beside an address, items, and sums are parts of their own', () => {
  const lines = [
    ...rows(480, ADDRESS, [-233]),
    ...rows(480, LABELS, [-1500, 2200]),
    ...items,
    ...rows(770, SUMS, [-1500, 2200]),
  ];
  expect(parts(lines)).toEqual([text(ADDRESS), text(LABELS), text(ITEMS), text(SUMS)]);
});

test('sums in columns of the items stay with them', () => {
  const whole = [...items, ...rows(750, SUMS, [-233, 2200])];
  expect(parts(whole)).toEqual([text([...ITEMS, ...SUMS])]);
});

test('heads over several columns are no labels', () => {
  const wide = [
    ['Three months ended June', 'Six months ended'],
    ['30 all in thousands of it', 'June 30 all in it'],
  ];
  expect(parts([...rows(490, wide, [-1000, -1610]), ...items])).toEqual([text([...wide, ...ITEMS])]);
});

test('a row of labels over their values and over the items is a part of its own', () => {
  const labels = [
    ['Invoice no.', 'Date', 'Due'],
    ['30064443', '7 May 2014', '21 May 2014'],
  ];
  const lines = [...rows(430, labels, [-233, -900, -1600]), ...items, ...rows(770, SUMS, [-1500, 2200])];
  expect(parts(lines)).toEqual([text(labels), text(ITEMS), text(SUMS)]);
});

test('a first row of heads in columns of the items is none of labels', () => {
  const heads = [
    ['Goods', 'Count', 'Net', 'Gross'],
    ['of 2014', 'of 1', 'in 2014', 'in 2015'],
  ];
  const lines = [...rows(430, heads, [-233, 1300, 1700, 2200]), ...items];
  expect(parts(lines)).toEqual([text([...heads, ...ITEMS])]);
});
