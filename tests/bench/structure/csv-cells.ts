/** Cells of a CSV found again in a document's tables. */
import { normalise } from '../shared/text-score.ts';
import { type GridTable, occupancy } from './grid-table.ts';

export interface CellScore {
  equal: number;
  /** Cells with text in the CSV, and in the rows of ours that were set beside its rows, whichever is more. */
  of: number;
}

/**
 * The CSV may hold one page or area of the document. Its rows are set beside ours in order, so that as many cells as
 * can be agree; then, for each of our tables, its columns beside the CSV's, in order too. A cell is equal if its text is
 * (blanks folded, quotes and dashes straight). A row of ours that is set beside none costs nothing, one set beside a
 * row with fewer cells does. The CSV of a right-to-left page runs from the left all the same: there ours, which begins
 * at the right, may be mirrored.
 */
export function cellScore(truth: readonly (readonly string[])[], tables: readonly GridTable[]): CellScore {
  const wanted = truth.map((row) => row.map(folded));
  const found = tables.flatMap((table, index) => rowsOf(table).map((cells) => ({ table: index, cells })));
  const pairs = alignRows(
    wanted,
    found.map(({ cells }) => cells),
  );
  const letters = (script: RegExp) => wanted.flat().join('').match(script)?.length ?? 0;
  const isRtl = letters(/[\p{Script=Hebrew}\p{Script=Arabic}]/gu) > letters(/\p{Script=Latin}/gu);
  let equal = 0;
  let extra = 0;
  for (const index of tables.keys()) {
    const own = pairs.filter(([, row]) => found[row]!.table === index);
    const rows = own.map(([row, other]): [readonly string[], readonly string[]] => [wanted[row]!, found[other]!.cells]);
    const mirrored = isRtl ? rows.map(([row, other]): (typeof rows)[number] => [row, [...other].reverse()]) : [];
    equal += Math.max(alignedCells(rows), alignedCells(mirrored));
    for (const [row, other] of rows) extra += Math.max(0, filled(other) - filled(row));
  }
  return { equal, of: wanted.reduce((sum, row) => sum + filled(row), extra) };
}

/** RFC 4180. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.replace(/\r\n?/g, '\n').matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g)) {
    const [whole, cell = '', end] = match;
    if (whole === '' && rows.at(-1)!.length === 0) break;
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
}

const folded = (text: string): string => normalise(text);
const filled = (row: readonly string[]): number => row.filter((cell) => cell !== '').length;

function rowsOf(table: GridTable): string[][] {
  const places = occupancy(table);
  return places.map((row, y) =>
    row.map((index, x) => {
      const cell = index === null ? undefined : table.cells[index];
      return cell && cell.row === y && cell.column === x ? folded(cell.text) : '';
    }),
  );
}

/** Pairs of rows, in the order of both, with the most cells in common. */
function alignRows(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): [number, number][] {
  const gain = (i: number, j: number) => {
    const left = new Set(b[j]!.filter((cell) => cell !== ''));
    return a[i]!.filter((cell) => left.delete(cell)).length;
  };
  return align(a.length, b.length, gain);
}

/** The cells that are equal once the columns are set beside each other. */
function alignedCells(rows: readonly [readonly string[], readonly string[]][]): number {
  const width = (side: 0 | 1) => Math.max(0, ...rows.map((row) => row[side].length));
  const agreeing = (i: number, j: number) =>
    rows.filter(([row, other]) => row[i] !== undefined && row[i] !== '' && row[i] === other[j]).length;
  return align(width(0), width(1), agreeing).reduce((sum, [i, j]) => sum + agreeing(i, j), 0);
}

/** The pairs, rising in both, with the greatest gain in all; pairs of no gain are left out. */
function align(m: number, n: number, gain: (i: number, j: number) => number): [number, number][] {
  const gains = Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => gain(i, j)));
  const best = Array.from({ length: m + 1 }, () => new Uint32Array(n + 1));
  for (let i = m - 1; i >= 0; i--) {
    for (let j = n - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, best[i + 1]![j + 1]! + gains[i]![j]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < m && j < n; ) {
    if (gains[i]![j]! > 0 && best[i]![j] === best[i + 1]![j + 1]! + gains[i]![j]!) pairs.push([i++, j++]);
    else if (best[i]![j] === best[i + 1]![j]) i++;
    else j++;
  }
  return pairs;
}
