import type { GrayPicture } from '../recognise/recognizer.ts';
import { backgroundOf } from './background.ts';

/** Paper becomes this gray: a little below white, so that the paper's grain is not cut. */
const EVEN_PAPER = 245;
/** Darker than this share of the middle paper a background is a dark region's own, which is not to be made white. */
const DARKEST_PAPER = 0.4;

/** Each pixel over its paper's gray (between the squares' middles interpolated): even light, shadows gone. */
export function flattenLight(picture: GrayPicture): GrayPicture {
  const { data, width, height } = picture;
  const side = Math.max(16, Math.round(Math.max(width, height) / 64));
  const { values, columns, rows } = backgroundOf(picture, side);
  const sorted = values.toSorted();
  const least = DARKEST_PAPER * (sorted[sorted.length >> 1] as number);
  const gains = Float32Array.from(values, (value) => EVEN_PAPER / Math.max(1, least, value));
  const out = new Uint8Array(data.length);
  // Of the row of gains across, at each pixel's column.
  const across = Float32Array.from({ length: width }, (_, x) => clamp((x + 0.5) / side - 0.5, columns - 1));
  const line = new Float32Array(columns);
  for (let y = 0; y < height; y++) {
    const down = clamp((y + 0.5) / side - 0.5, rows - 1);
    const row = Math.min(rows - 1, Math.floor(down));
    const below = Math.min(rows - 1, row + 1);
    for (let column = 0; column < columns; column++) {
      const gain = gains[row * columns + column] as number;
      line[column] = gain + (down - row) * ((gains[below * columns + column] as number) - gain);
    }
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const position = across[x] as number;
      const column = position | 0;
      const gain = line[column] as number;
      const next = column + 1 < columns ? (line[column + 1] as number) : gain;
      const value = (data[at] as number) * (gain + (position - column) * (next - gain)) + 0.5;
      out[at] = value > 255 ? 255 : value;
    }
  }
  return { data: out, width, height };
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
