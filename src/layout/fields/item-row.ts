/** One row of a receipt's or an invoice's lines: its figures and its words. */
import { type Amount, amountsOf } from './amounts.ts';
import type { FieldsDocument, RowSpan } from './fields-document.ts';
import { moneyLabels } from './money-labels.ts';
import { CURRENCY, type FoundNumber, findNumbers } from './numbers.ts';

export interface Item {
  description: RowSpan[];
  quantity?: RowSpan & { value: number };
  unitPrice?: RowSpan & { value: number };
  amount: RowSpan & { value: number };
  /** Quantity times price is the amount, as printed. */
  proved: boolean;
}

/** As fine as cents: what is multiplied may have been rounded once. */
const PRODUCT = 0.011;
const SURE = 0.8;
const MAX_QUANTITY = 100_000;

/** A row that ends in an amount and is no sum. */
export function itemIn({ rows, conventions }: FieldsDocument, at: number): Item | null {
  const line = rows[at]?.line ?? '';
  const amounts = amountsOf(line, conventions);
  const last = amounts.findLast((amount) => amount.certainty >= SURE || amount.pointed !== undefined);
  if (!last || !isLast(line.slice(last.end)) || isSum(line)) return null;
  const sure = amounts.filter(
    (amount) => amount !== last && /[.,]\p{Nd}{2}(?!\p{Nd})/u.test(line.slice(amount.start, amount.end)),
  );
  const numbers = findNumbers(withoutTimes(line.slice(0, last.start)), conventions.decimal).filter(
    ({ percent }) => !percent,
  );
  const place = ({ start, end }: FoundNumber, value: number) => ({ row: at, start, end, value });
  const product = productOf(line, numbers, last, conventions.decimal !== undefined);
  // A figure without its decimal point is an amount only where the product says so.
  if (!product && last.certainty < SURE) return null;
  const value = product?.amount ?? last.value;
  const item: Item = {
    description: [],
    amount: { row: at, start: last.start, end: last.end, value },
    proved: product !== null,
  };
  if (product) {
    item.quantity = place(...product.quantity);
    item.unitPrice = place(...product.price);
  } else {
    const quantity = numbers.find((number) => isQuantity(line, number));
    if (quantity) item.quantity = place(quantity, quantity.value);
  }
  item.description = descriptionIn(line, at, item, sure);
  return item;
}

/** `2x 4.50`: the sign would make the figure a word; as long as before. */
const withoutTimes = (text: string): string => text.replace(/(?<=\p{Nd})[xX×*](?=[\s\p{Nd}])/gu, ' ');

/** Behind the amount stand at most a tax's code, whose letter may be read as a digit, and specks. */
const isLast = (rest: string): boolean =>
  /^[^\p{L}\p{Nd}]*(?:(?:\p{L}{1,3}(?!\p{L})\s?){0,2}|\s\p{Nd}(?!\p{Nd}))[^\p{L}\p{Nd}]*$/u.test(rest);

/** `Total` at the line's start names a sum; a word of a product's name is behind others. */
function isSum(line: string): boolean {
  const [label] = moneyLabels(line).filter(({ kind, strength }) => kind !== 'discount' && strength >= 0.6);
  return label !== undefined && !/\p{L}{3}/u.test(line.slice(0, label.start));
}

/** A small whole number at the line's start or in a cell of its own. */
function isQuantity(line: string, { start, end, value, currency }: FoundNumber): boolean {
  if (currency || value <= 0 || !/^\p{Nd}{1,3}$/u.test(line.slice(start, end))) return false;
  return line.slice(0, start).trim() === '' || (/\s{2}$/.test(line.slice(0, start)) && /^\s{2}/.test(line.slice(end)));
}

interface Product {
  quantity: [FoundNumber, number];
  price: [FoundNumber, number];
  amount: number;
}

/** Two of the numbers that multiply to the amount; with `pointless`, lost decimal points are tried. */
function productOf(line: string, numbers: readonly FoundNumber[], amount: Amount, pointless: boolean): Product | null {
  const values = (number: FoundNumber): [FoundNumber, number][] => {
    const bare = pointless && /^\d{3,6}$/.test(line.slice(number.start, number.end));
    return bare
      ? [
          [number, number.value],
          [number, number.value / 100],
        ]
      : [[number, number.value]];
  };
  const amounts = amount.pointed === undefined ? [amount.value] : [amount.value, amount.pointed];
  const tries = numbers.flatMap(values).reverse();
  for (const price of tries) {
    for (const quantity of tries) {
      if (quantity[0] === price[0] || quantity[1] === 0 || Math.abs(quantity[1]) > MAX_QUANTITY) continue;
      const found = amounts.find((value) => value !== 0 && Math.abs(quantity[1] * price[1] - value) < PRODUCT);
      if (found === undefined || (found !== amount.value && price[1] === found / 100)) continue;
      // 2 × 1.00 and 1 × 2.00 both multiply: what has decimals is the price.
      const swapped =
        (quantity[0].currency && !price[0].currency) ||
        (/[.,]\d{2}$/.test(line.slice(quantity[0].start, quantity[0].end)) && Number.isInteger(price[1]));
      return swapped ? { quantity: price, price: quantity, amount: found } : { quantity, price, amount: found };
    }
  }
  return null;
}

/** The longest stretch of words between the figures. */
function descriptionIn(
  line: string,
  row: number,
  { quantity, unitPrice, amount }: Item,
  other: readonly Amount[],
): RowSpan[] {
  const figures = [quantity, unitPrice, amount, ...other]
    .filter((part) => part !== undefined)
    .sort((a, b) => a.start - b.start);
  const stretches: RowSpan[] = [];
  let from = 0;
  for (const { start, end } of figures) {
    stretches.push({ row, start: from, end: start });
    from = end;
  }
  const named = stretches
    .map((stretch) => {
      const text = line.slice(stretch.start, stretch.end);
      const start =
        stretch.start + (/^(?:[\s|.:@*×-]+|[xX]\s|\p{Nd}{1,3}(?:\s{2,}|[.)]\s))*/u.exec(text)?.[0].length ?? 0);
      const end = stretch.start + text.replace(TAIL, '').length;
      return { row, start, end };
    })
    .filter(({ start, end }) => end > start && isNaming(line.slice(start, end)));
  return named.sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, 1);
}

/** Signs, a times sign, and the currency of the figure that follows. */
const TAIL = new RegExp(`(?:[\\s|:@*×-]+|\\s[xX]|\\s(?:${CURRENCY}))+$`, 'iu');

/** Three letters in a row: a unit or a tax's code is no name. */
export const isNaming = (text: string): boolean => /\p{L}{3}|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2}/u.test(text);
