/** Quotations set apart: paragraphs that stand in from both sides of their column. */
import { isCapitals, isRtl } from './measure.ts';
import { hasColumns, median } from './part.ts';
import type { PageMeasure, Part } from './types.ts';

/** In em, on each side. */
const INDENT = 1.2;
/** Shorter ones are as likely addresses, verses or titles. */
const MIN_LINES = 2;
/** Of the quote's own width: its full lines end together. */
const FILLED = 0.85;

/** `column`: left and right edge of the running text around it. Only where most of the page is running text. */
export function isQuote(part: Part, [left, right]: readonly [number, number], measure: PageMeasure): boolean {
  if (!/\p{Ll}{3}|\p{Lo}{3}/u.test(part.text) || isCapitals(part.text) || hasColumns(part)) return false;
  if (!measure.prose || part.lines.length < MIN_LINES || part.size > 1.08 * measure.body) return false;
  const indent = INDENT * measure.body;
  const [x0, , x1] = part.box;
  if (x0 - left < indent || right - x1 < indent || x1 - x0 < 0.4 * (right - left)) return false;
  // All but the last line are full, and begin at one edge: centred lines do neither.
  const full = part.lines.slice(0, -1).filter(({ box }) => box[2] - box[0] >= FILLED * (x1 - x0));
  const starts = part.lines.map(({ box }) => (isRtl(part.text) ? x1 - box[2] : box[0] - x0));
  return full.length >= (part.lines.length - 1) * 0.7 && median(starts) <= 0.3 * measure.body;
}
