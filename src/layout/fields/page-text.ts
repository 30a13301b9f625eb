/** A page as its fields are looked for in: one text, its words with their places in it, and its visual rows. */

import type { Bbox, Block, Page, Word } from '../../document/model.ts';
import { lineText } from '../../document/text.ts';
import { type AlignedWord, buildRows, type Row } from './rows.ts';

export interface TextWord extends AlignedWord {
  confidence: number;
}

export interface PageText {
  /** Counts from 1. */
  page: number;
  width: number;
  height: number;
  text: string;
  words: TextWord[];
  /** From top to bottom. */
  rows: Row[];
}

/** Everything printed counts: a shop's name is often taken for a running head, a sum for a footer. */
export function readPageText({ index, width, height, blocks }: Page): PageText {
  const words: TextWord[] = [];
  let text = '';
  for (const line of blocks.flatMap(linesOf)) {
    if (text !== '') text += '\n';
    line.forEach((word, i) => {
      const before = line.slice(0, i + 1);
      const start = i === 0 ? text.length : text.length + lineGap(before);
      text = text.padEnd(start, ' ') + word.text;
      words.push({ start, end: text.length, bbox: word.bbox, confidence: word.confidence, cell: 0 });
    });
  }
  const rows = buildRows(text, words).sort((a, b) => a.top + a.bottom - b.top - b.bottom);
  return { page: index + 1, width, height, text, words, rows };
}

/** Blanks before the last word. */
function lineGap(words: readonly Word[]): number {
  const [before, last] = words.slice(-2);
  return before && last ? lineText([before, last]).length - before.text.length - last.text.length : 0;
}

/** A table's row may hold cells of several lines: there, what stands on one height is a line. */
function linesOf(block: Block): Word[][] {
  const lines = block.lines.map((line) =>
    line.words.length > 0
      ? line.words.filter(({ text }) => text !== '')
      : wordsOf(line.text, line.bbox, line.confidence),
  );
  if (block.type === 'table' && lines.length > 0) return lines.flatMap(levels);
  if (lines.length > 0) return lines.filter((line) => line.length > 0);
  const rows = block.table?.rows ?? [];
  if (rows.length > 0) return rows.map((row) => row.flatMap((cell) => wordsOf(cell.text, cell.bbox, cell.confidence)));
  return block.text.split('\n').map((line) => wordsOf(line, block.bbox, block.confidence));
}

/** Words that overlap by half the lower one's height stand on one level. */
function levels(words: readonly Word[]): Word[][] {
  const found: { words: Word[]; top: number; bottom: number }[] = [];
  for (const word of words) {
    const [, top, , bottom] = word.bbox;
    const level = found.find(
      (other) =>
        Math.min(bottom, other.bottom) - Math.max(top, other.top) >=
        0.5 * Math.min(bottom - top, other.bottom - other.top),
    );
    if (level) level.words.push(word);
    else found.push({ words: [word], top, bottom });
  }
  return found.sort((a, b) => a.top - b.top).map((level) => level.words);
}

const wordsOf = (text: string, bbox: Bbox, confidence: number): Word[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ text: word, bbox, confidence }));
