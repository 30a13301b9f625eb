/** Tables that run otherwise than the text around them: English ones on Persian pages, Persian ones on English pages. */
import { directionOf } from '../rows.ts';
import type { FoundCell, FoundTable } from './table.ts';

/** Share of the words with letters, of the heads or of a table without heads, that tell another direction. */
const OTHERWISE = 0.9;
/** Of a table with heads more than this share of all words goes with them. */
const MOST = 0.5;
/** Fewer words with letters tell nothing: units and names stand in tables of either direction. */
const WORDS = 4;

/**
 * Whether the first column stands on the other side than on the page. A table on a right-to-left page is seldom without
 * Latin names and units, so hardly a word may speak for the page's direction.
 */
export function runsOtherwise({ cells }: FoundTable, isRtl: boolean): boolean {
  const all = otherwiseIn(cells, isRtl);
  const heads = otherwiseIn(
    cells.filter(({ header }) => header),
    isRtl,
  );
  if (all.words < WORDS) return false;
  if (heads.words < 2) return all.share >= OTHERWISE;
  return heads.share >= OTHERWISE && all.share > MOST;
}

function otherwiseIn(cells: readonly FoundCell[], isRtl: boolean): { words: number; share: number } {
  const told = cells
    .flatMap(({ lines }) => lines.flat())
    .map((word) => directionOf([{ words: [word] }]))
    .filter((direction) => direction !== null);
  const otherwise = told.filter((direction) => direction !== isRtl).length;
  return { words: told.length, share: told.length === 0 ? 0 : otherwise / told.length };
}

/** The last column first; boxes stay. */
export function withColumnsTurned(table: FoundTable): FoundTable {
  const cells = table.cells
    .map((cell) => ({ ...cell, column: table.columnCount - cell.column - cell.colSpan }))
    .sort((a, b) => a.row - b.row || a.column - b.column);
  return { ...table, cells };
}
