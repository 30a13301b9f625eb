import { expect, test } from 'vitest';
import type { Rule } from '../../layout/input.ts';
import { joinRules } from './rules.ts';

const POINT = 2;
const rule = (axis: Rule['axis'], at: number, from: number, to: number, thickness = 2): Rule => ({
  axis,
  at,
  from,
  to,
  thickness,
});

test('pieces a cell and dashes become one rule, the next column of another table does not', () => {
  const cells = [0, 40, 80].map((x) => rule('horizontal', 100, x, x + 40));
  const dashes = [0, 8, 16, 24].map((y) => rule('vertical', 60, y, y + 5, 1));
  const apart = rule('horizontal', 100, 140, 190);
  expect(joinRules([...cells, ...dashes, apart], [], POINT)).toEqual([
    rule('horizontal', 100, 0, 120),
    apart,
    rule('vertical', 60, 0, 29, 1),
  ]);
});

test('a double rule is one, the rules of two rows are two', () => {
  expect(joinRules([rule('horizontal', 100, 0, 90, 1), rule('horizontal', 104, 0, 90, 1)], [], POINT)).toEqual([
    rule('horizontal', 102, 0, 90, 5),
  ]);
  expect(joinRules([rule('horizontal', 100, 0, 90), rule('horizontal', 116, 0, 90)], [], POINT)).toHaveLength(2);
});

test('strips between the cells of a stripe are no rules, those of another colour are', () => {
  const strip = { ...rule('vertical', 100, 20, 40, 6), colour: '#ccffcc' };
  const stripe = { box: [0, 20, 97, 40] as [number, number, number, number], colour: '#ccffcc' };
  expect(joinRules([strip], [stripe], POINT)).toEqual([]);
  expect(joinRules([{ ...strip, colour: '#000000' }], [stripe], POINT)).toHaveLength(1);
});
