/** Two tables beside each other, taken for one because their lines stand level. */
import { median } from '../segment.ts';
import type { TableLine } from './pieces.ts';
import type { TableWord } from './table.ts';

/** The gutter between them is so many times as wide as the widest within them, and at least this wide in em. */
const WIDER = 1.8;
const LEAST = 3;
/** Columns of twins stand at the same places, but for so much of an em. */
const SAME_PLACE = 1;

interface Column {
  from: number;
  to: number;
  numeric: boolean;
}

/**
 * The words of the left one and of the right one; null for one table. Either has at least two columns, and the right one
 * begins anew: with a stub of words before its numbers, or with the columns of the left one once more.
 */
export function partSideBySide(lines: readonly TableLine[], columnCount: number): [TableWord[], TableWord[]] | null {
  if (columnCount < 4 || lines.length < 3) return null;
  const columns = Array.from({ length: columnCount }, (_, column) => toColumn(lines, column));
  if (columns.some((column) => column === null)) return null;
  const whole = columns as Column[];
  const gaps = whole.slice(1).map(({ from }, i) => from - (whole[i] as Column).to);
  const widest = Math.max(...gaps);
  const at = gaps.indexOf(widest) + 1;
  const others = gaps.filter((_, i) => i !== at - 1);
  const em = median(lines.map(({ size }) => size));
  if (at < 2 || columnCount - at < 2 || widest < LEAST * em || widest < WIDER * Math.max(...others)) return null;
  const isCrossed = lines.some(({ pieces }) =>
    pieces.some(({ column, colSpan }) => column < at && column + colSpan > at),
  );
  const [left, right] = [whole.slice(0, at), whole.slice(at)];
  if (isCrossed || !(hasStub(right) || areTwins(left, right, em))) return null;
  const side = (isLeft: boolean) =>
    lines.flatMap(({ pieces }) => pieces.filter(({ column }) => column < at === isLeft).flatMap(({ words }) => words));
  return [side(true), side(false)];
}

function toColumn(lines: readonly TableLine[], column: number): Column | null {
  const own = lines.flatMap(({ pieces }) => pieces.filter((piece) => piece.column === column && piece.colSpan === 1));
  if (own.length === 0) return null;
  return {
    from: Math.min(...own.map(({ box }) => box[0])),
    to: Math.max(...own.map(({ box }) => box[2])),
    numeric: own.filter(({ numeric }) => numeric).length * 2 > own.length,
  };
}

const hasStub = ([first, ...rest]: readonly Column[]): boolean =>
  !first?.numeric && rest.every(({ numeric }) => numeric);

function areTwins(left: readonly Column[], right: readonly Column[], em: number): boolean {
  const [first, twin] = [left[0], right[0]];
  if (!first || !twin || left.length !== right.length) return false;
  return left.every(({ from, to, numeric }, i) => {
    const other = right[i] as Column;
    const isAligned = [from - first.from - (other.from - twin.from), to - first.to - (other.to - twin.to)].some(
      (off) => Math.abs(off) < SAME_PLACE * em,
    );
    return isAligned && numeric === other.numeric;
  });
}
