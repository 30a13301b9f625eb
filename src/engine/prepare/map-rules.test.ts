import { expect, test } from 'vitest';
import type { Affine } from './affine.ts';
import { mapRules } from './map-rules.ts';

test('rules are scaled and moved', () => {
  const affine: Affine = [0.5, 0, 0, 0.5, 10, 20];
  expect(
    mapRules(
      [
        { axis: 'horizontal', at: 100, from: 40, to: 80, thickness: 4 },
        { axis: 'vertical', at: 100, from: 40, to: 80, thickness: 4 },
      ],
      affine,
    ),
  ).toEqual([
    { axis: 'horizontal', at: 70, from: 30, to: 50, thickness: 2 },
    { axis: 'vertical', at: 60, from: 40, to: 60, thickness: 2 },
  ]);
});

test('a picture that was levelled: the rule stays straight, through its own middle', () => {
  const [sin, cos] = [Math.sin(0.02), Math.cos(0.02)];
  const [rule] = mapRules(
    [{ axis: 'horizontal', at: 0, from: 0, to: 1000, thickness: 3 }],
    [cos, sin, -sin, cos, 0, 0],
  );
  expect(rule?.at).toBeCloseTo(500 * sin, 5);
  expect(rule?.thickness).toBeCloseTo(3, 5);
  expect((rule?.to ?? 0) - (rule?.from ?? 0)).toBeCloseTo(1000, 5);
});
