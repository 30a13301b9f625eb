import type { Rule } from '../../layout/input.ts';
import { type Affine, mapPoint } from './affine.ts';

/**
 * Rules of a prepared picture where they lie in the picture that it was made from, as a map without right angles says
 * (`toUpright`). What the map turns a little stays along its axis, through its own middle.
 */
export function mapRules(rules: readonly Rule[], affine: Affine): Rule[] {
  const scale = Math.sqrt(Math.abs(affine[0] * affine[3] - affine[1] * affine[2]));
  return rules.map(({ axis, at, from, to, thickness }) => {
    const isAcross = axis === 'horizontal';
    const middle = (from + to) / 2;
    const [x, y] = isAcross ? mapPoint(affine, middle, at) : mapPoint(affine, at, middle);
    const half = ((to - from) / 2) * scale;
    const along = isAcross ? x : y;
    return { axis, at: isAcross ? y : x, from: along - half, to: along + half, thickness: thickness * scale };
  });
}
