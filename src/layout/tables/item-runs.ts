/** Runs of items: lines of entries in the same columns, each with further lines of one text below it. */
import type { Bbox } from '../../document/model.ts';
import { median } from '../segment.ts';
import { type Chunk, overlap, type TextLine } from './table.ts';
import { isNumeric, isNumericChunk, toChunks } from './text-lines.ts';

/** Edges of entries of one column differ at most by this, in em. */
const ALIGNED = 0.5;
/** Further lines are set in at most so far, in em. */
const INDENT = 4;
/** Distance of the lines of one text, and of items, at most, in em. */
const LEADING = 2.2;
export const ITEMS_APART = 4.5;
/** A gap so much wider than the texts' lines leave ends a text. */
const WIDER = 1.4;
/** Entries of an item, at least: a number, a text and an amount. */
const ENTRIES = 3;
/** Share of the items that have further lines: others are tables of single lines. */
const MANY_LINED = 0.5;
/** Share of the items with a second date, where any has one: dates without amounts may be items as well. */
const DATED = 0.8;
const DATE = /^\p{Nd}{1,4}[./-]\p{Nd}{1,2}(?:[./-]\p{Nd}{0,4})?$/u;
/** An item is compared with so many others near it. */
const KNOWN = 12;

export interface EntryLine extends TextLine {
  chunks: Chunk[];
}

export interface Item {
  /** Its first line has the entries; a title between items has no entries. */
  lines: EntryLine[];
  title: boolean;
}

export interface ItemRun {
  items: Item[];
  /** Of the run's lines among all lines: its first, and the one after its last. */
  from: number;
  to: number;
  place: TextPlace;
}

/** Where the texts begin, and where what stands after them does. */
export interface TextPlace {
  x: number;
  end: number;
}

/** Where entries of a column stand. */
export interface Column {
  box: Bbox;
}

export const toEntryLine = (line: TextLine): EntryLine => ({ ...line, chunks: toChunks(line.words) });

/**
 * From the line on, where an item with further lines begins; null where none does. No line before `after` is taken. The run
 * has items of single lines too: see `isManyLined`.
 */
export function readItemRun(lines: readonly EntryLine[], start: number, after: number): ItemRun | null {
  const first = lines[start] as EntryLine;
  const x = isItem(first) ? textStart(first, lines[start + 1]) : null;
  if (x === null) return null;
  let end = sideAfter(first, x);
  let from = start;
  const heads = [first];
  while (from > after) {
    const [line, below] = [lines[from - 1] as EntryLine, lines[from] as EntryLine];
    if (!isItemOf(heads.slice(0, KNOWN), line, x) || !isWithinLeading(line, below, ITEMS_APART)) break;
    heads.unshift(line);
    end = Math.min(end, sideAfter(line, x));
    from--;
  }
  const items: Item[] = heads.map((line) => ({ lines: [line], title: false }));
  for (let to = start + 1; to < lines.length; to++) {
    const [line, above] = [lines[to] as EntryLine, lines[to - 1] as EntryLine];
    if (!isWithinLeading(above, line, ITEMS_APART)) break;
    if (isItemOf(heads.slice(-KNOWN), line, x)) {
      heads.push(line);
      end = Math.min(end, sideAfter(line, x));
      items.push({ lines: [line], title: false });
      continue;
    }
    const own = items.at(-1)?.lines ?? [];
    if (!isFurther(own.length === 1 ? withoutDate(line, above) : line, { x, end })) break;
    own.push(line);
  }
  const parted = partTitles(items);
  const own = parted.slice(0, parted.findLastIndex(({ title }) => !title) + 1);
  return { items: own, from, to: from + own.reduce((sum, item) => sum + item.lines.length, 0), place: { x, end } };
}

export function isManyLined({ items, place }: ItemRun): boolean {
  const entries = items.filter(({ title }) => !title);
  const dated = entries.filter(({ lines: [, line] }) => line && line.box[0] < place.x - ALIGNED * line.size).length;
  if (dated > 0 && dated < DATED * entries.length) return false;
  return entries.filter(({ lines }) => lines.length > 1).length >= MANY_LINED * entries.length;
}

/** A second date below the first, as bookings have, is no entry of an item of its own. */
function withoutDate(line: EntryLine, item: EntryLine): EntryLine {
  const [date, ...others] = line.chunks;
  const above = item.chunks[0];
  if (!date || !above || others.length === 0 || !isDate(date) || !isDate(above)) return line;
  return isAligned(date, above, item.size) ? { ...line, chunks: others } : line;
}

const isDate = ({ words }: Chunk): boolean => words.length === 1 && words.every(({ word }) => DATE.test(word.text));

/** Several entries, among them a text and the numbers of an item: one after the text, or two before it. */
function isItem({ chunks }: EntryLine): boolean {
  if (chunks.length < ENTRIES) return false;
  const text = chunks.findIndex((chunk) => isText(chunk));
  if (text < 0) return false;
  const isAfter = chunks.slice(text + 1).some(({ words }) => isNumericChunk(words));
  return isAfter || chunks.slice(0, text).filter(({ words }) => isNumericChunk(words)).length > 1;
}

const isText = ({ words }: Chunk): boolean =>
  !isNumericChunk(words) && words.some(({ word }) => /\p{L}{2}/u.test(word.text));

/** Where the text of an item begins: the line below has nothing but its further words. */
function textStart(item: EntryLine, below: EntryLine | undefined): number | null {
  const further = below && withoutDate(below, item);
  const left = further?.chunks[0]?.box[0];
  if (left === undefined || !further) return null;
  const text = item.chunks.find((chunk) => isText(chunk) && Math.abs(chunk.box[0] - left) < ALIGNED * item.size);
  const isBelow =
    text &&
    isFurther(further, { x: text.box[0], end: sideAfter(item, text.box[0]) }) &&
    isWithinLeading(item, further, LEADING);
  return isBelow ? text.box[0] : null;
}

const isWithinLeading = (above: TextLine, line: TextLine, most: number): boolean =>
  line.baseline - above.baseline <= most * Math.max(line.size, above.size);

/** Whether a line is an item as the others: its text and one of its numbers stand where theirs do. */
function isItemOf(heads: readonly EntryLine[], line: EntryLine, x: number): boolean {
  if (!isItem(line)) return false;
  const text = line.chunks.find(({ box }) => Math.abs(box[0] - x) < ALIGNED * line.size);
  if (!text) return false;
  const others = heads.flatMap(({ chunks }) => chunks);
  return line.chunks.some(
    (chunk) =>
      chunk !== text &&
      isNumericChunk(chunk.words) &&
      others.some((other) => other.box[0] > x === chunk.box[0] > x && isAligned(chunk, other, line.size)),
  );
}

const isAligned = (a: Chunk, b: Chunk, em: number): boolean =>
  Math.min(Math.abs(a.box[0] - b.box[0]), Math.abs(a.box[2] - b.box[2])) < ALIGNED * em;

/** Words in the place of the texts alone. */
export function isFurther({ chunks, size }: EntryLine, { x, end }: TextPlace): boolean {
  const [first, last] = [chunks[0], chunks.at(-1)];
  if (!first || !last) return false;
  const offset = first.box[0] - x;
  if (offset < -ALIGNED * size || offset > INDENT * size) return false;
  return last.box[2] < end && !isAmount(chunks);
}

/** Where the first entry after an item's text begins. */
const sideAfter = ({ chunks, size }: EntryLine, x: number): number =>
  chunks.find(({ box }) => box[0] > x + ALIGNED * size)?.box[0] ?? Number.POSITIVE_INFINITY;

/** A text and a number far from it. */
const isAmount = (chunks: readonly Chunk[]): boolean =>
  chunks.length > 1 && (chunks.at(-1)?.words ?? []).every(({ word }) => isNumeric(word.text));

/** After a wide gap a text is no further one of the item above: it is a title of those below. */
function partTitles(items: readonly Item[]): Item[] {
  const pitch = median(items.flatMap(({ lines }) => gapsOf(lines)));
  return items.flatMap(({ lines }) => {
    const gaps = gapsOf(lines);
    const at = gaps.findIndex((gap) => gap > WIDER * pitch) + 1;
    if (at === 0) return [{ lines, title: false }];
    return [
      { lines: lines.slice(0, at), title: false },
      { lines: lines.slice(at), title: true },
    ];
  });
}

export const gapsOf = (lines: readonly TextLine[]): number[] =>
  lines.slice(1).map((line, i) => line.baseline - (lines[i] as TextLine).baseline);

/** Whether a box stands under or over the other, or but for a hair. */
export const isOver = (a: Chunk, b: Pick<Chunk, 'box'>, em: number): boolean =>
  overlap(a.box[0], a.box[2], b.box[0], b.box[2]) > -ALIGNED * em;
