import { expect, test } from 'vitest';
import { digitsValue, isCounted, readBullet, readMarker, romanValue } from './markers.ts';
import { numberingOf } from './numbering.ts';
import { edgeNumbers, readPageNumber } from './page-numbers.ts';

test.each([
  ['• tea', '•', []],
  ['•tea', '•', []],
  ['- tea', '-', []],
  ['− tea', '−', []],
  ['o Tea', 'o', []],
  ['ｲ Tea leaves', 'ｲ', []],
  ['12. tea', 'n.', [12]],
  ['(3) tea', '(n)', [3]],
  ['[4] Smith', '[n]', [4]],
  ['۱۲- چای', 'n-', [12]],
  ['۲.چای', 'n.', [2]],
  ['.۳ چای', 'n.', [3]],
  ['c) tea', 'a)', [3, 100]],
  ['iv. tea', 'a.', [4]],
  ['B. tea', 'A.', [2]],
  ['十二、茶', '一、', [12]],
  ['③ 茶', '①', [3]],
  ['الف) چای', 'ا)', [1]],
])('%j begins with a marker', (text, shape, values) => {
  expect(readMarker(text)).toMatchObject({ shape, values });
});

test.each(['tea', '-5.00 EUR', '1990. A year', '12.50 EUR', '•', '3.5 litres', 'mild. Then', 'Dr. Who'])(
  '%j begins with none',
  (text) => expect(readMarker(text)).toBeNull(),
);

test.each([
  '• tea',
  'o Tea',
  '12. tea',
  '.۳ چای',
  '十二、茶',
  '③ 茶',
  'iv. tea',
  'civic. Tea',
  'Б) чай',
  'الف) چای',
  'tea',
])('what %j begins with is told alike with and without its value', (text) => {
  const kind = readMarker(text)?.kind;
  expect([readBullet(text) !== null, isCounted(text)]).toEqual([
    kind === 'bullet',
    kind === 'number' || kind === 'letter',
  ]);
});

test('numerals of all kinds have their values', () => {
  expect([digitsValue('۱۲'), digitsValue('٣'), digitsValue('०९'), digitsValue('1a'), digitsValue('')]).toEqual([
    12,
    3,
    9,
    null,
    null,
  ]);
  expect(['xii', 'MCMXC', 'iiii', 'mild', ''].map(romanValue)).toEqual([12, 1990, null, null, null]);
});

test.each([
  ['2.1.3 Terms', 'decimal', 3],
  ['2 Terms', 'decimal', 1],
  ['IV. Terms', 'roman', 1],
  ['A. Terms', 'letter', 1],
  ['A.2 Terms', 'decimal', 2],
  ['Chapter 3. Terms', 'chapter', 1],
  ['فصل دوم روش‌ها', 'chapter', 1],
  ['第三章 方法', 'chapter', 1],
  ['Part II', 'part', 1],
])('%j is numbered', (text, kind, depth) => {
  expect(numberingOf(text)).toMatchObject({ kind, depth });
});

test.each(['Terms', 'Iodine', 'Partly cloudy', 'Section heads'])('%j is not numbered', (text) =>
  expect(numberingOf(text)).toBeNull(),
);

test.each([
  ['12', 12, false],
  ['- 12 -', 12, false],
  ['xii', 12, false],
  ['۱۲', 12, false],
  ['Page 3 of 10', 3, true],
  ['3 / 10', 3, true],
  ['صفحه ۳ از ۱۰', 3, true],
  ['第3页', 3, true],
])('%j is a page number', (text, value, sure) => expect(readPageNumber(text)).toEqual({ value, sure }));

test.each(['12 apples', 'mild', '12,50', 'Total'])('%j is none', (text) => expect(readPageNumber(text)).toBeNull());

test('numbers at the edges of a running head', () => {
  expect(edgeNumbers('12 The history of the town')).toEqual([12]);
  expect(edgeNumbers('The history | xii')).toEqual([12]);
  expect(edgeNumbers('Report – page 3 of 9')).toContain(3);
  expect(edgeNumbers('The history')).toEqual([]);
});
