import { expect, test } from 'vitest';
import { canonicalNumber, findNumbers } from './numbers.ts';

test.each([
  ['18.25 €', 18.25],
  ['1,234.56', 1234.56],
  ['1.234,56 €', 1234.56],
  ['1 234,56', 1234.56],
  ['2.718.281', 2_718_281],
  ['١٬٢٣٤٫٥', 1234.5],
  ['۶۲۶٬۷۵۰ ریال', 626_750],
  ['$1.2 billion', 1.2e9],
  ['۲ میلیون', 2e6],
  ['3億円', 3e8],
  ['￥１，２３４．５０', 1234.5],
  ['合計42円です', 42],
  ['(2,345)', -2345],
  ["12'500.00", 12_500],
  ['0.425', 0.425],
  ['1,234', 1234],
])('%s is worth %d', (text, value) => {
  expect(findNumbers(text).map((number) => number.value)).toEqual([value]);
});

test('figures of neighbouring columns stay apart', () => {
  expect(findNumbers('Net sales 101,002 130,004 170,006').map(({ value }) => value)).toEqual([101002, 130004, 170006]);
  expect(findNumbers('461 472 483').map(({ value }) => value)).toEqual([461, 472, 483]);
});

test('currency and per cent are told', () => {
  expect(findNumbers('RM 31.40 and 6 %')).toMatchObject([
    { currency: true, percent: false, start: 0, end: 8 },
    { currency: false, percent: true },
  ]);
});

test('digits inside a word are no number', () => expect(findNumbers('COVID19 QRS4021 A4')).toEqual([]));

test('one term for every way to print a number', () => {
  expect(['1,234.50', '1.234,5', '١٬٢٣٤٫٥', '1234.5'].map(canonicalNumber)).toEqual(Array(4).fill('1234.5'));
  expect(canonicalNumber('007')).toBe('007');
});
