/** A document as its fields are looked for in, and the way from a stretch of its text to a value with its place. */

import type { DataValue } from '../../contract/data.ts';
import { unionOf } from '../../document/boxes.ts';
import { meanConfidence } from '../../document/confidence.ts';
import type { Page } from '../../document/model.ts';
import { type DocumentConventions, readConventions } from './conventions.ts';
import type { LabelRow } from './labelled-values.ts';
import { type PageText, readPageText, type TextWord } from './page-text.ts';

export interface FieldsDocument {
  pages: PageText[];
  /** Of all pages, a line a row. */
  text: string;
  rows: DocumentRow[];
  conventions: DocumentConventions;
}

/** A visual row. `page` counts from 0 in `pages`. */
export interface DocumentRow extends LabelRow {
  top: number;
  bottom: number;
  /** Of its cells, parted by two blanks. */
  line: string;
  /** Where each character of `line` stands in the page's text. */
  start: number[];
}

/** A stretch of a page's text. */
export interface Span {
  /** Counts from 0 in `pages`. */
  page: number;
  start: number;
  end: number;
}

export function readDocument(pages: readonly Page[]): FieldsDocument {
  const texts = pages.map(readPageText);
  const rows = texts.flatMap(({ text, rows: visual }, page) =>
    visual.map(({ cells, top, bottom }) => ({
      page,
      text,
      cells,
      top,
      bottom,
      running: false,
      ...lineOf(text, cells),
    })),
  );
  const text = rows.map(({ line }) => line).join('\n');
  return { pages: texts, text, rows, conventions: readConventions(text) };
}

function lineOf(text: string, cells: DocumentRow['cells']): { line: string; start: number[] } {
  let line = '';
  const start: number[] = [];
  for (const cell of cells) {
    if (line !== '') {
      line += '  ';
      start.push(cell.start, cell.start);
    }
    for (let i = cell.start; i < cell.end; i++) start.push(i);
    line += text.slice(cell.start, cell.end);
  }
  return { line, start };
}

/** A stretch of a row's line, as a stretch of its page's text; in parts where it goes over several cells. */
export function spansInRow(row: DocumentRow, from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (let i = from; i < to; i++) {
    const at = row.start[i] ?? 0;
    const last = spans.at(-1);
    if (last && (at === last.end || at === last.end - 1)) last.end = Math.max(last.end, at + 1);
    else spans.push({ page: row.page, start: at, end: at + 1 });
  }
  return spans.filter(({ start, end }) => row.text.slice(start, end).trim() !== '');
}

/** What stands in the spans, with the box of its words. `sure`: 0…1, how sure it is that this is the value meant. */
export function valueAt(
  document: FieldsDocument,
  spans: readonly Span[],
  value: DataValue['value'],
  sure: number,
  separator = ' ',
): DataValue {
  const words = wordsIn(document, spans);
  const [first] = spans;
  const page = document.pages[first?.page ?? 0];
  const text = spans
    .map(({ page: at, start, end }) => (document.pages[at]?.text ?? '').slice(start, end).replace(/\s+/g, ' ').trim())
    .join(separator);
  const confidence = Math.min(1, Math.max(0, (meanConfidence(words) ?? 1) * sure));
  return {
    value,
    text,
    page: page?.page ?? 1,
    bbox: unionOf(words.map(({ bbox }) => bbox)),
    confidence: Math.round(confidence * 1000) / 1000,
  };
}

/** Words that the spans touch, as they are printed. */
export function wordsIn(document: FieldsDocument, spans: readonly Span[]): (TextWord & { text: string })[] {
  return spans.flatMap(({ page, start, end }) => {
    const { words = [], text = '' } = document.pages[page] ?? {};
    return words
      .filter((word) => word.start < end && start < word.end)
      .map((word) => ({ ...word, text: text.slice(word.start, word.end) }));
  });
}

/** A stretch of a row's line. */
export interface RowSpan {
  /** Position among the document's rows. */
  row: number;
  start: number;
  end: number;
}

export type Sparse<T> = { [K in keyof T]: T[K] | null };

/** Without what was not found. */
export const compact = <T extends object>(data: Sparse<T>): T =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined)) as T;

/** The text of the stretches as a value of its own; null where there is none. */
export function placed(
  document: FieldsDocument,
  places: readonly RowSpan[],
  sure: number,
  separator = ' ',
): DataValue | null {
  const spans = places.flatMap(({ row, start, end }) => {
    const at = document.rows[row];
    return at ? spansInRow(at, start, end) : [];
  });
  if (spans.length === 0) return null;
  const value = valueAt(document, spans, '', sure, separator);
  return { ...value, value: value.text };
}
