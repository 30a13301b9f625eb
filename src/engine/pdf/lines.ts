/** Rows of words to lines of the document model. */

import { union } from '../../document/boxes.ts';
import type { Bbox, Line, Word } from '../../document/model.ts';
import { lineText } from '../../document/text.ts';
import { plainWord } from './characters.ts';
import { inReadingOrder } from './reading-direction.ts';
import { type Piece, pieceBox, type WordRow } from './words.ts';

/** In em: justified lines of Chinese and Japanese spread their characters by less. */
const UNSPACED_BLANK = 0.4;

/**
 * A row's words as a line of the document model, in logical order; without words where the row's are none. Boxes are kept
 * within the page, in tenths of a pixel; every word is certain.
 */
export function toLine(row: WordRow, width: number, height: number): Line {
  const within = ([x0, y0, x1, y1]: Bbox): Bbox => [
    tenth(Math.min(Math.max(x0, 0), width)),
    tenth(Math.min(Math.max(y0, 0), height)),
    tenth(Math.min(Math.max(x1, 0), width)),
    tenth(Math.min(Math.max(y1, 0), height)),
  ];
  const pieces = inReadingOrder(row.pieces)
    .map(({ piece, text }, i, { length }) => ({ piece, text: plainWord(text.normalize('NFC'), i === 0 && length > 1) }))
    .filter(({ text }) => text !== '');
  const words = pieces.map(
    ({ piece, text }): Word => ({ text, bbox: within(pieceBox(piece)), confidence: 1, ...emphasisOf(piece) }),
  );
  const bbox = words.map((word) => word.bbox).reduce(union, words[0]?.bbox ?? [0, 0, 0, 0]);
  return { text: textOf(pieces), bbox, confidence: 1, words };
}

/** Words of scripts without blanks follow each other without one, unless the page sets them apart. */
function textOf(words: readonly { piece: Piece; text: string }[]): string {
  const parts: { text: string }[][] = [];
  for (const [i, word] of words.entries()) {
    const before = words[i - 1]?.piece;
    const isApart = before && word.piece.u0 - before.u1 > UNSPACED_BLANK * word.piece.size;
    if (!before || isApart) parts.push([]);
    parts.at(-1)?.push(word);
  }
  return parts.map(lineText).join(' ');
}

/** A word is what most of its glyphs are. */
function emphasisOf({ glyphs }: Piece): Pick<Word, 'bold' | 'italic'> {
  const most = (key: 'bold' | 'italic') => 2 * glyphs.filter(({ glyph }) => glyph.style?.[key]).length > glyphs.length;
  return { ...(most('bold') && { bold: true }), ...(most('italic') && { italic: true }) };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
