/** Plain text from the document model: words to lines, lines to blocks, blocks to pages, pages to a document. */
import type { Block, Line, Page, TableCell, Word } from './model.ts';

/** Scripts written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Words in logical order, a space between any two but those that both end and begin in a script without spaces. */
export function lineText(words: readonly Pick<Word, 'text'>[]): string {
  let text = '';
  for (const word of words) {
    const joined = text === '' || (UNSPACED.test(lastCharacter(text)) && UNSPACED.test(word.text.charAt(0)));
    text += joined ? word.text : ` ${word.text}`;
  }
  return text;
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
