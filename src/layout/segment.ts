/** What the phases of a page hand each other: words with their levelled places, in pieces without a wide gap. */
import type { Bbox, Word } from '../document/model.ts';

/**
 * A word where it would stand on a straight page: pixels of its text's frame, in which lines run from left to right and
 * down the page (for upright text the page itself, its skew taken out).
 */
export interface PlacedWord {
  word: Word;
  box: Bbox;
}

/** Words of one line without a wide gap between them; boxes and lengths in pixels of the frame. */
export interface Segment {
  /** In logical order; at least one. */
  words: PlacedWord[];
  box: Bbox;
  /** y on which its letters stand. */
  baseline: number;
  /** The em of its type; estimated where the source does not know it. */
  size: number;
  mono: boolean;
  vertical: boolean;
  /** Its line's position in the source. */
  order: number;
}

export const widthOf = (box: Bbox): number => box[2] - box[0];
export const heightOf = (box: Bbox): number => box[3] - box[1];

/** The middle value of unsorted numbers, the upper one of two; `fallback` of none. */
export function median(values: readonly number[], fallback = 0): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? fallback;
}

/** Of any number of values, which a call with each of them as an argument could not take; ±∞ of none. */
export const least = (values: readonly number[]): number =>
  values.reduce((found, value) => Math.min(found, value), Number.POSITIVE_INFINITY);
export const greatest = (values: readonly number[]): number =>
  values.reduce((found, value) => Math.max(found, value), Number.NEGATIVE_INFINITY);
