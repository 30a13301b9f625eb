/** Where a pixel of a prepared picture lies in the picture it was made from. Plain data: it crosses to workers. */
import type { Bbox } from '../../document/model.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';

/** x' = a·x + c·y + e, y' = b·x + d·y + f, in the order of PDF and canvas; pixels' edges, not centres, are whole. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A picture with other geometry than its original's, and the map back. */
export interface Moved {
  picture: GrayPicture;
  toOriginal: Affine;
}

export const IDENTITY: Affine = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export const compose = (outer: Affine, inner: Affine): Affine => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

export function invertAffine([a, b, c, d, e, f]: Affine): Affine {
  const determinant = a * d - b * c;
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ];
}

export const mapPoint = ([a, b, c, d, e, f]: Affine, x: number, y: number): [x: number, y: number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** The upright box around the mapped one, not rounded. */
export function mapBox(affine: Affine, [x0, y0, x1, y1]: Bbox): Bbox {
  const corners = [
    mapPoint(affine, x0, y0),
    mapPoint(affine, x1, y0),
    mapPoint(affine, x0, y1),
    mapPoint(affine, x1, y1),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The upright box around the mapped one: whole pixels within a picture of `width` × `height`. */
export function mapBoxInto(affine: Affine, box: Bbox, width: number, height: number): Bbox {
  const [x0, y0, x1, y1] = mapBox(affine, box);
  const within = (value: number, size: number) => Math.min(size, Math.max(0, Math.round(value)));
  return [within(x0, width), within(y0, height), within(x1, width), within(y1, height)];
}
