/** Values of a wanted kind in a stretch of text. */
import { type DateConventions, findDates } from './dates.ts';
import type { ValueKind } from './labels.ts';
import { type DecimalSign, findNumbers } from './numbers.ts';

export interface FoundValue {
  /** Offsets in the text given. */
  start: number;
  end: number;
  /** What makes two printings the same: a number, an ISO date, the folded text. */
  key: string;
  /** Of an amount. */
  value?: number;
  /** Of an amount: its currency as printed. */
  mark?: string;
  /** 0…1: how much its form says that it is of this kind. */
  certainty: number;
}

/** How the document at hand prints what can be read in two ways. */
export interface Conventions extends DateConventions {
  decimal?: DecimalSign;
}

export function findValues(text: string, kind: ValueKind, conventions: Conventions = {}): FoundValue[] {
  if (kind === 'amount') return amounts(text, conventions);
  if (kind === 'date')
    return findDates(text, conventions).map(({ start, end, iso }) => ({
      start,
      end,
      key: iso,
      certainty: iso.length > 7 ? 1 : 0.6,
    }));
  if (kind === 'identifier') return identifiers(text);
  if (kind === 'text') return wholeText(text);
  const dates = findDates(text);
  return findNumbers(text, conventions.decimal)
    .filter((number) => (kind === 'percentage') === number.percent)
    .filter((number) => !dates.some((date) => number.start < date.end && date.start < number.end))
    .map(({ start, end, value }) => ({ start, end, key: String(value), value, certainty: 1 }));
}

function amounts(text: string, { decimal }: Conventions): FoundValue[] {
  const dates = findDates(text);
  return findNumbers(text, decimal).flatMap(({ start, end, value, currency, mark, percent }) => {
    if (percent || dates.some((date) => start < date.end && date.start < end)) return [];
    const printed = text.slice(start, end);
    const decimals = /[.,٫．]\p{Nd}{2}(?!\p{Nd})/u.test(printed);
    const grouped = /\p{Nd}[.,٬，]\p{Nd}{3}(?!\p{Nd})/u.test(printed);
    if (!currency && !decimals && !grouped && /^\p{Nd}{5,}$/u.test(printed) && /^0/.test(printed)) return [];
    return [
      {
        start,
        end,
        key: String(value),
        value,
        ...(mark === null ? {} : { mark }),
        certainty: currency && decimals ? 1 : currency || decimals ? 0.9 : grouped ? 0.8 : 0.3,
      },
    ];
  });
}

const IDENTIFIER =
  /(?<![\p{L}\p{Nd}])(?=[\p{L}\p{Nd}/_.-]*\p{Nd})[\p{L}\p{Nd}][\p{L}\p{Nd}]*(?:[/_.-][\p{L}\p{Nd}]+)*(?:@[\w.-]+)?|(?<!\S)[\w.+-]+@[\w-]+\.[\w.-]+/gu;

/** Letters and digits with at least one digit, or an address with `@`; groups of digits in a row are one. */
function identifiers(text: string): FoundValue[] {
  const found: FoundValue[] = [];
  const dates = findDates(text);
  for (const match of text.matchAll(IDENTIFIER)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (dates.some((date) => start < date.end && date.start < end)) continue;
    const last = found.at(-1);
    if (last && /^[ ()+-]{1,2}$/.test(text.slice(last.end, start)) && /^\p{Nd}+$/u.test(match[0])) {
      last.end = end;
      last.key = text.slice(last.start, end).replace(/\s/g, '');
    } else found.push({ start, end, key: match[0], certainty: match[0].length > 2 ? 1 : 0.5 });
  }
  return found;
}

function wholeText(text: string): FoundValue[] {
  const start = text.search(/[^\s:：.\-–—#]/u);
  if (start < 0) return [];
  const end = text.trimEnd().length;
  if (end - start < 2 || end - start > 90 || !/\p{L}/u.test(text.slice(start, end))) return [];
  return [{ start, end, key: text.slice(start, end).toLowerCase(), certainty: 1 }];
}
