/** The terms of a stretch of text, as the index knows them, and how rare each is. */
import { fold } from '../document/normalise.ts';
import { STOP_WORDS } from './languages.ts';
import { termPosition } from './postings.ts';
import { tokenise } from './tokens.ts';
import type { ChatIndex } from './types.ts';

/** Without the function words of `language`. */
export function termsIn(index: ChatIndex, text: string, language: string): Set<string> {
  const stop = STOP_WORDS[language];
  const tokens = tokenise(text, index.language).filter(({ start, end }) => !stop?.has(fold(text.slice(start, end))));
  return new Set(tokens.map(({ term }) => term));
}

/** Passages that hold the term. */
export function passageCount({ postings }: ChatIndex, term: string): number {
  const at = termPosition(postings.terms, term);
  return at < 0 ? 0 : (postings.offsets[at + 1] ?? 0) - (postings.offsets[at] ?? 0);
}

/** High where few passages hold the term. */
export const rarity = (index: ChatIndex, term: string): number =>
  Math.log(1 + index.passages.length / (1 + passageCount(index, term)));
