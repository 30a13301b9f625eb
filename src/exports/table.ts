import type { TableCell } from '../document/model.ts';

/** As HTML bounds them; a span beyond is a slip of whoever read the table. */
const MAX_COLUMNS = 1000;

export type GridCell = { cell: TableCell; row_span: number; col_span: number };

/** A cell where it begins, `covered` where another's span lies, null where the table has nothing. */
export type Grid = (GridCell | 'covered' | null)[][];

/**
 * The table as a rectangle. As in HTML a cell takes the first free place of its row; a span ends at the last row, and
 * before a place that is taken.
 */
export function tableGrid(rows: readonly (readonly TableCell[])[]): Grid {
  const grid: Grid = rows.map(() => []);
  for (const [y, cells] of rows.entries()) {
    let x = 0;
    for (const cell of cells) {
      while (grid[y]?.[x]) x += 1;
      if (x >= MAX_COLUMNS) break;
      const row_span = Math.max(1, Math.min(cell.row_span, rows.length - y));
      let col_span = 1;
      while (col_span < cell.col_span && x + col_span < MAX_COLUMNS && !grid[y]?.[x + col_span]) col_span += 1;
      for (let dy = 0; dy < row_span; dy++) {
        for (let dx = 0; dx < col_span; dx++) place(grid, y + dy, x + dx, 'covered');
      }
      place(grid, y, x, { cell, row_span, col_span });
      x += col_span;
    }
  }
  const width = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: width }, (_, x) => row[x] ?? null));
}

/** Rows from the top whose cells all are headings. */
export function headerRows(rows: readonly (readonly TableCell[])[]): number {
  const first = rows.findIndex((row) => !(row.length > 0 && row.every((cell) => cell.header)));
  return first < 0 ? rows.length : first;
}

function place(grid: Grid, y: number, x: number, value: Grid[number][number]): void {
  const row = grid[y];
  if (row) row[x] = value;
}
