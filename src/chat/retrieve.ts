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
}

const K1 = 1.2;
const B_PASSAGE = 0.4;
const B_PAGE = 0.5;
const NEIGHBOUR = 0.35;
const PAGE_SHARE = 0.8;
const SYNONYM = 0.4;
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
  const pages = index.texts.length;
  const pageScores = new Float64Array(pages);
  const pageMasks = new Uint32Array(pages);
  const { lengths } = index.postings;
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, count);
  const pageLengths = pageSums(index);
  const pageAverage = pageLengths.reduce((sum, length) => sum + length, 0) / Math.max(1, pages);
  groups.forEach((group, bit) => {
    const frequencies = frequenciesOf(index, group);
    const onPages = new Map<number, number>();
    for (const [passage, frequency] of frequencies) {
      const norm = 1 - B_PASSAGE + (B_PASSAGE * (lengths[passage] ?? 0)) / average;
      scores[passage] =
        (scores[passage] ?? 0) + (group.weight * group.idf * frequency * (K1 + 1)) / (frequency + K1 * norm);
      masks[passage] = (masks[passage] ?? 0) | (1 << bit);
      const page = index.passages[passage]?.page ?? 0;
      onPages.set(page, (onPages.get(page) ?? 0) + frequency);
    }
    const idf = Math.log(1 + (pages - onPages.size + 0.5) / (onPages.size + 0.5));
    for (const [page, frequency] of onPages) {
      const norm = 1 - B_PAGE + (B_PAGE * (pageLengths[page] ?? 0)) / pageAverage;
      pageScores[page] =
        (pageScores[page] ?? 0) + (group.weight * idf * frequency * (K1 + 1)) / (frequency + K1 * norm);
      pageMasks[page] = (pageMasks[page] ?? 0) | (1 << bit);
    }
  });
  scaleToOne(pageScores);
  const pageCoverage = Float64Array.from(pageMasks, (mask) => covered(groups, mask));
  return { hits: bestHits(index, scores, masks, groups, pageScores, limit), pageScores, pageCoverage };
}

function bestHits(
  index: ChatIndex,
  scores: Float64Array,
  masks: Uint32Array,
  groups: Group[],
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
    const total = (score + NEIGHBOUR * around) / most + PAGE_SHARE * (pageScores[page] ?? 0);
    hits.push({ passage, page, score: total, coverage: 0 });
  });
  hits.sort((a, b) => b.score - a.score);
  const best = hits.slice(0, limit);
  for (const hit of best) hit.coverage = covered(groups, maskAround(index, masks, hit.passage));
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

function covered(groups: readonly Group[], mask: number): number {
  const all = groups.reduce((sum, group) => sum + group.idf * group.weight, 0);
  const there = groups.reduce((sum, group, bit) => sum + (mask & (1 << bit) ? group.idf * group.weight : 0), 0);
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
  const compounds = index.language === 'de' || index.language === 'nl';
  for (const { text, weight } of wanted) {
    for (const { term } of tokenise(text, index.language)) {
      if (seen.has(term)) continue;
      seen.add(term);
      const alternatives: Group['alternatives'] = [];
      const position = termPosition(terms, term);
      if (position >= 0) alternatives.push({ position, weight: 1 });
      for (const synonym of synonymsOf(term, index.language)) {
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

/** Of the passages that hold the group: in words, the group's best alternative counting fully. */
function frequenciesOf(index: ChatIndex, group: Group): Map<number, number> {
  const { offsets, passages, weights } = index.postings;
  const frequencies = new Map<number, number>();
  for (const { position, weight } of group.alternatives) {
    for (let i = offsets[position] ?? 0; i < (offsets[position + 1] ?? 0); i++) {
      const passage = passages[i] ?? 0;
      const frequency = (weight * (weights[i] ?? 0)) / WEIGHT_UNIT;
      frequencies.set(passage, Math.max(frequency, frequencies.get(passage) ?? 0));
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
