import { expect, test } from 'vitest';
import { set } from './test-glyphs.ts';
import { toRows, type WordRow } from './words.ts';

/** Lines of 40 px type, 48 apart, of words joined by painted spaces. */
const column = (x: number, lines: readonly string[]) => lines.flatMap((line, i) => set(line, { x, y: 100 + 48 * i }));
const texts = (rows: readonly WordRow[]) =>
  rows.map(({ pieces }) => pieces.map((piece) => piece.glyphs.map(({ text }) => text).join('')).join(' '));

const LEFT = [
  'the left column of',
  'text is set in six',
  'lines that end all',
  'of them near white',
  'strips of a gutter',
  'narrower than most',
];
const RIGHT = [
  'here begins another',
  'one, which nobody w',
  'ants to read across',
  'from the lines left',
  'of it, though it is',
  'set as close as can',
];

test('lines part at a narrow gutter between two columns', () => {
  const rows = texts(toRows([...column(0, LEFT), ...column(390, RIGHT)]));
  expect(rows).toContain(LEFT[0]);
  expect(rows).toContain(RIGHT[5]);
  expect(rows).toHaveLength(12);
});

test('a gap of two lines, or beside the numbers of a list, is no gutter', () => {
  expect(toRows([...column(0, LEFT.slice(0, 2)), ...column(390, RIGHT.slice(0, 2))])).toHaveLength(2);
  expect(toRows([...column(0, ['1', '2', '3', '4', '5', '6']), ...column(50, RIGHT)])).toHaveLength(6);
});

test('a line across the strip ends it', () => {
  const across = ['the left column of and the right of it one', ...LEFT.slice(1)];
  expect(texts(toRows([...column(0, across), ...column(390, ['', ...RIGHT.slice(1)])]))).toContain(across[0]);
});
