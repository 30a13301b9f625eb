/** Heads over several columns, and heads over several lines. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import { boundsOf, isWithin, middleX, middleY, overlap, type TableWord } from './table.ts';

/** How far the middle of a head may lie from the middle of the columns that it stands over, in em. */
const CENTRED = 1;
/** Share of a column's width that a stroke under a head must run along to be over it. */
const UNDER = 0.5;
/** A stroke along more of the table's width is under no single head. */
const WHOLE = 0.9;
/** Lines of one head leave at most this between them, in em. */
const JOINED = 0.6;

/** What a row has in one column, or across several. */
export interface Entry {
  column: number;
  colSpan: number;
  /** Over how many rows it reaches, upwards from its own. */
  rowSpan: number;
  lines: TableWord[][];
  box: Bbox;
}

/** A head over several columns: those along the stroke under it, or those whose middle is its own. */
export function spread(
  entry: Entry,
  row: readonly Entry[],
  below: readonly Entry[],
  { columns, strokes, bottom, size }: Under,
): void {
  const isFree = (column: number) =>
    row.every((other) => other === entry || column < other.column || column >= other.column + other.colSpan);
  const hasBelow = (column: number) => below.some((one) => column >= one.column && column < one.column + one.colSpan);
  const width = (columns.at(-1) as Interval)[1] - (columns[0] as Interval)[0];
  const stroke = strokes.find(
    ({ at, from, to }) =>
      at > entry.box[3] - 0.5 * size &&
      at < bottom + size &&
      isWithin(middleX(entry.box), from, to) &&
      to - from < WHOLE * width,
  );
  if (stroke) {
    const over = columns.flatMap(([a, b], c) =>
      isFree(c) && overlap(a, b, stroke.from, stroke.to) > UNDER * (b - a) ? [c] : [],
    );
    const [first, last] = [over[0], over.at(-1)];
    if (first !== undefined && last !== undefined && last > first && over.length === last - first + 1) {
      entry.column = first;
      entry.colSpan = last - first + 1;
      return;
    }
  }
  if (entry.column + entry.colSpan <= 1) return;
  const off = (from: number, to: number) =>
    Math.abs(((columns[from] as Interval)[0] + (columns[to] as Interval)[1]) / 2 - middleX(entry.box));
  const own = entry.colSpan > 1 ? Number.POSITIVE_INFINITY : off(entry.column, entry.column);
  let best: { from: number; to: number; off: number } | null = null;
  for (let from = entry.column; from >= 1 && isFree(from) && hasBelow(from); from--) {
    for (let to = entry.column + entry.colSpan - 1; to < columns.length && isFree(to) && hasBelow(to); to++) {
      if (to === from || below.some((one) => cuts(one, from, to))) continue;
      const distance = off(from, to);
      if (distance <= CENTRED * size && (!best || distance < best.off)) best = { from, to, off: distance };
    }
  }
  // Alone in its row and over the middle of all columns, it is over all of them.
  const last = columns.length - 1;
  const isAlone = row.every((other) => other === entry || other.column === 0);
  const isOverAll = isAlone && last > 1 && off(1, last) <= CENTRED * size && below.some(({ column }) => column > 1);
  if (isOverAll) best = { from: 1, to: last, off: 0 };
  else if (!best || (entry.colSpan === 1 && own <= CENTRED * size)) return;
  entry.column = best.from;
  entry.colSpan = best.to - best.from + 1;
}

/** Whether a head below reaches over one of the two sides. */
const cuts = ({ column, colSpan }: Entry, from: number, to: number): boolean => {
  const end = column + colSpan - 1;
  return colSpan > 1 && ((column < from && end >= from) || (column <= to && end > to));
};

type Interval = [number, number];

export interface Under {
  /** From where to where the entries of each column reach. */
  columns: readonly Interval[];
  strokes: readonly Rule[];
  /** Where the row below ends. */
  bottom: number;
  size: number;
}

/** Of entries below the heads, which alone show where a column is. */
export function columnExtents(
  entries: readonly Entry[][],
  isHead: readonly boolean[],
  xs: readonly number[],
): Interval[] {
  const heads = isHead.filter(Boolean).length;
  return xs.slice(1).map((right, c): Interval => {
    const own = entries
      .slice(Math.max(heads - 1, 0))
      .flatMap((row) => row.filter((one) => one.column === c && one.colSpan === 1));
    if (own.length === 0) return [xs[c] as number, right];
    return [Math.min(...own.map(({ box }) => box[0])), Math.max(...own.map(({ box }) => box[2]))];
  });
}

/**
 * Two lines of one head that a stroke beside them put in rows of their own. Where a piece of stroke stands between them
 * they stay apart.
 */
export function joinHeads(
  entries: Entry[][],
  isHead: readonly boolean[],
  strokes: readonly Rule[],
  size: number,
): void {
  for (let row = 0; row + 1 < entries.length && isHead[row + 1]; row++) {
    for (const entry of entries[row] as Entry[]) {
      const below = (entries[row + 1] as Entry[]).find(
        (one) => one.column === entry.column && one.colSpan === entry.colSpan,
      );
      if (!below || entry.colSpan > 1 || below.box[1] - entry.box[3] > JOINED * size) continue;
      const isParted = strokes.some(
        ({ at, from, to }) =>
          isWithin(at, middleY(entry.box), middleY(below.box)) && isWithin(middleX(entry.box), from, to),
      );
      if (isParted || (entries[row] as Entry[]).every(({ colSpan }) => colSpan === 1)) continue;
      below.lines.unshift(...entry.lines);
      below.box = boundsOf([entry, below]);
      below.rowSpan = entry.rowSpan + 1;
      entries[row] = (entries[row] as Entry[]).filter((one) => one !== entry);
    }
  }
}
