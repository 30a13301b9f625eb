import type { GrayPicture } from '../recognise/recognizer.ts';
import type { Background } from './background.ts';
import { otsu } from './histogram.ts';

/** 1 ink, 0 paper. */
export interface BinaryPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Darker than this share of the page's paper a background is taken for a dark region's own, and its pixels for ink. */
const DARKEST_PAPER = 0.35;
/** Classes whose means differ by less, of 255, are the grain of one sheet. */
const LEAST_CONTRAST = 16;

/**
 * Ink against its own square's paper: Otsu's threshold of the picture with its background evened out. No ink where the
 * picture has but one class. `faint`: the threshold is that of what the first one left, so that faint print beside
 * something black (a scanner's lid, a heading) is ink, too.
 */
export function binarise(
  { data, width, height }: GrayPicture,
  background: Background,
  paper: number,
  faint = false,
): BinaryPicture {
  const { values, columns, side } = background;
  const papers = values.map((value) => Math.max(1, value, Math.round(DARKEST_PAPER * paper)));
  const counts = new Uint32Array(256);
  for (let y = 0; y < height; y += 2) {
    const squares = Math.floor(y / side) * columns;
    for (let column = 0; column < columns; column++) {
      const scale = 65280 / (papers[squares + column] as number);
      const end = y * width + Math.min(width, (column + 1) * side);
      for (let at = y * width + column * side; at < end; at += 2) {
        const value = Math.min(255, ((data[at] as number) * scale) >> 8);
        counts[value] = (counts[value] as number) + 1;
      }
    }
  }
  let { threshold } = otsu(counts);
  if (faint) {
    counts.fill(0, 0, threshold + 1);
    threshold = otsu(counts).threshold;
  }
  const out = new Uint8Array(data.length);
  if (classDistance(counts, threshold) < LEAST_CONTRAST) return { data: out, width, height };
  const thresholds = papers.map((value) => Math.ceil(((threshold + 1) * value) / 255) - 1);
  for (let y = 0; y < height; y++) {
    const squares = Math.floor(y / side) * columns;
    for (let column = 0; column < columns; column++) {
      const limit = thresholds[squares + column] as number;
      const end = y * width + Math.min(width, (column + 1) * side);
      for (let at = y * width + column * side; at < end; at++) out[at] = (data[at] as number) <= limit ? 1 : 0;
    }
  }
  return { data: out, width, height };
}

function classDistance(counts: Uint32Array, threshold: number): number {
  const mean = (from: number, to: number) => {
    let [total, sum] = [0, 0];
    for (let value = from; value < to; value++) {
      total += counts[value] as number;
      sum += value * (counts[value] as number);
    }
    return total > 0 ? sum / total : 0;
  };
  return mean(threshold + 1, 256) - mean(0, threshold + 1);
}
