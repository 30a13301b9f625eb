import type { Bbox } from '../../document/model.ts';
import type { BinaryPicture } from './binarise.ts';

/** Connected ink (8 neighbours), a number each; and the horizontal runs it is made of, from the top. */
export interface Components {
  count: number;
  /** Boxes: x1 and y1 lie outside. */
  x0: Int32Array;
  y0: Int32Array;
  x1: Int32Array;
  y1: Int32Array;
  /** Pixels of ink. */
  area: Int32Array;
  runs: Runs;
}

export interface Runs {
  count: number;
  y: Int32Array;
  x0: Int32Array;
  /** Outside. */
  x1: Int32Array;
  /** Which component a run belongs to. */
  of: Int32Array;
}

/** He, Chao and Suzuki's run-based labelling (IEEE Trans. Image Processing 17, 2008). */
export function componentsOf(picture: BinaryPicture): Components {
  const runs = runsOf(picture);
  const parents = joinRuns(runs);
  let count = 0;
  for (let run = 0; run < runs.count; run++) {
    const parent = parents[run] as number;
    // A root is its component's first run, so its number is there before it is asked for.
    runs.of[run] = parent === run ? count++ : (runs.of[root(parents, run)] as number);
  }
  const filled = (value: number) => new Int32Array(count).fill(value);
  const [x0, y0, x1, y1, area] = [filled(picture.width), filled(picture.height), filled(0), filled(0), filled(0)];
  for (let run = 0; run < runs.count; run++) {
    const n = runs.of[run] as number;
    const [left, right, y] = [runs.x0[run] as number, runs.x1[run] as number, runs.y[run] as number];
    if (left < (x0[n] as number)) x0[n] = left;
    if (right > (x1[n] as number)) x1[n] = right;
    if (y < (y0[n] as number)) y0[n] = y;
    y1[n] = y + 1;
    area[n] = (area[n] as number) + right - left;
  }
  return { count, x0, y0, x1, y1, area, runs };
}

export const boxesOf = ({ count, x0, y0, x1, y1 }: Components): Bbox[] =>
  Array.from({ length: count }, (_, n) => [x0[n] as number, y0[n] as number, x1[n] as number, y1[n] as number]);

function runsOf({ data, width, height }: BinaryPicture): Runs {
  let count = 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, before = 0; x < width; x++) {
      const value = data[at++] as number;
      count += value & (before ^ 1);
      before = value;
    }
  }
  const runs: Runs = {
    count,
    y: new Int32Array(count),
    x0: new Int32Array(count),
    x1: new Int32Array(count),
    of: new Int32Array(count),
  };
  for (let y = 0, run = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (data[row + x] === 0) continue;
      runs.y[run] = y;
      runs.x0[run] = x;
      while (x < width && data[row + x] === 1) x++;
      runs.x1[run++] = x;
    }
  }
  return runs;
}

/** Union–find with path halving; the smaller number is the root. */
function joinRuns({ count, y, x0, x1 }: Runs): Int32Array {
  const parents = Int32Array.from({ length: count }, (_, run) => run);
  for (let run = 0, above = 0; run < count; run++) {
    const row = y[run] as number;
    while (
      (y[above] as number) < row - 1 ||
      ((y[above] as number) === row - 1 && (x1[above] as number) < (x0[run] as number))
    ) {
      above++;
    }
    for (let other = above; y[other] === row - 1 && (x0[other] as number) <= (x1[run] as number); other++) {
      const [a, b] = [root(parents, run), root(parents, other)];
      if (a < b) parents[b] = a;
      else parents[a] = b;
    }
  }
  return parents;
}

function root(parents: Int32Array, run: number): number {
  let at = run;
  while (parents[at] !== at) {
    const next = parents[parents[at] as number] as number;
    parents[at] = next;
    at = next;
  }
  return at;
}
