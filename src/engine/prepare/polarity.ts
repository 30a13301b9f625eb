import type { GrayPicture } from '../recognise/recognizer.ts';

/** A square has writing, or an edge, where its 5 % tails lie apart by this share of the picture's own. */
const CONTRASTY = 0.5;

/**
 * Share of the squares with contrast whose ground is dark, 0…1: strokes are fewer than the ground around them. A dark
 * table around a sheet of paper does not count, as nothing is written on it.
 */
export function darkGround({ data, width, height }: GrayPicture, side: number, span: number): number {
  const counts = new Uint16Array(256);
  let [squares, dark] = [0, 0];
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      counts.fill(0);
      let total = 0;
      for (let y = top; y < Math.min(height, top + side); y += 2) {
        for (let at = y * width + left; at < y * width + Math.min(width, left + side); at += 2) {
          const value = data[at] as number;
          counts[value] = (counts[value] as number) + 1;
          total++;
        }
      }
      const [low, middle, high] = [at(counts, 0.05 * total), at(counts, 0.5 * total), at(counts, 0.95 * total)];
      if (high - low < CONTRASTY * span) continue;
      squares++;
      if (2 * middle < low + high) dark++;
    }
  }
  return squares === 0 ? 0 : dark / squares;
}

function at(counts: Uint16Array, rank: number): number {
  let value = 0;
  for (let below = counts[0] as number; below <= rank && value < 255; ) below += counts[++value] as number;
  return value;
}
