/** Receipts off a till's roll: one column of short printed lines, a head, then items and sums with their amounts. */

import type { Segment } from '../segment.ts';
import { median } from '../segment.ts';
import { boundsOf, type TextLine } from './table.ts';
import { inLogicalOrder, toChunks, toLines, toWords } from './text-lines.ts';

/** Rolls of 80 mm take 42 or 48 characters a line, rolls of 58 mm take 32; so do nine of ten lines, blanks counted once. */
const CHARACTERS = 48;
const NARROW = 0.9;
/** Fewer lines tell nothing. */
const LINES = 8;
/** Lines with amounts, at least, and their share of all: 0.19 to 0.48 on 15 receipts, 0 on pages as narrow. */
const AMOUNTS = 3;
const PRICED = 0.15;
/** Name and address of the shop, at least so many lines, stand over the first amount; heads of a table's columns are fewer. */
const HEAD = 5;
/** An amount is among the last words of its line: tax codes and specks may follow. */
const LAST_WORDS = 3;
/** Share of lines without a wide gap, at least: names, addresses and notes. */
const SINGLE = 0.2;

/** With decimals, in thousands, or beside a currency sign; a letter of a tax code may hang on it. */
const AMOUNT =
  /^[-−+(*]?(?:\p{Sc}?\p{Nd}{1,3}(?:[.,٬]?\p{Nd}{3})*[.,٫]\p{Nd}{2}|\p{Sc}?\p{Nd}{1,3}(?:[.,٬]\p{Nd}{3})+|\p{Sc}\p{Nd}+)[)円元]?[-*]?\p{Lu}{0,2}$/u;

/**
 * Told by the shape of the text alone. On such a page each printed line is a row: recognised baselines wobble, and what
 * stands between two prices is as often the name of the next item as more of the last one's.
 */
export function isReceipt(segments: readonly Segment[]): boolean {
  const lines = toLines(toWords(segments).words);
  if (lines.length < LINES) return false;
  const narrow = lines.filter((line) => charactersOf(line) <= CHARACTERS).length;
  if (narrow < NARROW * lines.length) return false;
  const priced = lines.map(hasAmount);
  const amounts = priced.filter(Boolean).length;
  if (amounts < AMOUNTS || amounts < PRICED * lines.length || priced.indexOf(true) < HEAD) return false;
  return lines.filter(({ words }) => toChunks(words).length === 1).length >= SINGLE * lines.length;
}

const charactersOf = ({ words }: TextLine): number =>
  words.reduce((sum, { word }) => sum + word.text.length, words.length - 1);

const hasAmount = ({ words }: TextLine): boolean => words.slice(-LAST_WORDS).some(({ word }) => AMOUNT.test(word.text));

/** One segment for each printed line: a label and the amount at the far side are read together. Left to right. */
export function joinPrintedLines(segments: readonly Segment[]): Segment[] {
  const { words, fillers } = toWords(segments);
  return toLines([...words, ...fillers]).map((line): Segment => {
    const own = [...new Set(line.words.map(({ segment }) => segment))];
    const [first] = own as [Segment];
    if (own.length === 1) return first;
    return {
      ...first,
      words: inLogicalOrder(line.words).map(({ word, box }) => ({ word, box })),
      box: boundsOf(line.words),
      baseline: line.baseline,
      size: median(own.map(({ size }) => size)),
      order: Math.min(...own.map(({ order }) => order)),
    };
  });
}
