/** Columns of running text, as newspapers set them: full lines, in which sentences go on from each to the next. */
import { median } from '../segment.ts';
import type { Piece, TableLine } from './pieces.ts';

/** Lines of a column that tell what it is, and the words in them: cells of several lines seldom have as many. */
const LINES = 6;
const WORDS = 3;
/** A line is full when no more room than this, in em, is left of it; ragged lines leave less than a word. */
const ROOM = 2;
/** Shares of a column's lines that are full, and that go on below: paragraphs' last lines are few. */
const FULL = 0.6;
const GOING_ON = 0.5;

/** Whether at least two columns of the lines are running text, so that what stands beside each other is no row. */
export function hasProseColumns(lines: readonly TableLine[], columns: number): boolean {
  let prose = 0;
  for (let column = 0; column < columns; column++) {
    const pieces = lines.flatMap((line) =>
      line.pieces.flatMap((piece) => (piece.column === column && piece.colSpan === 1 ? [{ piece, line }] : [])),
    );
    if (isProse(pieces)) prose++;
  }
  return prose > 1;
}

function isProse(column: readonly { piece: Piece; line: TableLine }[]): boolean {
  if (column.length < LINES || median(column.map(({ piece }) => piece.words.length)) < WORDS) return false;
  const sides = column.map(({ piece }) => piece.box[2]).sort((a, b) => a - b);
  // A word that reaches over the gutter is no edge.
  const right = sides[Math.floor(0.9 * (sides.length - 1))] as number;
  const full = column.filter(({ piece, line }) => piece.box[2] > right - ROOM * line.size).length;
  if (full < FULL * column.length) return false;
  const breaks = column.slice(1).filter(({ piece }, i) => goesOn((column[i] as { piece: Piece }).piece, piece)).length;
  return breaks >= GOING_ON * (column.length - 1);
}

/** In small letters, or in the letters of a script that has no others; a broken word goes on whatever follows. */
function goesOn(above: Piece, below: Piece): boolean {
  const end = above.words.at(-1)?.word.text ?? '';
  if (/\p{L}[-\u00ad\u2010]$/u.test(end)) return true;
  return /^["'“(]?[\p{Ll}\p{Lo}]/u.test(below.words[0]?.word.text ?? '') && !/[.!?:;。؟۔]$/u.test(end);
}
