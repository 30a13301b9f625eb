/** What tells whether a table on the next page goes on with this one. */
import type { Block } from '../../document/model.ts';

export interface TableShape {
  /** The left edges of its columns, shares of the page's width. */
  columns: number[];
  /** Its first row, for a head that is printed again. */
  head: string;
  width: number;
}

/** Of the page's width: columns of one table stand in one place on all pages. */
const ALIGNED = 0.03;
/** Of the columns: those of few rows may look narrower on one of the pages. */
const SHARE = 0.6;

export function tableShape(block: Block, pageWidth: number): TableShape | undefined {
  const rows = block.table?.rows;
  if (!rows || rows.length === 0) return undefined;
  const counts = rows.map((row) => row.reduce((sum, cell) => sum + cell.col_span, 0));
  const count = Math.max(...counts);
  const columns = Array.from({ length: count }, (_, column) => {
    const lefts = rows.flatMap((row, y) => {
      const cell = counts[y] === count ? cellAt(row, column) : undefined;
      return cell ? [cell.bbox[0] / pageWidth] : [];
    });
    return Math.round(Math.min(...lefts) * 1e4) / 1e4;
  });
  const head = (rows[0] ?? [])
    .map((cell) => cell.text.trim())
    .join('\t')
    .slice(0, 200);
  return { columns: columns.filter(Number.isFinite), head, width: count };
}

/** Whether two tables have the same columns, by their places or by the head that both begin with. */
export function hasSameColumns(a: TableShape, b: TableShape): boolean {
  if (a.width !== b.width || a.width < 2) return false;
  if (/\p{L}/u.test(a.head) && a.head === b.head) return true;
  const pairs = Math.min(a.columns.length, b.columns.length);
  const near = a.columns.filter((x, i) => Math.abs(x - (b.columns[i] ?? Infinity)) <= ALIGNED).length;
  return pairs > 0 && near >= SHARE * Math.max(a.columns.length, b.columns.length);
}

function cellAt(row: NonNullable<Block['table']>['rows'][number], column: number) {
  let x = 0;
  for (const cell of row) {
    if (x === column && cell.col_span === 1) return cell;
    x += cell.col_span;
  }
  return undefined;
}
