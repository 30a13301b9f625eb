import type { GrayPicture } from '../recognise/recognizer.ts';

/**
 * Dark strokes `size` pixels wider to each side: dots of a needle printer meet, faint points and thin strokes are seen.
 * The least of each square of pixels around; rows first, then columns.
 */
export function thicken(picture: GrayPicture, size: number): GrayPicture {
  const { width, height } = picture;
  const across = leastAlong(picture.data, width, height, 1, width, size);
  return { data: leastAlong(across, height, width, width, 1, size), width, height };
}

/** Of `rows` of `length` values each `step` apart; rows begin `stride` apart. */
function leastAlong(
  data: Uint8Array,
  length: number,
  rows: number,
  step: number,
  stride: number,
  size: number,
): Uint8Array {
  const out = data.slice();
  for (let offset = 1; offset <= size; offset++) {
    for (let row = 0; row < rows; row++) {
      const start = row * stride;
      for (let n = 0; n + offset < length; n++) {
        const [a, b] = [start + n * step, start + (n + offset) * step];
        const [left, right] = [data[a] as number, data[b] as number];
        if (right < (out[a] as number)) out[a] = right;
        if (left < (out[b] as number)) out[b] = left;
      }
    }
  }
  return out;
}
