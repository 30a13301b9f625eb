import { expect, test } from 'vitest';
import { union, unionOf } from './boxes.ts';

test('a box around boxes has the outermost sides of them all', () => {
  expect(union([0, 5, 10, 20], [-3, 8, 4, 30])).toEqual([-3, 5, 10, 30]);
  expect(
    unionOf([
      [4, 4, 5, 5],
      [9, -1, 9, -1],
      [0, 2, 1, 3],
    ]),
  ).toEqual([0, -1, 9, 5]);
});

test('around nothing it is empty, and the given box is not changed', () => {
  expect(unionOf([])).toEqual([0, 0, 0, 0]);
  const first: [number, number, number, number] = [1, 1, 2, 2];
  unionOf([first, [0, 0, 9, 9]]);
  expect(first).toEqual([1, 1, 2, 2]);
});
