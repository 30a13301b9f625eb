/** Boxes around boxes. */
import type { Bbox } from './model.ts';

export const union = (a: Bbox, b: Bbox): Bbox => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** Around all boxes; at the origin where there is none. */
export function unionOf(boxes: readonly Bbox[]): Bbox {
  const [first] = boxes;
  if (!first) return [0, 0, 0, 0];
  const around: Bbox = [first[0], first[1], first[2], first[3]];
  for (const [x0, y0, x1, y1] of boxes) {
    if (x0 < around[0]) around[0] = x0;
    if (y0 < around[1]) around[1] = y0;
    if (x1 > around[2]) around[2] = x1;
    if (y1 > around[3]) around[3] = y1;
  }
  return around;
}
