/** A label and its value, found by the label's words wherever in the question they stand: "the room of the booking". */

import { oneLine } from '../document/normalise.ts';
import { findValues } from '../layout/fields/values.ts';
import { type Claim, citePair } from './claims.ts';
import { isGeneric } from './generic-words.ts';
import { VALUE_KINDS } from './kinds.ts';
import { passageText } from './postings.ts';
import type { Question } from './question.ts';
import type { SearchResult } from './retrieve.ts';
import { passageCount, rarity, termsIn } from './terms.ts';
import type { ChatIndex, Passage } from './types.ts';

type Span = [number, number];

interface Pair {
  passage: number;
  page: number;
  label: Span;
  value: Span;
  /** The label ends in a colon. */
  marked: boolean;
}

/** Longer labels are sentences. */
const LABEL_LETTERS = 60;
const VALUE_LETTERS = 120;
/** A label is named when so many of its words, by rarity, are. */
const LABEL_NAMED = 0.75;
/** What the label says must be so much of what is asked, by rarity. */
const ASKED_NAMED = 0.4;
/** A passage that says more of what is asked than the label does is the better answer. */
const BETTER = 0.05;
/** Of a person's, a place's or a thing's name. */
const WORDS_ASKED = new Set(['text', 'person', 'organisation', 'definition', 'list']);

/** One claim, or none. */
export function pairClaims(index: ChatIndex, question: Question, found: SearchResult): Claim[] {
  if (question.kind === 'yes-no') return [];
  const topical = question.words.filter((word) => !isGeneric(word) && !question.years.includes(word));
  const asked = termsIn(index, topical.join(' '), question.language);
  if (asked.size === 0 || [...asked].some((term) => passageCount(index, term) === 0)) return [];
  const rivals = found.hits.filter(({ passage }) => {
    const rival = index.passages[passage];
    return rival !== undefined && holdsForm(passageText(index.texts, rival), question);
  });
  const most = Math.max(0, ...rivals.map(({ passage }) => found.ownCoverageOf(passage)));
  const all = sum(index, asked);
  const scored = pairsOf(index).flatMap((pair) => {
    if (found.ownCoverageOf(pair.passage) < most - BETTER || !hasForm(index, pair, question)) return [];
    const words = oneLine(textOf(index, pair.page, pair.label))
      .split(' ')
      .filter((word) => !isGeneric(word));
    const label = termsIn(index, words.join(' '), index.language);
    const named = new Set([...label].filter((term) => asked.has(term)));
    const share = sum(index, named) / Math.max(1e-9, sum(index, label));
    const weight = sum(index, named) / all;
    return share >= LABEL_NAMED && weight >= ASKED_NAMED ? [{ pair, score: share + weight }] : [];
  });
  const [best] = scored.sort((a, b) => b.score - a.score || a.pair.passage - b.pair.passage);
  return best ? [pairClaim(index, best.pair)] : [];
}

function holdsForm(text: string, question: Question): boolean {
  const kind = VALUE_KINDS[question.kind];
  return kind === undefined || findValues(text, kind).length > 0;
}

const sum = (index: ChatIndex, terms: ReadonlySet<string>): number =>
  [...terms].reduce((total, term) => total + rarity(index, term), 0);

const textOf = (index: ChatIndex, page: number, [start, end]: Span): string =>
  (index.texts[page] ?? '').slice(start, end);

/** A label without a colon is one only where the value has the form that is asked for. */
function hasForm(index: ChatIndex, { page, value, marked }: Pair, question: Question): boolean {
  const kind = VALUE_KINDS[question.kind];
  const text = textOf(index, page, value);
  if (kind) return findValues(text, kind).length > 0 || (marked && question.kind !== 'date' && /\p{Nd}/u.test(text));
  return marked && (WORDS_ASKED.has(question.kind) ? /\p{L}|\p{Nd}/u.test(text) : true);
}

const cache = new WeakMap<ChatIndex, Pair[]>();

function pairsOf(index: ChatIndex): Pair[] {
  const known = cache.get(index);
  if (known) return known;
  const made = index.passages.flatMap((passage, at) => pairsIn(index, passage, at));
  cache.set(index, made);
  return made;
}

const COLON = /^([^:：\n]{1,60}?)\s*[:：]\s*(?=\S)/u;

function pairsIn(index: ChatIndex, passage: Passage, at: number): Pair[] {
  const { page } = passage;
  const spans: Span[] = passage.cells?.map(({ start, end }): Span => [start, end]) ?? passage.spans;
  const make = (label: Span, value: Span, marked: boolean): Pair[] => {
    const fits =
      label[1] - label[0] <= LABEL_LETTERS &&
      value[1] - value[0] <= VALUE_LETTERS &&
      /\p{L}{2}/u.test(textOf(index, page, label));
    return fits ? [{ passage: at, page, label, value, marked }] : [];
  };
  return spans.flatMap((span, i) => {
    const text = textOf(index, page, span);
    const inside = COLON.exec(text);
    if (inside?.[1]) {
      const from = span[0];
      return make([from, from + inside[1].length], [from + inside[0].length, span[1]], true);
    }
    const next = spans[i + 1];
    if (!next || !passage.cells) return [];
    const marked = /[:：]$/.test(text);
    return marked || spans.length === 2 ? make(span, next, marked) : [];
  });
}

function pairClaim(index: ChatIndex, { page, label, value }: Pair): Claim {
  const name = oneLine(textOf(index, page, label)).replace(/[:：.\s]+$/, '');
  return {
    text: `${name}: ${oneLine(textOf(index, page, value)).replace(/[.。]$/, '')}`,
    page: page + 1,
    citations: citePair(index, page, label, value),
    quoted: false,
  };
}
