/** The rows of a report that answer a question about its figures. */

import type { Cell } from '../layout/fields/rows.ts';
import { METRIC_BY_ID } from './metrics.ts';
import type { Question } from './question.ts';
import type { SearchResult } from './retrieve.ts';
import { labelScore, type StatementRow, statementsOf, valueInColumn } from './statements.ts';
import type { ChatIndex } from './types.ts';
import { isPeriod, pageYears } from './years.ts';

export interface MetricRow {
  row: StatementRow;
  /** The figures of the years asked for, or the first of the row. */
  values: { cell: Cell; year: string | null }[];
  score: number;
}

/** A page that is the statement counts this much more than a row that merely has the label. */
const STATEMENT_BOOST = 1.2;
const YEARS_BOOST = 0.6;
const PAGE_BOOST = 0.5;
const RATIO_SCORE = 1.6;

/** For each line asked for its best rows, best first. */
export function metricRows(
  index: ChatIndex,
  question: Question,
  found: SearchResult,
  rest: SearchResult | null,
): MetricRow[][] {
  const { rows, pages } = statementsOf(index);
  const years = pageYears(index);
  const lists = question.metrics.map((id) => {
    const metric = METRIC_BY_ID.get(id);
    if (!metric) return [];
    const scored = rows.flatMap((row) => {
      const label = labelScore(row.words, metric.labels);
      if (label < 0.5) return [];
      const asked = question.years;
      const yearsThere =
        asked.length === 0 ? 0.5 : asked.filter((year) => years[row.page]?.has(year)).length / asked.length;
      if (asked.length > 0 && (yearsThere === 0 || !asked.some((year) => tells(index, row, year)))) return [];
      const statement = pages[metric.statement][row.page] ?? 0;
      const page = found.pageScores[row.page] ?? 0;
      const score =
        label + STATEMENT_BOOST * statement + YEARS_BOOST * yearsThere + PAGE_BOOST * page + restScore(rest, row);
      return [{ row, values: valuesOf(index, row, asked), score }];
    });
    return best(scored);
  });
  return lists.filter((list) => list.length > 0);
}

/** A year that is not the report's own must head a column of the row. */
const tells = (index: ChatIndex, row: StatementRow, year: string): boolean =>
  isPeriod(index, year) || valueInColumn(index, row, year) !== null;

/** Rows that state a ratio outright ("Effective tax rate 23.1%"). */
export function ratioRows(
  index: ChatIndex,
  question: Question,
  found: SearchResult,
  rest: SearchResult | null,
): MetricRow[] {
  if (question.ratioLabels.length === 0) return [];
  const { rows } = statementsOf(index);
  const years = pageYears(index);
  const scored = rows.flatMap((row) => {
    const label = labelScore(row.words, question.ratioLabels);
    const yearsThere = question.years.filter((year) => years[row.page]?.has(year)).length;
    if (label < 0.5 || (question.years.length > 0 && yearsThere === 0)) return [];
    const page = found.pageScores[row.page] ?? 0;
    const share = question.years.length === 0 ? 0.5 : yearsThere / question.years.length;
    return [
      {
        row,
        values: valuesOf(index, row, question.years),
        score: RATIO_SCORE * label + YEARS_BOOST * share + PAGE_BOOST * page + restScore(rest, row),
      },
    ];
  });
  return best(scored);
}

/** What else the question says, found beside the row or on its page, may matter more than the statement. */
const REST_BOOST = 1.5;

const restScore = (rest: SearchResult | null, row: StatementRow): number =>
  rest ? REST_BOOST * (0.6 * rest.coverageOf(row.passage) + 0.4 * (rest.pageCoverage[row.page] ?? 0)) : 0;

const best = (rows: MetricRow[]): MetricRow[] =>
  rows.sort((a, b) => b.score - a.score || a.row.page - b.row.page).slice(0, 8);

function valuesOf(index: ChatIndex, row: StatementRow, years: readonly string[]): MetricRow['values'] {
  const asked = years.flatMap((year) => {
    const cell = valueInColumn(index, row, year);
    return cell ? [{ cell, year }] : [];
  });
  const [first] = row.values;
  return asked.length > 0 || !first ? asked : [{ cell: first, year: null }];
}
