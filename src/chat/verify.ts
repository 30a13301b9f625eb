/** Nothing is quoted or said that does not stand on the page. */

import { squeeze } from '../document/normalise.ts';
import { findDates } from '../layout/fields/dates.ts';
import { findNumbers } from '../layout/fields/numbers.ts';
import { boxesBetween } from './align.ts';
import type { ChatIndex, Citation } from './types.ts';

/** A citation of the stretch of a page's text (page from 0). Null where it is empty. */
export function cite(index: ChatIndex, page: number, start: number, end: number): Citation | null {
  const text = index.texts[page] ?? '';
  const snippet = text.slice(start, end).replace(/\s+/gu, ' ').trim();
  const words = index.words[page];
  if (snippet === '') return null;
  return { page: page + 1, snippet, bboxes: words ? boxesBetween(words, start, end) : [] };
}

/** Whether the snippet is a stretch of its page's text, white space apart. */
export function isVerbatim(texts: readonly string[], { page, snippet }: Pick<Citation, 'page' | 'snippet'>): boolean {
  const quoted = squeeze(snippet);
  return quoted !== '' && squeeze(texts[page - 1] ?? '').includes(quoted);
}

/** Whether every number and date of a claim stands in one of the snippets that it rests on. */
export function isGrounded(claim: string, snippets: readonly string[]): boolean {
  const numbers = new Set(snippets.flatMap((snippet) => findNumbers(snippet).map(({ value }) => Math.abs(value))));
  const dates = new Set(snippets.flatMap((snippet) => findDates(snippet).map(({ iso }) => iso)));
  const claimed = findDates(claim);
  const inDate = (start: number) => claimed.some((date) => start >= date.start && start < date.end);
  return (
    claimed.every(({ iso }) => dates.has(iso)) &&
    findNumbers(claim).every(({ start, value }) => inDate(start) || numbers.has(Math.abs(value)))
  );
}
