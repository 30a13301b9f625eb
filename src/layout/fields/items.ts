/** The lines of a receipt or an invoice: what was bought, how many, at what price. */

import { amountsOf } from './amounts.ts';
import { hasAmount, isColumnHead } from './column-head.ts';
import { findDates } from './dates.ts';
import type { DocumentRow, FieldsDocument, RowSpan } from './fields-document.ts';
import { type Item, isNaming, itemIn } from './item-row.ts';
import { META } from './merchant.ts';
import { moneyLabels } from './money-labels.ts';
import { addressScore } from './names.ts';
import { equal } from './sum-checks.ts';

/** Rows without an amount that an item's description may take before it is another thing. */
const MORE_LINES = 3;

/** `claimed`: rows whose amounts are a sum's. */
export function findItems(document: FieldsDocument, claimed: ReadonlySet<number>): Item[] {
  const { rows } = document;
  const head = rows.findIndex((row) => isColumnHead(row, document.conventions));
  const from = head >= 0 ? head + 1 : headless(document);
  if (from < 0) return [];
  const found: Item[] = [];
  const free: number[] = [];
  let ended = false;
  for (let at = from; at < rows.length && !ended; at++) {
    const row = rows[at];
    if (!row) break;
    if (isColumnHead(row, document.conventions)) continue;
    const item = claimed.has(at) ? null : itemIn(document, at);
    if (item) found.push(item);
    else if (moneyLabels(row.line).some(({ kind, strength }) => kind !== 'discount' && strength >= 0.6)) {
      ended = found.length > 0 && hasAmount(row, document.conventions);
    } else free.push(at);
  }
  return withDescriptions(document, withPriceRows(document, found), new Set(free));
}

/** Where no head stands, the first row with a price, and the rows above it that may name the thing. */
function headless({ rows, conventions }: FieldsDocument): number {
  const first = rows.findIndex(({ line }) =>
    amountsOf(line, conventions).some(
      ({ start, end, certainty }) => certainty >= 0.9 && /[.,٫]\p{Nd}{2}(?!\p{Nd})/u.test(line.slice(start, end)),
    ),
  );
  const priced = first >= 0 ? first : rows.findIndex((row) => hasAmount(row, conventions));
  let from = priced;
  for (let at = priced - 1; at >= 0 && at >= priced - MORE_LINES && !isMeta(rows[at]?.line ?? ''); at--) {
    if (isNaming(rows[at]?.line ?? '')) from = at;
  }
  return from;
}

/** What heads a receipt: dates, numbers, addresses. */
const isMeta = (line: string): boolean => META.test(line) || findDates(line).length > 0 || addressScore(line) >= 0.6;

/** `2 pcs x 0.79` above or below the line that it multiplies to. */
function withPriceRows({ rows }: FieldsDocument, items: Item[]): Item[] {
  const dropped = new Set<Item>();
  items.forEach((item, i) => {
    const next = items[i + 1];
    // The name with the amount, and below it the code with quantity, price and the amount again.
    if (next && isAgain(rows, item, next)) {
      next.description = item.description;
      dropped.add(item);
      return;
    }
    const letters = rows[item.amount.row]?.line.match(/\p{L}/gu)?.length ?? 0;
    const { quantity } = item;
    if (item.proved || !quantity || letters > UNIT_LETTERS) return;
    const product = quantity.value * item.amount.value;
    const owner = [items[i - 1], items[i + 1]].find(
      (other) =>
        other &&
        !other.quantity &&
        Math.abs(other.amount.row - item.amount.row) === 1 &&
        Math.abs(other.amount.value - product) < 0.011,
    );
    if (!owner) return;
    Object.assign(owner, { quantity, unitPrice: item.amount, proved: true });
    dropped.add(item);
  });
  return items.filter((item) => !dropped.has(item));
}

function isAgain(rows: readonly DocumentRow[], item: Item, next: Item): boolean {
  const [name] = next.description;
  const code = !name || /^(?=\S*\p{Nd})\S+$/u.test(rows[name.row]?.line.slice(name.start, name.end) ?? '');
  return (
    !item.proved &&
    next.proved &&
    code &&
    item.description.length > 0 &&
    next.amount.row === item.amount.row + 1 &&
    equal(next.amount.value, item.amount.value)
  );
}

/** `pcs x`, `Stk x`, `EUR`: more letters name a thing. */
const UNIT_LETTERS = 8;

/** Rows without a sum belong to the item above or below them: on the side on which more items have a name. */
function withDescriptions({ rows }: FieldsDocument, items: Item[], free: ReadonlySet<number>): Item[] {
  const bare = items.filter(({ description }) => description.length === 0);
  const beside = ({ amount }: Item, step: 1 | -1): RowSpan[] => {
    const parts: RowSpan[] = [];
    for (let k = 1; k <= MORE_LINES && free.has(amount.row + step * k); k++) {
      const row = amount.row + step * k;
      const part = { row, start: 0, end: rows[row]?.line.length ?? 0 };
      if (isNaming(rows[row]?.line ?? '')) parts[step === 1 ? 'push' : 'unshift'](part);
    }
    return parts;
  };
  const named = (step: 1 | -1) => bare.filter((item) => beside(item, step).length > 0).length;
  const step =
    named(-1) >= named(1) && (named(-1) > named(1) || bare.slice(0, 1).some((item) => beside(item, -1).length > 0))
      ? -1
      : 1;
  for (const item of bare) item.description = beside(item, step);
  return items;
}
