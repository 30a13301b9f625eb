/** What an answer is made of: one thing found, in words, with the places that show it. */

import { spansOf } from './passages.ts';
import { passageText } from './postings.ts';
import { tokenise } from './tokens.ts';
import type { ChatIndex, Citation } from './types.ts';
import { cite } from './verify.ts';

export interface Claim {
  /** Without its page. */
  text: string;
  /** Counts from 1. */
  page: number;
  citations: Citation[];
  /** A quotation stands as a sentence of its own. */
  quoted: boolean;
}

/** More than this is a search, not an answer. */
export const MAX_CITATIONS = 3;
/** A value and its label may stand this far apart and still be one quotation. */
const ONE_SNIPPET = 320;
const QUOTE = 360;
/** White space and a bullet. */
const ITEM_GAP = 12;

/** The passage's stretches as few citations as its place in the text allows, that with `must` first. */
export function citePassage(index: ChatIndex, at: number, must?: [number, number]): Citation[] {
  const passage = index.passages[at];
  if (!passage) return [];
  const text = index.texts[passage.page] ?? '';
  const spans = passage.cells ? spansOf(text, passage.cells) : passage.spans;
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  if (last[1] - first[0] <= ONE_SNIPPET) return compact(cite(index, passage.page, first[0], last[1]));
  if (spans.length === 1) return compact(cite(index, passage.page, ...shortened(text, first, must)));
  const holding = must ? spans.filter(([start, end]) => must[0] < end && start < must[1]) : [];
  const ordered = [...new Set([...holding, first])];
  return ordered.flatMap(([start, end]) => compact(cite(index, passage.page, ...shortened(text, [start, end], must))));
}

/** The places that show a label with its value: one stretch where they are close, else one each. */
export function citePair(
  index: ChatIndex,
  page: number,
  label: [number, number] | null,
  value: [number, number],
): Citation[] {
  const from = Math.min(value[0], label?.[0] ?? value[0]);
  const to = Math.max(value[1], label?.[1] ?? value[1]);
  if (to - from <= ONE_SNIPPET) return compact(cite(index, page, ...wholeLine(index.texts[page] ?? '', from, to)));
  return [value, ...(label ? [label] : [])].flatMap(([start, end]) =>
    compact(cite(index, page, ...wholeLine(index.texts[page] ?? '', start, end))),
  );
}

/** Widened to the lines' ends where they are short: a quotation reads better whole. */
function wholeLine(text: string, start: number, end: number): [number, number] {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline < 0 ? text.length : newline;
  return text.slice(from, to).replace(/\s+/g, ' ').length <= 200 ? [from, to] : [start, end];
}

function shortened(text: string, [start, end]: [number, number], must?: [number, number]): [number, number] {
  if (end - start <= QUOTE) return [start, end];
  const middle = must ? must[0] : start;
  const wanted = Math.max(start, Math.min(middle - QUOTE / 3, end - QUOTE));
  const from = wanted <= start ? start : text.indexOf(' ', wanted) + 1 || start;
  const space = text.lastIndexOf(' ', from + QUOTE);
  return [from, from + QUOTE >= end || space <= from ? Math.min(end, from + QUOTE) : space];
}

const compact = <T>(value: T | null): T[] => (value === null ? [] : [value]);

/** A claim that quotes a passage. */
export function quoteClaim(index: ChatIndex, at: number, lead = '', asked: readonly string[] = []): Claim | null {
  const [citation] = introduced(index, at) ?? citePassage(index, at, densest(index, at, asked));
  if (!citation) return null;
  const whole = passageText(index.texts, index.passages[at] ?? { page: 0, kind: 'sentence', spans: [] }).length;
  const cut = citation.snippet.length + 1 < whole && !/[.!?؟。]$/.test(citation.snippet) ? ' …' : '';
  return { text: `${lead}“${citation.snippet}${cut}”`, page: citation.page, citations: [citation], quoted: true };
}

/** Where in a passage longer than a quotation most of the words asked for stand together. */
function densest(index: ChatIndex, at: number, asked: readonly string[]): [number, number] | undefined {
  const passage = index.passages[at];
  const [span] = passage?.spans ?? [];
  if (!passage || passage.cells || !span || span[1] - span[0] <= QUOTE || asked.length === 0) return undefined;
  const wanted = new Set(tokenise(asked.join(' '), index.language).map(({ term }) => term));
  const places = tokenise((index.texts[passage.page] ?? '').slice(...span), index.language).filter(({ term }) =>
    wanted.has(term),
  );
  const reach = places.map((place) =>
    places.filter(({ start }) => start >= place.start && start < place.start + QUOTE / 2),
  );
  const counts = reach.map((near) => new Set(near.map(({ term }) => term)).size);
  const best = places[counts.indexOf(Math.max(...counts))];
  return best && [span[0] + best.start, span[0] + best.end];
}

/** A passage that introduces others (a heading, a line over a list) with them, as far as a quotation goes; null of another. */
function introduced(index: ChatIndex, at: number): Citation[] | null {
  const passage = index.passages[at];
  const [span, more] = passage?.spans ?? [];
  if (!passage || !span || more || !introduces(index, at)) return null;
  let end = span[1];
  for (let i = at + 1; index.passages[i]?.page === passage.page; i++) {
    const [next, broken] = index.passages[i]?.spans ?? [];
    const adjoins = next && !broken && next[0] >= end && next[0] - end < ITEM_GAP && next[1] - span[0] <= QUOTE;
    if (!adjoins || index.passages[i]?.kind === 'heading') break;
    end = next[1];
  }
  return end === span[1] ? null : compact(cite(index, passage.page, span[0], end));
}

/** Whether what follows belongs to the passage: it is a heading, ends in a colon, or stands over a list. */
export function introduces(index: ChatIndex, at: number): boolean {
  const [passage, next] = [index.passages[at], index.passages[at + 1]];
  if (!passage || !next || passage.page !== next.page || (passage.cells?.length ?? 1) > 1) return false;
  const text = passageText(index.texts, passage);
  const overList = next.kind === 'item' && passage.kind !== 'item' && !/[.!?。؟！？]$/u.test(text);
  return passage.kind === 'heading' || overList || /[:：]$/.test(text);
}
