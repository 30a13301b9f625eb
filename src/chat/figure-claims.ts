/** Rows of financial statements that answer a question, and passages among them where it asks for more than figures. */

import { oneLine } from '../document/normalise.ts';
import { type Claim, citePassage, MAX_CITATIONS } from './claims.ts';
import { type MetricRow, metricRows, ratioRows } from './metric-rows.ts';
import { isSubjectName } from './names.ts';
import { passageClaims } from './passage-claims.ts';
import { nameOf, type Question } from './question.ts';
import { type SearchResult, search } from './retrieve.ts';
import type { ChatIndex } from './types.ts';

/** What the question says beyond the lines it names must stand by a row for this share, or passages come first. */
const REST_COVERED = 0.5;

/** Best first, one a page. */
export function figureClaims(index: ChatIndex, question: Question, found: SearchResult): Claim[] {
  const topical = question.rest.filter(
    (word) => !(nameOf(question, word) && isSubjectName(index, nameOf(question, word) ?? '')),
  );
  const rest =
    topical.length > 0
      ? search(
          index,
          topical.map((text) => ({ text, weight: 1 })),
        )
      : null;
  const rows = figureRows(index, question, found, rest);
  const figures = rows.map((row) => figureClaim(index, row));
  if (!rest) return figures;
  const passages = passageClaims(index, question, found, []);
  const [best] = rows;
  const met = best !== undefined && rest.coverageOf(best.row.passage) >= REST_COVERED;
  return onePerPage(met ? interleave(figures, passages) : interleave(passages, figures)).slice(0, MAX_CITATIONS);
}

const interleave = <T>(first: readonly T[], second: readonly T[]): T[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_, i) => [first[i], second[i]])
    .flat()
    .filter((entry) => entry !== undefined);

const onePerPage = (claims: readonly Claim[]): Claim[] =>
  claims.filter((claim, i) => claims.findIndex(({ page }) => page === claim.page) === i);

/** Each line asked for, then what states the ratio, then other places of the same lines. */
function figureRows(index: ChatIndex, question: Question, found: SearchResult, rest: SearchResult | null): MetricRow[] {
  const lines = metricRows(index, question, found, rest);
  const ratios = ratioRows(index, question, found, rest);
  const first = [...ratios.slice(0, 1), ...lines.flatMap((list) => list.slice(0, 1))];
  const more = [...ratios.slice(1), ...lines.flatMap((list) => list.slice(1))].sort((a, b) => b.score - a.score);
  return spreadOverPages(first, more);
}

/** One row a page first; at most as many as citations are given. */
function spreadOverPages(first: MetricRow[], more: MetricRow[]): MetricRow[] {
  const pages = new Set<number>();
  const chosen: MetricRow[] = [];
  for (const row of [...first, ...more]) {
    if (pages.has(row.row.page) || chosen.length >= MAX_CITATIONS) continue;
    pages.add(row.row.page);
    chosen.push(row);
  }
  return chosen;
}

function figureClaim(index: ChatIndex, { row, values }: MetricRow): Claim {
  const text = index.texts[row.page] ?? '';
  const printed = values.map(({ cell }) => oneLine(text.slice(cell.start, cell.end))).join(' / ');
  const [first] = values;
  const must = first ? ([first.cell.start, first.cell.end] as [number, number]) : undefined;
  return {
    text: `${oneLine(row.label).replace(/[:.\s]+$/, '')}: ${printed}`,
    page: row.page + 1,
    citations: citePassage(index, row.passage, must).slice(0, 2),
    quoted: false,
  };
}
