import { describe, expect, test } from 'vitest';
import type { LayoutInput, Rule, SourceLine } from '../input.ts';
import { toSegments } from '../segments.ts';
import { column, line } from '../test-pages.ts';
import { findTables } from './find-tables.ts';
import type { FoundTable } from './table.ts';

const WIDTH = 2480;
const PERSIAN = 'این متن از راست به چپ پیش می‌رود تا آن که دیگر جایی برای واژه‌های تازه نماند';

const prose = (name: string, y: number, text?: string): SourceLine[] =>
  column(name, 8, { x: 300, y, width: 1800, ...(text ? { text } : {}) });
const english = [...prose('It', 200), ...prose('It', 1400)];
const persian = [...prose('پس', 200, PERSIAN), ...prose('پس', 1400, PERSIAN)];

/** Rows as they stand from left to right; an entry begins at its column's x. */
const grid = (rows: string[][], xs = [300, 800, 1200, 1600]): SourceLine[] =>
  rows.flatMap((row, r) =>
    row.flatMap((text, c) => (text === '' ? [] : [line(text, { x: xs[c] as number, y: 800 + 60 * r })])),
  );

function tablesOf(lines: SourceLine[], rules: Rule[] = []): FoundTable[] {
  const input: LayoutInput = { width: WIDTH, height: 3508, lines, rules, pictures: [], boxes: 'font' };
  const segments = toSegments(input).flatMap((group) => group.segments);
  return findTables({ segments, rules, fills: [], width: WIDTH }).tables;
}

const texts = (table: FoundTable | undefined): string[][] =>
  Array.from({ length: table?.rowCount ?? 0 }, (_, at) =>
    (table as FoundTable).cells
      .filter(({ row }) => row === at)
      .map(({ lines }) => lines.map((words) => words.map(({ word }) => word.text).join(' ')).join('/')),
  );

const FRUIT = [
  ['Fruit', 'Spring', 'Summer', 'Autumn'],
  ['Red apples', '1,203', '1,177', '1,090'],
  ['Pears', '310', '298', '305'],
  ['Plums', '96', '84', '101'],
];
const MIVE = [
  ['پاییز', 'تابستان', 'بهار', 'میوه'],
  ['۱۰۹۰', '۱۱۷۷', '۱۲۰۳', 'سیب سرخ'],
  ['۳۰۵', '۲۹۸', '۳۱۰', 'گلابی'],
  ['۱۰۱', '۸۴', '۹۶', 'آلو'],
];
const reversed = (rows: string[][]): string[][] => rows.map((row) => [...row].reverse());

describe('columns run as the words of the table do', () => {
  test.each([
    ['an English table on an English page', english, FRUIT, FRUIT],
    ['a Persian table on a Persian page', persian, MIVE, reversed(MIVE)],
    ['an English table on a Persian page', persian, FRUIT, FRUIT],
    ['a Persian table on an English page', english, MIVE, reversed(MIVE)],
  ])('%s', (_, page, rows, expected) => {
    expect(tablesOf([...page, ...grid(rows)]).map(texts)).toEqual([expected]);
  });

  test.each([
    ['English', persian, FRUIT, FRUIT],
    ['Persian', english, MIVE, reversed(MIVE)],
  ])('drawn, too: %s', (_, page, rows, expected) => {
    const [ys, xs] = [
      [780, 840, 900, 960, 1020],
      [280, 780, 1180, 1580, 1980],
    ];
    const rules: Rule[] = [
      ...ys.map((at): Rule => ({ axis: 'horizontal', at, from: 280, to: 1980, thickness: 3 })),
      ...xs.map((at): Rule => ({ axis: 'vertical', at, from: 780, to: 1020, thickness: 3 })),
    ];
    const [table, ...more] = tablesOf([...page, ...grid(rows)], rules);
    expect(texts(table)).toEqual(expected);
    expect(more).toEqual([]);
    // The first column's boxes stay where they are printed.
    const isRtl = rows === MIVE;
    expect(table?.cells[0]?.box[isRtl ? 2 : 0]).toBeCloseTo(isRtl ? 1980 : 280, 0);
  });

  test('names and units in the other script turn nothing', () => {
    const rows = [
      ['Unit', 'بهار', 'میوه'],
      ['kg', '1,203', 'Golden Delicious'],
      ['kg', '310', 'Williams'],
      ['kg', '96', 'Victoria'],
    ];
    expect(tablesOf([...persian, ...grid(rows, [300, 900, 1500])]).map(texts)).toEqual([reversed(rows)]);
  });
});
