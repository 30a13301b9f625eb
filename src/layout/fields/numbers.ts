/** Numbers and amounts as they are printed in any of the common conventions, and what they are worth. */
import { asciiDigits } from '../../document/normalise.ts';

export interface FoundNumber {
  /** Offsets in the text, with sign, currency and unit where they belong to it. */
  start: number;
  end: number;
  value: number;
  currency: boolean;
  /** The currency as printed beside it. */
  mark: string | null;
  percent: boolean;
}

export type DecimalSign = '.' | ',';

export const CURRENCY =
  '[$€£¥￥₹₽₩₺₪]|US\\$|USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|MYR|RM|SGD|HKD|AED|SAR|TRY|IRR|SEK|NOK|DKK|PLN|BRL|MXN|ZAR|' +
  'Rs\\.?|kr\\.?|ریال|ريال|﷼|تومان|تومن|درهم|دينار|دینار|ليرة|لیره|جنيه|元|円|人民币|euros?|dollars?';
const UNIT =
  'trillion|billion|million|thousand|bn|mn|mm|میلیارد|میلیون|هزار|مليون|مليار|ألف|Milliarden|Millionen|Mio\\.?|Mrd\\.?|' +
  'milliards?|millions?|millones|mil|万|亿|億';
/** A plain space groups digits only before a decimal comma: elsewhere it parts the figures of two columns. */
const DIGITS =
  '\\p{Nd}{1,3}(?:[\\u00a0\\u202f\\u2009]\\p{Nd}{3})+(?:[.,]\\p{Nd}{1,4})?|\\p{Nd}{1,3}(?: \\p{Nd}{3})+,\\p{Nd}{2}|' +
  "\\p{Nd}{1,3}(?:[’',.٬٫，]\\p{Nd}{3})+(?:[.,٫．]\\p{Nd}{1,4})?|\\p{Nd}+(?:[.,٫．]\\p{Nd}+)?";
/** In scripts without spaces a number touches its words: 合計42円です. */
const LETTER = '(?![\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}])\\p{L}';
const NUMBER = new RegExp(
  `(?<![\\p{Nd}.,])(?<!${LETTER})(?<before>(?:${CURRENCY})\\s{0,3})?(?<open>\\()?(?<sign>[-−–])?(?<mark>[$€£¥￥]\\s?)?` +
    `(?<digits>${DIGITS})(?<percent>\\s?[%٪])?(?<close>\\))?(?<unit>\\s?(?:${UNIT})(?!${LETTER}))?` +
    `(?<after>\\s{0,2}(?:${CURRENCY})(?!${LETTER}))?(?!${LETTER})(?!\\p{Nd})`,
  'giu',
);

/** All numbers of a text, left to right. A year, a date's parts and an identifier's digits are among them. */
export function findNumbers(text: string, decimal?: DecimalSign): FoundNumber[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const group = match.groups ?? {};
    const negative = group.sign !== undefined || (group.open !== undefined && group.close !== undefined);
    const value = numberValue(group.digits ?? '', decimal) * unitFactor(group.unit) * (negative ? -1 : 1);
    const mark = (group.before || group.mark || group.after)?.trim() || null;
    const percent = group.percent !== undefined;
    return { ...trimmed(match[0], match.index, group), value, currency: mark !== null, mark, percent };
  });
}

/** A bracket opened and not closed is the sentence's, not the number's. */
function trimmed(
  raw: string,
  index: number,
  group: Record<string, string | undefined>,
): { start: number; end: number } {
  const opensOnly = group.open !== undefined && group.close === undefined && group.before === undefined;
  const closesOnly = group.close !== undefined && group.open === undefined && !group.unit && !group.after;
  const text = closesOnly ? raw.slice(0, -1) : raw;
  return { start: index + (opensOnly ? 1 : 0), end: index + text.trimEnd().length };
}

const FACTORS: [RegExp, number][] = [
  [/^(trillion)/i, 1e12],
  [/^(billion|bn|milliard|mrd|میلیارد|مليار)/i, 1e9],
  [/^(million|millones|mn|mm|mio|میلیون|مليون)/i, 1e6],
  [/^(thousand|mil$|هزار|ألف)/i, 1e3],
  [/^万/, 1e4],
  [/^(亿|億)/, 1e8],
];

const unitFactor = (unit = ''): number => FACTORS.find(([name]) => name.test(unit.trim()))?.[1] ?? 1;

/**
 * The value of digits with separators. The last separator is the decimal one where another kind stands before it, where
 * it occurs once and not three digits follow, or where it is the Arabic decimal sign. `1.234` is open: `sign`, the
 * document's decimal sign where it is known, decides.
 */
export function numberValue(digits: string, sign?: DecimalSign): number {
  const text = asciiDigits(digits)
    .replace(/[\s’'٬，]/g, '')
    .replace('．', '.');
  if (text.includes('٫')) return Number(text.replace(/[.,]/g, '').replace('٫', '.'));
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return Number(text);
  const separator = text.charAt(last);
  const other = separator === '.' ? ',' : '.';
  const once = text.indexOf(separator) === last;
  const decimal =
    text.includes(other) ||
    (once && (text.length - last !== 4 || separator === sign)) ||
    (once && text.startsWith('0'));
  return Number(
    decimal ? `${text.slice(0, last).replace(/[.,]/g, '')}.${text.slice(last + 1)}` : text.replace(/[.,]/g, ''),
  );
}

/** A number as a search term: the same for `1,234.50`, `1.234,5` and `١٬٢٣٤٫٥`. A leading zero is an identifier's. */
export function canonicalNumber(digits: string): string {
  const text = asciiDigits(digits);
  if (/^0\d/.test(text) || text.length > 15) return text;
  const value = numberValue(text);
  return Number.isFinite(value) ? String(value) : text;
}
