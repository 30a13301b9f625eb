import { expect, test } from 'vitest';
import type { Rule } from '../../layout/input.ts';
import type { Matrix } from './matrix.ts';
import { type PaintedPath, pathMarks, ruleOfBox } from './path-marks.ts';
import { joinRules } from './rules.ts';

/** A page of 100 × 100 points, 2 pixels a point, its origin at the bottom left. */
const PAGE: Matrix = [2, 0, 0, -2, 0, 200];
const POINT = 2;

const marks = (data: number[], part: Partial<PaintedPath> = {}) =>
  pathMarks({ data, ctm: PAGE, clip: [0, 0, 200, 200], stroke: null, fill: null, ...part }, POINT);
const box = (x0: number, y0: number, x1: number, y1: number) => [0, x0, y0, 1, x1, y0, 1, x1, y1, 1, x0, y1, 4];
const rule = (axis: Rule['axis'], at: number, from: number, to: number, thickness = 2): Rule => ({
  axis,
  at,
  from,
  to,
  thickness,
});

test('a stroked line is a rule at its middle, cut off where the clip ends', () => {
  const { rules } = marks([0, 10, 50, 1, 90, 50], { stroke: 2, clip: [0, 0, 100, 200] });
  expect(rules).toEqual([rule('horizontal', 100, 20, 100)]);
});

test('a slanted line is none, and short straight parts of a drawing are none', () => {
  expect(marks([0, 10, 50, 1, 90, 60], { stroke: 2 }).rules).toEqual([]);
  expect(marks([0, 10, 50, 1, 16, 50, 1, 90, 60], { stroke: 2 }).rules).toEqual([]);
  // The straight sides of a rounded frame.
  expect(marks([0, 10, 50, 1, 80, 50, 2, 85, 50, 90, 45, 90, 40], { stroke: 2 }).rules).toHaveLength(1);
});

test('an outlined rectangle has four sides, a filled one is a ground, a thin one a rule', () => {
  expect(joinRules(marks(box(10, 10, 90, 60), { stroke: 1 }).rules, [], POINT)).toHaveLength(4);
  expect(marks(box(10, 10, 90, 60), { fill: '#000000' })).toEqual({
    rules: [],
    fills: [{ box: [20, 80, 180, 180], colour: '#000000' }],
  });
  expect(marks(box(10, 50, 90, 51), { fill: '#000000' })).toEqual({
    rules: [{ ...rule('horizontal', 99, 20, 180), colour: '#000000' }],
    fills: [],
  });
});

test('what a clip leaves of a filled area counts, not the area', () => {
  const { rules, fills } = marks(box(0, 0, 100, 100), { fill: '#000000', clip: [50, 0, 52, 200] });
  expect({ rules, fills }).toEqual({ rules: [{ ...rule('vertical', 51, 0, 200), colour: '#000000' }], fills: [] });
});

test('a frame painted as the space between two rectangles is four rules', () => {
  const ring = [...box(10, 10, 90, 60), ...box(11, 11, 89, 59)];
  const { rules, fills } = marks(ring, { fill: '#000000' });
  expect(rules).toHaveLength(4);
  expect(fills).toEqual([]);
});

test('a thin picture is a rule, a picture is none', () => {
  expect(ruleOfBox([0, 10, 100, 12], POINT)).toEqual(rule('horizontal', 11, 0, 100));
  expect(ruleOfBox([0, 10, 100, 60], POINT)).toBeNull();
});
