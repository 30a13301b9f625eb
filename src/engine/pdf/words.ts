/**
 * Glyphs to words, by where they stand. Glyphs that follow each other on one baseline make a piece; pieces that touch
 * on a line make a word. The distances are those at which Poppler breaks words (TextOutputDev), in em.
 */

import { union } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import { cleanText, isMark, isRtl, isSpace } from './characters.ts';
import { splitAtGutters } from './gutters.ts';
import { joinToWords, WORD_GAP } from './join-pieces.ts';
import type { Glyph } from './page-content.ts';

/** How far a glyph may be drawn back over the one before it: kerning, slanted type. */
const OVERLAP = 0.5;
/** Another baseline or another size begins another piece: a raised digit, a drop cap. */
const BASELINE_SHIFT = 0.1;
const SIZE_RATIO = 1.2;
/** A capital so many times as large as the text beside it is a drop cap. */
const DROP_CAP = 2.5;
/** The same glyph drawn again this near, along and across the line: bold by overprinting, a shadow. */
const DOUBLE = 0.1;
/** A piece this near to a line, in em, is that line's. */
const BESIDE = 0.5;
/** A gap this wide ends the line: another column, another cell. */
const LINE_GAP = 1.5;

/** A glyph in the frame of its direction: `u` runs along the text, `v` downwards across it. */
export interface Placed {
  glyph: Glyph;
  text: string;
  u0: number;
  u1: number;
  v: number;
}

/** A word, or a part of one. */
export interface Piece {
  glyphs: Placed[];
  u0: number;
  u1: number;
  v: number;
  size: number;
  spaceAfter: boolean;
}

/** Words in visual order, from the left of the text's direction. */
export interface WordRow {
  pieces: Piece[];
  u0: number;
  u1: number;
  v: number;
  size: number;
  /** Degrees clockwise in which the text runs: 0 for upright text. */
  angle: number;
}

/** Rows of words, those of one direction together; each ends at a wide gap. */
export function toRows(glyphs: readonly Glyph[]): WordRow[] {
  const byAngle = new Map<number, Glyph[]>();
  for (const glyph of glyphs) {
    const angle = angleOf(glyph);
    const group = byAngle.get(angle);
    if (group) group.push(glyph);
    else byAngle.set(angle, [glyph]);
  }
  return [...byAngle]
    .sort(([a], [b]) => a - b)
    .flatMap(([angle, group]) => splitAtGutters(rowsOf(toPieces(group), angle)));
}

/** Degrees; text within 5° of a right angle counts as straight, since the lines of a skewed scan's layer vary. */
function angleOf({ dx, dy }: Glyph): number {
  const degrees = (Math.atan2(dy, dx) * 180) / Math.PI;
  const right = Math.round(degrees / 90) * 90;
  const snapped = Math.abs(degrees - right) <= 5 ? right : Math.round(degrees / 5) * 5;
  return ((snapped % 360) + 360) % 360;
}

function toPieces(glyphs: readonly Glyph[]): Piece[] {
  const pieces: Piece[] = [];
  const marks: { mark: Placed; at: number }[] = [];
  const drawn = new Map<string, Placed[]>();
  let last: Piece | null = null;
  for (const glyph of glyphs) {
    if (isSpace(glyph.text)) {
      if (last) last.spaceAfter = true;
      last = null;
      continue;
    }
    const text = cleanText(glyph.text, glyph.width > 0);
    if (text === '') continue;
    const placed = place(glyph, text);
    if (isDouble(placed, drawn)) continue;
    // Vowel signs with a width of their own are letters as far as geometry goes.
    if (isMark(text) && glyph.width < WORD_GAP * glyph.size) {
      if (last && isOver(placed, last)) last.glyphs.push(placed);
      else marks.push({ mark: placed, at: pieces.length });
    } else if (last && continues(last, placed)) {
      last.glyphs.push(placed);
      last.u0 = Math.min(last.u0, placed.u0);
      last.u1 = Math.max(last.u1, placed.u1);
    } else {
      last = alone(placed);
      pieces.push(last);
    }
  }
  for (const { mark, at } of marks) {
    // Painted before its letter, or apart from it.
    const owner = [pieces[at], pieces[at - 1], pieces[at + 1]].find((piece) => piece && isOver(mark, piece));
    if (owner) putBehindBase(mark, owner);
    else pieces.push(alone(mark));
  }
  return pieces;
}

const alone = (placed: Placed): Piece => {
  const { u0, u1, v, glyph } = placed;
  return { glyphs: [placed], u0, u1, v, size: glyph.size, spaceAfter: false };
};

function isOver({ u0, v, glyph }: Placed, piece: Piece): boolean {
  const reach = 0.3 * glyph.size;
  return Math.abs(v - piece.v) < piece.size && u0 > piece.u0 - reach && u0 < piece.u1 + reach;
}

function putBehindBase(mark: Placed, { glyphs }: Piece): void {
  const distance = ({ u0, u1 }: Placed) => Math.abs((u0 + u1) / 2 - (mark.u0 + mark.u1) / 2);
  let base = 0;
  for (const [i, glyph] of glyphs.entries()) if (distance(glyph) < distance(glyphs[base] as Placed)) base = i;
  glyphs.splice(base + 1, 0, mark);
}

function place(glyph: Glyph, text: string): Placed {
  const { x, y, dx, dy, width } = glyph;
  const u0 = x * dx + y * dy;
  return { glyph, text, u0, u1: u0 + width, v: y * dx - x * dy };
}

function continues(piece: Piece, { text, glyph, u0, u1, v }: Placed): boolean {
  const { size } = piece;
  if (Math.max(size, glyph.size) > SIZE_RATIO * Math.min(size, glyph.size)) return false;
  if (Math.abs(v - piece.v) > BASELINE_SHIFT * size) return false;
  const gap = u0 - piece.u1;
  if (gap > -OVERLAP * size && gap < WORD_GAP * size) return true;
  // Right-to-left text may be painted in the order in which it is read.
  const gapLeft = piece.u0 - u1;
  return isRtl(text) && gapLeft > -OVERLAP * size && gapLeft < WORD_GAP * size;
}

function isDouble(placed: Placed, drawn: Map<string, Placed[]>): boolean {
  const { text, u0, v, glyph } = placed;
  const reach = DOUBLE * glyph.size;
  const same = drawn.get(text);
  if (!same) {
    drawn.set(text, [placed]);
    return false;
  }
  // The doubles of a page's text come within its paragraph; looking at the latest keeps long pages quick.
  for (let i = same.length - 1; i >= Math.max(0, same.length - 64); i--) {
    const other = same[i] as Placed;
    if (Math.abs(other.u0 - u0) < reach && Math.abs(other.v - v) < reach * 2) return true;
  }
  same.push(placed);
  return false;
}

interface Band {
  pieces: Piece[];
  v: number;
  size: number;
}

/** Large type first, so that raised and lowered signs find the line that they belong to. */
function rowsOf(pieces: Piece[], angle: number): WordRow[] {
  const bands: Band[] = [];
  for (const piece of [...pieces].sort((a, b) => Math.round(b.size - a.size) || a.v - b.v)) {
    let nearest: Band | null = null;
    let least = Infinity;
    for (const band of bands) {
      if (!isOnBand(piece, band)) continue;
      // Lines of the next column may stand at the very height of a raised digit.
      const distance = Math.abs(piece.v - band.v) + (isBeside(piece, band) ? 0 : band.size);
      if (distance >= least || collides(piece, band)) continue;
      nearest = band;
      least = distance;
    }
    if (nearest) nearest.pieces.push(piece);
    else bands.push({ pieces: [piece], v: piece.v, size: piece.size });
  }
  return bands.sort((a, b) => a.v - b.v).flatMap((band) => splitBand(band.pieces, angle));
}

function isOnBand(piece: Piece, band: Band): boolean {
  const small = Math.min(piece.size, band.size);
  const large = Math.max(piece.size, band.size);
  const shift = Math.abs(piece.v - band.v);
  // A drop cap may stand on the very baseline of its last line, and is a word of the first.
  if (large >= DROP_CAP * small) return shift < 0.25 * small && !isCap(piece, band);
  // Raised and lowered type is smaller and keeps within the line.
  return shift < 0.25 * small || (large > SIZE_RATIO * small && shift < 0.5 * large);
}

/** Whether the largest of them is a capital alone. */
function isCap(piece: Piece, band: Band): boolean {
  const largest = 0.99 * Math.max(piece.size, band.size);
  return [piece, ...band.pieces].some(
    ({ glyphs, size }) => size >= largest && glyphs.length === 1 && /\p{Lu}/u.test(glyphs[0]?.text ?? ''),
  );
}

function isBeside({ u0, u1 }: Piece, { pieces, size }: Band): boolean {
  return pieces.some((other) => u0 - other.u1 < BESIDE * size && other.u0 - u1 < BESIDE * size);
}

/** Whether it lies across what stands on the band already: then it is a line of its own. */
function collides({ u0, u1, v, size }: Piece, { pieces }: Band): boolean {
  return pieces.some((other) => {
    const shared = Math.min(u1, other.u1) - Math.max(u0, other.u0);
    const isAcross = shared > 0.3 * Math.min(u1 - u0, other.u1 - other.u0);
    return isAcross && Math.abs(v - other.v) > BASELINE_SHIFT * Math.min(size, other.size);
  });
}

function splitBand(band: Piece[], angle: number): WordRow[] {
  const sorted = band.sort((a, b) => a.u0 - b.u0);
  const rows: WordRow[] = [];
  let row: WordRow | null = null;
  for (const piece of sorted) {
    if (row && piece.u0 - row.u1 < LINE_GAP * Math.max(piece.size, row.size)) {
      row.pieces.push(piece);
      row.u1 = Math.max(row.u1, piece.u1);
      row.size = Math.max(row.size, piece.size);
    } else {
      row = { pieces: [piece], u0: piece.u0, u1: piece.u1, v: piece.v, size: piece.size, angle };
      rows.push(row);
    }
  }
  for (const one of rows) one.pieces = joinToWords(one.pieces);
  return rows;
}

export const pieceBox = ({ glyphs }: Piece): Bbox =>
  glyphs.map(({ glyph }) => glyph.box).reduce((box, next) => union(box, next));
