/** Amounts as they stand in a line of a receipt or an invoice, misread ones with what they may have been. */
import { type Conventions, type FoundValue, findValues } from './values.ts';

export interface Amount extends FoundValue {
  value: number;
  /** `875` for `8.75`: with the decimal point that recognition may have lost. Only a sum that comes out proves it. */
  pointed?: number;
}

/** `12. 50`, `12 50`: recognition parted the figure. */
const PARTED = 0.6;
const PARTED_FIGURE = /(?<![\d.,])(\d{1,6})(?: [.,]|[.,] | )(\d{2})(?![\d.,]| \d)/g;

const known = new WeakMap<Conventions, Map<string, Amount[]>>();

export function amountsOf(line: string, conventions: Conventions): Amount[] {
  const lines = known.get(conventions) ?? new Map<string, Amount[]>();
  known.set(conventions, lines);
  const found = lines.get(line) ?? readAmounts(line, conventions);
  lines.set(line, found);
  return found;
}

function readAmounts(line: string, conventions: Conventions): Amount[] {
  const printed = findValues(line, 'amount', conventions)
    .filter(({ start, end }) => !/^\s?[%٪]/.test(line.slice(end)) && !isTime(line, start, end))
    .map((amount) => ({ ...amount, value: amount.value ?? 0, ...pointed(line, amount, conventions) }));
  if (!conventions.decimal) return printed;
  const parted = [...line.matchAll(PARTED_FIGURE)].flatMap((match): Amount[] => {
    const end = match.index + match[0].length;
    const decimal = printed.some(
      (other) => match.index < other.end && other.start < end && other.certainty >= PARTED && !other.mark,
    );
    // Two figures side by side are a quantity and a price, unless nothing follows.
    if (decimal || (!/[.,]/.test(match[0]) && /\p{Nd}/u.test(line.slice(end)))) return [];
    const value = Number(`${match[1]}.${match[2]}`);
    return [{ start: match.index, end, key: String(value), value, certainty: PARTED }];
  });
  const whole = printed.filter(({ start, end }) => !parted.some((other) => start < other.end && other.start < end));
  return [...whole, ...parted].sort((a, b) => a.start - b.start);
}

/** Three to six digits and nothing else, where the document's sums have decimals. */
function pointed(line: string, { start, end }: FoundValue, { decimal }: Conventions): { pointed?: number } {
  const digits = /^\D*(\d{3,6})$/.exec(line.slice(start, end))?.[1];
  return decimal && digits ? { pointed: Number(digits) / 100 } : {};
}

const isTime = (line: string, start: number, end: number): boolean =>
  /^:\d\d/.test(line.slice(end)) || /\d:$/.test(line.slice(0, start));
