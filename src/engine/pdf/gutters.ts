/**
 * Columns that stand closer than a wide gap: their lines would be read across. A gutter is a gap that stays white through
 * several lines, with columns of text on both of its sides.
 */
import type { Piece, WordRow } from './words.ts';

/** In em: narrower gaps are spaces, of justified lines too. */
const MIN_GAP = 0.6;
/** What has to stay white through all lines. */
const MIN_WHITE = 0.4;
/** Lines of each column beside the gutter, and how long they are, in em: labels and figures make no column. */
const MIN_LINES = 4;
const MIN_LENGTH = 8;
/** Of what stands left of the gap itself: the number of a list's item is shorter. */
const MIN_OWN_LENGTH = 4;
/** How far from the gutter lines begin and, ragged, end. */
const MAX_INDENT = 2;
const MAX_RAG = 6;
/** Lines that far away, in em, belong to other text. */
const REACH = 20;

/** `rows` of one direction, ordered by `v`. */
export function splitAtGutters(rows: readonly WordRow[]): WordRow[] {
  return rows.flatMap((row, at) => {
    const parts: WordRow[] = [];
    let pieces: Piece[] = [];
    for (const [i, piece] of row.pieces.entries()) {
      const before = row.pieces[i - 1];
      const isWide =
        before && piece.u0 - before.u1 >= MIN_GAP * row.size && lengthOf(pieces) >= MIN_OWN_LENGTH * row.size;
      if (isWide && isGutter(rows, at, before.u1, piece.u0)) {
        parts.push(partOf(row, pieces));
        pieces = [];
      }
      pieces.push(piece);
    }
    return parts.length === 0 ? [row] : [...parts, partOf(row, pieces)];
  });
}

function isGutter(rows: readonly WordRow[], at: number, from: number, to: number): boolean {
  const { size, v } = rows[at] as WordRow;
  const lines = { left: 0, right: 0 };
  const white: [number, number] = [from, to];
  for (const step of [-1, 1]) {
    for (let i = step < 0 ? at : at + 1; i >= 0 && i < rows.length; i += step) {
      const row = rows[i] as WordRow;
      if (Math.abs(row.v - v) > REACH * size || !narrow(white, row, MIN_WHITE * size)) break;
      const left = row.pieces.filter((piece) => piece.u1 <= white[0]);
      const right = row.pieces.filter((piece) => piece.u0 >= white[1]);
      if (lengthOf(left) > MIN_LENGTH * size && white[0] - endOf(left) < MAX_RAG * size) lines.left++;
      if (lengthOf(right) > MIN_LENGTH * size && startOf(right) - white[1] < MAX_INDENT * size) lines.right++;
    }
  }
  return lines.left >= MIN_LINES && lines.right >= MIN_LINES;
}

/** Takes what the row covers off the white strip; false, and nothing taken, where too little would be left. */
function narrow(white: [number, number], { pieces }: WordRow, least: number): boolean {
  let [from, to] = white;
  for (const { u0, u1 } of pieces) {
    if (u1 <= from || u0 >= to) continue;
    if (u0 - from > to - u1) to = u0;
    else from = u1;
    if (to - from < least) return false;
  }
  white[0] = from;
  white[1] = to;
  return true;
}

const startOf = (pieces: readonly Piece[]): number => Math.min(...pieces.map(({ u0 }) => u0));
const endOf = (pieces: readonly Piece[]): number => Math.max(...pieces.map(({ u1 }) => u1));
const lengthOf = (pieces: readonly Piece[]): number => (pieces.length === 0 ? 0 : endOf(pieces) - startOf(pieces));

function partOf(row: WordRow, pieces: Piece[]): WordRow {
  return { ...row, pieces, u0: startOf(pieces), u1: endOf(pieces) };
}
