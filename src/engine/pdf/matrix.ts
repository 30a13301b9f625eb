/** Plane geometry of pages: affine matrices [a b c d e f] as PDF writes them, and boxes [x0, y0, x1, y1]. */
import type { Bbox } from '../../document/model.ts';

export type Matrix = readonly [number, number, number, number, number, number];

/** The matrix that applies `inner` first, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ];
}

export const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** The upright box around a transformed rectangle; the corners come in any order. */
export function boxOf(corners: ArrayLike<number>, matrix: Matrix): Bbox {
  const [x0, y0, x1, y1] = [corners[0], corners[1], corners[2], corners[3]] as Bbox;
  return boxAround(x0, y0, x1, y1, matrix);
}

/** `boxOf` without arrays on the way: a page has five thousand glyphs. */
export function boxAround(x0: number, y0: number, x1: number, y1: number, [a, b, c, d, e, f]: Matrix): Bbox {
  // The extremes of a sum are the sums of the extremes, whichever corners they stand at.
  const [left, right, top, bottom] = [a * x0, a * x1, c * y0, c * y1];
  const [high, low, near, far] = [b * x0, b * x1, d * y0, d * y1];
  return [
    Math.min(left, right) + Math.min(top, bottom) + e,
    Math.min(high, low) + Math.min(near, far) + f,
    Math.max(left, right) + Math.max(top, bottom) + e,
    Math.max(high, low) + Math.max(near, far) + f,
  ];
}

/** What two boxes share; null where they do not meet. */
export function intersect(one: Bbox, other: Bbox): Bbox | null {
  const x0 = Math.max(one[0], other[0]);
  const y0 = Math.max(one[1], other[1]);
  const x1 = Math.min(one[2], other[2]);
  const y1 = Math.min(one[3], other[3]);
  return x1 >= x0 && y1 >= y0 ? [x0, y0, x1, y1] : null;
}

export const meet = (one: Bbox, other: Bbox): boolean =>
  Math.min(one[2], other[2]) >= Math.max(one[0], other[0]) && Math.min(one[3], other[3]) >= Math.max(one[1], other[1]);

export const areaOf = ([x0, y0, x1, y1]: Bbox): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
