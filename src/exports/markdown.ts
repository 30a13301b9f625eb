/** CommonMark with GFM's tables from the document model. What was read is escaped, so that it shows as it was printed. */
import type { Block, Page } from '../document/model.ts';
import { bodyBlocks } from './document.ts';
import { tableHtml } from './html.ts';
import { parseListItem } from './list-marker.ts';
import { headerRows, tableGrid } from './table.ts';

export const documentMarkdown = (pages: readonly Pick<Page, 'blocks'>[]): string =>
  pages
    .map((page) => pageMarkdown(page.blocks))
    .filter((text) => text !== '')
    .join('\n\n');

export function pageMarkdown(blocks: readonly Block[]): string {
  let markdown = '';
  let last: Block | undefined;
  for (const block of bodyBlocks(blocks)) {
    const sameList = last?.type === 'list-item' && block.type === 'list-item';
    markdown += (last ? (sameList ? '\n' : '\n\n') : '') + blockMarkdown(block);
    last = block;
  }
  return markdown;
}

function blockMarkdown(block: Block): string {
  if (block.type === 'table' && block.table && block.table.rows.length > 0) return tableMarkdown(block.table.rows);
  if (block.type === 'list-item') return itemMarkdown(block.text);
  const lines = escapeLines(block.text);
  if (block.type === 'heading') return `${'#'.repeat(block.level ?? 1)} ${lines.join(' ')}`;
  return lines.join('\n');
}

/** Numbers stay as printed; `a)` and the like, which Markdown does not count, become items of a bullet list. */
function itemMarkdown(text: string): string {
  const item = parseListItem(text);
  const marker = item.kind === 'number' ? `${item.number}${item.delimiter} ` : '- ';
  return marker + escapeLines(item.text).join(`\n${' '.repeat(marker.length)}`);
}

/** Pipes; a table with spanning cells, or without a row of headings, which pipes cannot say, as HTML. */
function tableMarkdown(rows: NonNullable<Block['table']>['rows']): string {
  const plain = rows.flat().every((cell) => cell.row_span === 1 && cell.col_span === 1);
  if (!plain || headerRows(rows) > 1) return tableHtml(rows);
  const lines = tableGrid(rows).map((row) => `| ${row.map((at) => pipeCell(at)).join(' | ')} |`);
  const columns = tableGrid(rows)[0]?.length ?? 0;
  const rule = `|${' --- |'.repeat(columns)}`;
  // Pipes always have a heading row: an empty one where the table has none.
  const head = headerRows(rows) === 0 ? [`|${'  |'.repeat(columns)}`] : lines.splice(0, 1);
  return [...head, rule, ...lines].join('\n');
}

const pipeCell = (at: ReturnType<typeof tableGrid>[number][number]): string =>
  at && at !== 'covered' ? escapeLines(at.cell.text).join('<br>') : '';

const escapeLines = (text: string): string[] =>
  text
    .split('\n')
    .map(escapeLine)
    .filter((line) => line !== '');

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
