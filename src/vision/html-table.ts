/** A table of HTML as models write it, well formed or not: rows and cells with their spans, nothing else of it is kept. */
import { type ConfidenceOf, inlineWords } from './inline.ts';
import { part, type Span } from './spans.ts';
import type { WrittenCell } from './written.ts';

const TAGS = /<(\/?)(tr|td|th|thead|tbody|tfoot|table|caption)\b([^<>]*)>/gi;
/** More is a slip of the model, and would be a table of millions of cells. */
const MOST_SPAN = 100;

/** At least one row with a cell; null where there is none. */
export function htmlTable(span: Span, confidenceOf: ConfidenceOf): WrittenCell[][] | null {
  const rows: WrittenCell[][] = [];
  let row: WrittenCell[] | null = null;
  let cell: { from: number; make: (content: Span) => WrittenCell } | null = null;
  let inHead = false;
  const closeCell = (to: number): void => {
    if (cell && row) row.push(cell.make(part(span, cell.from, to)));
    cell = null;
  };
  const closeRow = (to: number): void => {
    closeCell(to);
    if (row && row.length > 0) rows.push(row);
    row = null;
  };
  for (const match of span.text.matchAll(TAGS)) {
    const [whole, slash, name = '', attributes = ''] = match;
    const tag = name.toLowerCase();
    const closes = slash === '/';
    if (tag === 'thead') inHead = !closes;
    if (tag === 'td' || tag === 'th') {
      closeCell(match.index);
      if (closes) continue;
      row ??= [];
      const header = tag === 'th' || inHead;
      const row_span = spanOf(attributes, 'rowspan');
      const col_span = spanOf(attributes, 'colspan');
      cell = {
        from: match.index + whole.length,
        make: (content) => ({ words: inlineWords(content, confidenceOf), row_span, col_span, header }),
      };
    } else {
      closeRow(match.index);
      if (tag === 'tr' && !closes) row = [];
    }
  }
  closeRow(span.text.length);
  return rows.length > 0 ? rows : null;
}

function spanOf(attributes: string, name: string): number {
  const value = Number(new RegExp(`${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(attributes)?.[1] ?? 1);
  return Math.min(MOST_SPAN, Math.max(1, value));
}
