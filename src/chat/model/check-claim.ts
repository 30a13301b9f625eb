/**
 * A model's claim, checked against the passages that it cites: every number, date and name has to stand there. What
 * passes is quoted by the app, so no quotation ever comes from the model.
 */
import { asciiDigits, fold, oneLine } from '../../document/normalise.ts';
import { findDates } from '../../layout/fields/dates.ts';
import { findNumbers } from '../../layout/fields/numbers.ts';
import { citePassage } from '../claims.ts';
import { detectLanguage } from '../languages.ts';
import { passageText } from '../postings.ts';
import type { ChatIndex, Citation } from '../types.ts';
import { isGrounded, isVerbatim } from '../verify.ts';
import { agreesInNegation } from './check-negation.ts';
import { type Place, wordsStand } from './check-words.ts';
import type { ModelClaim } from './read-claims.ts';
import type { ModelRequest } from './request.ts';

export interface CheckedClaim {
  text: string;
  citations: Citation[];
}

/** Null where the claim cites nothing, or says what its passages do not. */
export function checkClaim(index: ChatIndex, request: ModelRequest, claim: ModelClaim): CheckedClaim | null {
  const cited = claim.passages.flatMap((id) => request.passages[id - 1] ?? []);
  const sources = sourcesOf(index, cited);
  const texts = sources.map(({ text }) => text);
  const { text } = claim;
  const holds =
    sources.length > 0 &&
    isGrounded(text, texts) &&
    marksStand(text, texts) &&
    identifiersStand(text, texts) &&
    addressesStand(text, texts) &&
    // Of a claim in another language nothing tells which clause it renders.
    (detectLanguage(text) !== index.language || agreesInNegation(text, texts, index.language)) &&
    wordsStand(index, request, text, texts, valuePlaces(text));
  if (!holds) return null;
  const citations = quote(index, cited, sources, text);
  return citations.length > 0 ? { text, citations } : null;
}

interface Source {
  /** Position in `ChatIndex.passages`. */
  at: number;
  text: string;
}

/** The passages, then the headings and column heads that they stand under. */
function sourcesOf(index: ChatIndex, cited: readonly number[]): Source[] {
  const above = cited.flatMap((at) => {
    const { headers = [], heading } = index.passages[at] ?? {};
    return heading === undefined ? headers : [...headers, heading];
  });
  return [...new Set([...cited, ...above])].flatMap((at) => {
    const passage = index.passages[at];
    return passage ? [{ at, text: oneLine(passageText(index.texts, passage)) }] : [];
  });
}

/** A percentage is a percentage and dollars are dollars there, too. A bare number of a table may get its unit from elsewhere in it. */
function marksStand(claim: string, texts: readonly string[]): boolean {
  const there = texts.flatMap((text) => findNumbers(text));
  const all = texts.join(' ');
  return findNumbers(claim).every(({ value, percent, mark }) => {
    const same = there.filter((number) => Math.abs(number.value) === Math.abs(value));
    if (percent && !same.some((number) => number.percent) && !/[%٪％]|percent|prozent|درصد/iu.test(all)) return false;
    if (mark === null) return true;
    return same.some((number) => number.mark === null || currencyOf(number.mark) === currencyOf(mark));
  });
}

const CURRENCIES: [RegExp, string][] = [
  [/^(?:us)?\$|usd|dollar/i, 'dollar'],
  [/€|eur/i, 'euro'],
  [/£|gbp/i, 'pound'],
  [/^(?:[¥￥円元]|jpy|cny|rmb|人民币)/i, 'yen or yuan'],
  [/rial|ریال|ريال|﷼|irr/i, 'rial'],
  [/توم[ان]+/, 'toman'],
];

const currencyOf = (mark: string): string => CURRENCIES.find(([form]) => form.test(mark))?.[1] ?? fold(mark);

/** `INV-1042`, `10-K`, `3/2021`: letters or signs among digits. */
const IDENTIFIER = /[\p{L}\p{Nd}]+(?:[-/_.][\p{L}\p{Nd}]+)*/gu;

function identifiersStand(claim: string, texts: readonly string[]): boolean {
  const known = valuePlaces(claim);
  const of = (text: string) => [...text.matchAll(IDENTIFIER)].filter(([raw]) => isIdentifier(raw));
  const there = new Set(texts.flatMap((text) => of(text).map(([raw]) => bare(raw))));
  return of(claim).every(({ 0: raw, index }) => isWithin(known, index) || there.has(bare(raw)));
}

const isIdentifier = (raw: string): boolean => /\p{Nd}/u.test(raw) && /[\p{L}/_-]/u.test(raw) && !UNSPACED.test(raw);
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const bare = (raw: string): string => fold(raw).replace(/[^\p{L}\p{Nd}]/gu, '');

/** Web and mail addresses letter by letter: no answer may lead anywhere that the document does not name. */
function addressesStand(claim: string, texts: readonly string[]): boolean {
  const there = texts.join(' ').toLowerCase();
  return [...claim.matchAll(/[\w.+-]+@[\w-]+\.\w+|\w+:\/\/\S+|\b[\w-]+(?:\.[a-z]{2,})+\b/giu)].every(([address]) =>
    there.includes(address.toLowerCase().replace(/[.,;:!?)]+$/, '')),
  );
}

/** Where numbers and dates stand in a text. */
function valuePlaces(text: string): Place[] {
  return [...findDates(text), ...findNumbers(text)].map(({ start, end }) => [start, end]);
}

const isWithin = (places: readonly Place[], offset: number): boolean =>
  places.some(([start, end]) => offset >= start && offset < end);

/** The cited passages, and of a column head or heading only what holds a value that the passages lack. */
function quote(index: ChatIndex, cited: readonly number[], sources: readonly Source[], claim: string): Citation[] {
  const wanted = [...valuePlaces(claim)].map(([start, end]) => asciiDigits(claim.slice(start, end)));
  const found = new Map<string, Citation>();
  const add = (at: number) => {
    for (const citation of citePassage(index, at, placeOf(index, at, wanted))) {
      if (isVerbatim(index.texts, citation)) found.set(`${citation.page} ${citation.snippet}`, citation);
    }
  };
  for (const at of new Set(cited)) add(at);
  for (const { at, text } of sources) {
    if (cited.includes(at)) continue;
    const quoted = [...found.values()].map(({ snippet }) => asciiDigits(snippet));
    const missing = wanted.filter((value) => !quoted.some((snippet) => snippet.includes(value)));
    if (missing.some((value) => asciiDigits(text).includes(value))) add(at);
  }
  return [...found.values()];
}

/** Where in the page's text a passage holds the first of the values, so that a shortened quotation shows it. */
function placeOf(index: ChatIndex, at: number, values: readonly string[]): [number, number] | undefined {
  const passage = index.passages[at];
  const text = asciiDigits(index.texts[passage?.page ?? 0] ?? '');
  for (const [start, end] of passage?.spans ?? []) {
    for (const value of values) {
      const place = text.slice(start, end).indexOf(value);
      if (place >= 0) return [start + place, start + place + value.length];
    }
  }
  return undefined;
}
