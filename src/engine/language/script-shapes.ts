/**
 * Which script a line of text is written in, by its shapes alone: a small convolutional network (three layers of 12, 24
 * and 40 features, their mean and maximum over the line) that was trained on rendered lines in many typefaces, worn as
 * scans are. What it is for, and how it was made: docs/decisions/0007.
 */
import type { Bbox } from '../../document/model.ts';
import { resample } from '../prepare/resample.ts';
import { cutOut } from '../recognise/crop.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';

/** Weights are 8-bit, in base64, `scale` times as large; [taps × inputs][outputs]. */
export interface ShapeModel {
  /** ISO 15924. */
  scripts: string[];
  layers: { inputs: number; outputs: number; scale: number; weights: string; bias: number[] }[];
}

/** Pixels; lines are brought to it, a stretch of so many times as wide is looked at. */
const HEIGHT = 32;
const MOST_WIDTH = 12 * HEIGHT;

/** The likeliest first; shares add up to 1. No lines, no scripts. */
export function scriptsOf(
  picture: GrayPicture,
  lines: readonly Bbox[],
  model: ShapeModel,
): { script: string; share: number }[] {
  if (lines.length === 0) return [];
  const layers = model.layers.map((layer) => ({ ...layer, values: unpacked(layer.weights, layer.scale) }));
  const sums = new Float64Array(model.scripts.length);
  for (const line of lines) {
    const scores = classify(normalised(picture, line), layers);
    const top = Math.max(...scores);
    const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
    for (const [n, score] of scores.entries()) {
      // A line that is unlike its script is outvoted, not decisive.
      sums[n] = (sums[n] as number) + Math.log(Math.exp(score - top) / total + 0.01);
    }
  }
  const best = Math.max(...sums);
  const shares = Array.from(sums, (sum) => Math.exp(sum - best));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return model.scripts
    .map((script, n) => ({ script, share: (shares[n] as number) / all }))
    .sort((a, b) => b.share - a.share);
}

type Layer = ShapeModel['layers'][number] & { values: Float32Array };

/** One value a pixel, 0 paper and 1 ink. */
interface Plane {
  values: Float32Array;
  width: number;
  height: number;
}

function normalised(picture: GrayPicture, [x0, y0, x1, y1]: Bbox): Plane {
  const wide = ((y1 - y0) * MOST_WIDTH) / HEIGHT;
  const left = x0 + Math.max(0, (x1 - x0 - wide) / 2);
  const cut = cutOut(picture, [left, y0, Math.min(x1, left + wide), y1]);
  const { data, width, height } = resample(cut, HEIGHT / cut.height).picture;
  const sorted = cut.data.toSorted();
  const [ink, paper] = [sorted[Math.floor(sorted.length * 0.03)], sorted[Math.floor(sorted.length * 0.9)]] as number[];
  const span = Math.max(30, (paper as number) - (ink as number));
  const values = Float32Array.from(data, (value) => Math.min(1, Math.max(0, ((paper as number) - value) / span)));
  return { values, width, height };
}

function classify(line: Plane, layers: readonly Layer[]): number[] {
  let plane = line;
  for (const layer of layers.slice(0, -1)) plane = convolve(plane, layer);
  const { outputs: features } = layers.at(-2) as Layer;
  const cells = plane.width * plane.height;
  const pooled = new Float32Array(2 * features);
  for (let cell = 0; cell < cells; cell++) {
    for (let n = 0; n < features; n++) {
      const value = plane.values[cell * features + n] as number;
      pooled[n] = (pooled[n] as number) + (2 * value) / cells;
      if (value > (pooled[features + n] as number)) pooled[features + n] = value;
    }
  }
  const { values, bias, outputs } = layers.at(-1) as Layer;
  return bias.map((start, out) =>
    pooled.reduce((sum, value, n) => sum + value * (values[n * outputs + out] as number), start),
  );
}

/** 3 × 3 taps around every second pixel both ways, then what is above 0. Features of a pixel lie together. */
function convolve({ values, width, height }: Plane, { inputs, outputs, values: weights, bias }: Layer): Plane {
  const columns = Math.ceil(width / 2);
  const rows = Math.ceil(height / 2);
  const out = new Float32Array(columns * rows * outputs);
  const sums = new Float32Array(outputs);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      sums.set(bias);
      for (let tap = 0; tap < 9; tap++) {
        const y = 2 * row + Math.floor(tap / 3) - 1;
        const x = 2 * column + (tap % 3) - 1;
        if (y < 0 || x < 0 || y >= height || x >= width) continue;
        for (let input = 0; input < inputs; input++) {
          const value = values[(y * width + x) * inputs + input] as number;
          if (value === 0) continue;
          const from = (tap * inputs + input) * outputs;
          for (let n = 0; n < outputs; n++) {
            sums[n] = (sums[n] as number) + value * (weights[from + n] as number);
          }
        }
      }
      const to = (row * columns + column) * outputs;
      for (let n = 0; n < outputs; n++) out[to + n] = Math.max(0, sums[n] as number);
    }
  }
  return { values: out, width: columns, height: rows };
}

function unpacked(base64: string, scale: number): Float32Array {
  return Float32Array.from(atob(base64), (character) => (((character.charCodeAt(0) + 128) & 255) - 128) * scale);
}
