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
  const [a, b] = apply(matrix, x0, y0);
  const [c, d] = apply(matrix, x1, y0);
  const [e, f] = apply(matrix, x0, y1);
  const [g, h] = apply(matrix, x1, y1);
  return [Math.min(a, c, e, g), Math.min(b, d, f, h), Math.max(a, c, e, g), Math.max(b, d, f, h)];
}

/** What two boxes share; null where they do not meet. */
export function intersect(one: Bbox, other: Bbox): Bbox | null {
  const x0 = Math.max(one[0], other[0]);
  const y0 = Math.max(one[1], other[1]);
  const x1 = Math.min(one[2], other[2]);
  const y1 = Math.min(one[3], other[3]);
  return x1 >= x0 && y1 >= y0 ? [x0, y0, x1, y1] : null;
}

export const areaOf = ([x0, y0, x1, y1]: Bbox): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
