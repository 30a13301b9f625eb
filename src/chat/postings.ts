/** An inverted index over passages: built once a document, searched with BM25. */
import { tokenise } from './tokens.ts';
import type { Passage, Postings } from './types.ts';

/** Stored frequencies are whole numbers of this share, so that a heading's words can count less than one. */
export const WEIGHT_UNIT = 8;
const HEADER_WEIGHT = 3;
const HEADING_WEIGHT = 3;
const OWN_HEADING_WEIGHT = 12;

export function passageText(texts: readonly string[], passage: Passage): string {
  return passage.spans.map(([start, end]) => (texts[passage.page] ?? '').slice(start, end)).join(' ');
}

export function buildPostings(texts: readonly string[], passages: readonly Passage[], language: string): Postings {
  const terms = new Map<string, Map<number, number>>();
  const own = passages.map((passage) => tokenise(passageText(texts, passage), language).map((token) => token.term));
  const lengths = new Uint32Array(passages.length);
  const add = (list: string[], passage: number, weight: number) => {
    for (const term of list) {
      const postings = terms.get(term) ?? new Map<number, number>();
      terms.set(term, postings);
      postings.set(passage, (postings.get(passage) ?? 0) + weight);
      lengths[passage] = (lengths[passage] ?? 0) + weight;
    }
  };
  passages.forEach((passage, i) => {
    add(own[i] ?? [], i, passage.kind === 'heading' ? OWN_HEADING_WEIGHT : WEIGHT_UNIT);
    for (const header of passage.headers ?? []) add(own[header] ?? [], i, HEADER_WEIGHT);
    if (passage.heading !== undefined) add(own[passage.heading] ?? [], i, HEADING_WEIGHT);
  });
  return pack(terms, lengths);
}

function pack(terms: Map<string, Map<number, number>>, lengths: Uint32Array): Postings {
  const sorted = [...terms.keys()].sort((a, b) => (a < b ? -1 : 1));
  const total = [...terms.values()].reduce((sum, postings) => sum + postings.size, 0);
  const offsets = new Uint32Array(sorted.length + 1);
  const passages = new Uint32Array(total);
  const weights = new Uint16Array(total);
  let at = 0;
  sorted.forEach((term, i) => {
    offsets[i] = at;
    for (const [passage, weight] of terms.get(term) ?? []) {
      passages[at] = passage;
      weights[at] = Math.min(weight, 0xffff);
      at++;
    }
  });
  offsets[sorted.length] = at;
  return { terms: sorted, offsets, passages, weights, lengths };
}

/** Position of a term, -1 where the document does not hold it. */
export function termPosition(terms: readonly string[], term: string): number {
  let [low, high] = [0, terms.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = terms[middle] ?? '';
    if (found === term) return middle;
    if (found < term) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
