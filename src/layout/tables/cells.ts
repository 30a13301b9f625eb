/** Rows of pieces to the cells of a table, with the spans of heads over several columns. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import type { Piece, TableLine } from './pieces.ts';
import { columnExtents, type Entry, joinHeads, spread, type Under } from './spans.ts';
import { boundsOf, type FoundCell, type FoundTable, middleX } from './table.ts';
import { inLogicalOrder } from './text-lines.ts';

export interface CellSource {
  rows: TableLine[][];
  /** Sides and edges of the columns. */
  xs: number[];
  box: Bbox;
  /** Lines of heads. */
  header: number;
  horizontal: readonly Rule[];
}

export function buildCells({ rows, xs, box, header, horizontal }: CellSource): FoundTable {
  const ys = rowEdges(rows, box);
  let lines = 0;
  const isHead = rows.map((row) => {
    lines += row.length;
    return lines <= header;
  });
  const entries = rows.map(toEntries);
  const columns = columnExtents(entries, isHead, xs);
  for (const [row, own] of entries.entries()) {
    const below = entries[row + 1];
    const size = rows[row]?.[0]?.size ?? 1;
    const under: Under = { columns, strokes: horizontal, bottom: ys[row + 1] as number, size };
    if (isHead[row] && isHead[row + 1] && below) for (const entry of own) spread(entry, own, below, under);
  }
  joinHeads(entries, isHead, horizontal, rows[0]?.[0]?.size ?? 1);
  return { box, rowCount: rows.length, columnCount: xs.length - 1, cells: fillGrid(entries, isHead, xs, ys) };
}

function fillGrid(
  entries: readonly Entry[][],
  isHead: readonly boolean[],
  xs: readonly number[],
  ys: readonly number[],
): FoundCell[] {
  const columnCount = xs.length - 1;
  const taken = new Set<number>();
  const cells: FoundCell[] = [];
  for (const row of entries.keys()) {
    for (let column = 0; column < columnCount; column++) {
      if (taken.has(row * columnCount + column)) continue;
      let rowSpan = 1;
      let entry = entries[row]?.find((one) => one.column === column);
      for (let r = row + 1; !entry && r < entries.length && r < row + 4; r++) {
        entry = entries[r]?.find((one) => one.column === column && one.rowSpan > r - row);
        rowSpan = entry ? r - row + 1 : 1;
      }
      const colSpan = entry?.colSpan ?? 1;
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + colSpan; c++) taken.add(r * columnCount + c);
      const box: Bbox = [
        xs[column] as number,
        ys[row] as number,
        xs[column + colSpan] as number,
        ys[row + rowSpan] as number,
      ];
      cells.push({
        row,
        column,
        rowSpan,
        colSpan,
        header: isHead[row] ?? false,
        lines: entry?.lines.map(inLogicalOrder) ?? [],
        box,
      });
    }
  }
  return cells;
}

function toEntries(row: readonly TableLine[]): Entry[] {
  const entries: Entry[] = [];
  for (const line of row) {
    for (const piece of line.pieces) {
      const same = entries.filter(
        (entry) => entry.column < piece.column + piece.colSpan && piece.column < entry.column + entry.colSpan,
      );
      const first = same[0];
      if (!first)
        entries.push({
          column: piece.column,
          colSpan: piece.colSpan,
          rowSpan: 1,
          lines: [piece.words],
          box: piece.box,
        });
      else join(first, piece, same.slice(1), entries, line);
    }
  }
  return entries.sort((a, b) => a.column - b.column);
}

function join(entry: Entry, piece: Piece, others: readonly Entry[], entries: Entry[], line: TableLine): void {
  // Text that reaches over a neighbour's column stays in its own where the neighbour has entries.
  if (others.length > 0 && piece.colSpan > 1) {
    const nearest = [entry, ...others].reduce((a, b) =>
      Math.abs(middleX(b.box) - middleX(piece.box)) < Math.abs(middleX(a.box) - middleX(piece.box)) ? b : a,
    );
    append(nearest, piece, line);
    return;
  }
  append(entry, piece, line);
  const end = Math.max(entry.column + entry.colSpan, piece.column + piece.colSpan);
  const next = entries.filter((other) => other !== entry && other.column > entry.column).map(({ column }) => column);
  entry.colSpan = Math.min(end, ...next) - entry.column;
}

function append(entry: Entry, piece: Piece, line: TableLine): void {
  const isSameLine = line.pieces.some((other) => other !== piece && entry.lines.at(-1) === other.words);
  if (isSameLine) entry.lines[entry.lines.length - 1] = [...(entry.lines.at(-1) ?? []), ...piece.words];
  else entry.lines.push(piece.words);
  entry.box = boundsOf([entry, piece]);
}

function rowEdges(rows: readonly TableLine[][], box: Bbox): number[] {
  const boxes = rows.map((row) => boundsOf(row));
  const inner = boxes.slice(1).map((own, i) => ((boxes[i] as Bbox)[3] + own[1]) / 2);
  return [Math.min(box[1], boxes[0]?.[1] ?? box[1]), ...inner, Math.max(box[3], boxes.at(-1)?.[3] ?? box[3])];
}
