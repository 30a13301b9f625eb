/** Insets: what stands across a gutter with the text of both columns running round it (a pull quote, a caption). */

import { unionOf } from '../document/boxes.ts';
import type { Bbox } from '../document/model.ts';
import { type ColumnTest, NARROWEST_GUTTER } from './columns.ts';
import { type Item, typicalSize } from './items.ts';
import { greatest, heightOf, least } from './segment.ts';

/** Columns of fewer lines do not run round anything. */
const LINES = 8;
/** A gutter is interrupted for at most this share of its length. */
const INTERRUPTED = 0.35;
/** Baselines of a column that runs on are at most this far apart, in em. */
const LEADING = 1.8;
/** Beside a line stands what is not above or below it; the cores of lines set solid are 0.5 em apart. */
const BESIDE = 0.2;
/** Each side holds at least this share of the lines. */
const SIDE = 0.2;

/** The items without the inset, and the inset; null where no gutter is interrupted by one. */
export function splitInset<Whole>(
  items: readonly Item<Whole>[],
  test: ColumnTest,
): { rest: Item<Whole>[]; inset: Item<Whole>[] } | null {
  if (items.length < 2 * LINES) return null;
  const em = typicalSize(items);
  const gutter = clearestGutter(items, em);
  if (!gutter) return null;
  const left = items.filter(({ box }) => box[2] <= gutter.from);
  const right = items.filter(({ box }) => box[0] >= gutter.to);
  const lines = Math.max(LINES, SIDE * items.length);
  if (Math.min(left.length, right.length) < lines) return null;
  const isFlanked = ({ top, bottom }: Item<Whole>) =>
    [left, right].every((side) =>
      side.some((other) => other.top < bottom + BESIDE * em && other.bottom > top - BESIDE * em),
    );
  const crosses = ({ box }: Item<Whole>) => box[0] < gutter.to && box[2] > gutter.from && heightOf(box) > 0;
  const across = items.filter(crosses);
  if (across.length === 0 || across.length > INTERRUPTED * items.length) return null;
  const flanked = new Set(across.filter(isFlanked));
  if (flanked.size === 0) return null;
  const around = unionOf([...flanked].map(({ box }) => box));
  // With its words that do not reach the gutter.
  const inset = items.filter((item) => flanked.has(item) || (isWithin(item.box, around, em / 2) && !crosses(item)));
  const from = least(inset.map(({ top }) => top));
  const to = greatest(inset.map(({ bottom }) => bottom));
  const length = greatest(items.map(({ bottom }) => bottom)) - least(items.map(({ top }) => top));
  if (to - from > INTERRUPTED * length) return null;
  const runsOn = [left, right].every((side) => isTextAt(side, from, em) || isTextAt(side, to, em));
  if (!runsOn || !test(left, right, gutter.to - gutter.from, em)) return null;
  const taken = new Set(inset);
  return { rest: items.filter((item) => !taken.has(item)), inset };
}

const isWithin = (box: Bbox, around: Bbox, spare: number): boolean =>
  box[0] >= around[0] - spare &&
  box[1] >= around[1] - spare &&
  box[2] <= around[2] + spare &&
  box[3] <= around[3] + spare;

/** Whether a column runs on past `y` without white. */
function isTextAt(side: readonly Item<unknown>[], y: number, em: number): boolean {
  const near = side.filter(({ top, bottom }) => bottom > y - 3 * em && top < y + 3 * em);
  const tops = near.map(({ top }) => top).sort((a, b) => a - b);
  const above = tops.filter((top) => top < y - 0.5 * em);
  const below = tops.filter((top) => top >= y - 0.5 * em);
  return above.length > 0 && below.length > 0 && (below[0] as number) - (above.at(-1) as number) <= LEADING * em;
}

/** The strip of white that the least lies across. */
function clearestGutter(items: readonly Item<unknown>[], em: number): { from: number; to: number } | null {
  const from = least(items.map(({ box }) => box[0]));
  const to = greatest(items.map(({ box }) => box[2]));
  const bin = (NARROWEST_GUTTER * em) / 3;
  const bins = Math.min(4096, Math.ceil((to - from) / bin));
  const binOf = (x: number) => Math.min(bins - 1, Math.max(0, Math.floor((x - from) / bin)));
  const change = new Float64Array(bins + 1);
  for (const { box } of items) {
    const height = heightOf(box);
    const [first, last] = [binOf(box[0]), binOf(box[2])];
    change[first] = (change[first] as number) + height;
    change[last + 1] = (change[last + 1] as number) - height;
  }
  const cover = change.slice(0, bins);
  for (let i = 1; i < bins; i++) cover[i] = (cover[i] as number) + (cover[i - 1] as number);
  // Nearer to an edge than this no column has room.
  const margin = Math.ceil((4 * em) / bin);
  let best = -1;
  for (let i = margin; i < bins - margin; i++) if (best < 0 || (cover[i] as number) < (cover[best] as number)) best = i;
  if (best < 0) return null;
  const isClear = (i: number) => (cover[i] as number) <= (cover[best] as number) + em / 2;
  let [first, last] = [best, best];
  while (last + 1 < bins && isClear(last + 1)) last++;
  while (first > 0 && isClear(first - 1)) first--;
  return last - first < 1 ? null : { from: from + first * bin, to: from + (last + 1) * bin };
}
