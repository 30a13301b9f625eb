/** Passages that answer a question, quoted, with the value of the wanted kind before the best of them. */

import { oneLine } from '../document/normalise.ts';
import type { ValueKind } from '../layout/fields/labels.ts';
import { phraseWords } from '../layout/fields/phrases.ts';
import { findValues } from '../layout/fields/values.ts';
import { type Claim, introduces, MAX_CITATIONS, quoteClaim } from './claims.ts';
import { VALUE_KINDS } from './kinds.ts';
import type { NameMatch } from './names.ts';
import { passageText } from './postings.ts';
import type { Question } from './question.ts';
import type { Hit, SearchResult } from './retrieve.ts';
import { tokenise } from './tokens.ts';
import type { ChatIndex, Passage } from './types.ts';
import { wordingOf } from './wording.ts';
import { standsNear } from './years.ts';

/** Calibrated on questions of other documents: below it a passage only shares common words with the question. */
const PASSAGE_CONFIDENCE = 0.55;

/** Best first, one a page; of a list its entries, which stand together. `local`: names that the document mentions only in passing. */
export function passageClaims(index: ChatIndex, question: Question, found: SearchResult, local: NameMatch[]): Claim[] {
  const sure = found.hits.filter((hit) => isSure(index, question, found, hit, local));
  const ranked = sure
    .map((hit) => ({ hit, score: hit.score + formScore(index, question, hit) }))
    .sort((a, b) => b.score - a.score);
  const pages = new Set<number>();
  const chosen: Hit[] = [];
  for (const { hit } of ranked) {
    if (index.passages[hit.passage]?.kind === 'heading' && !answersAsHeading(index, question, found, hit)) continue;
    if ((pages.has(hit.page) && question.kind !== 'list') || chosen.length >= MAX_CITATIONS) continue;
    pages.add(hit.page);
    chosen.push(hit);
  }
  return chosen.flatMap((hit, i) => hitClaim(index, question, hit, i) ?? []);
}

/** A heading that names what is asked answers with what stands below it. */
const HEADING_COVERAGE = 0.75;
const NAME_KINDS: ReadonlySet<string> = new Set(['person', 'organisation']);
const NO_PASSAGE: Passage = { page: 0, kind: 'sentence', spans: [] };

function answersAsHeading(index: ChatIndex, question: Question, found: SearchResult, { passage }: Hit): boolean {
  // "Prepared by Blackwood & Sons" is set like a heading, and says it itself.
  if (NAME_KINDS.has(question.kind) && NAMED.test(passageText(index.texts, index.passages[passage] ?? NO_PASSAGE)))
    return true;
  const typed = VALUE_KINDS[question.kind] !== undefined || question.kind === 'yes-no';
  return !typed && introduces(index, passage) && found.ownCoverageOf(passage) >= HEADING_COVERAGE;
}

/** A name that the document mentions only in passing must stand in the passage, with most of the question. */
const PASSING_COVERAGE = 0.75;

/** Of a passage that holds nothing of the form asked for: no price where a price is asked. */
const FORMLESS_CONFIDENCE = 0.75;

function lacksForm(index: ChatIndex, question: Question, { passage }: Hit): boolean {
  const text = passageText(index.texts, index.passages[passage] ?? NO_PASSAGE);
  if (question.kind === 'person') return /\p{Lu}/u.test(text) && !NAMED.test(text);
  const kind = VALUE_KINDS[question.kind];
  if (kind === undefined || kind === 'identifier') return false;
  return !/[\p{Nd}一二三四五六七八九十百千万]/u.test(text);
}

function isSure(index: ChatIndex, question: Question, found: SearchResult, hit: Hit, local: NameMatch[]): boolean {
  const needed = lacksForm(index, question, hit) ? FORMLESS_CONFIDENCE : PASSAGE_CONFIDENCE;
  if (confidence(found, hit) < needed || !question.years.every((year) => standsNear(index, year, hit.passage)))
    return false;
  if (local.length === 0) return true;
  const named = local.every(({ passages }) => passages.has(hit.passage));
  return named && found.ownCoverageOf(hit.passage) >= PASSING_COVERAGE;
}

/** A word written large within a sentence. */
const NAMED = /(?<=[\p{L}\p{Nd},:;)”"]\s+)\p{Lu}\p{L}/u;

const HAS_VALUE = 0.25;
/** Words that stand together in the question and in the passage are one thing. */
const ADJOINING = 0.3;
const DEFINES = 0.5;
const FRAGMENT = 0.25;
const FRAGMENT_WORDS = 5;
/** Lists of exhibits name everything and say nothing. */
const REFERENCE = 0.4;

/** Two words in a row written large, not at the sentence's start. */
const PERSON = /(?<=[\p{Ll},:(]\s)\p{Lu}[\p{L}.'’-]+\s\p{Lu}[\p{L}.'’-]+/u;

/** What a passage's form says for or against it: a value of the wanted kind, a fragment, a mere reference. */
function formScore(index: ChatIndex, question: Question, hit: Hit): number {
  const passage = index.passages[hit.passage];
  if (!passage) return 0;
  const text = passageText(index.texts, passage);
  const kind = VALUE_KINDS[question.kind];
  const named = (question.kind === 'person' || question.kind === 'organisation') && PERSON.test(text);
  const values = kind ? findValues(text, kind).filter(({ key }) => !/^(?:19|20)\d\d$/.test(key)) : [];
  const fragment = passage.kind !== 'row' && phraseWords(text).length < FRAGMENT_WORDS;
  const defines = question.kind === 'definition' && question.words.some((word) => definesWord(text, word));
  const reference = /incorporated (?:herein )?by reference/i.test(text);
  return (
    (values.length > 0 || named ? HAS_VALUE : 0) +
    ADJOINING * adjoining(index, text, question) +
    (defines ? DEFINES : 0) -
    (fragment ? FRAGMENT : 0) -
    (reference ? REFERENCE : 0)
  );
}

/** "Row and Column Access Control (RCAC)", "“Core hours” means the time …". */
function definesWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const verb =
    'means?|stands? for|is|are|refers? to|bedeutet|ist|sind|bezeichnet|signifie|est|désigne|significa|es|یعنی|هو|هی';
  const bracketed = new RegExp(`\\p{L}{3,}[^()]*\\(\\s*${escaped}\\s*\\)`, 'u');
  const said = new RegExp(`(?<![\\p{L}])${escaped}[”"»“]?,?\\s+(?:${verb})\\s`, 'iu');
  return bracketed.test(text) || said.test(text);
}

/** 0…1: share of the question's pairs of neighbouring words that stand side by side in the text as well. */
function adjoining(index: ChatIndex, text: string, question: Question): number {
  const asked = question.words.flatMap((word) => tokenise(word, index.language).map(({ term }) => term));
  const terms = tokenise(text, index.language).map(({ term }) => term);
  const pairs = new Set(terms.map((term, i) => `${term} ${terms[i + 1]}`));
  const wanted = asked.slice(1).map((term, i) => `${asked[i]} ${term}`);
  return wanted.length === 0 ? 0 : wanted.filter((pair) => pairs.has(pair)).length / wanted.length;
}

const confidence = (found: SearchResult, hit: Hit): number =>
  0.6 * hit.coverage + 0.4 * (found.pageCoverage[hit.page] ?? 0);

function hitClaim(index: ChatIndex, question: Question, hit: Hit, order: number): Claim | null {
  const lead = order === 0 && question.kind === 'yes-no' ? `${wordingOf(question.language).says} ` : '';
  const quote = quoteClaim(index, hit.passage, lead, question.words);
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
  return best ? oneLine(text.slice(best.start, best.end)) : null;
}
