/** BM25 over passages with their neighbours and over pages, fused; and how much of the question each place covers. */
import { nearTerms } from './near-terms.ts';
import { termPosition, WEIGHT_UNIT } from './postings.ts';
import { synonymsOf } from './synonyms.ts';
import { tokenise } from './tokens.ts';
import type { ChatIndex } from './types.ts';

export interface SearchTerm {
  text: string;
  /** 1 for a word of the question, less for one carried over from the question before. */
  weight: number;
}

export interface Hit {
  passage: number;
  page: number;
  score: number;
  /** 0…1: share of the question's terms, by rarity, that stand in the passage, its heading, headers and neighbours. */
  coverage: number;
}

export interface SearchResult {
  /** Best first. */
  hits: Hit[];
  /** By page, from 0; the best page has 1. */
  pageScores: Float64Array;
  /** By page: share of the question's terms, by rarity, that stand on it. */
  pageCoverage: Float64Array;
  /** 0…1, of any passage. */
  coverageOf: (passage: number) => number;
  /** The same, by its own words and its headings'. */
  ownCoverageOf: (passage: number) => number;
}

const K1 = 1.2;
const B_PASSAGE = 0.4;
const B_PAGE = 0.5;
const NEIGHBOUR = 0.35;
const PAGE_SHARE = 0.8;
const OWN_COVERAGE = 0.3;
const SYNONYM = 0.4;
/** How much of a term is covered where only a synonym of it stands. */
const HINT = 0.5;
/** Bits of a number that can mark which terms a passage holds. */
const MAX_TERMS = 30;

interface Group {
  alternatives: { position: number; weight: number }[];
  idf: number;
  weight: number;
}

/** At most `limit` hits. A search of 1,000 pages takes a few milliseconds. */
export function search(index: ChatIndex, wanted: readonly SearchTerm[], limit = 40): SearchResult {
  const groups = groupsOf(index, wanted).slice(0, MAX_TERMS);
  const count = index.passages.length;
  const scores = new Float64Array(count);
  const masks = new Uint32Array(count);
  const hintMasks = new Uint32Array(count);
  const pages = index.texts.length;
  const pageScores = new Float64Array(pages);
  const pageMasks = new Uint32Array(pages);
  const pageHints = new Uint32Array(pages);
  const { lengths } = index.postings;
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, count);
  const pageLengths = pageSums(index);
  const pageAverage = pageLengths.reduce((sum, length) => sum + length, 0) / Math.max(1, pages);
  groups.forEach((group, bit) => {
    const frequencies = frequenciesOf(index, group);
    const onPages = new Map<number, Frequency>();
    for (const [passage, { own, hint }] of frequencies) {
      const norm = 1 - B_PASSAGE + (B_PASSAGE * (lengths[passage] ?? 0)) / average;
      scores[passage] = (scores[passage] ?? 0) + group.weight * group.idf * saturated(Math.max(own, hint), norm);
      const mask = own > 0 ? masks : hintMasks;
      mask[passage] = (mask[passage] ?? 0) | (1 << bit);
      const page = index.passages[passage]?.page ?? 0;
      const before = onPages.get(page) ?? { own: 0, hint: 0 };
      onPages.set(page, { own: before.own + own, hint: Math.max(before.hint, hint) });
    }
    const idf = Math.log(1 + (pages - onPages.size + 0.5) / (onPages.size + 0.5));
    for (const [page, { own, hint }] of onPages) {
      const norm = 1 - B_PAGE + (B_PAGE * (pageLengths[page] ?? 0)) / pageAverage;
      pageScores[page] = (pageScores[page] ?? 0) + group.weight * idf * saturated(Math.max(own, hint), norm);
      const mask = own > 0 ? pageMasks : pageHints;
      mask[page] = (mask[page] ?? 0) | (1 << bit);
    }
  });
  scaleToOne(pageScores);
  const pageCoverage = Float64Array.from(pageMasks, (mask, page) => covered(groups, mask, pageHints[page]));
  const ownCoverageOf = (passage: number) => covered(groups, masks[passage] ?? 0, hintMasks[passage]);
  const coverageOf = (passage: number) =>
    covered(groups, maskAround(index, masks, passage), maskAround(index, hintMasks, passage));
  return {
    hits: bestHits(index, scores, ownCoverageOf, coverageOf, pageScores, limit),
    pageScores,
    pageCoverage,
    coverageOf,
    ownCoverageOf,
  };
}

function bestHits(
  index: ChatIndex,
  scores: Float64Array,
  ownCoverageOf: (passage: number) => number,
  coverageOf: (passage: number) => number,
  pageScores: Float64Array,
  limit: number,
): Hit[] {
  const most = scores.reduce((a, b) => Math.max(a, b), 0) || 1;
  const hits: Hit[] = [];
  scores.forEach((score, passage) => {
    if (score === 0) return;
    const page = index.passages[passage]?.page ?? 0;
    const same = (other: number) => (index.passages[other]?.page === page ? (scores[other] ?? 0) : 0);
    const around = Math.max(same(passage - 1), same(passage + 1));
    const total =
      (score + NEIGHBOUR * around) / most +
      PAGE_SHARE * (pageScores[page] ?? 0) +
      OWN_COVERAGE * ownCoverageOf(passage);
    hits.push({ passage, page, score: total, coverage: 0 });
  });
  hits.sort((a, b) => b.score - a.score);
  const best = hits.slice(0, limit);
  for (const hit of best) hit.coverage = coverageOf(hit.passage);
  return best;
}

/** A passage with two neighbours on each side. */
function maskAround(index: ChatIndex, masks: Uint32Array, passage: number): number {
  const page = index.passages[passage]?.page;
  let mask = 0;
  for (let other = passage - 2; other <= passage + 2; other++) {
    if (index.passages[other]?.page === page) mask |= masks[other] ?? 0;
  }
  return mask;
}

/** A term counts whole, a mere synonym of it `HINT`. */
function covered(groups: readonly Group[], mask: number, hints = 0): number {
  const all = groups.reduce((sum, group) => sum + group.idf * group.weight, 0);
  const there = groups.reduce((sum, group, bit) => {
    const share = mask & (1 << bit) ? 1 : hints & (1 << bit) ? HINT : 0;
    return sum + share * group.idf * group.weight;
  }, 0);
  return all === 0 ? 0 : there / all;
}

function scaleToOne(values: Float64Array): void {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (most > 0) values.set(values.map((value) => value / most));
}

/** A term with its synonyms and near forms; rare terms weigh more, and one that is nowhere weighs most. */
function groupsOf(index: ChatIndex, wanted: readonly SearchTerm[]): Group[] {
  const { terms, offsets } = index.postings;
  const seen = new Set<string>();
  const groups: Group[] = [];
  const asked = new Set(wanted.flatMap(({ text }) => tokenise(text, index.language).map(({ term }) => term)));
  const compounds = index.language === 'de' || index.language === 'nl';
  for (const { text, weight } of wanted) {
    for (const { term } of tokenise(text, index.language)) {
      if (seen.has(term)) continue;
      seen.add(term);
      const alternatives: Group['alternatives'] = [];
      const position = termPosition(terms, term);
      if (position >= 0) alternatives.push({ position, weight: 1 });
      for (const synonym of synonymsOf(term, index.language)) {
        // "Chief executive": one of them alone must not stand for both.
        if (asked.has(synonym)) continue;
        const found = termPosition(terms, synonym);
        if (found >= 0) alternatives.push({ position: found, weight: SYNONYM });
      }
      if (position < 0 || compounds) alternatives.push(...nearTerms(terms, term, compounds || position < 0));
      const own = alternatives[0];
      const frequency = own ? (offsets[own.position + 1] ?? 0) - (offsets[own.position] ?? 0) : 0;
      const count = index.passages.length;
      groups.push({ alternatives, weight, idf: Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) });
    }
  }
  return groups;
}

const saturated = (frequency: number, norm: number): number => (frequency * (K1 + 1)) / (frequency + K1 * norm);

interface Frequency {
  /** Times the word itself or a near form stands there, weighted. */
  own: number;
  /** Of its best synonym: however often it stands there, it is only a hint. */
  hint: number;
}

function frequenciesOf(index: ChatIndex, group: Group): Map<number, Frequency> {
  const { offsets, passages, weights } = index.postings;
  const frequencies = new Map<number, Frequency>();
  for (const { position, weight } of group.alternatives) {
    for (let i = offsets[position] ?? 0; i < (offsets[position + 1] ?? 0); i++) {
      const passage = passages[i] ?? 0;
      const known = frequencies.get(passage) ?? { own: 0, hint: 0 };
      if (weight > SYNONYM) known.own = Math.max(known.own, (weight * (weights[i] ?? 0)) / WEIGHT_UNIT);
      else known.hint = weight;
      frequencies.set(passage, known);
    }
  }
  return frequencies;
}

const sums = new WeakMap<ChatIndex, Float64Array>();

function pageSums(index: ChatIndex): Float64Array {
  const known = sums.get(index);
  if (known) return known;
  const lengths = new Float64Array(index.texts.length);
  index.passages.forEach(({ page }, i) => {
    lengths[page] = (lengths[page] ?? 0) + (index.postings.lengths[i] ?? 0) / WEIGHT_UNIT;
  });
  sums.set(index, lengths);
  return lengths;
}
