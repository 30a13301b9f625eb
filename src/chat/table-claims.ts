/** The cell of a table that a question asks for by its row and its column: "How many cases were there in Malta?" */

import { oneLine } from '../document/normalise.ts';
import type { Cell } from '../layout/fields/rows.ts';
import { type Claim, citePassage } from './claims.ts';
import { VALUE_KINDS } from './kinds.ts';
import type { Question } from './question.ts';
import type { SearchResult } from './retrieve.ts';
import { rarity, termsIn } from './terms.ts';
import type { ChatIndex, Passage } from './types.ts';

interface TableCell {
  passage: number;
  label: Cell;
  value: Cell;
  /** The head of the value's column, and the row it stands in; null where the row has one value alone. */
  column: { cell: Cell; passage: number } | null;
  score: number;
}

/** How a column of counts is headed, whatever is counted. */
const COUNTS = 'total number count';
/** What the question says beyond row and column must stand on the page for this share. */
const PAGE_COVERED = 0.5;
/** A row's label is named when so many of its words, by rarity, are. */
const LABEL_NAMED = 0.75;

/** One claim, or none: without a row and a column that the question names, a table is only near it. */
export function cellClaims(index: ChatIndex, question: Question, found: SearchResult): Claim[] {
  const asked = termsIn(index, question.words.join(' '), question.language);
  if (asked.size < 2) return [];
  const counted = new Set([...asked, ...(question.kind === 'number' ? termsIn(index, COUNTS, 'en') : [])]);
  for (const terms of counted.size > asked.size ? [asked, counted] : [asked]) {
    const cells = index.passages.flatMap((_, passage) => bestCell(index, passage, asked, terms, question, found) ?? []);
    const [best] = cells.sort((a, b) => b.score - a.score || a.passage - b.passage);
    if (best) return [cellClaim(index, best)];
  }
  return [];
}

function bestCell(
  index: ChatIndex,
  at: number,
  asked: ReadonlySet<string>,
  columnTerms: ReadonlySet<string>,
  question: Question,
  found: SearchResult,
): TableCell | null {
  const passage = index.passages[at];
  const cells = passage?.cells ?? [];
  // "Pos 1 | Honey | 6.90": a number that counts the rows is no label.
  const lettered = cells.findIndex((cell) => passage && /\p{L}{2}/u.test(textOf(index, passage, cell)));
  const [label, ...values] = cells.slice(lettered === 1 ? 1 : 0);
  if (!passage || !label || values.length === 0 || values.length > 20) return null;
  const page = found.pageCoverage[passage.page] ?? 0;
  if (page < PAGE_COVERED) return null;
  const named = namedShare(index, textOf(index, passage, label), asked);
  if (named.share < LABEL_NAMED) return null;
  const open = new Set([...columnTerms].filter((term) => !named.terms.has(term)));
  const columns = values.map((value) => ({ value, ...headOf(index, passage, value, values, open) }));
  const most = Math.max(...columns.map(({ matched }) => matched));
  const [first, ...others] = columns.filter(({ matched }) => matched === most);
  if (!first || most === 0 || others.length > 0) return null;
  const form = VALUE_KINDS[question.kind] ? /\p{Nd}/u : /[\p{L}\p{Nd}]/u;
  if (!form.test(textOf(index, passage, first.value))) return null;
  const score = named.weight + most + page;
  return { passage: at, label, value: first.value, column: first.head, score };
}

/** The head above a value that holds most of the terms still open, by rarity. */
function headOf(
  index: ChatIndex,
  passage: Passage,
  value: Cell,
  values: readonly Cell[],
  open: ReadonlySet<string>,
): { head: TableCell['column']; matched: number } {
  let head: TableCell['column'] = null;
  let matched = 0;
  const terms = new Set<string>();
  let best = 0;
  for (const at of passage.headers ?? []) {
    const header = index.passages[at];
    const cells = header?.cells ?? [];
    const cell = cells.length === values.length ? cells[values.indexOf(value)] : columnAbove(cells, value, values);
    const isTitle = cells.length === 1 && values.length > 1;
    if (!header || !cell || isTitle) continue;
    let own = 0;
    for (const term of termsIn(index, textOf(index, header, cell), index.language)) {
      if (!open.has(term)) continue;
      own += rarity(index, term);
      if (!terms.has(term)) matched += rarity(index, term);
      terms.add(term);
    }
    if (own > best) {
      best = own;
      head = { cell, passage: at };
    }
  }
  return { head, matched };
}

/** The head that overlaps the value, unless another value lies nearer to it. */
function columnAbove(heads: readonly Cell[], value: Cell, values: readonly Cell[]): Cell | undefined {
  const distance = (a: Cell, b: Cell) => Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2;
  const overlapping = heads.filter((head) => head.x0 <= value.x1 && value.x0 <= head.x1);
  const [nearest] = overlapping.sort((a, b) => distance(a, value) - distance(b, value));
  if (!nearest) return undefined;
  // A head over several columns belongs to all of them.
  const wide = values.filter((other) => nearest.x0 <= other.x1 && other.x0 <= nearest.x1).length > 1;
  return wide || values.every((other) => distance(nearest, value) <= distance(nearest, other)) ? nearest : undefined;
}

function namedShare(
  index: ChatIndex,
  label: string,
  asked: ReadonlySet<string>,
): { share: number; weight: number; terms: ReadonlySet<string> } {
  let [all, weight] = [0, 0];
  const terms = new Set<string>();
  for (const term of termsIn(index, label, index.language)) {
    const rare = rarity(index, term);
    all += rare;
    if (!asked.has(term)) continue;
    weight += rare;
    terms.add(term);
  }
  return { share: all === 0 ? 0 : weight / all, weight, terms };
}

const textOf = (index: ChatIndex, { page }: Passage, cell: Cell): string =>
  oneLine((index.texts[page] ?? '').slice(cell.start, cell.end));

function cellClaim(index: ChatIndex, { passage: at, label, value, column }: TableCell): Claim {
  const passage = index.passages[at] as Passage;
  const head = column && index.passages[column.passage];
  const names = [textOf(index, passage, label), head ? textOf(index, head, column.cell) : '']
    .map((name) => name.replace(/[:.\s]+$/, ''))
    .filter(Boolean);
  return {
    text: `${names.join(', ')}: ${textOf(index, passage, value)}`,
    page: passage.page + 1,
    citations: [
      ...citePassage(index, at, [value.start, value.end]),
      ...(column ? citePassage(index, column.passage, [column.cell.start, column.cell.end]).slice(0, 1) : []),
    ],
    quoted: false,
  };
}
