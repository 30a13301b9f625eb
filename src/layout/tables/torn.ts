/** Tables that were torn: rows between two halves of one, and words inside a table's box that were left in the text. */

import { union } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import { widthOf } from '../segment.ts';
import { isTable } from './accept.ts';
import { placeWords } from './place-words.ts';
import { isWordyLine } from './regions.ts';
import type { Strokes } from './strokes.ts';
import { hasStrokeWithin, type RowRule, toStructure } from './structure.ts';
import { type FoundTable, isWithin, middleY, overlap, type TableWord } from './table.ts';
import { toChunks, toLines } from './text-lines.ts';

/** Halves of one table stand above each other: this share of the narrower one's width. */
const SAME_PLACE = 0.8;
/** Share of the lines between the halves that have several entries, as rows have. */
const ROWS = 0.5;

/** What became of tables and of the words that are left; all pixels of one frame. */
export interface Mended {
  tables: FoundTable[];
  words: TableWord[];
}

/** `tables`: without drawn cells. `words`: those in no table. Every word is in one table or left over, as before. */
export function mendTorn(
  tables: readonly FoundTable[],
  words: readonly TableWord[],
  strokes: Strokes,
  rows: RowRule,
): Mended {
  let left = [...words];
  const mended: FoundTable[] = [];
  for (const table of tables.toSorted((a, b) => a.box[1] - b.box[1])) {
    const above = mended.findLast((other) => isSamePlace(other, table));
    const whole = above && areHalves(above, table, left) ? rebuild([above, table], left, strokes, rows) : null;
    if (above && whole) mended.splice(mended.indexOf(above), 1, whole);
    else mended.push(table);
    if (whole) left = without(left, whole);
  }
  const filled = mended.map((table) => {
    if (inside(left, table.box).length === 0) return table;
    const full = rebuild([table], left, strokes, rows) ?? placeWords(table, inside(left, table.box));
    left = without(left, full);
    return full;
  });
  return { tables: filled, words: left };
}

const wordsOf = ({ cells }: FoundTable): TableWord[] => cells.flatMap(({ lines }) => lines.flat() as TableWord[]);

function without(words: readonly TableWord[], table: FoundTable): TableWord[] {
  const taken = new Set(wordsOf(table));
  return words.filter((word) => !taken.has(word));
}

/** The segments whose middle lies within the box and that hardly reach out of its sides. */
function inside(words: readonly TableWord[], [x0, y0, x1, y1]: Bbox): TableWord[] {
  return words.filter(
    ({ box, segment: { box: whole, size } }) =>
      isWithin(middleY(box), y0, y1) && whole[0] > x0 - size && whole[2] < x1 + size,
  );
}

const isSamePlace = (above: FoundTable, table: FoundTable): boolean =>
  overlap(above.box[0], above.box[2], table.box[0], table.box[2]) >=
  SAME_PLACE * Math.min(widthOf(above.box), widthOf(table.box));

/** Whether rows, and nothing but rows, stand between the two. */
function areHalves(above: FoundTable, table: FoundTable, words: readonly TableWord[]): boolean {
  const [x0, , x1] = union(above.box, table.box);
  const lines = toLines(inside(words, [x0, above.box[3], x1, table.box[1]]));
  const rows = lines.filter((line) => toChunks(line.words).length > 1).length;
  return rows > 0 && rows >= ROWS * lines.length && !lines.some(isWordyLine);
}

/** One table of all words of the tables and of those left over between them; null where they make none as fine. */
function rebuild(
  tables: readonly FoundTable[],
  left: readonly TableWord[],
  strokes: Strokes,
  rows: RowRule,
): FoundTable | null {
  const box = tables.map((table) => table.box).reduce(union);
  const words = [...tables.flatMap(wordsOf), ...inside(left, box)];
  const structure = toStructure(words, strokes, null, rows);
  if (!structure || !isTable(structure, hasStrokeWithin(structure, strokes))) return null;
  const { table } = structure;
  const isWhole = tables.every((part) => part.columnCount <= table.columnCount);
  const kept = new Set(wordsOf(table));
  return isWhole && words.every((word) => kept.has(word)) ? table : null;
}
