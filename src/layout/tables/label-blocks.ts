/** Labels with their values above and below the items of an invoice: a block of their own, whose columns are others. */
import { type Column, type EntryLine, ITEMS_APART, toEntryLine } from './item-runs.ts';
import { boundsOf, type Chunk, overlap, type TableWord } from './table.ts';
import { isNumeric, isNumericChunk, toLines } from './text-lines.ts';

/** Columns of items, at least: a text, a count or price, and an amount. */
const COLUMNS = 3;
/** Lines of a block of labels, at least: a single pair may be anything. */
const PAIRS = 2;
/** Edges of labels, of values and of columns are the same within this, in em. */
const ALIGNED = 0.5;
/** Values under a row of labels stand so many times nearer to them than to the heads of the items. */
const NEARER = 1.5;

interface Pair {
  label: Chunk;
  value: Chunk;
}

interface ItemBlock {
  /** Of the lines: the head, and the one after the last item. */
  from: number;
  to: number;
  columns: Column[];
}

/**
 * The words in parts of which no table reaches into another: items under their heads, the labels over and below them,
 * and the rest. All in one part where no such labels stand beside items. Labels that stand in columns of the items, as
 * sums do in the stub or under the prices, stay with them.
 */
export function partAtLabels(words: readonly TableWord[]): TableWord[][] {
  const lines = toLines(words).map(toEntryLine);
  const parts: TableWord[][] = [];
  let after = 0;
  for (let at = 0; at < lines.length; at++) {
    const block = readItemBlock(lines, at);
    if (!block || isRowOfLabels(lines, block)) continue;
    const beside = pairsFrom(lines, { ...block, at: block.from - 1, step: -1, end: after });
    const above = beside.length > 0 ? beside : rowOfPairs(lines, block, after);
    const below = pairsFrom(lines, { ...block, at: block.to, step: 1, end: lines.length - 1 });
    if (above.length + below.length === 0) continue;
    const start = above.length > 0 ? block.from : after;
    const own = new Set(wordsOf(above));
    const over = lines.slice(after, start).flatMap((line) => line.words);
    parts.push(
      over.filter((word) => !own.has(word)),
      over.filter((word) => own.has(word)),
    );
    parts.push(lines.slice(start, block.to).flatMap((line) => line.words));
    after = block.to;
    at = block.to - 1;
    if (below.length === 0) continue;
    const sums = new Set(wordsOf(below));
    const last = lines.slice(after, after + below.length).flatMap((line) => line.words);
    parts.push(
      [...sums],
      last.filter((word) => !sums.has(word)),
    );
    after += below.length;
    at = after - 1;
  }
  parts.push(lines.slice(after).flatMap((line) => line.words));
  return parts.filter((part) => part.length > 0);
}

const wordsOf = (pairs: readonly Pair[]): TableWord[] =>
  pairs.flatMap(({ label, value }) => [...label.words, ...value.words]);

/** Heads without a number, and under them lines with an entry in most columns, a number in the last. */
function readItemBlock(lines: readonly EntryLine[], from: number): ItemBlock | null {
  const head = lines[from] as EntryLine;
  const isHead = ({ words }: Chunk) => words.every(({ word }) => !isNumeric(word.text));
  if (head.chunks.length < COLUMNS || !head.chunks.every(isHead)) return null;
  const columns = head.chunks.map(({ box }): Column => ({ box }));
  let to = from + 1;
  for (let at = to; at < lines.length; at++) {
    const [line, above] = [lines[at] as EntryLine, lines[at - 1] as EntryLine];
    if (line.baseline - above.baseline > ITEMS_APART * line.size) break;
    const own = line.chunks.map((chunk) => columns.filter((column) => isUnder(chunk, column)));
    if (own.some((under) => under.length !== 1) || new Set(own.flat()).size < own.length) break;
    const last = line.chunks.at(-1);
    const isItem = line.chunks.length >= COLUMNS && last !== undefined && isNumericChunk(last.words);
    if (!isItem && line.chunks.length > 1) break;
    for (const [i, [column]] of own.entries()) if (column) column.box = boundsOf([column, line.chunks[i] as Chunk]);
    if (isItem) to = at + 1;
  }
  return to > from + 1 ? { from, to, columns } : null;
}

/** One line under its heads, and then heads of items: labels and their values. */
const isRowOfLabels = (lines: readonly EntryLine[], { from, to }: ItemBlock): boolean =>
  to === from + 2 && to < lines.length && readItemBlock(lines, to) !== null;

const isUnder = ({ box }: Chunk, column: Column): boolean => overlap(box[0], box[2], column.box[0], column.box[2]) > 0;

interface Way {
  columns: readonly Column[];
  /** The line next to the items, and that beyond which none is taken. */
  at: number;
  step: 1 | -1;
  end: number;
}

/** Pairs on consecutive lines, one a line, under each other and out of line with the columns; none where too few are. */
function pairsFrom(lines: readonly EntryLine[], { columns, at, step, end }: Way): Pair[] {
  const first = lines[at];
  const choices = first ? pairsOf(first, columns) : [];
  const runs = choices.map((pair) => {
    const pairs = [pair];
    for (let next = at + step; step > 0 ? next <= end : next >= end; next += step) {
      const [line, near] = [lines[next] as EntryLine, lines[next - step] as EntryLine];
      if (Math.abs(line.baseline - near.baseline) > ITEMS_APART * line.size) break;
      const further = pairsOf(line, columns).find((other) => isBelow(other, pair, line.size));
      if (!further) break;
      pairs.push(further);
    }
    return pairs;
  });
  const em = first?.size ?? 0;
  const found = runs.filter(
    (pairs) =>
      pairs.length >= PAIRS &&
      pairs.some(({ value }) => value.words.some(({ word }) => /\p{Nd}/u.test(word.text))) &&
      !(
        isPlaced(
          pairs.map(({ label }) => label),
          columns,
          em,
        ) &&
        isPlaced(
          pairs.map(({ value }) => value),
          columns,
          em,
        )
      ),
  );
  return found.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

/** A row of labels, the value of each below it, right over the heads; none where all stand in columns of the items. */
function rowOfPairs(lines: readonly EntryLine[], { from, columns }: ItemBlock, after: number): Pair[] {
  const [labels, values, head] = [lines[from - 2], lines[from - 1], lines[from]];
  if (!labels || !values || !head || from - 2 < after) return [];
  const distance = head.baseline - values.baseline;
  if (distance < NEARER * (values.baseline - labels.baseline)) return [];
  if (labels.chunks.length < PAIRS || labels.chunks.length !== values.chunks.length) return [];
  const pairs = labels.chunks.map((label, i): Pair => ({ label, value: values.chunks[i] as Chunk }));
  const isPair = ({ label, value }: Pair) =>
    label.words.every(({ word }) => !/\p{Nd}/u.test(word.text)) && isAligned(label, value, values.size);
  if (!pairs.every(isPair) || pairs.every((pair) => isPlaced([pair.label, pair.value], columns, head.size))) return [];
  const figures = pairs.filter(({ value }) => value.words.some(({ word }) => /\p{Nd}/u.test(word.text)));
  return figures.length * 2 >= pairs.length ? pairs : [];
}

/** Of entries beside each other a text and what follows it; heads over several columns are none. */
function pairsOf({ chunks }: EntryLine, columns: readonly Column[]): Pair[] {
  const isOverSeveral = (chunk: Chunk) => columns.filter((column) => isUnder(chunk, column)).length > 1;
  return chunks.slice(1).flatMap((value, i) => {
    const label = chunks[i] as Chunk;
    const isLabel = /^\p{L}/u.test(label.words[0]?.word.text ?? '') && !isNumericChunk(label.words);
    return isLabel && !isOverSeveral(label) && !isOverSeveral(value) ? [{ label, value }] : [];
  });
}

const isBelow = (a: Pair, b: Pair, em: number): boolean =>
  isAligned(a.label, b.label, em) && isAligned(a.value, b.value, em);

const isAligned = (a: Chunk, b: Pick<Chunk, 'box'>, em: number): boolean =>
  Math.min(Math.abs(a.box[0] - b.box[0]), Math.abs(a.box[2] - b.box[2])) < ALIGNED * em;

/** All of them begin or end where a column does. */
const isPlaced = (chunks: readonly Chunk[], columns: readonly Column[], em: number): boolean =>
  columns.some(({ box }) =>
    [0, 2].some((side) =>
      chunks.every((chunk) => Math.abs((chunk.box[side] as number) - (box[side] as number)) < ALIGNED * em),
    ),
  );
