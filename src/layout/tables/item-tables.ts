/** Items with texts of several lines, their heads and their sums, as tables: what bills, orders and statements list. */
import type { Rule } from '../input.ts';
import { median } from '../segment.ts';
import { buildCells } from './cells.ts';
import { headsOfItems, type ItemHeads } from './item-heads.ts';
import {
  type Column,
  type EntryLine,
  ITEMS_APART,
  type ItemRun,
  isManyLined,
  isOver,
  readItemRun,
  toEntryLine,
} from './item-runs.ts';
import { toTableLines } from './pieces.ts';
import type { RowRule } from './structure.ts';
import { boundsOf, type Chunk, type FoundTable, overlap, type TableWord, type TextLine } from './table.ts';
import { isNumericChunk, toLines } from './text-lines.ts';

/** So many items, at least, prove a table without heads. */
const ITEMS = 3;
/** Entries beside the texts are of so many words at most, in the middle: longer ones are lines of another text. */
const WORDS = 5;
/** Share of the entries of a column that are numbers. */
const NUMBERS = 0.8;
/** Lines of sums below the items, at most; their amounts end so near, in em, to where those of the items do. */
const SUMS = 6;
const ALIGNED = 0.5;
/** Where strokes this wide part so many of the items, they tell the rows. */
const FULL = 0.6;
const RULED = 0.5;

/** `strokes`: horizontal ones. By the rule `printed` each line of an item is a row. */
export function findItemTables(words: readonly TableWord[], strokes: readonly Rule[], rowRule: RowRule): FoundTable[] {
  const lines = toLines(words).map(toEntryLine);
  const tables: FoundTable[] = [];
  let after = 0;
  for (let start = 0; start + 1 < lines.length; start++) {
    const run = readItemRun(lines, start, after);
    if (!run) continue;
    const found = isManyLined(run) ? toItemTable(lines, run, after, strokes, rowRule) : null;
    if (found) tables.push(found.table);
    if (found) after = found.to;
    start = Math.max(start, (found ?? run).to - 1);
  }
  return tables;
}

function toItemTable(
  lines: readonly EntryLine[],
  run: ItemRun,
  after: number,
  strokes: readonly Rule[],
  rowRule: RowRule,
): { table: FoundTable; to: number } | null {
  const items = run.items.filter(({ title }) => !title).map((item) => item.lines);
  const em = median(items.map(([line]) => line?.size ?? 0));
  const entries = columnsOf(items, run.place.x, em);
  if (!entries || !hasNumbers(items, entries)) return null;
  const heads = headsOfItems(lines, run, entries, after);
  const columns = heads ? withHeads(entries, heads.lines, em) : entries;
  if (columns.length < 3 || items.length < itemsToProve(heads, entries, run.place.x, em)) return null;
  if (isRuled(run, strokes)) return null;
  const sums = sumsBelow(lines, run.to, columns, em);
  const texts: TextLine[][] = [
    ...(heads ? [heads.lines] : []),
    ...(heads?.titles.map((line) => [line]) ?? []),
    ...run.items.map((item) => item.lines),
    ...sums.map((line) => [line]),
  ];
  const rows = rowRule === 'printed' ? texts.flatMap((text) => text.map((line) => [line])) : texts;
  const edges = columns
    .slice(1)
    .map(({ box }, i) => ({ x: ((columns[i] as Column).box[2] + box[0]) / 2, drawn: false }));
  const own = toTableLines(rows.flat(), edges);
  const box = boundsOf(own);
  const xs = [box[0], ...edges.map(({ x }) => x), box[2]];
  const placed = rows.map((_, i) => {
    const at = rows.slice(0, i).reduce((sum, row) => sum + row.length, 0);
    return own.slice(at, at + (rows[i]?.length ?? 0));
  });
  const header = heads?.lines.length ?? 0;
  return { table: buildCells({ rows: placed, xs, box, header, horizontal: strokes }), to: run.to + sums.length };
}

/** Texts on the left side may be the stubs of any table: heads over all columns tell that they are items. */
function itemsToProve(heads: ItemHeads | null, columns: readonly Column[], x: number, em: number): number {
  if (heads?.full) return 1;
  const isStub = Math.abs((columns[0]?.box[0] ?? 0) - x) < ALIGNED * em;
  if (isStub) return Number.POSITIVE_INFINITY;
  return heads ? 2 : ITEMS;
}

/** Where entries stand, from the left; null where two of one item stand in the same column. */
function columnsOf(items: readonly EntryLine[][], x: number, em: number): Column[] | null {
  const isOwn = ({ box }: Chunk) => Math.abs(box[0] - x) < ALIGNED * em;
  const chunks = items.flatMap(([line]) => line?.chunks ?? []);
  const columns = mergeBoxes(chunks.filter((chunk) => !isOwn(chunk)));
  const isShared = items.some(([line]) =>
    columns.some((column) => (line?.chunks ?? []).filter((chunk) => !isOwn(chunk) && isIn(chunk, column)).length > 1),
  );
  const next = Math.min(...columns.filter(({ box }) => box[2] > x).map(({ box }) => box[0]));
  const others = chunks.filter((chunk) => !isOwn(chunk)).map(({ words }) => words.length);
  if (isShared || next <= x || median(others) > WORDS) return null;
  const further = items
    .flatMap((lines) => lines.slice(1).flatMap((line) => line.chunks))
    .filter(({ box }) => box[0] > x - ALIGNED * em);
  const text = boundsOf([...chunks.filter(isOwn), ...further]);
  // A text may reach over a column that is empty in its row.
  text[2] = Math.min(text[2], next - ALIGNED * em);
  return [...columns, { box: text }].sort((a, b) => a.box[0] - b.box[0]);
}

const isIn = (chunk: Chunk, { box }: Column): boolean => overlap(chunk.box[0], chunk.box[2], box[0], box[2]) > 0;

function mergeBoxes(chunks: readonly Chunk[]): Column[] {
  const columns: Column[] = [];
  for (const { box } of [...chunks].sort((a, b) => a.box[0] - b.box[0])) {
    const last = columns.at(-1);
    if (last && box[0] < last.box[2]) last.box = boundsOf([last, { box }]);
    else columns.push({ box });
  }
  return columns;
}

/** A head over one column widens it; one over no entry stands over a column that is empty in all items. */
function withHeads(columns: readonly Column[], heads: readonly EntryLine[], em: number): Column[] {
  const chunks = heads.flatMap((line) => line.chunks);
  const over = (chunk: Chunk) => columns.filter((column) => isOver(chunk, column, em));
  const wide = columns.map((column) => {
    const own = chunks.filter((chunk) => isIn(chunk, column) && over(chunk).length === 1);
    return { box: boundsOf([column, ...own]) };
  });
  const empty = mergeBoxes(chunks.filter((chunk) => over(chunk).length === 0));
  const sorted = [...wide, ...empty].sort((a, b) => a.box[0] - b.box[0]);
  return sorted.every(({ box }, i) => box[2] <= (sorted[i + 1]?.box[0] ?? Infinity)) ? sorted : [...columns];
}

const hasNumbers = (items: readonly EntryLine[][], columns: readonly Column[]): boolean =>
  columns.some((column) => {
    const own = items.flatMap(([line]) => line?.chunks.filter((chunk) => isIn(chunk, column)) ?? []);
    const numbers = own.filter(({ words }) => isNumericChunk(words)).length;
    return own.length >= RULED * items.length && numbers >= NUMBERS * own.length;
  });

function isRuled({ items }: ItemRun, strokes: readonly Rule[]): boolean {
  const box = boundsOf(items.flatMap(({ lines }) => lines));
  const wide = strokes.filter(({ from, to }) => overlap(from, to, box[0], box[2]) > FULL * (box[2] - box[0]));
  const parted = items.slice(1).filter(({ lines: [line] }, i) => {
    const above = items[i]?.lines.at(-1);
    return line && above && wide.some(({ at }) => at > above.baseline && at < line.baseline);
  });
  return items.length > 1 && parted.length >= RULED * (items.length - 1);
}

/** Words and, at the right side of the last column, an amount. */
function sumsBelow(lines: readonly EntryLine[], from: number, columns: readonly Column[], em: number): EntryLine[] {
  const sums: EntryLine[] = [];
  const [left, right] = [columns[0]?.box[0] ?? 0, columns.at(-1)?.box[2] ?? 0];
  for (const line of lines.slice(from, from + SUMS)) {
    const above = lines[from + sums.length - 1];
    const [first, last] = [line.chunks[0], line.chunks.at(-1)];
    const isNear = above && line.baseline - above.baseline <= ITEMS_APART * em;
    if (!isNear || !first || !last || line.chunks.length < 2 || line.chunks.length > columns.length) break;
    const isSum = isNumericChunk(last.words) && !isNumericChunk(first.words) && first.box[0] > left - em;
    if (!isSum || Math.abs(last.box[2] - right) > ALIGNED * em) break;
    sums.push(line);
  }
  return sums;
}
