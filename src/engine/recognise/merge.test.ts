import { expect, test } from 'vitest';
import { pageText } from '../../document/text.ts';
import { merge } from './merge.ts';
import { block, word } from './test-pictures.ts';

test('of two readings of the same ink the better is kept, word by word', () => {
  const first = [block([word('Total', [0, 0, 50, 20], 0.95), word('l454', [60, 0, 100, 20], 0.4)])];
  const second = [block([word('Tota1', [0, 1, 50, 21], 0.5), word('14.54', [60, 1, 101, 20], 0.9)])];
  const merged = merge(first, second);
  expect(pageText(merged)).toBe('Total 14.54');
  expect(merged[0]?.lines[0]?.words[1]?.bbox).toEqual([60, 1, 101, 20]);
});

test('one word may become two, and two one', () => {
  const first = [
    block([word('ofthe', [0, 0, 60, 20], 0.5), word('wo', [70, 0, 90, 20], 0.4), word('rd', [92, 0, 110, 20], 0.4)]),
  ];
  const second = [block([word('of', [0, 0, 25, 20]), word('the', [30, 0, 60, 20]), word('word', [70, 0, 110, 20])])];
  expect(pageText(merge(first, second))).toBe('of the word');
});

test('what both read alike is surer', () => {
  const [merged] = merge([block([word('alike', [0, 0, 50, 20], 0.6)])], [block([word('alike', [0, 0, 50, 20], 0.7)])]);
  expect(merged?.lines[0]?.words[0]?.confidence).toBeCloseTo(0.85);
});

test('a line that only the second reading has stands where it belongs', () => {
  const first = [
    block([word('first', [0, 0, 50, 20])], [word('third', [0, 60, 50, 80])]),
    block([word('aside', [300, 0, 350, 20])]),
  ];
  const second = [block([word('second', [0, 30, 60, 50])])];
  expect(pageText(merge(first, second))).toBe('first\nsecond\nthird\n\naside');
  const last = [block([word('last', [0, 100, 40, 120])])];
  expect(pageText(merge(first, last))).toBe('first\nthird\n\nlast\n\naside');
});

test('a word that only the second reading has joins the line beside it, from the right in Arabic', () => {
  const latin = merge(
    [block([word('Item', [0, 0, 40, 20]), word('3.50', [90, 0, 130, 20])])],
    [block([word('tea', [50, 0, 80, 20])])],
  );
  expect(pageText(latin)).toBe('Item tea 3.50');
  const arabic = merge(
    [block([word('این', [90, 0, 130, 20]), word('است', [0, 0, 40, 20])])],
    [block([word('متن', [50, 0, 80, 20])])],
  );
  expect(pageText(arabic)).toBe('این متن است');
});

test('an amount that lost its point in one reading keeps it, whichever is surer', () => {
  const without = [block([word('3180', [0, 0, 50, 20], 0.95)])];
  const pointed = [block([word('31.80', [0, 0, 50, 20], 0.7)])];
  expect(pageText(merge(without, pointed))).toBe('31.80');
  expect(pageText(merge(pointed, without))).toBe('31.80');
});

test('what is hardly believed is not added', () => {
  expect(merge([], [block([word('~|', [0, 0, 30, 20], 0.9), word('wrd', [40, 0, 70, 20], 0.3)])])).toEqual([]);
});
