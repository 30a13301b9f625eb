/** What is put in reading order: segments of text, blocks that stay whole (tables, text of another direction), pictures. */
import type { Bbox } from '../document/model.ts';
import { heightOf, median, type Segment } from './segment.ts';

/**
 * `Whole`: what a block that is not cut open is; a picture has neither segment nor whole. Boxes: as the segments', but
 * mirrored on a right-to-left page.
 */
export interface Item<Whole> {
  box: Bbox;
  /** The part of the box that its small letters fill: between the cores of lines there is white even where set solid. */
  top: number;
  bottom: number;
  /** The em; 0 for a whole block. */
  size: number;
  segment: Segment | null;
  whole: Whole | null;
}

/** Height of the core above the baseline, in em: the x-height. */
const CORE = 0.5;

export function segmentItem(segment: Segment, mirrorAt: number | null): Item<never> {
  const { box, baseline, size } = segment;
  const bottom = Math.min(Math.max(baseline, box[1]), box[3]);
  const top = Math.max(bottom - CORE * size, Math.min(box[1], bottom));
  return { box: mirrored(box, mirrorAt), top, bottom, size, segment, whole: null };
}

export function wholeItem<Whole>(whole: Whole, box: Bbox, mirrorAt: number | null): Item<Whole> {
  const inset = Math.min(2, heightOf(box) / 4);
  const [top, bottom] = [box[1] + inset, box[3] - inset];
  return { box: mirrored(box, mirrorAt), top, bottom, size: 0, segment: null, whole };
}

/** A picture: nothing to read, but text runs beside it or is parted by it. */
export const pictureItem = (box: Bbox, mirrorAt: number | null): Item<never> => ({
  ...wholeItem(null, box, mirrorAt),
  whole: null,
});

/** As seen in a mirror that stands at x = 0 and x = `width`: what was on the right comes first. */
export const mirrored = ([x0, y0, x1, y1]: Bbox, width: number | null): Bbox =>
  width === null ? [x0, y0, x1, y1] : [width - x1, y0, width - x0, y1];

/** The em of most of the items. */
export const typicalSize = (items: readonly Item<unknown>[]): number =>
  median(
    items.filter(({ size }) => size > 0).map(({ size }) => size),
    12,
  );

export interface Interval {
  from: number;
  to: number;
}

/** Where the items lie along x, those nearer than `gap` as one; sorted. */
export function spread(items: readonly Item<unknown>[], gap: number): Interval[] {
  return joinIntervals(
    items.map(({ box }) => ({ from: box[0], to: box[2] })),
    gap,
  );
}

export function joinIntervals(intervals: readonly Interval[], gap: number): Interval[] {
  const joined: Interval[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from - last.to < gap) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

export interface Band<Whole> extends Interval {
  items: Item<Whole>[];
}

/** Lines of two columns interlock when they are nearer than this, in em: the white between lines set solid is as much. */
const INTERLOCK = 0.5;
/** How many items back a line's neighbour across a gutter is looked for: as many columns a page may have. */
const NEIGHBOURS = 8;

/**
 * Items whose cores overlap down the page stand in one band; bands from the top. So do lines of neighbouring columns
 * whose baselines lie between each other.
 */
export function toBands<Whole>(items: readonly Item<Whole>[]): Band<Whole>[] {
  const bands: Band<Whole>[] = [];
  for (const item of [...items].sort((a, b) => a.top - b.top)) {
    const last = bands.at(-1);
    if (last && (item.top < last.to || last.items.slice(-NEIGHBOURS).some((other) => interlock(other, item)))) {
      last.items.push(item);
      last.to = Math.max(last.to, item.bottom);
    } else bands.push({ items: [item], from: item.top, to: item.bottom });
  }
  return bands;
}

function interlock(above: Item<unknown>, item: Item<unknown>): boolean {
  const size = Math.min(above.size, item.size);
  const isAcross = item.box[0] - above.box[2] > size || above.box[0] - item.box[2] > size;
  return isAcross && item.top < above.bottom + INTERLOCK * size;
}
