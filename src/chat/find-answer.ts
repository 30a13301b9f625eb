/** The best answer to one question read, by the ways that fit it: a form's field, a report's figures, a passage. */
import { type Claim, citePair, citePassage, quoteClaim } from './claims.ts';
import { type FieldValue, fieldValues } from './field-values.ts';
import type { Field, ValueKind } from './fields.ts';
import type { AnswerKind } from './kinds.ts';
import { type MetricRow, metricRows, ratioRows } from './metric-rows.ts';
import { findName, type NameMatch } from './names.ts';
import { phraseWords } from './phrases.ts';
import { passageText } from './postings.ts';
import type { Question } from './question.ts';
import { type Hit, type SearchResult, type SearchTerm, search } from './retrieve.ts';
import type { ChatIndex } from './types.ts';
import { findValues } from './values.ts';
import { say, wordingOf } from './wording.ts';

export interface Found {
  claims: Claim[];
  /** Passages near the question, best first, whether or not they answer it. */
  near: number[];
}

/** A longer document is no form: a label that stands in it may be anybody's. */
const FORM_PAGES = 30;
/** Calibrated on questions of other documents: below it a passage only shares common words with the question. */
const PASSAGE_CONFIDENCE = 0.55;
/** Values that differ are both told where the second scores this share of the first. */
const CONFLICT = 0.93;
const CARRIED_WEIGHT = 0.4;
export const MAX_CITATIONS = 3;

export function findAnswer(index: ChatIndex, question: Question): Found {
  const found = search(index, termsOf(question));
  const near = found.hits.map((hit) => hit.passage);
  const names = question.names.map((name) => findName(index, name));
  if (names.some((name) => name.presence === 'absent') || !yearsKnown(index, question)) return { claims: [], near };
  const claims = claimsFor(index, question, found, names);
  return { claims, near };
}

function claimsFor(index: ChatIndex, question: Question, found: SearchResult, names: NameMatch[]): Claim[] {
  const isForm = index.texts.length <= FORM_PAGES;
  if (isForm && question.fields.length > 0) {
    const claims = question.fields.flatMap((field) => fieldClaims(index, field, question));
    if (claims.length > 0 || question.metrics.length === 0) return claims;
  }
  const local = names.filter((name) => name.presence === 'present');
  if (local.length === 0 && question.metrics.length > 0) {
    const claims = figureClaims(index, question, found);
    if (claims.length > 0) return claims;
  }
  const labelled = local.length === 0 ? topicClaims(index, question) : [];
  return labelled.length > 0 ? labelled : passageClaims(index, question, found, local);
}

function termsOf(question: Question): SearchTerm[] {
  return [
    ...question.words.map((text) => ({ text, weight: 1 })),
    ...question.carried.map((text) => ({ text, weight: CARRIED_WEIGHT })),
  ];
}

const yearsKnown = (index: ChatIndex, question: Question): boolean =>
  question.years.every((year) =>
    index.texts.some((text) => text.includes(year) || text.includes(`FY${year.slice(2)}`)),
  );

function fieldClaims(index: ChatIndex, field: Field, question: Question): Claim[] {
  const values = fieldValues(index, field);
  const [best] = values;
  if (!best) return [];
  const differing = values.filter((value) => value.key !== best.key && value.score >= CONFLICT * best.score);
  const distinct = [best, ...differing].filter(
    (value, i, all) => all.findIndex((other) => other.key === value.key) === i,
  );
  return distinct.slice(0, 2).map((value, i) => fieldClaim(index, field, value, question, i));
}

function fieldClaim(index: ChatIndex, field: Field, value: FieldValue, question: Question, order: number): Claim {
  const words = wordingOf(question.language);
  const text = index.texts[value.page] ?? '';
  const printed = clean(text.slice(...value.value));
  const label = words.labels[field.id] ?? (value.label ? clean(text.slice(...value.label)) : field.id);
  return {
    text:
      order === 0 ? say(words.is, label, printed) : words.or.trim() === '' ? printed : `${words.or.trim()} ${printed}`,
    page: value.page + 1,
    citations: citePair(index, value.page, value.label, value.value),
    quoted: false,
  };
}

const clean = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const VALUE_KINDS: Partial<Record<AnswerKind, ValueKind>> = {
  amount: 'amount',
  date: 'date',
  percentage: 'percentage',
  number: 'number',
  identifier: 'identifier',
};

/** "What is the booking ID?" where a label says just "Booking ID". */
function topicClaims(index: ChatIndex, question: Question): Claim[] {
  const topic = question.words.filter((word) => !question.years.includes(word));
  if (topic.length === 0 || topic.length > 5 || index.texts.length > FORM_PAGES) return [];
  const kind = VALUE_KINDS[question.kind] ?? 'text';
  const labels = [topic.join(' '), [...topic].reverse().join(' ')];
  const field: Field = { id: '', kind, labels, weak: [], avoid: [], ask: [] };
  const [best] = fieldValues(index, field).filter((value) => value.score >= 0.85);
  if (!best) return [];
  return [fieldClaim(index, field, best, question, 0)];
}

/** Rows of the statements: each line asked for, then what states the ratio, then other places of the same lines. */
function figureClaims(index: ChatIndex, question: Question, found: SearchResult): Claim[] {
  const lines = metricRows(index, question, found);
  const ratios = ratioRows(index, question, found);
  const firsts = lines.flatMap((list) => list.slice(0, 1));
  const ranked = [...ratios.slice(0, 1), ...firsts].sort(
    (a, b) => (ratios.includes(b) ? b.score : 0) - (ratios.includes(a) ? a.score : 0),
  );
  const more = [...ratios.slice(1), ...lines.flatMap((list) => list.slice(1))].sort((a, b) => b.score - a.score);
  const chosen = spreadOverPages(ranked, more);
  return chosen.map((row) => figureClaim(index, row));
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
  const printed = values.map(({ cell }) => clean(text.slice(cell.start, cell.end))).join(' / ');
  const [first] = values;
  const must = first ? ([first.cell.start, first.cell.end] as [number, number]) : undefined;
  return {
    text: `${clean(row.label).replace(/[:.\s]+$/, '')}: ${printed}`,
    page: row.page + 1,
    citations: citePassage(index, row.passage, must).slice(0, 2),
    quoted: false,
  };
}

function passageClaims(index: ChatIndex, question: Question, found: SearchResult, local: NameMatch[]): Claim[] {
  const sure = found.hits.filter((hit) => confidence(found, hit) >= PASSAGE_CONFIDENCE && nearNames(hit, local));
  const pages = new Set<number>();
  const chosen: Hit[] = [];
  for (const hit of sure) {
    if (index.passages[hit.passage]?.kind === 'heading') continue;
    if (pages.has(hit.page) || chosen.length >= MAX_CITATIONS) continue;
    pages.add(hit.page);
    chosen.push(hit);
  }
  return chosen.flatMap((hit, i) => hitClaim(index, question, hit, i) ?? []);
}

const confidence = (found: SearchResult, hit: Hit): number =>
  0.6 * hit.coverage + 0.4 * (found.pageCoverage[hit.page] ?? 0);

/** A name that the document mentions only in passing must stand by the passage. */
function nearNames(hit: Hit, local: NameMatch[]): boolean {
  return local.every(({ passages }) => [-2, -1, 0, 1, 2].some((step) => passages.has(hit.passage + step)));
}

function hitClaim(index: ChatIndex, question: Question, hit: Hit, order: number): Claim | null {
  const lead = order === 0 && question.kind === 'yes-no' ? `${wordingOf(question.language).says} ` : '';
  const quote = quoteClaim(index, hit.passage, lead);
  const kind = VALUE_KINDS[question.kind];
  const passage = index.passages[hit.passage];
  if (!quote || !kind || !passage || order > 0) return quote;
  const text = passageText(index.texts, passage);
  const value = nearestValue(text, kind, question);
  return value && quote.citations.some(({ snippet }) => snippet.includes(value))
    ? { ...quote, text: `${value} – ${quote.text}` }
    : quote;
}

/** The value of the wanted kind that stands closest to the question's words. */
function nearestValue(text: string, kind: ValueKind, question: Question): string | null {
  const asked = new Set(question.words.flatMap((word) => phraseWords(word).map(({ key }) => key)));
  const places = phraseWords(text).filter(({ key }) => asked.has(key));
  const values = findValues(text, kind).filter((value) => !question.years.includes(value.key));
  const distance = (start: number, end: number) =>
    Math.min(
      ...places.map((place) => (place.end <= start ? start - place.end : 1.5 * Math.max(0, place.start - end))),
      1e6,
    );
  const [best] = values.sort(
    (a, b) => distance(a.start, a.end) - 40 * a.certainty - (distance(b.start, b.end) - 40 * b.certainty),
  );
  return best ? clean(text.slice(best.start, best.end)) : null;
}
