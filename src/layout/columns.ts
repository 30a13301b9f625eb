/** Whether what stands left and right of a gutter is two columns, or rows that go on across it. */
import { type Interval, type Item, joinIntervals, typicalSize } from './items.ts';
import { greatest, least } from './segment.ts';

/** A gutter between many lines may be narrow; few lines have such a gap by chance. In em, by the rows on the lesser side. */
export const NARROWEST_GUTTER = 0.75;
const GUTTERS: readonly [rows: number, gutter: number][] = [
  [5, NARROWEST_GUTTER],
  [3, 1.5],
  [1, 2.5],
];
/** Baselines of one row differ at most by this, in em; those told from letters on paper that is not flat by more. */
const ROW = 0.25;
const ESTIMATED_ROW = 0.45;
/** From so many words (or characters of scripts without spaces) a piece on, on average, a side is running text. */
const PROSE_WORDS = 4;
const PROSE_CHARACTERS = 12;
/** When this share of the lesser side's rows goes on across the gutter, they are rows of one text. */
const ALIGNED = 0.7;
/** Rows of a table stand on one baseline; of columns without one, so few beyond chance, when there are so many rows. */
const APART = 0.3;
const APART_ROWS = 8;
/** Of the wider column's width, that of the narrower one at least. */
const APART_WIDTH = 0.4;
/** Of a column of text so many lines are full: have so many words and this share of its width. */
const FILLED = 0.7;
const FILLED_WIDTH = 0.8;
const FILLED_WORDS = 3;
/** Lines of text, as no cell holds them: so many of so many words. */
const RUNNING_LINES = 3;
const RUNNING_WORDS = 7;
/** Beside each other: this share of the lesser side's rows stands where the other side has text, too. */
const BESIDE = 0.34;
/** Labels and figures, when they are this share of a side. */
const MOSTLY = 0.5;
/** Within a block of text baselines are at most this far apart, in em. */
const TIGHT = 1.8;
const TIGHT_SHARE = 0.75;
/** A line that stands so far from a block, in em, is none of its lines. */
const BESIDE_LINE = 4;
/** A recogniser that reads a side before the other changes sides at most this often, as a share of the rows. */
const CHANGES = 0.2;

/** Whether `gutter`, the width in pixels of the white between them, parts two columns; `em` of the region. */
export type ColumnTest = (
  left: readonly Item<unknown>[],
  right: readonly Item<unknown>[],
  gutter: number,
  em: number,
) => boolean;

/** For reading; `isOrderKnown`: whether the source's order is that in which a recogniser read. */
export function readingColumns(isOrderKnown: boolean): ColumnTest {
  return (left, right, gutter, em) => {
    if (left.some(({ whole }) => whole) || right.some(({ whole }) => whole)) return areBeside(left, right);
    const sides = measureSides(left, right, gutter, em);
    if (!sides) return false;
    const { a, b, lesser, other } = sides;
    if (a.isProse && b.isProse && lesser.rows.length > 1) return true;
    const aligned = alignedShare(lesser.rows, other.rows, (isOrderKnown ? ESTIMATED_ROW : ROW) * em);
    if (aligned < ALIGNED) return true;
    // Program text is indented and set in columns by its writer.
    if (a.isMono && b.isMono) return false;
    if (
      share(a, isLabel) > MOSTLY ||
      [a, b].some((side) => share(side, isFigure) > MOSTLY || share(side, isMark) > MOSTLY)
    ) {
      return false;
    }
    if (lesser.rows.length === 1)
      return gutter > BESIDE_LINE * em && linesAround(other.rows, lesser.rows[0] ?? 0, em) > 2;
    if (isOrderKnown) return changes(left, right) <= CHANGES * lesser.rows.length + 1;
    return isTight(a.rows, em) && isTight(b.rows, em);
  };
}

/**
 * Columns of which no table goes on across the gutter: full lines on both sides, or many rows on both sides of which no
 * more share a baseline than chance has it, each side of a column's width, and running text in one of them.
 */
export const areApart: ColumnTest = (left, right, gutter, em) => {
  const texts = [left, right].map((side) => side.filter(({ segment }) => segment));
  const [a, b] = texts as [Item<unknown>[], Item<unknown>[]];
  if (a.length > 0 && b.length > 0 && isFilled(a) && isFilled(b)) return measureSides(a, b, gutter, em) !== null;
  const widths = texts.map((side) => greatest(side.map(({ box }) => box[2])) - least(side.map(({ box }) => box[0])));
  if (least(widths) < APART_WIDTH * greatest(widths) || !texts.some(hasRunningText)) return false;
  const sides = measureSides(a, b, gutter, em);
  if (!sides || sides.lesser.rows.length < APART_ROWS) return false;
  const { rows } = sides.other;
  const chance = Math.min(0.9, (2 * ROW * em * rows.length) / Math.max(1, (rows.at(-1) ?? 0) - (rows[0] ?? 0)));
  return (alignedShare(sides.lesser.rows, rows, ROW * em) - chance) / (1 - chance) < APART;
};

/** Whether nearly all lines fill the column, as those of running text do and those of cells do not. */
function isFilled(items: readonly Item<unknown>[]): boolean {
  if (items.length < APART_ROWS) return false;
  const width = greatest(items.map(({ box }) => box[2])) - least(items.map(({ box }) => box[0]));
  const full = items.filter(({ box, segment }) => {
    const words = segment?.words.length ?? 0;
    return words >= FILLED_WORDS && box[2] - box[0] >= FILLED_WIDTH * width;
  });
  return full.length >= FILLED * items.length;
}

const hasRunningText = (items: readonly Item<unknown>[]): boolean =>
  items.filter(({ segment }) => (segment?.words.length ?? 0) >= RUNNING_WORDS).length >= RUNNING_LINES;

/** Null where the gutter is too narrow for the rows beside it. */
function measureSides(left: readonly Item<unknown>[], right: readonly Item<unknown>[], gutter: number, em: number) {
  const [a, b] = [toSide(left), toSide(right)];
  const [lesser, other] = a.rows.length <= b.rows.length ? [a, b] : [b, a];
  const narrowest = GUTTERS.find(([rows]) => lesser.rows.length >= rows)?.[1] ?? Number.POSITIVE_INFINITY;
  return gutter < narrowest * em || !areBeside(left, right) ? null : { a, b, lesser, other };
}

/**
 * Whether a part holds the numbers or bullets of the lines at its right. `gutter`: to that part; `before`: to the part at
 * its left, infinite where there is none.
 */
export function areMarksOf(
  part: readonly Item<unknown>[],
  next: readonly Item<unknown>[],
  gutter: number,
  before: number,
  em: number,
): boolean {
  if (gutter > before || part.some(({ whole }) => whole)) return false;
  const side = toSide(part);
  return share(side, isMark) > ALIGNED && alignedShare(side.rows, toSide(next).rows, ROW * em) >= ALIGNED;
}

interface Side {
  /** Baselines, from the top. */
  rows: number[];
  isProse: boolean;
  isMono: boolean;
  /** The words of its segments. */
  texts: string[][];
}

function toSide(items: readonly Item<unknown>[]): Side {
  const rows: number[] = [];
  const text = items.filter(({ segment }) => segment);
  for (const { bottom, size } of text.sort((p, q) => p.bottom - q.bottom)) {
    const last = rows.at(-1);
    if (last === undefined || bottom - last > ROW * size) rows.push(bottom);
  }
  const texts = items.flatMap(({ segment }) => (segment ? [segment.words.map(({ word }) => word.text)] : []));
  const told = texts.filter((words) => !isMark(words.join(' ')));
  const mean = (count: (words: string[]) => number) =>
    told.reduce((sum, words) => sum + count(words), 0) / Math.max(told.length, 1);
  return {
    rows,
    isProse:
      mean((words) => words.length) >= PROSE_WORDS ||
      mean((words) => unspacedLength(words.join(''))) >= PROSE_CHARACTERS,
    isMono: text.every(({ segment }) => segment?.mono),
    texts,
  };
}

/** Of the side's segments. */
const share = ({ texts }: Side, test: (text: string) => boolean): number =>
  texts.filter((words) => test(words.join(' '))).length / Math.max(texts.length, 1);

/** What ends in a colon or in leaders. */
const isLabel = (text: string): boolean => /[:：]$|\.{3,}$|[.…_]{2,}$/u.test(text);
/** The number of a line, a bullet. */
const isMark = (text: string): boolean => text.length <= 2;

const unspacedLength = (text: string): number =>
  text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;

/** An amount, a date, a percentage: digits, and no more letters than a currency or a month has. */
function isFigure(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters <= 3 && /\p{N}/u.test(text);
}

function alignedShare(rows: readonly number[], others: readonly number[], reach: number): number {
  let at = 0;
  let aligned = 0;
  for (const row of rows) {
    while (at < others.length && (others[at] as number) < row - reach) at++;
    if (at < others.length && (others[at] as number) <= row + reach) aligned++;
  }
  return aligned / Math.max(rows.length, 1);
}

/** Speech bubbles left and right in turn are no columns. */
function areBeside(left: readonly Item<unknown>[], right: readonly Item<unknown>[]): boolean {
  return Math.max(shareBeside(left, right), shareBeside(right, left)) >= BESIDE;
}

/** The share of the items beside which the other side has text; a blank line (two ems) within a text counts as text. */
function shareBeside(items: readonly Item<unknown>[], others: readonly Item<unknown>[]): number {
  const spans = joinIntervals(
    others.map(({ top, bottom }) => ({ from: top, to: bottom })),
    2 * typicalSize(others),
  );
  let at = 0;
  let beside = 0;
  for (const { top, bottom } of [...items].sort((p, q) => p.top - q.top)) {
    while (at < spans.length && (spans[at] as Interval).to <= top) at++;
    if (at < spans.length && (spans[at] as Interval).from < bottom) beside++;
  }
  return beside / Math.max(items.length, 1);
}

/** How many rows make one block with that on the baseline `at`. */
function linesAround(rows: readonly number[], at: number, em: number): number {
  const index = rows.findIndex((row) => row >= at - ROW * em);
  let [first, last] = [index, index];
  const isNear = (i: number) => (rows[i + 1] ?? Number.POSITIVE_INFINITY) - (rows[i] as number) <= TIGHT * em;
  while (index >= 0 && first > 0 && isNear(first - 1)) first--;
  while (index >= 0 && isNear(last)) last++;
  return index < 0 ? 0 : last - first + 1;
}

/** Whether the rows follow each other as lines of a block do, all but a few. */
function isTight(rows: readonly number[], em: number): boolean {
  const gaps = rows.slice(1).map((row, i) => row - (rows[i] as number));
  return gaps.length > 0 && gaps.filter((gap) => gap <= TIGHT * em).length >= TIGHT_SHARE * gaps.length;
}

function changes(left: readonly Item<unknown>[], right: readonly Item<unknown>[]): number {
  const read = [
    ...left.map(({ segment }) => ({ order: segment?.order ?? 0, side: 0 })),
    ...right.map(({ segment }) => ({ order: segment?.order ?? 0, side: 1 })),
  ].sort((a, b) => a.order - b.order || a.side - b.side);
  return read.filter(({ side }, i) => i > 0 && side !== read[i - 1]?.side).length;
}
