/** Further words of a table into the cells in which they stand, without a change to its rows and columns. */
import type { PlacedWord } from '../segment.ts';
import {
  boundsOf,
  type Chunk,
  type FoundCell,
  type FoundTable,
  middleX,
  middleY,
  overlap,
  type TableWord,
} from './table.ts';
import { inLogicalOrder, toChunks, toLines } from './text-lines.ts';

/** Two stretches stand on one line of a cell when they share this much of the lower one's height. */
const SAME_LINE = 0.5;

/** `words`: of the table's own frame, in none of its cells. A stretch without a wide gap stays in one cell. */
export function placeWords(table: FoundTable, words: readonly TableWord[]): FoundTable {
  return place(
    table,
    toLines(words).flatMap((line) => toChunks(line.words)),
  );
}

/**
 * Dots that lead from entry to entry, and strokes made of characters: words of the cells, but not of what they say. Each
 * goes to its own cell.
 */
export function placeFillers(table: FoundTable, fillers: readonly TableWord[]): FoundTable {
  return place(
    table,
    fillers.map((filler) => ({ words: [{ ...filler, filler: true }], box: filler.box })),
  );
}

function place(table: FoundTable, chunks: readonly Chunk[]): FoundTable {
  if (chunks.length === 0 || table.cells.length === 0) return table;
  const lines = new Map(table.cells.map((cell) => [cell, [...cell.lines] as TableWord[][]]));
  for (const chunk of chunks) insert(lines.get(cellAt(table, chunk)) as TableWord[][], chunk);
  return { ...table, cells: table.cells.map((cell) => ({ ...cell, lines: lines.get(cell) as TableWord[][] })) };
}

/** That in whose box the middle lies, else the nearest. */
function cellAt({ cells }: FoundTable, { box }: Chunk): FoundCell {
  const [x, y] = [middleX(box), middleY(box)];
  const distance = ({ box: [x0, y0, x1, y1] }: FoundCell) =>
    Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1));
  return cells.reduce((best, cell) => (distance(cell) < distance(best) ? cell : best));
}

/** Into the line of the cell beside which it stands, or between its lines. */
function insert(lines: TableWord[][], { words, box }: Chunk): void {
  const at = lines.findIndex((line) => isBeside(boundsOf(line), box));
  const own = lines[at];
  if (own) {
    lines[at] = inLogicalOrder([...own, ...words].sort((a, b) => a.box[0] - b.box[0]));
    return;
  }
  const below = lines.findIndex((line) => middleY(boundsOf(line)) > middleY(box));
  lines.splice(below < 0 ? lines.length : below, 0, inLogicalOrder(words));
}

const isBeside = (a: PlacedWord['box'], b: PlacedWord['box']): boolean =>
  overlap(a[1], a[3], b[1], b[3]) > SAME_LINE * Math.min(a[3] - a[1], b[3] - b[1]) ||
  (middleY(b) >= a[1] && middleY(b) <= a[3]);
