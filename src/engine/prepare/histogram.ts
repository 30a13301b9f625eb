import type { GrayPicture } from '../recognise/recognizer.ts';

/** How many pixels have each of the 256 values; of every `step`th pixel, which is enough for shares. */
export function histogramOf({ data }: GrayPicture, step = 1): Uint32Array {
  const counts = new Uint32Array(256);
  for (let n = 0; n < data.length; n += step) {
    const value = data[n] as number;
    counts[value] = (counts[value] as number) + 1;
  }
  return counts;
}

/** The least value that at least the share (0…1) of the pixels does not exceed. */
export function percentile(counts: Uint32Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let value = 0; value < counts.length; value++) {
    below += counts[value] as number;
    if (below >= share * total && below > 0) return value;
  }
  return counts.length - 1;
}

/**
 * Otsu's threshold (IEEE Trans. SMC 9, 1979): what lies at or below it is the darker class. `separation` is the share
 * of the variance that lies between the classes, 0…1: near 1 for print, about 0.6 where there is but one class.
 */
export function otsu(counts: Uint32Array): { threshold: number; separation: number; darkShare: number } {
  let [total, sum, squares] = [0, 0, 0];
  for (let value = 0; value < 256; value++) {
    const count = counts[value] as number;
    total += count;
    sum += count * value;
    squares += count * value * value;
  }
  let [dark, darkSum, best, threshold, darkShare] = [0, 0, 0, 0, 0];
  for (let value = 0; value < 255; value++) {
    dark += counts[value] as number;
    darkSum += (counts[value] as number) * value;
    const light = total - dark;
    if (dark === 0 || light === 0) continue;
    const difference = darkSum / dark - (sum - darkSum) / light;
    const between = dark * light * difference * difference;
    if (between > best) [best, threshold, darkShare] = [between, value, dark / total];
  }
  const variance = squares * total - sum * sum;
  return { threshold, separation: variance > 0 ? best / variance : 0, darkShare };
}
