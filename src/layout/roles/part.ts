/** Parts: paragraphs with their measures, and blocks from them. */
import { unionOf } from '../../document/boxes.ts';
import { meanConfidence } from '../../document/confidence.ts';
import type { Block, Line, Word } from '../../document/model.ts';
import { blockText, lineText } from '../../document/text.ts';
import type { Part, Role, TextLine } from './types.ts';

/** Of at least one line. */
export function toPart(lines: TextLine[], role?: Role): Part {
  const words = lines.flatMap((line) => line.words);
  const share = (of: readonly Word[]) => characters(of) / Math.max(1, characters(words));
  return {
    lines,
    box: unionOf(lines.map(({ box }) => box)),
    text: lines.map(textOfLine).join('\n'),
    size: median(lines.map(({ size }) => size)),
    bold: share(words.filter((word) => word.bold)),
    italic: share(words.filter((word) => word.italic)),
    mono: share(lines.filter((line) => line.mono).flatMap((line) => line.words)),
    ...(role ? { role } : {}),
  };
}

/** As its role says; a paragraph where it has none. Boxes are the source's own. */
export function toBlock(part: Part): Block {
  const { type, style, level }: Role = part.role ?? { type: 'paragraph' };
  const lines = style === 'code' ? codeLines(part.lines) : part.lines.map(({ words }) => toLine(words));
  return {
    type,
    ...(style ? { style } : {}),
    ...(level === undefined ? {} : { level }),
    text: blockText(lines),
    bbox: unionOf(lines.map(({ bbox }) => bbox)),
    confidence: meanConfidence(lines.flatMap(({ words }) => words)) ?? 0,
    lines,
  };
}

export const textOfLine = (line: TextLine): string => lineText(line.words);

/** 0 of no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The value below which half of the weight lies; 0 of no values. */
export function weightedMedian(values: readonly { value: number; weight: number }[]): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return 0;
}

/** How much of the shorter of two stretches lies within the other, 0…1. */
export function overlap(a0: number, a1: number, b0: number, b1: number): number {
  const shorter = Math.min(a1 - a0, b1 - b0);
  return shorter <= 0 ? 0 : Math.max(0, Math.min(a1, b1) - Math.max(a0, b0)) / shorter;
}

/** In em: a gap within a line, beyond that after a number, is one between columns of a table or a form. */
const COLUMN_GAP = 2;

/** Whether a line of it is set in columns. */
export function hasColumns({ lines }: Part): boolean {
  return lines.some(({ words, size }) =>
    words.some((word, i) => {
      const before = words[i - 1];
      const isNumber = i === 1 && /\p{N}|^[IVX]+\.?$/u.test(words[0]?.text ?? '');
      if (!before || isNumber) return false;
      return Math.max(word.bbox[0] - before.bbox[2], before.bbox[0] - word.bbox[2]) > COLUMN_GAP * size;
    }),
  );
}

const characters = (words: readonly Word[]): number => words.reduce((sum, { text }) => sum + text.length, 0);

function toLine(words: Word[], text = lineText(words)): Line {
  return { text, bbox: unionOf(words.map(({ bbox }) => bbox)), confidence: meanConfidence(words) ?? 0, words };
}

/** In widths of a character. */
const TWO_SPACES = 2.2;

/** Indents and gaps are kept as spaces, counted in the width of one character. */
function codeLines(lines: readonly TextLine[]): Line[] {
  const widths = lines.flatMap(({ words }) =>
    words.map(({ text, bbox }) => ({ value: (bbox[2] - bbox[0]) / Math.max(1, text.length), weight: text.length })),
  );
  const column = weightedMedian(widths) || 1;
  const left = Math.min(...lines.flatMap(({ words }) => words.map(({ bbox }) => bbox[0])));
  return lines.map(({ words }) => {
    let text = '';
    for (const [i, word] of words.entries()) {
      const before = words[i - 1];
      // Boxes around the ink leave more than its width between two words: one space is one until there is room for two.
      const gap = (word.bbox[0] - (before?.bbox[2] ?? left)) / column;
      const spaces = !before ? Math.round(gap) : gap < TWO_SPACES ? 1 : Math.round(gap);
      text += ' '.repeat(Math.max(0, spaces)) + word.text;
    }
    return toLine(words, text);
  });
}
