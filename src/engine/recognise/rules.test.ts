import { expect, test } from 'vitest';
import { eraseRules } from './rules.ts';
import { ink, letters, paper } from './test-pictures.ts';

test('the rules of a table go, its letters stay', () => {
  const picture = paper(800, 400);
  for (const y of [50, 150, 250]) ink(picture, [50, y, 750, y + 2]);
  for (const x of [50, 400, 748]) ink(picture, [x, 50, x + 2, 252]);
  const clean = paper(800, 400);
  for (const page of [picture, clean]) letters(page, 100, 90, 8);
  const erased = eraseRules(picture, 16);
  expect(erased).toMatchObject({ across: 3, down: 3 });
  expect(erased?.picture.data.findIndex((value, n) => value !== clean.data[n])).toBe(-1);
  expect(picture.data[50 * 800 + 60]).toBe(0);
});

test('without a grid the picture stays as it is', () => {
  const picture = paper(800, 400);
  letters(picture, 100, 90, 8);
  ink(picture, [100, 120, 700, 122]);
  ink(picture, [100, 220, 700, 222]);
  expect(eraseRules(picture, 16)).toBeNull();
});

test('solid areas are no rules', () => {
  const picture = paper(800, 400);
  ink(picture, [50, 50, 750, 120]);
  ink(picture, [50, 200, 750, 300]);
  expect(eraseRules(picture, 16)).toBeNull();
});
