/** Lines and words with their places, also for blocks that came without (a vision model gives text and box only). */
import type { Bbox, Block, Line, TableCell, Word } from '../document/model.ts';
import { directionOfText, printable } from './characters.ts';

/**
 * The block's lines; where it has none, its table's cells or its text, spread over the box in proportion. Texts are
 * printable, boxes finite and at least a pixel wide and high, no word is empty and none has white space within.
 */
export function linesOf(block: Block): Line[] {
  const lines = block.lines.length > 0 ? block.lines : block.table ? cellLines(block.table.rows) : linesOfText(block);
  return lines.map(withWords).filter((line) => line.words.length > 0);
}

type Piece = Pick<Block, 'text' | 'bbox' | 'confidence'>;

const cellLines = (rows: readonly TableCell[][]): Line[] => rows.flat().flatMap(linesOfText);

/** The lines of a text, one below the other in equal parts of the box. */
function linesOfText({ text, bbox, confidence }: Piece): Line[] {
  const [x0, y0, x1, y1] = properBox(bbox);
  const texts = printable(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const height = (y1 - y0) / texts.length;
  return texts.map((line, index) => ({
    text: line,
    bbox: [x0, y0 + index * height, x1, y0 + (index + 1) * height],
    confidence,
    words: [],
  }));
}

function withWords(line: Line): Line {
  const words = line.words.length > 0 ? line.words : [line];
  return { ...line, bbox: properBox(line.bbox), words: words.flatMap(splitWord) };
}

/**
 * A word as it is; what holds white space as several, side by side in proportion to their characters, as it reads from
 * the left or from the right.
 */
function splitWord({ text, bbox, confidence }: Piece): Word[] {
  const clean = printable(text).trim();
  const [x0, y0, x1, y1] = properBox(bbox);
  if (clean === '') return [];
  if (!/\s/.test(clean)) return [{ text: clean, bbox: [x0, y0, x1, y1], confidence }];
  const step = (x1 - x0) / clean.length;
  const rtl = directionOfText(clean) === 'rtl';
  return [...clean.matchAll(/\S+/g)].map((match) => {
    const [start, end] = [match.index * step, (match.index + match[0].length) * step];
    const bbox: Bbox = rtl ? [x1 - end, y0, x1 - start, y1] : [x0 + start, y0, x0 + end, y1];
    return { text: match[0], bbox, confidence };
  });
}

/** Far beyond any page: a number that a model made up must not end as 1e300 in a file. */
const FARTHEST = 1e6;

/** With its corners in order, finite, at least a pixel wide and high. */
export function properBox([left, top, right, bottom]: Bbox): Bbox {
  const [x0, y0] = [clamp(Math.min(left, right)), clamp(Math.min(top, bottom))];
  return [x0, y0, Math.max(x0 + 1, clamp(Math.max(left, right))), Math.max(y0 + 1, clamp(Math.max(top, bottom)))];
}

const clamp = (value: number): number => (Number.isFinite(value) ? Math.min(FARTHEST, Math.max(-FARTHEST, value)) : 0);
