/** What a reading is worth. */
import { languageByCode } from '../../../src/contract/languages.ts';
import { characterErrorRate, normalise, normaliseUnspaced, wordDifference, wordScore } from '../shared/text-score.ts';
import type { Item } from './readers.ts';

export interface Score {
  /** Character error rate. */
  cer: number;
  /** Word F1; null of a script that sets no blanks. */
  f1: number | null;
  amounts: AmountScore;
}

export interface AmountScore {
  /** Exactly: sign, point and all digits. */
  right: number;
  /** The same, signs aside. */
  unsigned: number;
  all: number;
}

/** Chinese, Japanese and Thai: the truth has blanks where the text was broken, not where the script sets them. */
const UNSPACED = new Set(['Hans', 'Hant', 'Jpan', 'Thai']);

export function score(item: Item, text: string, foldCase = false): Score {
  const { truth } = item;
  const unspaced = isUnspaced(item);
  const [wanted, read] = [truth, text].map((part) => comparable(item, part, foldCase)) as [string, string];
  return {
    cer: characterErrorRate(wanted, read),
    f1: unspaced ? null : wordScore(wanted, read).f1,
    amounts: amountScore(truth, text),
  };
}

/** A text, or the truth, as the item's scores take it: normalised, with or without blanks. */
export function comparable(item: Item, text: string, foldCase = false): string {
  const normal = isUnspaced(item) ? normaliseUnspaced(text) : normalise(text);
  return foldCase ? normal.toLowerCase() : normal;
}

export const isUnspaced = ({ packs }: Item): boolean => UNSPACED.has(languageByCode(packs[0] ?? '')?.script ?? '');

/** Of the amounts of money in the truth those that stand in the text as often. */
export function amountScore(truth: string, text: string): AmountScore {
  const wanted = amountsOf(truth);
  const read = amountsOf(text);
  return { right: common(wanted, read), unsigned: common(wanted.map(unsign), read.map(unsign)), all: wanted.length };
}

const common = (wanted: readonly string[], read: readonly string[]): number =>
  wanted.length - wordDifference(wanted.join(' '), read.join(' ')).missing.length;

const unsign = (amount: string): string => amount.replace(/[-+()]/g, '');

/** `-1,234.50`, `(12.00)`, `$3.99`, `1.234,50`: two digits after the last point or comma. */
const amountsOf = (text: string): string[] =>
  normalise(text).match(/(?<![\p{L}\d.,])[-+(]?[$€£]?\d[\d.,]*[.,]\d{2}\)?(?![\p{L}\d]|[.,]\d)/gu) ?? [];
