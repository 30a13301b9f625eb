/** What a drawing leaves out: strokes between rows, columns and cells that only the words show. */
import type { Rule } from '../input.ts';
import { findColumnEdges } from './columns.ts';
import type { Grid, GridCell } from './lattice.ts';
import type { Strokes } from './strokes.ts';
import { isWithin, middleX, middleY, type TableWord, type TextLine } from './table.ts';
import { isNumericChunk, toChunks, toLines } from './text-lines.ts';

/** So many lines with entries in several columns of one drawn cell are rows. */
const OPEN_LINES = 3;
/** Groups of lines in a drawn row leave so many times the distance of its lines between them. */
const GROUPS_APART = 1.4;
/** Of the lines of a cell over several rows, so many stand level with the rows' own: they are stubs. */
const LEVEL = 0.6;
/** A gap between lines so much wider than their least parts cells. */
const WIDER = 1.15;

export interface FilledCell extends GridCell {
  lines: TextLine[];
}

/** Within a drawn column, a gutter that half of its lines have. */
export function hasUndrawnColumns(grid: Grid, strokes: Strokes, words: readonly TableWord[], em: number): boolean {
  const lines = toLines(words);
  const edges = findColumnEdges(lines, strokes.vertical, em).filter(
    ({ x, drawn }) => !drawn && grid.xs.every((at) => Math.abs(at - x) > 0.5 * em),
  );
  return edges.some(({ x }) => {
    const column = grid.xs.findLastIndex((at) => at < x);
    const [from, to] = [grid.xs[column] as number, grid.xs[column + 1] as number];
    const own = lines
      .map((line) => line.words.filter(({ box }) => isWithin(middleX(box), from, to)))
      .filter((some) => some.length > 0);
    const both = own.filter((some) => {
      const left = some.filter(({ box }) => middleX(box) < x);
      const right = some.filter(({ box }) => middleX(box) > x);
      return left.length > 0 && right.length > 0 && (isNumericChunk(left) || isNumericChunk(right));
    });
    return both.length >= 3 && both.length >= 0.5 * own.length;
  });
}

/** Cells that span columns in the drawing, but have entries in each of them: only some of the rows' sides are drawn. */
export function hasOpenSpans(grid: Grid, cells: readonly FilledCell[], em: number): boolean {
  const rows = new Set<number>();
  let lines = 0;
  for (const cell of cells) {
    if (cell.colSpan < 2) continue;
    const edges = grid.xs.slice(cell.column + 1, cell.column + cell.colSpan);
    for (const line of cell.lines) {
      const chunks = toChunks(line.words);
      const isClear = edges.every((x) => chunks.every(({ box }) => x < box[0] + 0.5 * em || x > box[2] - 0.5 * em));
      if (chunks.length < 2 || !isClear) continue;
      rows.add(cell.row);
      lines++;
    }
  }
  return rows.size >= Math.max(2, 0.2 * (grid.ys.length - 1)) || lines >= OPEN_LINES;
}

/** A drawn row in which two columns have several numbers under each other, on the same lines and on most of its lines. */
export function hasUndrawnRows(grid: Grid, cells: readonly FilledCell[]): boolean {
  for (let row = 0; row + 1 < grid.ys.length; row++) {
    const own = cells.filter((cell) => cell.row === row && cell.rowSpan === 1);
    const most = Math.max(0, ...own.map(({ lines }) => lines.length));
    if (most < 2) continue;
    const numbers = own.filter(
      ({ colSpan, lines }) =>
        colSpan === 1 &&
        lines.length >= Math.max(2, 0.6 * most) &&
        lines.filter(({ words }) => isNumericChunk(words)).length >= 0.7 * lines.length,
    );
    const [first, ...others] = numbers;
    if (
      first &&
      others.some(({ lines }) =>
        lines.every((line, i) => Math.abs(line.baseline - (first.lines[i]?.baseline ?? 0)) < 0.5 * line.size),
      )
    )
      return true;
  }
  return false;
}

/**
 * Strokes that would part the texts of a drawn row which stand in several groups: no text lies across, those that go on
 * leave a gap as between no other lines, and the stub and another begin on the same line below it.
 */
export function missingStrokes({ xs, ys }: Grid, cells: readonly FilledCell[]): Rule[] {
  const rules: Rule[] = [];
  const [from, to] = [xs[0] as number, xs.at(-1) as number];
  for (let row = 0; row + 1 < ys.length; row++) {
    const own = cells.filter((cell) => row >= cell.row && row < cell.row + cell.rowSpan && cell.lines.length > 0);
    if (own.length < 2 || own.some(({ rowSpan }) => rowSpan > 1)) continue;
    const lines = own.flatMap((cell) => cell.lines).sort((a, b) => a.baseline - b.baseline);
    const leading = usualLeading(own);
    const stub = Math.min(...own.map(({ column }) => column));
    for (const [i, line] of lines.entries()) {
      const above = lines[i - 1];
      if (!above || line.box[1] <= above.baseline || line.baseline - above.baseline < 0.5 * line.size) continue;
      const y = (above.baseline + line.box[1]) / 2;
      const begun = own.filter((cell) =>
        cell.lines.some(({ baseline }) => Math.abs(baseline - line.baseline) < 0.3 * line.size),
      );
      const isApart = own.every((cell) => {
        const below = cell.lines.findIndex(({ baseline }) => baseline > y);
        const [last, next] = [cell.lines[below - 1], cell.lines[below]];
        return !last || !next || next.baseline - last.baseline > GROUPS_APART * leading;
      });
      if (begun.length > 1 && begun.some(({ column }) => column === stub) && isApart)
        rules.push({ axis: 'horizontal', at: y, from, to, thickness: 0 });
    }
  }
  return rules;
}
/** Least distance between lines of one cell that is one of text: at most half as much again as the type. */
const usualLeading = (cells: readonly FilledCell[]): number =>
  Math.min(
    ...cells.flatMap(({ lines }) => lines.slice(1).map((line, i) => line.baseline - (lines[i] as TextLine).baseline)),
  );

/**
 * A stroke that parts rows may be drawn beside some cells only. A cell over several rows is parted there as well where
 * its lines leave a gap at the stroke that they leave nowhere else, or where they are lines of the rows beside it.
 */
export function splitRowSpan(cell: FilledCell, grid: Grid, baselines: ReadonlySet<number>): FilledCell[] {
  const { lines } = cell;
  if (cell.rowSpan === 1 || lines.length < 2) return [cell];
  const level = lines.filter((line) => [...baselines].some((y) => Math.abs(y - line.baseline) < 0.3 * line.size));
  const isLevel = lines.length > 2 && lines.length > LEVEL * cell.rowSpan && level.length > LEVEL * lines.length;
  const gaps = lines.slice(1).map((line, i) => line.baseline - (lines[i] as TextLine).baseline);
  const least = Math.min(...gaps);
  const cuts = [{ row: cell.row, line: 0 }];
  for (let row = cell.row + 1; row < cell.row + cell.rowSpan; row++) {
    const y = grid.ys[row] as number;
    const below = lines.findIndex((line) => middleY(line.box) > y);
    const [above, next] = [lines[below - 1], lines[below]];
    if (!above || !next || next.box[1] < y - 2 || above.baseline > y + 2) continue;
    const gap = gaps[below - 1] as number;
    if (isLevel || gap > WIDER * least || (lines.length === 2 && gap > 2 * above.size)) cuts.push({ row, line: below });
  }
  return cuts.map(({ row, line }, i) => {
    const next = cuts[i + 1];
    const rowSpan = (next?.row ?? cell.row + cell.rowSpan) - row;
    return { ...cell, row, rowSpan, lines: lines.slice(line, next?.line) };
  });
}
