/** CommonMark from the document model. What was read is escaped, so that it shows as it was printed. */
import type { Block, Page } from '../document/model.ts';

export const documentMarkdown = (pages: readonly Pick<Page, 'blocks'>[]): string =>
  pages.map((page) => pageMarkdown(page.blocks)).filter((text) => text !== '').join('\n\n');

export function pageMarkdown(blocks: readonly Block[]): string {
  return blocks
    .filter((block) => block.type !== 'page-header' && block.type !== 'page-footer' && block.text !== '')
    .map(blockMarkdown).join('\n\n');
}

function blockMarkdown(block: Block): string {
  const lines = block.text.split('\n').map(escapeLine);
  if (block.type === 'heading') return `${'#'.repeat(block.level ?? 1)} ${lines.join(' ')}`;
  return lines.join('\n');
}

// Within a line only what CommonMark could take for markup is escaped: an asterisk between spaces, or an underscore
// inside a word, is plain text already, but escaping every one of them is never wrong and short to say.
const INLINE = /[\\`*_[\]<>~|]|&(?=#?\w+;)/g;
// At the start of a line: headings, quotes, lists, setext underlines, code by indent (the indent is dropped).
const LINE_START = /^(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-{2,}\s*$)/;
const ORDERED = /^(\d{1,9})([.)])(?=\s|$)/;

/** One line of text as Markdown that shows exactly that text. */
export function escapeLine(line: string): string {
  return line.trim().replace(INLINE, '\\$&').replace(LINE_START, '\\$&').replace(ORDERED, '$1\\$2');
}
