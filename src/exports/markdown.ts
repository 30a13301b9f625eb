/** CommonMark with GFM's tables from the document model. What was read is escaped, so that it shows as it was printed. */
import type { Block, Page } from '../document/model.ts';
import { printable } from './characters.ts';
import { type BodyBlock, bodyPages } from './document.ts';
import { emphasise } from './emphasis.ts';
import { flowRuns, flowText, type Run } from './flow.ts';
import { tableHtml } from './html.ts';
import { isLatex } from './latex.ts';
import { parseListItem } from './list-marker.ts';
import { headerRows, tableGrid } from './table.ts';

/** Where a page's number is known, what goes on over a page that is left out is not joined. */
export const documentMarkdown = (pages: readonly (Pick<Page, 'blocks'> & Partial<Pick<Page, 'index'>>)[]): string =>
  bodyMarkdown(bodyPages(pages).flat());

export const pageMarkdown = (blocks: readonly Block[]): string => documentMarkdown([{ blocks: [...blocks] }]);

function bodyMarkdown(body: readonly BodyBlock[]): string {
  let markdown = '';
  let last: Block | undefined;
  // The columns at which the text of each level of the list in work begins.
  let columns: number[] = [];
  for (const { block, parts, depth } of body) {
    if (block.type !== 'list-item') {
      columns = columns.slice(0, depth);
      const indent = ' '.repeat(columns.at(-1) ?? 0);
      const text = blockMarkdown(block, parts).replace(/^(?=.)/gm, indent);
      markdown += (markdown === '' ? '' : '\n\n') + text;
    } else {
      const level = Math.min((block.level ?? 1) - 1, columns.length);
      const { text, width, mayInterrupt } = itemMarkdown(parts, level === 0 ? 0 : (columns[level - 1] ?? 0));
      const isTight = last?.type === 'list-item' && (level < columns.length || mayInterrupt);
      markdown += (markdown === '' ? '' : isTight ? '\n' : '\n\n') + text;
      columns = [...columns.slice(0, level), (level === 0 ? 0 : (columns[level - 1] ?? 0)) + width];
    }
    last = block;
  }
  return markdown;
}

function blockMarkdown(block: Block, parts: readonly Block[]): string {
  if (block.type === 'table' && block.table && block.table.rows.length > 0) return tableMarkdown(block.table.rows);
  if (block.type === 'heading') return `${'#'.repeat(block.level ?? 1)} ${escapeLine(flowText(block))}`;
  if (block.type === 'formula') return formulaMarkdown(block.text);
  if (block.style === 'code') return codeMarkdown(block.text);
  const lines = paragraphLines(parts);
  return block.style === 'quote' ? lines.map((line) => `> ${line}`).join('  \n') : lines.join('  \n');
}

/** Numbers stay as printed; `a)` and the like, which Markdown does not count, become items of a bullet list. */
function itemMarkdown(parts: readonly Block[], indent: number) {
  const [block, ...more] = parts as [Block, ...Block[]];
  const runs = flowRuns(block, more);
  const item = parseListItem(runs.map((line) => line.map(({ text }) => text).join('')).join('\n'));
  const marker = item.kind === 'number' ? `${item.number}${item.delimiter} ` : '- ';
  const [first = [], ...rest] = runs;
  const lines = [dropStart(first, item.length), ...rest].map((line) =>
    escapeStart(emphasise(line, escapeInline).trim()),
  );
  const column = indent + marker.length;
  return {
    text: `${' '.repeat(indent)}${marker}${lines.join(`  \n${' '.repeat(column)}`)}`,
    width: marker.length,
    // A list may begin below a line of text without an empty line between only where it counts from 1.
    mayInterrupt: item.kind !== 'number' || item.number === 1,
  };
}

const paragraphLines = ([block, ...more]: readonly Block[]): string[] =>
  block ? flowRuns(block, more).map((runs) => escapeStart(emphasise(runs, escapeInline).trim())) : [];

function dropStart(runs: readonly Run[], length: number): Run[] {
  let left = length;
  return runs.flatMap((run) => {
    const text = run.text.slice(left);
    left = Math.max(0, left - run.text.length);
    return text === '' ? [] : [{ ...run, text }];
  });
}

function codeMarkdown(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${printable(text).replace(/^\n+|\s+$/g, '')}\n${fence}`;
}

/** Of a vision model as LaTeX, else as the characters that were read. */
function formulaMarkdown(text: string): string {
  const trimmed = printable(text).trim();
  // A reader that knows no formulas would take what follows for HTML; to LaTeX the space is nothing.
  if (isLatex(trimmed)) return `$$\n${trimmed.replace(/<(?=[a-z/!?])/gi, '< ')}\n$$`;
  return escapeLines(trimmed).join('  \n');
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
  printable(text)
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
export const escapeLine = (line: string): string => escapeStart(escapeInline(line.trim()));

const escapeInline = (text: string): string => text.replace(INLINE, '\\$&');
const escapeStart = (line: string): string => line.replace(LINE_START, '\\$&').replace(ORDERED, '$1\\$2');
