import type { GrayPicture } from '../recognise/recognizer.ts';
import { type Affine, type Moved, mapBox } from './affine.ts';

/**
 * The picture rotated clockwise by any degrees about its middle, on a canvas that holds all of it; what the picture
 * does not cover is `paper` (0…255). Bilinear: on the size that is read, bicubic was no better (see
 * docs/decisions/0006) and it takes three times as long.
 */
export function rotate(picture: GrayPicture, degrees: number, paper: number): Moved {
  const { data, width, height } = picture;
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const [left, top, right, bottom] = mapBox(
    [cos, sin, -sin, cos, 0, 0],
    [-width / 2, -height / 2, width / 2, height / 2],
  );
  const columns = Math.ceil(right - left - 1e-9);
  const rows = Math.ceil(bottom - top - 1e-9);
  const toOriginal: Affine = [
    cos,
    -sin,
    sin,
    cos,
    width / 2 - (cos * columns + sin * rows) / 2,
    height / 2 - (-sin * columns + cos * rows) / 2,
  ];
  const out = new Uint8Array(columns * rows).fill(paper);
  for (let y = 0; y < rows; y++) {
    // The centre of the row's first pixel, in pixel centres of the original.
    const x0 = sin * (y + 0.5) + cos * 0.5 + toOriginal[4] - 0.5;
    const y0 = cos * (y + 0.5) - sin * 0.5 + toOriginal[5] - 0.5;
    // Only that part of the row whose four neighbours are all in the original needs no test of its own.
    const [xFrom, xTo] = span(x0, cos, width - 1, columns);
    const [yFrom, yTo] = span(y0, -sin, height - 1, columns);
    sampleRow(data, width, x0, y0, cos, -sin, Math.max(xFrom, yFrom), Math.min(xTo, yTo), out, y * columns);
  }
  return { picture: { data: out, width: columns, height: rows }, toOriginal };
}

/** Coordinates are in 1/65536 pixel, weights in 1/256. */
function sampleRow(
  data: Uint8Array,
  width: number,
  x0: number,
  y0: number,
  dx: number,
  dy: number,
  from: number,
  to: number,
  out: Uint8Array,
  start: number,
): void {
  const stepX = Math.round(dx * 65536);
  const stepY = Math.round(dy * 65536);
  let x = Math.round((x0 + from * dx) * 65536);
  let y = Math.round((y0 + from * dy) * 65536);
  for (let n = from; n < to; n++, x += stepX, y += stepY) {
    const at = (y >> 16) * width + (x >> 16);
    const u = (x >> 8) & 255;
    const v = (y >> 8) & 255;
    const above = (data[at] as number) * (256 - u) + (data[at + 1] as number) * u;
    const below = (data[at + width] as number) * (256 - u) + (data[at + width + 1] as number) * u;
    out[start + n] = (above * (256 - v) + below * v + 32768) >> 16;
  }
}

/** The n in 0…count for which 0 ≤ value + n · step < limit, as [from, to). */
function span(value: number, step: number, limit: number, count: number): [from: number, to: number] {
  // A little inside, as the fixed-point steps add up to a small error.
  const [low, high] = [0.1, limit - 0.1];
  if (Math.abs(step) < 1e-9) return value >= low && value < high ? [0, count] : [0, 0];
  const [a, b] = [(low - value) / step, (high - value) / step];
  return [Math.max(0, Math.ceil(Math.min(a, b))), Math.min(count, Math.floor(Math.max(a, b)) + 1)];
}
