import { describe, expect, test } from 'vitest';
import type { LayoutInput, Rule, SourceLine } from '../input.ts';
import { toSegments } from '../segments.ts';
import { column, line } from '../test-pages.ts';
import { type Found, findTables } from './find-tables.ts';
import type { FoundTable } from './table.ts';
import { toTableBlock } from './table-block.ts';

const [WIDTH, HEIGHT] = [2480, 3508];

function find(lines: SourceLine[], rules: Rule[] = [], fills: LayoutInput['fills'] = []): Found {
  const input: LayoutInput = { width: WIDTH, height: HEIGHT, lines, rules, pictures: [], boxes: 'font' };
  const segments = toSegments(input).flatMap((group) => group.segments);
  return findTables({ segments, rules, fills, width: WIDTH });
}

/** Rows of entries; an entry begins at its column's x. */
const grid = (rows: string[][], xs: number[], y = 500, pitch = 50): SourceLine[] =>
  rows.flatMap((row, r) =>
    row.flatMap((text, c) => (text === '' ? [] : [line(text, { x: xs[c] as number, y: y + r * pitch })])),
  );

const h = (at: number, from: number, to: number): Rule => ({ axis: 'horizontal', at, from, to, thickness: 3 });
const v = (at: number, from: number, to: number): Rule => ({ axis: 'vertical', at, from, to, thickness: 3 });

const texts = (table: FoundTable | undefined): string[][] =>
  Array.from({ length: table?.rowCount ?? 0 }, (_, row) =>
    (table as FoundTable).cells
      .filter((cell) => cell.row === row)
      .map(({ lines }) => lines.map((words) => words.map(({ word }) => word.text).join(' ')).join('/')),
  );

const FRUIT = [
  ['Fruit', '2007', '2008', '2009'],
  ['Apples', '1,203', '1,177', '1,090'],
  ['Pears', '310', '298', '305'],
  ['Plums', '96', '', '101'],
  ['Cherries', '45', '47', '52'],
];
const XS = [300, 800, 1100, 1400];

describe('drawn tables', () => {
  const ys = [480, 540, 600, 660];
  const outer = [300, 700, 1000, 1300];
  const rows = [
    ['Kind', 'Share'],
    ['', 'Old', 'New'],
    ['Wool', '12', '14'],
  ];
  const lines = grid(rows, [320, 720, 1020], 492, 60);

  test('a missing piece of stroke makes a cell span columns or rows', () => {
    const rules = [
      ...ys.filter((y) => y !== 540).map((y) => h(y, 300, 1300)),
      h(540, 700, 1300),
      v(300, 480, 660),
      v(700, 480, 660),
      v(1000, 540, 660),
      v(1300, 480, 660),
    ];
    const { tables, rest } = find(lines, rules);
    expect(rest).toEqual([]);
    const [table] = tables;
    expect([table?.rowCount, table?.columnCount]).toEqual([3, 3]);
    const spans = table?.cells.filter(({ rowSpan, colSpan }) => rowSpan * colSpan > 1);
    expect(spans?.map(({ rowSpan, colSpan }) => [rowSpan, colSpan])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(table?.cells.filter(({ header }) => header)).toHaveLength(4);
  });

  test('doubled and broken strokes and open sides change nothing', () => {
    const rules = [
      ...ys.flatMap((y) => [h(y, 300, 720), h(y + 6, 715, 1300)]),
      ...outer.slice(1, -1).map((x) => v(x, 480, 660)),
    ];
    const [table] = find(
      grid(
        FRUIT.slice(0, 3).map((row) => row.slice(0, 3)),
        [320, 720, 1020],
        492,
        60,
      ),
      rules,
    ).tables;
    expect(texts(table)).toEqual(FRUIT.slice(0, 3).map((row) => row.slice(0, 3)));
  });

  test('a frame around running text is no table, nor are the lines and numbers of a chart', () => {
    const frame = [h(450, 280, 1400), h(900, 280, 1400), v(280, 450, 900), v(1400, 450, 900)];
    expect(find(column('Box', 8, { x: 300, y: 480, width: 1000 }), frame).tables).toEqual([]);
    const scale = grid(
      [
        ['400', '400'],
        ['300', '300'],
        ['200', '200'],
        ['100', '100'],
        ['0', '0'],
      ],
      [300, 1000],
      500,
      80,
    );
    const lattice = [
      ...[510, 590, 670, 750, 830].map((y) => h(y, 290, 1500)),
      v(290, 510, 830),
      v(900, 510, 830),
      v(1500, 510, 830),
    ];
    expect(find(scale, lattice).tables).toEqual([]);
  });

  test('rows that no stroke parts are parted by their numbers', () => {
    const rules = [
      h(480, 280, 1600),
      h(545, 280, 1600),
      h(760, 280, 1600),
      ...[280, 780, 1080, 1380, 1600].map((x) => v(x, 480, 760)),
    ];
    expect(texts(find(grid(FRUIT, XS), rules).tables[0])).toEqual(FRUIT);
  });
});

describe('tables without cells drawn', () => {
  test('numbers stay in their columns, empty places are cells', () => {
    const [table] = find(grid(FRUIT, XS)).tables;
    expect(texts(table)).toEqual(FRUIT);
    expect(table?.cells.filter(({ header }) => header).map(({ row }) => row)).toEqual([0, 0, 0, 0]);
  });

  test('captions, notes and the text around stay outside', () => {
    const lines = [
      ...column('Before', 4, { x: 300, y: 200, width: 1500 }),
      line('Table 3: What was picked in the three years before the frost came', { x: 300, y: 440 }),
      ...grid(FRUIT, XS),
      line('Source: own count of the baskets at the gate', { x: 300, y: 760 }),
      ...column('After', 4, { x: 300, y: 880, width: 1500 }),
    ];
    const { tables, rest } = find(lines, [h(490, 300, 1600), h(540, 300, 1600), h(742, 300, 1600)]);
    expect(texts(tables[0])).toEqual(FRUIT);
    expect(rest.flatMap(({ words }) => words).length).toBe(
      lines.flatMap(({ words }) => words).length - FRUIT.flat().filter(Boolean).length,
    );
  });

  test('a head over several columns spans them', () => {
    const lines = [line('Tons picked', { x: 1060, y: 450 }), ...grid(FRUIT, XS)];
    const [table] = find(lines, [h(495, 790, 1490)]).tables;
    const [head] = table?.cells.filter(({ colSpan }) => colSpan > 1) ?? [];
    expect([head?.column, head?.colSpan, head?.header]).toEqual([1, 3, true]);
  });

  test('the further lines of a stub are one cell, titles of sections are rows', () => {
    const rows = [
      ['Sort of the fruit', '2007', '2008'],
      ['Grown in the open:', '', ''],
      ['Apples of all kinds', '1,203', '1,177'],
      ['and of every size', '', ''],
      ['Pears', '310', '298'],
      ['Plums', '96', '101'],
    ];
    expect(texts(find(grid(rows, [300, 800, 1100], 500, 40)).tables[0])).toEqual([
      rows[0],
      rows[1],
      ['Apples of all kinds/and of every size', '1,203', '1,177'],
      rows[4],
      rows[5],
    ]);
  });

  test('a currency sign at the side of its column is part of the amount', () => {
    const rows = [
      ['Net', '$', '178'],
      ['Costs', '', '3,423'],
      ['Total', '$', '4,737'],
      ['Rest', '', '12'],
    ];
    expect(texts(find(grid(rows, [300, 900, 1100])).tables[0])).toEqual([
      ['Net', '$ 178'],
      ['Costs', '3,423'],
      ['Total', '$ 4,737'],
      ['Rest', '12'],
    ]);
  });

  test('two tables beside each other are two', () => {
    const rows = [1, 2, 3, 4, 5].map((n) => [`${n}1`, `${n}02`, `${n}3`, `${n}04`]);
    const { tables } = find(grid(rows, [300, 480, 1300, 1480]));
    expect(tables.map(texts)).toEqual([rows.map((row) => row.slice(0, 2)), rows.map((row) => row.slice(2))]);
  });

  test('right-to-left tables have their first column on the right', () => {
    const rows = [
      ['12', '45', 'سیب درختی'],
      ['14', '47', 'گلابی'],
      ['19', '52', 'آلبالو'],
    ];
    const { tables, rest } = find(grid(rows, [300, 600, 1000]));
    expect(rest).toEqual([]);
    expect(texts(tables[0])[0]).toEqual(['سیب درختی', '45', '12']);
    expect(tables[0]?.cells[0]?.box[0]).toBeGreaterThan(tables[0]?.cells[2]?.box[0] as number);
  });
});

const wordCount = (lines: readonly { words: readonly unknown[] }[]): number =>
  lines.flatMap(({ words }) => words).length;

describe('nothing is lost', () => {
  test('leaders and signs between columns are words of the row, not of what its cells say', () => {
    const rows = [
      ['Fruit', '2007', '2008'],
      ['Apples ......', '1,203 ||', '1,177'],
      ['Pears .......', '310', '298'],
      ['Plums .......', '96', '101'],
      ['Cherries ....', '45', '47'],
    ];
    const lines = grid(rows, XS);
    const { tables, rest } = find(lines);
    expect(tables).toHaveLength(1);
    expect(wordCount(tables[0]?.cells.flatMap((cell) => cell.lines.map((words) => ({ words }))) ?? [])).toBe(
      wordCount(lines),
    );
    expect(rest).toEqual([]);
    const block = toTableBlock(tables[0] as FoundTable, { toPage: (box) => box });
    expect(block.text).toContain('Apples\t1,203\t1,177');
    expect(block.lines.flatMap(({ words }) => words.map(({ text }) => text)).join(' ')).toContain(
      'Apples ...... 1,203 || 1,177',
    );
  });

  test('long texts one under the other inside a table are its cells, and rows with few entries do not part it', () => {
    const rows = [
      ['Place', 'Number', 'Title', 'Name'],
      ['Old Town', '123', 'Tune', 'Brown'],
      ['', '124', 'Reel', 'Brown'],
      ['', '125', 'Song', 'Brown'],
      ['', '126', 'On the road to the old town again', ''],
      ['', '127', 'The leaf that would not fall in time', ''],
      ['', '128', 'When the wind came down the long lane', ''],
      ['New Town', '130', 'Tune', 'Smith'],
      ['', '131', 'Reel', 'Smith'],
      ['', '132', 'Song', 'Smith'],
      ['', '133', 'Walk', 'Smith'],
      ['', '134', '12', 'Smith'],
    ];
    const lines = grid(rows, [300, 700, 1000, 1800], 500, 60);
    const { tables, rest } = find(lines);
    expect(rest).toEqual([]);
    expect(tables.map(texts)).toEqual([rows]);
  });
});

describe('what is no table', () => {
  test.each([
    [
      'running text in two columns',
      [...column('Left', 20, { x: 200, y: 300, width: 900 }), ...column('Right', 20, { x: 1300, y: 300, width: 900 })],
    ],
    [
      'columns of a newspaper with narrow gutters, on one grid of lines',
      [300, 660, 1020].flatMap((x, c) => {
        const text = 'which went down the lane and never came to rest until the frost had';
        return column(['as', 'so', 'if'][c] as string, 14, { x, y: 300, width: 336, text });
      }),
    ],
    [
      'a list',
      grid(
        ['one of these', 'another of them', 'the third one', 'the last'].map((text) => ['•', text]),
        [300, 360],
      ),
    ],
    [
      'a table of contents',
      grid(
        [
          ['Of apples', '3'],
          ['Of pears and plums', '12'],
          ['Of the frost', '27'],
          ['Index', '40'],
        ],
        [300, 1600],
      ),
    ],
    [
      'addresses',
      grid(
        [
          ['Mary Smith', 'John Brown'],
          ['Long Road', 'Short Lane'],
          ['Old Town', 'New Town'],
        ],
        [300, 1200],
      ),
    ],
  ])('%s', (_, lines) => {
    const { tables, rest } = find(lines);
    expect(tables).toEqual([]);
    expect(rest.flatMap(({ words }) => words)).toHaveLength(lines.flatMap(({ words }) => words).length);
  });
});
