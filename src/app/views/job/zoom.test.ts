import { expect, it } from 'vitest';
import { scaleOf, stepZoom } from './zoom.ts';

it('fits the width of the pane, and blows up only what is small', () => {
  expect(scaleOf('fit', 2000, 800)).toBe(0.4);
  expect(scaleOf('fit', 1240, 1700)).toBe(1);
  expect(scaleOf('fit', 800, 1700)).toBe(1.25);
  expect(scaleOf('fit', 400, 1700)).toBe(1.5);
  expect(scaleOf(2, 2000, 800)).toBe(2);
});

it('steps to the next size and stops at the ends', () => {
  expect(stepZoom(0.4, 1)).toBe(0.5);
  expect(stepZoom(0.4, -1)).toBe(0.25);
  expect(stepZoom(1, 1)).toBe(1.5);
  expect(stepZoom(4, 1)).toBe(4);
  expect(stepZoom(0.1, -1)).toBe(0.1);
});
