/** Proper names in a question, and whether the document is about them. */

import { editsWithin } from '../document/edits.ts';
import { fold } from '../document/normalise.ts';
import { termPosition } from './postings.ts';
import { tokenise } from './tokens.ts';
import type { ChatIndex } from './types.ts';

/** Capitals that are no names. */
const NO_NAMES = new Set(
  `i fy usd eur gbp us usa uk eu ebit ebitda ebitdar ebitdars gaap nongaap ifrs ppe ppne pp&e p&l r&d sg&a sga m&a capex opex cogs dpo dso dio ccc roa roe
  roi roic eps fcf kpi ceo cfo coo cto agm vat gst iban bic swift id pdf q1 q2 q3 q4 h1 h2 10k 10-k 10q 10-q 8k 8-k yoy ytd qoq ttm ltm d&a fx ip it hr
  non adjusted adj net total gross real highest lowest average annual fiscal year quarter balance sheet statement statements income cash flow flows
  profit loss invoice receipt bill contract document page table section article january february march april may june july august september
  october november december monday tuesday wednesday thursday friday saturday sunday inc corp corporation company co ltd llc plc the sec millions
  billions thousands percent n/a na please answer round what which who when where why how does did is are was were has have can dollar dollars euro`.split(
    /\s+/,
  ),
);

const NAME = /\p{Lu}[\p{L}\p{Nd}&.'’-]*|\p{Nd}+\p{Lu}\p{L}*/gu;
/** Before a name, not before a word that is merely written large. */
const LEADS =
  /(?:^|[\s(])(?:for|of|by|at|in|from|to|with|between|and|does|did|is|was|are|were|has|have|had|if|than|on|can|will|should|would|under|de|del|di|von|chez|para|pour|por|&)\s+$/i;

/** Each name as its words, folded. German writes every noun large, so there none can be told. */
export function namesIn(question: string, language: string): string[][] {
  if (language === 'de') return [];
  const names: string[][] = [];
  let lastEnd = -1;
  for (const match of question.matchAll(NAME)) {
    const raw = match[0].replace(/[.'’-]+$/, '');
    const word = fold(raw).replace(/'s$/, '');
    if (NO_NAMES.has(word) || /^(?:fy|cy|[1-4]?q[1-4]?)\d+/.test(word) || word.length < 2) continue;
    const before = question.slice(0, match.index);
    const adjoins = lastEnd >= 0 && /^\s*(?:&\s*)?$/.test(question.slice(lastEnd, match.index));
    const marked =
      /['’]s?$/.test(match[0]) ||
      /^['’]/.test(question.slice(match.index + match[0].length)) ||
      /\p{Lu}.*\p{Lu}|\p{Nd}/u.test(raw) ||
      LEADS.test(before);
    if (adjoins && names.length > 0) names.at(-1)?.push(word);
    else if (marked && (before.trim() !== '' || /['’]s$/.test(match[0]))) names.push([word]);
    else continue;
    lastEnd = match.index + match[0].length;
  }
  return names;
}

export type NamePresence = 'salient' | 'present' | 'absent';

/** Standing on this share of the pages, or on the first, a name is the document's own. */
const SALIENT_SHARE = 0.2;

export interface NameMatch {
  presence: NamePresence;
  /** Passages that hold it. */
  passages: ReadonlySet<number>;
}

export function findName(index: ChatIndex, name: readonly string[]): NameMatch {
  const words = name.map((word) => wordPassages(index, word));
  const missing = words.filter((passages) => passages.size === 0).length;
  const first = words[0] ?? new Set<number>();
  const known = words.filter((passages) => passages.size > 0);
  if (first.size === 0 || missing > name.length / 3) return { presence: 'absent', passages: new Set() };
  const rarest = known.sort((a, b) => a.size - b.size)[0] ?? first;
  return { presence: isSalient(index, rarest) ? 'salient' : 'present', passages: rarest };
}

/** The document's own name is no topic in it: it stands high on its first page or on most of its pages. */
const SUBJECT_SHARE = 0.4;
const SUBJECT_REACH = 1500;

export function isSubjectName(index: ChatIndex, word: string): boolean {
  const passages = wordPassages(index, word);
  const pages = new Set<number>();
  for (const at of passages) {
    const passage = index.passages[at];
    if (passage?.page === 0 && (passage.spans[0]?.[0] ?? SUBJECT_REACH) < SUBJECT_REACH) return true;
    if (passage) pages.add(passage.page);
  }
  return pages.size > 0 && pages.size >= SUBJECT_SHARE * index.texts.length;
}

function isSalient(index: ChatIndex, passages: ReadonlySet<number>): boolean {
  const pages = new Set([...passages].map((passage) => index.passages[passage]?.page ?? -1));
  return pages.has(0) || pages.size >= Math.max(2, SALIENT_SHARE * index.texts.length);
}

function wordPassages(index: ChatIndex, word: string): Set<number> {
  const { terms } = index.postings;
  const positions = tokenise(word, index.language).map((token) => termPosition(terms, token.term));
  const exact = positions.length > 0 && positions.every((position) => position >= 0);
  if (exact) return union(index, positions.slice(0, 1));
  const bare = word.replace(/[^\p{L}\p{Nd}]/gu, '');
  const near = terms.flatMap((term, i) => (resembles(bare, term) ? [i] : []));
  return near.length > 0 ? union(index, near) : acronymPassages(index, bare);
}

const resembles = (word: string, term: string): boolean =>
  (word.length >= 3 && term.startsWith(word)) ||
  (word.length >= 6 && term.length >= 5 && word.startsWith(term)) ||
  (word.length >= 6 && term[0] === word[0] && editsWithin(word, term, 1));

function union(index: ChatIndex, positions: readonly number[]): Set<number> {
  const { offsets, passages } = index.postings;
  const all = new Set<number>();
  for (const position of positions) {
    for (let i = offsets[position] ?? 0; i < (offsets[position + 1] ?? 0); i++) all.add(passages[i] ?? 0);
  }
  return all;
}

/** `NTL` for Northwind Traders Limited, `FABIN` for Fabrikam Industries: first letters of words in a row. */
function acronymPassages(index: ChatIndex, word: string): Set<number> {
  const found = new Set<number>();
  if (word.length < 2 || word.length > 8) return found;
  index.texts.slice(0, 3).forEach((text, page) => {
    const words = [...text.matchAll(/\p{Lu}[\p{L}]+/gu)].map((match) => fold(match[0]));
    const hit = words.some((_, i) => spells(word, words, i, 0));
    if (hit) found.add(index.pageStarts[page] ?? 0);
  });
  return found;
}

/** Whether `word` is spelt by at least two words in a row, one to three letters from each. */
function spells(word: string, words: readonly string[], i: number, used: number): boolean {
  if (word === '') return used >= 2;
  const next = words[i];
  if (next === undefined || used > 5) return false;
  return [1, 2, 3].some(
    (n) => n <= word.length && next.startsWith(word.slice(0, n)) && spells(word.slice(n), words, i + 1, used + 1),
  );
}
