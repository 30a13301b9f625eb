import type { GrayPicture } from '../recognise/recognizer.ts';
import type { Moved } from './affine.ts';

/**
 * The picture `factor` times as wide and high: Catmull–Rom's bicubic where it grows, the mean of the area where it
 * shrinks. Sides are rounded to whole pixels, at least 1.
 */
export function resample(picture: GrayPicture, factor: number): Moved {
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const toOriginal = [picture.width / width, 0, 0, picture.height / height, 0, 0] as const;
  if (width === picture.width && height === picture.height) return { picture, toOriginal };
  const kernel = factor > 1 ? cubicTaps : areaTaps;
  const data = separable(picture, kernel(picture.width, width), kernel(picture.height, height));
  return { picture: { data, width, height }, toOriginal };
}

/** Of each pixel out: the first pixel in, and `size` weights whose sum is 1. Indices stay within the picture. */
interface Taps {
  size: number;
  first: Int32Array;
  weights: Float32Array;
}

/** Keys' kernel with a = -1/2 (IEEE Trans. ASSP 29, 1981). Beyond the edge the edge's pixel goes on. */
function cubicTaps(from: number, to: number): Taps {
  const size = Math.min(4, from);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * size);
  for (let n = 0; n < to; n++) {
    const centre = ((n + 0.5) * from) / to - 0.5;
    const left = Math.floor(centre) - 1;
    const t = centre - Math.floor(centre);
    first[n] = Math.min(from - size, Math.max(0, left));
    const kernel = [
      ((-t + 2) * t - 1) * t * 0.5,
      ((3 * t - 5) * t * t + 2) * 0.5,
      ((-3 * t + 4) * t + 1) * t * 0.5,
      (t - 1) * t * t * 0.5,
    ];
    kernel.forEach((weight, tap) => {
      const index = Math.min(from - 1, Math.max(0, left + tap)) - (first[n] as number);
      weights[n * size + index] = (weights[n * size + index] as number) + weight;
    });
  }
  return { size, first, weights };
}

/** Each pixel in counts with the part of it that the pixel out covers. */
function areaTaps(from: number, to: number): Taps {
  const ratio = from / to;
  const size = Math.min(from, Math.ceil(ratio) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * size);
  for (let n = 0; n < to; n++) {
    const [start, end] = [n * ratio, (n + 1) * ratio];
    const left = Math.min(from - size, Math.floor(start));
    first[n] = left;
    for (let tap = 0; tap < size; tap++) {
      const covered = Math.min(end, left + tap + 1) - Math.max(start, left + tap);
      weights[n * size + tap] = Math.max(0, covered) / ratio;
    }
  }
  return { size, first, weights };
}

/** Across first, a row at a time into a ring of as many rows as a pixel out needs, then down. */
function separable({ data, width }: GrayPicture, across: Taps, down: Taps): Uint8Array {
  const columns = across.first.length;
  const rows = down.first.length;
  const out = new Uint8Array(columns * rows);
  const ring = Array.from({ length: down.size }, () => new Float32Array(columns));
  const sums = new Float32Array(columns);
  let made = down.first[0] as number;
  for (let y = 0; y < rows; y++) {
    const top = down.first[y] as number;
    for (; made < top + down.size; made++) {
      (across.size === 4 ? narrowByFour : narrow)(
        data.subarray(made * width, (made + 1) * width),
        across,
        ring[made % down.size] as Float32Array,
      );
    }
    sums.fill(0.5);
    for (let tap = 0; tap < down.size; tap++) {
      const weight = down.weights[y * down.size + tap] as number;
      if (weight === 0) continue;
      const row = ring[(top + tap) % down.size] as Float32Array;
      for (let x = 0; x < columns; x++) sums[x] = (sums[x] as number) + weight * (row[x] as number);
    }
    const start = y * columns;
    for (let x = 0; x < columns; x++) {
      const value = sums[x] as number;
      out[start + x] = value <= 0 ? 0 : value >= 255 ? 255 : value;
    }
  }
  return out;
}

function narrow(row: Uint8Array, { size, first, weights }: Taps, out: Float32Array): void {
  for (let x = 0, w = 0; x < out.length; x++) {
    let sum = 0;
    let from = first[x] as number;
    for (let tap = 0; tap < size; tap++) sum += (weights[w++] as number) * (row[from++] as number);
    out[x] = sum;
  }
}

/** The same of bicubic's four: twice as fast. */
function narrowByFour(row: Uint8Array, { first, weights }: Taps, out: Float32Array): void {
  for (let x = 0, w = 0; x < out.length; x++, w += 4) {
    const from = first[x] as number;
    out[x] =
      (weights[w] as number) * (row[from] as number) +
      (weights[w + 1] as number) * (row[from + 1] as number) +
      (weights[w + 2] as number) * (row[from + 2] as number) +
      (weights[w + 3] as number) * (row[from + 3] as number);
  }
}
