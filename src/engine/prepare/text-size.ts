/** The size of the type, from the heights of what looks like letters. */
import type { Components } from './components.ts';

/** Lower-case letters rise above their x-height by 1.25 to 1.75 of it in common typefaces; capitals stand at 1.4. */
const CAPITAL = 1.4;

/**
 * Which components may be letters, or a few that touch: 1. Not specks, rules, frames, pictures, solid areas or what
 * runs into the picture's edge.
 */
export function textLike(
  { count, x0, y0, x1, y1, area }: Components,
  width: number,
  height: number,
  tallest = Math.max(width, height) / 8,
): Uint8Array {
  const out = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const columns = (x1[n] as number) - (x0[n] as number);
    const rows = (y1[n] as number) - (y0[n] as number);
    const fill = (area[n] as number) / (columns * rows);
    const atEdge = x0[n] === 0 || y0[n] === 0 || x1[n] === width || y1[n] === height;
    if (rows < 4 || rows > tallest || columns > 12 * rows || rows > 12 * columns) continue;
    if (columns < 2 || fill < 0.08 || (fill > 0.95 && rows < 3 * columns) || atEdge) continue;
    out[n] = 1;
  }
  return out;
}

/**
 * Pixels. The commonest height of single letters, each counted as its width; where few stand 1.25 to 1.75 times as
 * high (no ascenders: capitals, figures, Chinese) the x-height that such type would have. Null for fewer than eight.
 * `sideways`: of letters that lie on their side.
 */
export function xHeightOf(components: Components, text: Uint8Array, sideways = false): number | null {
  const { count } = components;
  const { x0, y0, x1, y1 } = sideways
    ? { x0: components.y0, y0: components.x0, x1: components.y1, y1: components.x1 }
    : components;
  const weights = new Float64Array(BINS + 2);
  let letters = 0;
  for (let n = 0; n < count; n++) {
    if (text[n] === 0) continue;
    const columns = (x1[n] as number) - (x0[n] as number);
    const rows = (y1[n] as number) - (y0[n] as number);
    // Strokes (i, l, 1) have any height; wider ones are letters that touch, as high as the highest of them.
    if (columns < rows * 0.4 || columns > rows * 2) continue;
    letters++;
    const bin = binOf(rows);
    weights[bin] = (weights[bin] as number) + columns;
  }
  if (letters < LEAST_LETTERS) return null;
  const smooth = weights.map((weight, n) => weight + 0.5 * ((weights[n - 1] ?? 0) + (weights[n + 1] ?? 0)));
  const mode = smooth.indexOf(Math.max(...smooth));
  const between = (from: number, to: number) => {
    let sum = 0;
    for (let n = binOf(heightOf(mode) * from); n <= binOf(heightOf(mode) * to); n++) sum += weights[n] ?? 0;
    return sum;
  };
  const own = between(0.88, 1.13);
  const above = between(1.25, 1.75);
  const height = centre(weights, mode);
  if (above > 0.12 * own) return height;
  return height / CAPITAL;
}

const LEAST_LETTERS = 8;
/** Bins of 5 %: twice the height is 14.2 bins on. */
const STEP = Math.log(1.05);
const BINS = Math.ceil(Math.log(5000) / STEP);
const binOf = (height: number) => Math.min(BINS, Math.max(0, Math.round(Math.log(height) / STEP)));
const heightOf = (bin: number) => Math.exp(bin * STEP);

function centre(weights: Float64Array, bin: number): number {
  let [total, sum] = [0, 0];
  for (let n = Math.max(0, bin - 1); n <= bin + 1; n++) {
    total += weights[n] ?? 0;
    sum += (weights[n] ?? 0) * heightOf(n);
  }
  return sum / total;
}
