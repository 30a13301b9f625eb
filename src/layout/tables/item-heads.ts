/** The heads over the columns of items. */
import { type Column, type EntryLine, ITEMS_APART, type ItemRun, isFurther, isOver } from './item-runs.ts';
import { isNumeric, isNumericChunk } from './text-lines.ts';

/** Heads stand at most so many lines above the first item. */
const LINES = 7;
/** Share of the columns that have heads. */
const OVER = 0.6;
/** Lines of one head follow each other at most at this distance, in em. */
const LEADING = 1.5;
/** Lines above the one with most of the heads, at most. */
const ABOVE = 2;
/** Heads are set in type at most so much larger than entries. */
const LARGER = 1.25;

export interface ItemHeads {
  lines: EntryLine[];
  /** Between heads and items. */
  titles: EntryLine[];
  /** Every column of entries has a head, most of them one of their own. */
  full: boolean;
}

/** Null where no line over the columns has words over most of them. Lines before `after` belong to something else. */
export function headsOfItems(
  lines: readonly EntryLine[],
  run: ItemRun,
  columns: readonly Column[],
  after: number,
): ItemHeads | null {
  for (let at = run.from - 1; at >= Math.max(after, run.from - LINES); at--) {
    const line = lines[at] as EntryLine;
    const below = lines[at + 1] as EntryLine;
    if (below.baseline - line.baseline > ITEMS_APART * Math.max(line.size, below.size)) return null;
    if (!isHead(line, columns)) continue;
    let end = at + 1;
    while (end < run.from && isFurtherHead(lines, end, columns, run)) end++;
    const titles = lines.slice(end, run.from);
    const isTitle = (one: EntryLine) =>
      one.chunks.length === 1 && (isFurther(one, run.place) || isAtLeft(one, columns));
    if (!titles.every(isTitle)) return null;
    return {
      lines: lines.slice(firstOfHead(lines, at, after, columns, run.place.x), end),
      titles,
      full: isFull(line, lines.slice(at, end), columns),
    };
  }
  return null;
}

const isAtLeft = ({ box, size }: EntryLine, columns: readonly Column[]): boolean =>
  Math.abs(box[0] - (columns[0]?.box[0] ?? 0)) < 3 * size;

/** Words over most columns, no number among them. */
function isHead(line: EntryLine, columns: readonly Column[]): boolean {
  if (line.chunks.length < 2) return false;
  if (line.chunks.some(({ words }) => words.every(({ word }) => isNumeric(word.text)))) return false;
  return columns.filter((column) => isUnder(column, line)).length >= OVER * columns.length;
}

const isUnder = (column: Column, { words, size }: EntryLine): boolean =>
  words.some((word) => isOver({ words: [word], box: word.box }, column, size));

const isFull = (head: EntryLine, lines: readonly EntryLine[], columns: readonly Column[]): boolean =>
  head.chunks.length >= OVER * columns.length && columns.every((column) => lines.some((line) => isUnder(column, line)));

/** A further line of the head: near, and over other columns than the texts', or nearer to the head than to the items. */
function isFurtherHead(lines: readonly EntryLine[], at: number, columns: readonly Column[], run: ItemRun): boolean {
  const [above, line, below] = [lines[at - 1], lines[at], lines[at + 1]];
  if (!above || !line || !below || line.baseline - above.baseline > LEADING * line.size) return false;
  if (line.chunks.some(({ words }) => words.every(({ word }) => /^\d/.test(word.text)))) return false;
  const isOverColumns = line.chunks.every((chunk) =>
    [...columns, ...above.chunks].some((one) => isOver(chunk, one, line.size)),
  );
  if (!isOverColumns) return false;
  return !isFurther(line, run.place) || line.baseline - above.baseline < 0.8 * (below.baseline - line.baseline);
}

/** Heads of several lines may end on one baseline: the line with most of them is their last. */
function firstOfHead(
  lines: readonly EntryLine[],
  at: number,
  after: number,
  columns: readonly Column[],
  x: number,
): number {
  const most = lines[at] as EntryLine;
  let first = at;
  while (first > Math.max(after, at - ABOVE)) {
    const [line, below] = [lines[first - 1] as EntryLine, lines[first] as EntryLine];
    const isNear = below.baseline - line.baseline < LEADING * below.size && line.size < LARGER * below.size;
    const isOverHeads = line.chunks.every(
      (chunk) =>
        !isNumericChunk(chunk.words) &&
        columns.filter((column) => isOver(chunk, column, 0)).length < 2 &&
        most.chunks.some((one) => isOver(chunk, one, 0)),
    );
    const isApart = line.chunks.length > 1 || (line.chunks[0]?.box[0] ?? 0) > x + line.size;
    if (!isNear || !isOverHeads || !isApart || line.chunks.length > most.chunks.length) break;
    first--;
  }
  return first;
}
