import { expect, it } from 'vitest';
import { joinBoxes } from './mark-boxes.ts';

it('joins the words of a line, in either direction', () => {
  expect(
    joinBoxes([
      [10, 10, 50, 30],
      [56, 12, 80, 30],
      [86, 8, 120, 30],
    ]),
  ).toEqual([[10, 8, 120, 30]]);
  expect(
    joinBoxes([
      [86, 8, 120, 30],
      [56, 12, 80, 30],
    ]),
  ).toEqual([[56, 8, 120, 30]]);
});

it('leaves apart what is in another line or another column', () => {
  const lines = [
    [10, 10, 50, 30],
    [10, 34, 50, 54],
  ] as [number, number, number, number][];
  expect(joinBoxes(lines)).toEqual(lines);
  const columns = [
    [10, 10, 50, 30],
    [90, 10, 120, 30],
  ] as [number, number, number, number][];
  expect(joinBoxes(columns)).toEqual(columns);
});

it('has nothing to join where there are no boxes', () => {
  expect(joinBoxes([])).toEqual([]);
});
