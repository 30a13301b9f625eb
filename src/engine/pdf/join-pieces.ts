/** Pieces of a line to words: what touches, letter-spaced words, leaders of dots. */
import { isRtl } from './characters.ts';
import type { Piece } from './words.ts';

/** In em; a wider gap parts two words. */
export const WORD_GAP = 0.1;
/** Where a space was painted, a gap this wide is enough: justified lines squeeze spaces. */
const SPACED_GAP = 0.03;
/** Letters set apart by a steady gap up to this wide are one word. */
const TRACKING_GAP = 0.4;
/** The widest of such gaps to the narrowest; kerning makes them uneven, spaces that are painted tell words apart. */
const TRACKING_SPREAD = 1.3;
const SPACED_TRACKING_SPREAD = 2;
/** Dots, hyphens, low lines: so many of them in a row lead the eye to a number. */
const MIN_LEADER = 4;

/** `pieces` of one line, from the left. */
export const joinToWords = (pieces: readonly Piece[]): Piece[] => joinLeaders(joinTracked(joinTouching(pieces)));

export const isRtlPiece = (piece: Piece): boolean => piece.glyphs.some(({ text }) => isRtl(text));

function joinTouching(pieces: readonly Piece[]): Piece[] {
  const words: Piece[] = [];
  for (const piece of pieces) {
    const last = words.at(-1);
    const size = Math.max(last?.size ?? 0, piece.size);
    const isSpaced = last !== undefined && (isRtlPiece(last) ? piece.spaceAfter || last.spaceAfter : last.spaceAfter);
    const limit = (isSpaced ? SPACED_GAP : WORD_GAP) * size;
    if (last && piece.u0 - last.u1 < limit) join(last, piece);
    else words.push(piece);
  }
  return words;
}

/** Letter-spaced words: mostly single letters with about the same gap between them and no space painted. */
function joinTracked(pieces: readonly Piece[]): Piece[] {
  const isSpaced = pieces.some((piece, i) => piece.spaceAfter && i < pieces.length - 1);
  const spread = isSpaced ? SPACED_TRACKING_SPREAD : TRACKING_SPREAD;
  const runs = runsOfLetters(pieces).map((run) => ({ run, gaps: gapsOf(run), size: run[0]?.size ?? 0 }));
  /** The narrowest gap of a letter-spaced word; a word of two letters does not tell by itself. */
  let known = 0;
  for (const { run, gaps } of runs) if (isMostlySingle(run)) known = known || Math.min(...gaps);
  return runs.flatMap(({ run, gaps, size }) => {
    const isTracked = isMostlySingle(run) || (isSpaced && run.length === 2);
    const narrowest = run.length === 2 ? known : Math.min(...gaps);
    const limit = isTracked ? Math.min(spread * narrowest, TRACKING_GAP * size) : 0;
    return joinWhere(run, (k) => (gaps[k] as number) <= limit);
  });
}

/** Neighbours of letters alone with no space painted between them; all else by itself. */
function runsOfLetters(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const [i, piece] of pieces.entries()) {
    const before = pieces[i - 1];
    if (before && !before.spaceAfter && isLetters(before) && isLetters(piece)) runs.at(-1)?.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

const gapsOf = (run: readonly Piece[]): number[] => run.slice(1).map((piece, k) => piece.u0 - (run[k] as Piece).u1);

/** `isJoined(k)`: whether the piece `k` and the one after it are one word. */
function joinWhere(run: readonly Piece[], isJoined: (k: number) => boolean): Piece[] {
  const words: Piece[] = [];
  for (const [k, piece] of run.entries()) {
    const last = words.at(-1);
    if (last && isJoined(k - 1)) join(last, piece);
    else words.push(piece);
  }
  return words;
}

const isLetters = (piece: Piece | undefined): boolean =>
  piece?.glyphs.every(({ text }) => /^[\p{L}\p{N}]+$/u.test(text)) === true;

/** Three in four stand alone; kerned pairs may touch. */
function isMostlySingle(run: readonly Piece[]): boolean {
  const single = run.filter(({ glyphs }) => glyphs.length === 1).length;
  return run.length > 2 && single >= 0.75 * run.length;
}

/** A leader is one word, not a hundred, unless spaces are painted between its dots. */
function joinLeaders(pieces: readonly Piece[]): Piece[] {
  const words: Piece[] = [];
  for (let i = 0; i < pieces.length; ) {
    const sign = leaderOf(pieces[i]);
    let end = i + 1;
    while (sign !== null && !pieces[end - 1]?.spaceAfter && leaderOf(pieces[end]) === sign) end++;
    words.push(...joinWhere(pieces.slice(i, end), () => end - i >= MIN_LEADER));
    i = end;
  }
  return words;
}

/** The sign that a piece consists of; null of all others. */
function leaderOf(piece: Piece | undefined): string | null {
  const sign = piece?.glyphs[0]?.text ?? '';
  return /^[.·…_]$/.test(sign) && piece?.glyphs.every(({ text }) => text === sign) ? sign : null;
}

function join(word: Piece, piece: Piece): void {
  word.glyphs.push(...piece.glyphs);
  word.u1 = Math.max(word.u1, piece.u1);
  word.size = Math.max(word.size, piece.size);
  word.spaceAfter = piece.spaceAfter;
}
