/** The words of a page as one list in reading order, so that picture and text can point at each other. */
import type { Bbox, Block, Line, Page, Word } from '../../../document/model.ts';
import type { PlacedWord } from '../../../document/table-words.ts';

export interface PageWord {
  /** Place in the page's reading order, from 0. */
  id: number;
  text: string;
  bbox: Bbox;
  confidence: number;
  other_reading?: string | undefined;
  /** Which line of the page, from 0. */
  line: number;
}

/** A stretch of a line: a word, or what stands between words (`id` null). */
export interface Stretch {
  id: number | null;
  text: string;
  doubtful: boolean;
}

/**
 * Words below this confidence (0…1) are marked for a second look. Tesseract gives clean print 0.9 and more; wrong
 * words mostly lie well below 0.7.
 */
const DOUBTFUL = 0.7;
/**
 * Tesseract takes ۴ for ۳ or ۲ and is fairly sure of it: of 82 numbers in five typefaces that the app read wrongly 7 % are
 * below 0.7, and 68 % below this, with 12 % of the 219 that it read rightly.
 */
const DOUBTFUL_NUMBER = 0.95;
/** Arabic and Persian ones. */
const EASTERN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/;

/** Whether somebody should look at the word. What a vision model and the standard reader dispute always. */
export const isDoubtful = ({
  text,
  confidence,
  other_reading,
}: Pick<Word, 'text' | 'confidence' | 'other_reading'>): boolean =>
  other_reading !== undefined || confidence < (EASTERN_DIGIT.test(text) ? DOUBTFUL_NUMBER : DOUBTFUL);

export function wordsOf(page: Page): PageWord[] {
  const words: PageWord[] = [];
  let line = 0;
  for (const block of page.blocks) {
    for (const { words: inLine } of block.lines) {
      for (const word of inLine) words.push({ id: words.length, ...word, line });
      line += 1;
    }
  }
  return words;
}

/** Where a word stands in the document model, positions from 0, and what it says; null where there is none. */
export function placeOf(
  page: Page,
  id: number,
): { block: number; line: number; word: number; text: string; bbox: Bbox; other_reading?: string | undefined } | null {
  let before = 0;
  for (const [block, { lines }] of page.blocks.entries()) {
    for (const [line, { words }] of lines.entries()) {
      const found = words[id - before];
      if (found) {
        const { text, bbox, other_reading } = found;
        return { block, line, word: id - before, text, bbox, other_reading };
      }
      before += words.length;
    }
  }
  return null;
}

/** Each block of the page with the id of its first word. */
export function numberedBlocks(page: Page): { block: Block; firstWord: number }[] {
  let next = 0;
  return page.blocks.map((block) => {
    const firstWord = next;
    next += block.lines.reduce((sum, line) => sum + line.words.length, 0);
    return { block, firstWord };
  });
}

/** A line's text cut at its words, which have no numbers where `firstWord` is null; spacing is the line's own, since not every script puts spaces between words. */
export const stretchesOf = (line: Pick<Line, 'text' | 'words'>, firstWord: number | null): Stretch[] =>
  stretches(
    line.text,
    line.words.map((word, i) => ({ word, id: firstWord === null ? null : firstWord + i })),
  );

/** The same of a table's cell, whose words need not follow each other on the page. */
export const cellStretches = (text: string, placed: readonly PlacedWord[], firstWord: number | null): Stretch[] =>
  stretches(
    text,
    placed.map(({ word, at }) => ({ word, id: firstWord === null ? null : firstWord + at })),
  );

function stretches(text: string, words: readonly { word: Word; id: number | null }[]): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  words.forEach(({ word, id }, i) => {
    const start = text.indexOf(word.text, at);
    const gap = start >= 0 ? text.slice(at, start) : i > 0 ? ' ' : '';
    if (gap) found.push({ id: null, text: gap, doubtful: false });
    found.push({ id, text: word.text, doubtful: isDoubtful(word) });
    if (start >= 0) at = start + word.text.length;
  });
  const rest = words.length > 0 ? text.slice(at).trimEnd() : text;
  if (rest) found.push({ id: null, text: rest, doubtful: false });
  return found;
}

/** The word that an arrow key leads to from `id`, as the page looks; null where the key means nothing. */
export function stepFrom(words: PageWord[], id: number, key: string): number | null {
  const from = words[id];
  if (!from) return null;
  const last = words.length - 1;
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
      return clamp(isRightToLeft(words, from.line) ? id - 1 : id + 1, last);
    case 'ArrowLeft':
      return clamp(isRightToLeft(words, from.line) ? id + 1 : id - 1, last);
    case 'ArrowDown':
      return nearestInLine(words, from, from.line + 1);
    case 'ArrowUp':
      return nearestInLine(words, from, from.line - 1);
    default:
      return null;
  }
}

/** The next doubtful word after `id` (-1: from the start), around the end; null where there is none. */
export function nextDoubtful(words: PageWord[], id: number): number | null {
  const doubtful = words.filter(isDoubtful);
  return (doubtful.find((word) => word.id > id) ?? doubtful[0])?.id ?? null;
}

function isRightToLeft(words: PageWord[], line: number): boolean {
  const inLine = words.filter((word) => word.line === line);
  const [first, last] = [inLine[0], inLine.at(-1)];
  return first !== undefined && last !== undefined && first.bbox[0] > last.bbox[0];
}

function nearestInLine(words: PageWord[], from: PageWord, line: number): number {
  const distance = (word: PageWord) => Math.abs(centreOf(word) - centreOf(from));
  const inLine = words.filter((word) => word.line === line);
  return inLine.reduce((best, word) => (distance(word) < distance(best) ? word : best), inLine[0] ?? from).id;
}

const centreOf = ({ bbox }: PageWord): number => (bbox[0] + bbox[2]) / 2;
const clamp = (id: number, last: number): number => Math.max(0, Math.min(id, last));
