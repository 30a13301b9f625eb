/** Tables whose cells are drawn: a grid of strokes; a cell spans where a piece of a stroke is missing. */
import type { Bbox } from '../../document/model.ts';
import { median } from '../segment.ts';
import { boxOfStrokes, covered, type Strokes } from './strokes.ts';

/** Strokes nearer than this, in em, are one edge of the grid: no row and no column is as thin. */
const SAME_EDGE = 0.45;
/** Share of a cell's side that must be drawn. */
const DRAWN = 0.5;

export interface GridCell {
  row: number;
  column: number;
  rowSpan: number;
  colSpan: number;
}

export interface Grid {
  /** Edges of columns and rows, from the left and the top; one more than there are columns and rows. */
  xs: number[];
  ys: number[];
  cells: GridCell[];
}

/** A grid of more cells is no table on a page but a drawing. */
const MOST_CELLS = 10_000;

/** Null where the strokes surround fewer than two cells. */
export function toGrid(strokes: Strokes, em: number): Grid | null {
  const box = boxOfStrokes(strokes);
  const xs = edges([...strokes.vertical.map(({ at }) => at), box[0], box[2]], em);
  const ys = edges([...strokes.horizontal.map(({ at }) => at), box[1], box[3]], em);
  if (xs.length * ys.length < 6 || xs.length * ys.length > MOST_CELLS) return null;
  const cells = spanCells(xs, ys, strokes, em);
  return cells.length < 2 ? null : { xs, ys, cells };
}

function edges(values: number[], em: number): number[] {
  const groups: number[][] = [];
  for (const value of values.sort((a, b) => a - b)) {
    const group = groups.at(-1);
    if (group && value - (group[0] as number) <= SAME_EDGE * em) group.push(value);
    else groups.push([value]);
  }
  return groups.map((group) => median(group));
}

function spanCells(xs: readonly number[], ys: readonly number[], strokes: Strokes, em: number): GridCell[] {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const reach = SAME_EDGE * em;
  const x = (i: number) => xs[i] as number;
  const y = (i: number) => ys[i] as number;
  const isOpenRight = (r: number, c: number) =>
    c + 1 < columns && covered(strokes.vertical, x(c + 1), y(r), y(r + 1), reach) < DRAWN;
  const isOpenBelow = (r: number, c: number) =>
    r + 1 < rows && covered(strokes.horizontal, y(r + 1), x(c), x(c + 1), reach) < DRAWN;
  const taken = new Set<number>();
  const cells: GridCell[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (taken.has(row * columns + column)) continue;
      let colSpan = 1;
      while (isOpenRight(row, column + colSpan - 1) && !taken.has(row * columns + column + colSpan)) colSpan++;
      let rowSpan = 1;
      const isFree = (r: number) =>
        Array.from({ length: colSpan }, (_, i) => column + i).every(
          (c, i) => isOpenBelow(r - 1, c) && !taken.has(r * columns + c) && (i === colSpan - 1 || isOpenRight(r, c)),
        );
      while (row + rowSpan < rows && isFree(row + rowSpan)) rowSpan++;
      for (let r = row; r < row + rowSpan; r++) {
        for (let c = column; c < column + colSpan; c++) taken.add(r * columns + c);
      }
      cells.push({ row, column, rowSpan, colSpan });
    }
  }
  return cells;
}

export const gridBox = ({ xs, ys }: Grid, { row, column, rowSpan, colSpan }: GridCell): Bbox => [
  xs[column] as number,
  ys[row] as number,
  xs[column + colSpan] as number,
  ys[row + rowSpan] as number,
];
