/** Tables with drawn cells: words into the grid's cells; a grid that draws only some of its rows or columns is refined. */
import { hasRows, isChart, isNoise } from './accept.ts';
import { type Grid, type GridCell, gridBox, toGrid } from './lattice.ts';
import { boxOfStrokes, type Strokes } from './strokes.ts';
import { type FoundCell, type FoundTable, isWithin, middleX, middleY, type TableWord } from './table.ts';
import { inLogicalOrder, isNumericChunk, toLines } from './text-lines.ts';
import {
  type FilledCell,
  hasOpenSpans,
  hasUndrawnColumns,
  hasUndrawnRows,
  missingStrokes,
  splitRowSpan,
} from './undrawn.ts';

/** Share of the cells that hold text; charts have grids too. */
const FILLED = 0.25;
/** Share of the body's cells over several rows; in a chart strokes end anywhere. */
const TALL = 0.4;

/** Null where the strokes draw no table; 'open' where they surround one without drawing all of its rows and columns. */
export function toRuledTable(
  strokes: Strokes,
  words: readonly TableWord[],
  em: number,
  isRefined = false,
): FoundTable | 'open' | null {
  if (words.length === 0) return null;
  const grid = toGrid(strokes, em);
  if (!grid || grid.xs.length < 3) return 'open';
  if (hasUndrawnColumns(grid, strokes, words, em)) return 'open';
  const cells = fillCells(grid, words);
  if (hasOpenSpans(grid, cells, em) || hasUndrawnRows(grid, cells)) return 'open';
  const cuts = isRefined ? [] : missingStrokes(grid, cells);
  if (cuts.length > 0)
    return toRuledTable({ ...strokes, horizontal: [...strokes.horizontal, ...cuts] }, words, em, true);
  const baselines = cells
    .filter(({ rowSpan }) => rowSpan === 1)
    .flatMap(({ lines }) => lines.map((line) => line.baseline));
  const whole = cells
    .flatMap((cell) => splitRowSpan(cell, grid, new Set(baselines)))
    .sort((a, b) => a.row - b.row || a.column - b.column);
  const filled = whole.filter(({ lines }) => lines.length > 0).length;
  if (filled < 2 || filled < FILLED * whole.length) return null;
  const found = whole.map((cell): FoundCell => {
    const { row, column, rowSpan, colSpan } = cell;
    return {
      row,
      column,
      rowSpan,
      colSpan,
      header: false,
      lines: cell.lines.map((line) => inLogicalOrder(line.words)),
      box: gridBox(grid, cell),
    };
  });
  const box = boxOfStrokes(strokes);
  const table = dropEmpty({
    box,
    rowCount: grid.ys.length - 1,
    columnCount: grid.xs.length - 1,
    cells: markHeads(found),
  });
  const isReal =
    table.rowCount > 1 &&
    table.columnCount > 1 &&
    hasRows(table) &&
    table.cells.filter(({ rowSpan }) => rowSpan > 1).length <= TALL * table.cells.length &&
    !isNoise(table.cells) &&
    !isChart(table.cells, table.columnCount);
  return isReal ? table : null;
}

function fillCells(grid: Grid, words: readonly TableWord[]): FilledCell[] {
  const columns = grid.xs.length - 1;
  const owner: (GridCell | undefined)[] = [];
  for (const cell of grid.cells) {
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
      for (let c = cell.column; c < cell.column + cell.colSpan; c++) owner[r * columns + c] = cell;
    }
  }
  const own = new Map<GridCell, TableWord[]>(grid.cells.map((cell) => [cell, []]));
  for (const word of words) {
    const row = intervalAt(grid.ys, middleY(word.box));
    const column = intervalAt(grid.xs, middleX(word.box));
    const cell = owner[row * columns + column];
    if (cell) own.get(cell)?.push(word);
  }
  return [...own].map(([cell, some]) => ({ ...cell, lines: toLines(some) }));
}

function intervalAt(edges: readonly number[], value: number): number {
  let at = 0;
  while (at + 2 < edges.length && value > (edges[at + 1] as number)) at++;
  return at;
}

/** The first row with text is of heads, and so are the rows over which its cells reach. */
function markHeads(cells: FoundCell[]): FoundCell[] {
  const first = cells.find(({ lines }) => lines.length > 0);
  if (!first) return cells;
  const tops = cells.filter((cell) => cell.row === first.row);
  const isBody = (row: number) => {
    const data = cells.filter((cell) => cell.row === row && cell.column > 0 && cell.lines.length > 0);
    return data.filter(({ lines }) => isNumericChunk(lines.flat() as TableWord[])).length * 2 > data.length;
  };
  const hasSpan = tops.some(({ colSpan, lines }) => colSpan > 1 && lines.length > 0);
  let end =
    first.row + Math.max(1, Math.min(3, ...tops.filter(({ lines }) => lines.length > 0).map(({ rowSpan }) => rowSpan)));
  if (hasSpan && !isBody(end) && tops.length > 1) end++;
  if (isBody(first.row) && !hasSpan) return cells;
  return cells.map((cell) => (cell.row < end ? { ...cell, header: true } : cell));
}

/** Rows and columns without any text, narrow as double strokes leave them, are none. */
function dropEmpty(table: FoundTable): FoundTable {
  const isUsed = (axis: 'row' | 'column', at: number) =>
    table.cells.some((cell) => {
      const span = axis === 'row' ? cell.rowSpan : cell.colSpan;
      return cell.lines.length > 0 && at >= cell[axis] && at < cell[axis] + span && (span === 1 || at === cell[axis]);
    });
  const rows = Array.from({ length: table.rowCount }, (_, i) => i).filter((i) => isUsed('row', i));
  const columns = Array.from({ length: table.columnCount }, (_, i) => i).filter((i) => isUsed('column', i));
  const cells = table.cells.flatMap((cell) => {
    const ownRows = rows.filter((r) => r >= cell.row && r < cell.row + cell.rowSpan);
    const ownColumns = columns.filter((c) => c >= cell.column && c < cell.column + cell.colSpan);
    if (ownRows.length === 0 || ownColumns.length === 0) return [];
    return [
      {
        ...cell,
        row: rows.indexOf(ownRows[0] as number),
        column: columns.indexOf(ownColumns[0] as number),
        rowSpan: ownRows.length,
        colSpan: ownColumns.length,
      },
    ];
  });
  return { ...table, rowCount: rows.length, columnCount: columns.length, cells };
}

export const wordsIn = (
  words: readonly TableWord[],
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): TableWord[] => words.filter(({ box }) => isWithin(middleX(box), x0, x1) && isWithin(middleY(box), y0, y1));
