/** How much of a page boxes cover, alone and together, on a grid of cells: overlapping boxes count once. */
import type { Bbox } from '../../document/model.ts';

/** Cells a side; one is about 3 × 4 mm on A4. */
const CELLS = 70;

export interface Coverage {
  /** 1 where a cell's middle lies in a box. */
  cells: Uint8Array;
  /** Of the page, 0…1. */
  share: number;
}

/** `grow`: pixels by which the boxes are made larger on every side. */
export function cover(boxes: readonly Bbox[], width: number, height: number, grow = 0): Coverage {
  const cells = new Uint8Array(CELLS * CELLS);
  const column = (x: number) => Math.min(CELLS, Math.max(0, Math.round((x / width) * CELLS)));
  const row = (y: number) => Math.min(CELLS, Math.max(0, Math.round((y / height) * CELLS)));
  for (const [x0, y0, x1, y1] of boxes) {
    const [left, right] = [column(x0 - grow), column(x1 + grow)];
    for (let y = row(y0 - grow); y < row(y1 + grow); y++) cells.fill(1, y * CELLS + left, y * CELLS + right);
  }
  return { cells, share: shareOf(cells) };
}

/** Share of the page that the one covers and the other does not. */
export function bareShare({ cells }: Coverage, other: Coverage): number {
  return shareOf(cells.map((cell, i) => (cell === 1 && other.cells[i] === 0 ? 1 : 0)));
}

const shareOf = (cells: Uint8Array): number => cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
