/** Which words of a table stand in which of its cells. */
import type { Bbox, Block, Word } from './model.ts';

/** A word of a block and its place in the block's reading order, from 0. */
export interface PlacedWord {
  word: Word;
  at: number;
}

/**
 * Of each cell, in the order of `table.rows`, its words in reading order. A word belongs to the cell in whose box its
 * middle lies, else to the nearest one, so that none is lost. Empty where the block has no table.
 */
export function wordsByCell(block: Pick<Block, 'lines' | 'table'>): PlacedWord[][][] {
  const rows = block.table?.rows ?? [];
  const placed: PlacedWord[][][] = rows.map((row) => row.map(() => []));
  const cells = rows.flatMap((row, y) => row.map(({ bbox }, x) => ({ bbox, words: placed[y]?.[x] })));
  for (const [at, word] of block.lines.flatMap(({ words }) => words).entries()) {
    let nearest = cells[0];
    let least = Infinity;
    for (const cell of cells) {
      const distance = distanceTo(cell.bbox, word.bbox);
      if (distance >= least) continue;
      nearest = cell;
      least = distance;
      if (distance === 0) break;
    }
    nearest?.words?.push({ word, at });
  }
  return placed;
}

/** From the middle of a box to another box; 0 inside. */
function distanceTo([x0, y0, x1, y1]: Bbox, [left, top, right, bottom]: Bbox): number {
  const x = (left + right) / 2;
  const y = (top + bottom) / 2;
  return Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1));
}
