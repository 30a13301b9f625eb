/** How a document writes numbers and dates, told by those of its figures that can be read in one way only. */
import { asciiDigits } from '../../document/normalise.ts';
import type { Calendar } from './dates.ts';
import type { Conventions } from './values.ts';

export interface DocumentConventions extends Conventions {
  /** Whether the document shows its order of day and month, or it is the usual one that is taken. */
  dayFirstSure: boolean;
  /** Of years of four digits before 1600. */
  calendar: Calendar;
}

const NUMERIC_DATE = /(?<![\d.,/-])(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d.,/-]*\d)/g;
/** Sums with a decimal sign and two digits behind it. */
const DECIMALS = /\d([.,])\d{2}(?![\d.,]*\d)/g;
const AMERICAN =
  /\bUSD\b|\bUSA\b|[a-z]{2},? [A-Z]{2} \d{5}(?:-\d{4})?\b|\bsales tax\b|(?:January|February|March|April|June|July|August|September|October|November|December) \d{1,2}, \d{4}/;

/** Marks of countries that put the day first. */
const ELSEWHERE = /[€£₹]|\b(?:RM|MYR|EUR|GBP|INR|AUD|SGD|CHF|Sdn|Bhd|GmbH|Pty|Pvt)\b|[\u0600-\u06ff]/;

export function readConventions(text: string): DocumentConventions {
  const plain = asciiDigits(text);
  const dates = [...plain.matchAll(NUMERIC_DATE)].map((match) => [Number(match[1]), Number(match[3])] as const);
  const dayFirst = dates.filter(([a, b]) => a > 12 && a <= 31 && b <= 12).length;
  const monthFirst = dates.filter(([a, b]) => b > 12 && b <= 31 && a <= 12).length;
  const signs = [...plain.replace(NUMERIC_DATE, ' ').matchAll(DECIMALS)].map((match) => match[1]);
  const points = signs.filter((sign) => sign === '.').length;
  const commas = signs.length - points;
  return {
    dayFirst: dayFirst === monthFirst ? !AMERICAN.test(text) : dayFirst > monthFirst,
    dayFirstSure: dayFirst !== monthFirst || commas > 2 * points || ELSEWHERE.test(text),
    ...(points > 2 * commas ? { decimal: '.' as const } : commas > 2 * points ? { decimal: ',' as const } : {}),
    calendar: /[پچژگ]|[\u06f4-\u06f6]/.test(text) ? 'persian' : 'islamic',
  };
}
