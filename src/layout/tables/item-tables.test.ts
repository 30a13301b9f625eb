import { describe, expect, test } from 'vitest';
import type { LayoutInput, Rule, SourceLine } from '../input.ts';
import { toSegments } from '../segments.ts';
import { column, line } from '../test-pages.ts';
import { type Found, findTables } from './find-tables.ts';
import type { FoundTable } from './table.ts';

const WIDTH = 2480;

function find(lines: SourceLine[], rules: Rule[] = []): Found {
  const input: LayoutInput = { width: WIDTH, height: 3508, lines, rules, pictures: [], boxes: 'font' };
  const segments = toSegments(input).flatMap((group) => group.segments);
  return findTables({ segments, rules, fills: [], width: WIDTH });
}

/** Entries end at `ends`, or begin at `-ends`. A row's y is that of its line. */
const row = (y: number, entries: string[], ends: number[]): SourceLine[] =>
  entries.flatMap((text, i) => {
    const end = ends[i] as number;
    if (text === '') return [];
    return [line(text, { x: end < 0 ? -end : end - (line(text, { x: 0, y: 0 }).bbox[2] as number), y })];
  });

const page = (rows: [number, string[]][], ends: number[]): SourceLine[] =>
  rows.flatMap(([y, entries]) => row(y, entries, ends));

const texts = (table: FoundTable | undefined): string[][] =>
  Array.from({ length: table?.rowCount ?? 0 }, (_, at) =>
    (table as FoundTable).cells
      .filter((cell) => cell.row === at)
      .map(({ lines }) => lines.map((words) => words.map(({ word }) => word.text).join(' ')).join('/')),
  );

describe('a bill', () => {
  const ends = [300, 520, -560, 1900, 2200];
  const items: [number, string[]][] = [
    [1000, ['No', 'Count', 'What', 'Price', 'Amount']],
    [1090, ['1', '2', 'Lamp of brass with a shade', '12.00', '24.00']],
    [1140, ['', '', 'for the hall, with bulb', '', '']],
    [1190, ['', '', 'Serial: 4471', '', '']],
    [1240, ['2', '1', 'Table', '180.00', '180.00']],
    [1290, ['', '', 'oak, oiled', '', '']],
    [1340, ['', '', 'delivered on the spot', '', '']],
    [1390, ['3', '10', 'Hook', '0.50', '5.00']],
    [1440, ['', '', 'steel', '', '']],
  ];
  const expected = [
    ['No', 'Count', 'What', 'Price', 'Amount'],
    ['1', '2', 'Lamp of brass with a shade/for the hall, with bulb/Serial: 4471', '12.00', '24.00'],
    ['2', '1', 'Table/oak, oiled/delivered on the spot', '180.00', '180.00'],
    ['3', '10', 'Hook/steel', '0.50', '5.00'],
  ];

  test('texts of several lines are cells, the words over the columns its heads', () => {
    const { tables, rest } = find(page(items, ends));
    expect(tables.map(texts)).toEqual([expected]);
    expect(rest).toEqual([]);
    expect(tables[0]?.cells.filter(({ header }) => header).map((cell) => cell.row)).toEqual([0, 0, 0, 0, 0]);
  });

  test('labels and values above, titles between, sums and an address below', () => {
    const lines = [
      ...page(
        [
          [700, ['Bill number', '30064443', 'Customer', '47774']],
          [750, ['Date', '7 May 2014', '', '']],
        ],
        [-224, -620, -1540, -1940],
      ),
      ...page(items, ends),
      ...page(
        [
          [1560, ['', '', 'Work on the spot', '', '']],
          [1650, ['4', '1', 'Putting up', '30.00', '30.00']],
          [1700, ['', '', 'of the lamp', '', '']],
          [1830, ['', '', '', 'Total', '239.00']],
        ],
        ends,
      ),
      ...['Brass and Sons', 'Long Road 4', 'Old Town'].map((text, i) => line(text, { x: 233, y: 2300 + 40 * i })),
    ];
    const table = find(lines).tables.find(({ columnCount }) => columnCount === 5);
    expect(texts(table)).toEqual([
      ...expected,
      ['', '', 'Work on the spot', '', ''],
      ['4', '1', 'Putting up/of the lamp', '30.00', '30.00'],
      ['', '', '', 'Total', '239.00'],
    ]);
  });

  test('one item is enough under heads, and a head over nothing is an empty column', () => {
    const at = [300, 520, -560, 1700, 1960, 2200];
    const lines = page(
      [
        [1000, ['No', 'Count', 'What', 'Discount', 'Price', 'Amount']],
        [1090, ['7', '1', 'Lamp of brass', '', '12.00', '12.00']],
        [1140, ['', '', 'for the hall', '', '', '']],
      ],
      at,
    );
    expect(texts(find(lines).tables[0])).toEqual([
      ['No', 'Count', 'What', 'Discount', 'Price', 'Amount'],
      ['7', '1', 'Lamp of brass/for the hall', '', '12.00', '12.00'],
    ]);
  });

  test('texts in the first column', () => {
    const lines = page(
      items.map(([y, entries]) => [y, entries.slice(2)]),
      ends.slice(2),
    );
    expect(find(lines).tables.map(texts)).toEqual([expected.map((own) => own.slice(2))]);
  });

  test.each([
    ['24.00', '12.00', '180.00', '2', '1'],
    ['۲۴٬۰۰۰', '۱۲٬۰۰۰', '۱۸۰٬۰۰۰', '۲', '۱'],
  ])('right-to-left, with numbers such as %s', (sum, price, other, two, one) => {
    const lines = page(
      [
        [1000, ['مبلغ', 'قیمت', 'شرح', 'تعداد']],
        [1090, [sum, price, 'چراغ برنجی', two]],
        [1140, ['', '', 'برای راهرو', '']],
        [1190, [other, other, 'میز چوبی', one]],
        [1240, ['', '', 'با روغن', '']],
      ],
      [-300, -700, 1900, -2100],
    );
    const { tables, rest } = find(lines);
    expect(rest).toEqual([]);
    expect(texts(tables[0])).toEqual([
      ['تعداد', 'شرح', 'قیمت', 'مبلغ'],
      [two, 'چراغ برنجی/برای راهرو', price, sum],
      [one, 'میز چوبی/با روغن', other, other],
    ]);
  });
});

describe('a statement of an account', () => {
  const ends = [-300, -560, 1700, 2000, 2300];
  const bookings: [number, string[]][] = [
    [1000, ['02.05.', 'Transfer', '120.00', '', '880.00']],
    [1040, ['', 'Brass and Sons, Old Town', '', '', '']],
    [1080, ['', 'for the lamp in the hall and all the work', '', '', '']],
    [1140, ['07.05.', 'Pay', '', '1,200.00', '2,080.00']],
    [1180, ['', 'Mill at the river', '', '', '']],
    [1240, ['09.05.', 'Card', '12.50', '', '2,067.50']],
    [1280, ['', 'Bakery', '', '', '']],
  ];
  const expected = [
    ['02.05.', 'Transfer/Brass and Sons, Old Town/for the lamp in the hall and all the work', '120.00', '', '880.00'],
    ['07.05.', 'Pay/Mill at the river', '', '1,200.00', '2,080.00'],
    ['09.05.', 'Card/Bakery', '12.50', '', '2,067.50'],
  ];

  test('what goes out and what comes in stay in columns of their own, with heads and without', () => {
    expect(find(page(bookings, ends)).tables.map(texts)).toEqual([expected]);
    const heads = ['Date', 'Text', 'Out', 'In', 'Balance'];
    expect(find(page([[940, heads], ...bookings], ends)).tables.map(texts)).toEqual([[heads, ...expected]]);
  });

  const dated: [number, string[]][] = [
    [940, ['Date', 'Text', 'Amount']],
    [1000, ['02.05.2024', 'Transfer', '-120.00']],
    [1040, ['03.05.2024', 'Brass and Sons', '']],
    [1080, ['', 'for the lamp', '']],
    [1120, ['07.05.2024', 'Pay', '1,200.00']],
    [1160, ['07.05.2024', 'Mill at the river', '']],
  ];

  test('a second date below the first is of the same booking', () => {
    expect(find(page(dated, [-300, -560, 2300])).tables.map(texts)).toEqual([
      [
        ['Date', 'Text', 'Amount'],
        ['02.05.2024/03.05.2024', 'Transfer/Brass and Sons/for the lamp', '-120.00'],
        ['07.05.2024/07.05.2024', 'Pay/Mill at the river', '1,200.00'],
      ],
    ]);
  });
});

describe('what is none', () => {
  test.each([
    [
      'notes with numbers beside running text',
      [
        ...column('Left', 12, { x: 200, y: 300, width: 900 }),
        ...Array.from({ length: 6 }, (_, i) => line(`${2 * i + 1}`, { x: 1300, y: 300 + i * 75 })),
        ...column('Note', 12, { x: 1360, y: 300, width: 800 }),
      ],
    ],
    [
      'a label and its number over an address',
      page(
        [
          [300, ['Bill', '30064443', 'Smith', '4']],
          [350, ['', '', 'Long Road', '']],
          [400, ['', '', 'Old Town', '']],
        ],
        [-224, -620, -1540, 2200],
      ),
    ],
  ])('%s', (_, lines) => {
    const { tables, rest } = find(lines);
    expect(tables).toEqual([]);
    expect(rest.flatMap(({ words }) => words)).toHaveLength(lines.flatMap(({ words }) => words).length);
  });
});
