import { describe, expect, it } from 'vitest';
import { type Affine, compose, IDENTITY, invertAffine, mapBox, mapBoxInto, mapPoint } from './affine.ts';

const scaled: Affine = [2, 0, 0, 3, 5, -7];
const turned: Affine = [0, 1, -1, 0, 40, 0];

describe('affine', () => {
  it('composes: first the inner, then the outer', () => {
    const [x, y] = mapPoint(turned, 4, 9);
    expect(mapPoint(compose(scaled, turned), 4, 9)).toEqual(mapPoint(scaled, x, y));
    expect(compose(scaled, IDENTITY)).toEqual(scaled);
  });

  it('undoes what it maps', () => {
    const map = compose(scaled, turned);
    const [x, y] = mapPoint(invertAffine(map), ...mapPoint(map, 11, 13));
    expect(x).toBeCloseTo(11);
    expect(y).toBeCloseTo(13);
  });

  it('maps a box to the upright one around it', () => {
    expect(mapBox(turned, [1, 2, 11, 5])).toEqual([35, 1, 38, 11]);
  });

  it('keeps boxes whole and within the picture', () => {
    expect(mapBoxInto([1, 0, 0, 1, -3.4, 0.6], [0, 0, 20, 20], 10, 12)).toEqual([0, 1, 10, 12]);
  });
});
