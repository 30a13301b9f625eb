/** Which pages hold the financial statements, and their rows. */

import { matchPhrase, type PhraseWord, phraseWords } from '../layout/fields/phrases.ts';
import type { Cell } from '../layout/fields/rows.ts';
import { METRICS, type Metric, STATEMENT_NAMES, type Statement } from './metrics.ts';
import type { ChatIndex } from './types.ts';

export interface StatementRow {
  passage: number;
  page: number;
  /** The label's words. */
  words: PhraseWord[];
  label: string;
  /** Cells that hold a figure, in reading order. */
  values: Cell[];
}

interface Statements {
  rows: StatementRow[];
  /** 0…1 by page: how much it looks like the statement itself. */
  pages: Record<Statement, Float64Array>;
}

const cache = new WeakMap<ChatIndex, Statements>();

export function statementsOf(index: ChatIndex): Statements {
  const known = cache.get(index);
  if (known) return known;
  const rows = index.passages.flatMap((_, passage) => rowAt(index, passage) ?? []);
  const made = { rows, pages: statementPages(index, rows) };
  cache.set(index, made);
  return made;
}

/** A label followed by figures. In a row recognised as one cell the figures are told from the label by their form. */
function rowAt(index: ChatIndex, passage: number): StatementRow | null {
  const found = index.passages[passage];
  if (found?.kind !== 'row' || !found.cells) return null;
  const text = index.texts[found.page] ?? '';
  const cells = found.cells.flatMap((cell) => splitFigures(text, cell));
  const isFigure = (cell: Cell) => FIGURE.test(text.slice(cell.start, cell.end));
  const values = cells.filter(isFigure);
  const labelCells = cells.filter((cell) => !isFigure(cell) && /\p{L}/u.test(text.slice(cell.start, cell.end)));
  const [first] = labelCells;
  if (!first || values.length === 0) return null;
  const label = text.slice(first.start, first.end);
  return { passage, page: found.page, words: phraseWords(label), label, values };
}

const FIGURE = /^[^\p{L}\p{Nd}]{0,4}\p{Nd}[\p{Nd}.,٬٫]*\s*[)%]{0,2}\s*(?:%|x|bps|pts)?$|^[($€£]*\s*[-–—]+\s*\)?%?$/iu;

/** `Total assets 12,345 $ 11,234` in one cell: label and figures apart. */
function splitFigures(text: string, cell: Cell): Cell[] {
  const raw = text.slice(cell.start, cell.end);
  const tail = /^(.*?\p{L}[^\d]*?)((?:\s+[($€£]*\s*(?:[-–—]|\p{Nd}[\p{Nd}.,]*)\s*[)%]*)+)$/u.exec(raw);
  if (!tail?.[1] || !tail[2]) return [cell];
  const width = (cell.x1 - cell.x0) / Math.max(1, raw.length);
  const pieces: Cell[] = [{ ...cell, end: cell.start + tail[1].length, x1: cell.x0 + width * tail[1].length }];
  const offset = tail[1].length;
  for (const match of tail[2].matchAll(/[($€£]*\s*(?:[-–—]|\p{Nd}[\p{Nd}.,]*)\s*[)%]*/gu)) {
    const from = offset + match.index;
    const to = from + match[0].trimEnd().length;
    pieces.push({
      start: cell.start + from,
      end: cell.start + to,
      x0: cell.x0 + width * from,
      x1: cell.x0 + width * to,
    });
  }
  return pieces;
}

/** Lines that together make a statement. */
const SIGNATURES = Object.fromEntries(
  (['balance', 'income', 'cash'] as const).map((statement) => [
    statement,
    METRICS.filter((metric) => metric.statement === statement),
  ]),
) as Record<Statement, Metric[]>;
const ENOUGH_LINES = 4;
const TITLE_REACH = 600;

function statementPages(index: ChatIndex, rows: readonly StatementRow[]): Statements['pages'] {
  const pages = {} as Statements['pages'];
  const byPage = new Map<number, StatementRow[]>();
  for (const row of rows) byPage.set(row.page, [...(byPage.get(row.page) ?? []), row]);
  for (const statement of ['balance', 'income', 'cash'] as const) {
    const scores = new Float64Array(index.texts.length);
    for (const [page, own] of byPage) {
      const lines = SIGNATURES[statement].filter((metric) =>
        own.some((row) => labelScore(row.words, metric.labels) >= 0.8),
      ).length;
      if (lines < ENOUGH_LINES) continue;
      const top = phraseWords((index.texts[page] ?? '').slice(0, TITLE_REACH));
      const titled = STATEMENT_NAMES[statement].some((name) => matchPhrase(top, name));
      const consolidated = matchPhrase(top, 'consolidated') !== null;
      scores[page] = Math.min(1, lines / 8) * (titled ? 1 : 0.5) * (consolidated ? 1 : 0.85);
    }
    pages[statement] = scores;
  }
  return pages;
}

/** 1: the label says just this; 0.8: it begins so; 0.5: it holds it. */
export function labelScore(words: readonly PhraseWord[], labels: readonly string[]): number {
  let best = 0;
  labels.forEach((label, i) => {
    const match = matchPhrase(words, label);
    if (!match) return;
    const extra = words.length - (match.to - match.from);
    const score = extra === 0 ? 1 : match.from === 0 ? Math.max(0.6, 0.95 - 0.05 * extra) : 0.5;
    best = Math.max(best, score - Math.min(0.1, 0.01 * i));
  });
  return best;
}

/** The figure of a row that stands in a year's column; null where no header tells. */
export function valueInColumn(index: ChatIndex, row: StatementRow, year: string): Cell | null {
  const passage = index.passages[row.passage];
  const text = index.texts[row.page] ?? '';
  for (const header of [...(passage?.headers ?? [])].reverse()) {
    const cells = index.passages[header]?.cells ?? [];
    const years = cells.flatMap((cell) =>
      [...text.slice(cell.start, cell.end).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map((match) => ({
        year: match[0],
        cell,
      })),
    );
    const at = years.findIndex((found) => found.year === year);
    if (at < 0) continue;
    if (years.length === row.values.length) return row.values[at] ?? null;
    const column = years[at]?.cell;
    return nearestColumn(column, row.values);
  }
  const spelt = columnYears(text);
  return spelt.length === row.values.length ? (row.values[spelt.indexOf(year)] ?? null) : null;
}

function nearestColumn(column: Cell | undefined, values: readonly Cell[]): Cell | null {
  if (!column) return null;
  const distance = (cell: Cell) => Math.abs((cell.x0 + cell.x1 - column.x0 - column.x1) / 2);
  return [...values].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The first line of the page that lists several years: the columns' order. */
function columnYears(text: string): string[] {
  for (const line of text.split('\n')) {
    const years = line.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g) ?? [];
    if (years.length > 1) return years;
  }
  return [];
}
