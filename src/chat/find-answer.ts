/** The best answer to one question read, by the ways that fit it: a form's field, a report's figures, a passage. */
import { type Claim, citePair, citePassage, quoteClaim } from './claims.ts';
import { type FieldValue, fieldValues } from './field-values.ts';
import type { Field, ValueKind } from './fields.ts';
import type { AnswerKind } from './kinds.ts';
import { type MetricRow, metricRows, ratioRows } from './metric-rows.ts';
import { findName, type NameMatch } from './names.ts';
import { asciiDigits, fold } from './normalise.ts';
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
  const found = search(index, termsOf(index, question));
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
    const claims = reportClaims(index, question, found);
    if (claims.length > 0) return claims;
  }
  const labelled = local.length === 0 ? topicClaims(index, question) : [];
  return labelled.length > 0 ? labelled : passageClaims(index, question, found, local);
}

/** What the question says beyond the lines it names must stand by a row for this share, or passages come first. */
const REST_COVERED = 0.5;

/** Figures, and where the question asks more than figures, passages among them. */
function reportClaims(index: ChatIndex, question: Question, found: SearchResult): Claim[] {
  const topical = question.rest.filter((word) => !isSubject(index, question, word));
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

/** The document's own name is no topic in it: it stands high on its first page or on most of its pages. */
const SUBJECT_SHARE = 0.4;
const SUBJECT_REACH = 1500;
const SUBJECT_WEIGHT = 0.25;

function isSubject(index: ChatIndex, question: Question, word: string): boolean {
  const name = fold(word).replace(/'s$/, '');
  if (!question.names.some((parts) => parts.includes(name))) return false;
  if (fold((index.texts[0] ?? '').slice(0, SUBJECT_REACH)).includes(name)) return true;
  return index.texts.filter((text) => fold(text).includes(name)).length >= SUBJECT_SHARE * index.texts.length;
}

function termsOf(index: ChatIndex, question: Question): SearchTerm[] {
  return [
    ...question.words.map((text) => ({ text, weight: isSubject(index, question, text) ? SUBJECT_WEIGHT : 1 })),
    ...question.carried.map((text) => ({ text, weight: CARRIED_WEIGHT })),
  ];
}

const namesYear = (text: string, year: string): boolean => text.includes(year) || text.includes(`FY${year.slice(2)}`);

const yearsKnown = (index: ChatIndex, question: Question): boolean =>
  question.years.every((year) => index.texts.some((text) => namesYear(asciiDigits(text), year)));

/** A year on so many pages is one that the document is about; another (a loan's last) must stand by the passage. */
const OWN_YEAR_SHARE = 0.15;

function yearsNear(index: ChatIndex, question: Question, passage: number): boolean {
  const page = index.passages[passage]?.page;
  return question.years.every((year) => {
    const pages = index.texts.filter((text) => namesYear(text, year)).length;
    if (pages >= Math.max(1, OWN_YEAR_SHARE * index.texts.length)) return true;
    return [passage - 1, passage, passage + 1].some((near) => {
      const other = index.passages[near];
      return (
        other?.page === page && other !== undefined && namesYear(asciiDigits(passageText(index.texts, other)), year)
      );
    });
  });
}

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
  const sure = found.hits.filter((hit) => isSure(index, question, found, hit, local));
  const ranked = sure
    .map((hit) => ({ hit, score: hit.score + formScore(index, question, hit) }))
    .sort((a, b) => b.score - a.score);
  const pages = new Set<number>();
  const chosen: Hit[] = [];
  for (const { hit } of ranked) {
    if (index.passages[hit.passage]?.kind === 'heading') continue;
    if (pages.has(hit.page) || chosen.length >= MAX_CITATIONS) continue;
    pages.add(hit.page);
    chosen.push(hit);
  }
  return chosen.flatMap((hit, i) => hitClaim(index, question, hit, i) ?? []);
}

/** A name that the document mentions only in passing must stand in the passage, with most of the question. */
const PASSING_COVERAGE = 0.75;

function isSure(index: ChatIndex, question: Question, found: SearchResult, hit: Hit, local: NameMatch[]): boolean {
  if (confidence(found, hit) < PASSAGE_CONFIDENCE || !yearsNear(index, question, hit.passage)) return false;
  if (local.length === 0) return true;
  const named = local.every(({ passages }) => passages.has(hit.passage));
  return named && found.ownCoverageOf(hit.passage) >= PASSING_COVERAGE;
}

const HAS_VALUE = 0.25;
const FRAGMENT = 0.25;
const FRAGMENT_WORDS = 5;
/** Lists of exhibits name everything and say nothing. */
const REFERENCE = 0.4;

/** What a passage's form says for or against it: a value of the wanted kind, a fragment, a mere reference. */
function formScore(index: ChatIndex, question: Question, hit: Hit): number {
  const passage = index.passages[hit.passage];
  if (!passage) return 0;
  const text = passageText(index.texts, passage);
  const kind = VALUE_KINDS[question.kind];
  const values = kind ? findValues(text, kind).filter(({ key }) => !/^(?:19|20)\d\d$/.test(key)) : [];
  const fragment = passage.kind !== 'row' && phraseWords(text).length < FRAGMENT_WORDS;
  const reference = /incorporated (?:herein )?by reference/i.test(text);
  return (values.length > 0 ? HAS_VALUE : 0) - (fragment ? FRAGMENT : 0) - (reference ? REFERENCE : 0);
}

const confidence = (found: SearchResult, hit: Hit): number =>
  0.6 * hit.coverage + 0.4 * (found.pageCoverage[hit.page] ?? 0);

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
