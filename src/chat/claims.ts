/** What an answer is made of: one thing found, in words, with the places that show it. */

import { spansOf } from './passages.ts';
import { passageText } from './postings.ts';
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
export function quoteClaim(index: ChatIndex, at: number, lead = ''): Claim | null {
  const [citation] = citePassage(index, at);
  if (!citation) return null;
  const whole = passageText(index.texts, index.passages[at] ?? { page: 0, kind: 'sentence', spans: [] }).length;
  const cut = citation.snippet.length + 1 < whole && !/[.!?؟。]$/.test(citation.snippet) ? ' …' : '';
  return { text: `${lead}“${citation.snippet}${cut}”`, page: citation.page, citations: [citation], quoted: true };
}
