/** Plain text from the document model: words to lines, lines to blocks, blocks to pages, pages to a document. */
import type { Block, Line, Page, TableCell, Word } from './model.ts';

/** Scripts written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** In heights of the words: more room between two ideographs is a blank, as in a form or between columns. */
const BLANK = 1;
/** Characters set apart over a whole line, each alone: their gaps differ at most by this factor. */
const EVEN = 1.6;

type PlacedText = Pick<Word, 'text'> & Partial<Pick<Word, 'bbox'>>;

/**
 * Words in logical order, a space between any two but those that both end and begin in a script without spaces; these,
 * too, where the source sets them apart.
 */
export function lineText(words: readonly PlacedText[]): string {
  let text = '';
  let gaps: number[] | null = null;
  for (const [i, word] of words.entries()) {
    let isJoined = text === '';
    if (!isJoined && UNSPACED.test(lastCharacter(text)) && UNSPACED.test(word.text.charAt(0))) {
      gaps ??= gapsBetween(words);
      isJoined = (gaps[i - 1] ?? 0) <= BLANK;
    }
    text += isJoined ? word.text : ` ${word.text}`;
  }
  return text;
}

/** Behind each word but the last, in heights of the line; none where the whole line is letterspaced. */
function gapsBetween(words: readonly PlacedText[]): number[] {
  const gaps = words.slice(1).map(({ bbox: b }, i) => {
    const a = words[i]?.bbox;
    if (!a || !b) return 0;
    return Math.max(b[0] - a[2], a[0] - b[2]) / Math.max(1, Math.min(a[3] - a[1], b[3] - b[1]));
  });
  const isSpaced = words.every(({ text }) => [...text].length === 1) && Math.max(...gaps) <= EVEN * Math.min(...gaps);
  return isSpaced ? [] : gaps;
}

/** A line a line. */
export const blockText = (lines: readonly Pick<Line, 'text'>[]): string => lines.map((line) => line.text).join('\n');

/** A row a line, a tab between cells; a line break within a cell would break the row. */
export const tableText = (rows: readonly (readonly Pick<TableCell, 'text'>[])[]): string =>
  rows.map((row) => row.map(({ text }) => text.replace(/\s+/g, ' ')).join('\t')).join('\n');

/** A blank line between blocks; running heads and page numbers are left out of the flowing text. */
export function pageText(blocks: readonly Pick<Block, 'text' | 'type'>[]): string {
  return blocks
    .filter((block) => block.type !== 'page-header' && block.type !== 'page-footer' && block.text !== '')
    .map((block) => block.text)
    .join('\n\n');
}

/** A blank line between pages. */
export const documentText = (pages: readonly Pick<Page, 'text'>[]): string =>
  pages
    .map((page) => page.text)
    .filter((text) => text !== '')
    .join('\n\n');

const lastCharacter = (text: string): string => text.charAt(text.length - 1);
