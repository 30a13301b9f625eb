/** Whether the other amounts of a receipt or an invoice come to what is taken for its total. */
import type { FieldsDocument } from './fields-document.ts';
import type { MoneyKind } from './money-labels.ts';
import type { MoneyLine } from './money-lines.ts';
import { equal, round } from './sum-checks.ts';

/** Cash is rounded to 5 cents: sums before and after differ by so much. */
export const CASH_ROUNDING = 0.05;

export interface Context {
  document: FieldsDocument;
  lines: MoneyLine[];
  of: (...kinds: MoneyKind[]) => MoneyLine[];
  /** Their sum. */
  items: number;
}

export interface Reading extends MoneyLine {
  repaired: boolean;
}

/** As printed, and with a decimal point that was lost. */
export const readings = (line: MoneyLine): Reading[] => [
  { ...line, repaired: false },
  ...(line.pointed === undefined ? [] : [{ ...line, value: line.pointed, repaired: true }]),
];

/** How many independent sums come to this amount. */
export function proofsOf(context: Context, line: Reading): number {
  const { of, items } = context;
  const { value } = line;
  const returned = of('paid', 'card').some((paid) =>
    of('change').some(
      (change) => paid.row !== line.row && paid.value > 0 && equal(paid.value - Math.abs(change.value), value),
    ),
  );
  const settled = of('paid', 'card').some((paid) => paid.row !== line.row && equal(Math.abs(paid.value), value));
  const added = addends(context, value) !== null;
  const taxed = of('tax', 'service').some(
    (extra) => extra.value > 0 && equal(items + extra.value, value, CASH_ROUNDING),
  );
  const itemised = items > 0 && (equal(items, value, CASH_ROUNDING) || taxed);
  return (returned ? 1 : settled ? 0.6 : 0) + (added ? 1 : 0) + (itemised ? 1 : 0);
}

export interface Addends {
  subtotal: MoneyLine;
  tax: MoneyLine | null;
  service: MoneyLine | null;
  rest: number;
}

/** A subtotal and a tax that make the total, or nearly: rounding and discounts make up the rest. */
export function addends({ of }: Context, total: number): Addends | null {
  const extras = [
    0,
    ...of('rounding').map(({ value }) => value),
    ...of('discount').map(({ value }) => -Math.abs(value)),
  ];
  const services = [null, ...of('service', 'tip')];
  // "Sum 550, tax 49.50, payable 599.50": what is called a total first is the net one.
  const nets = [...of('subtotal'), ...of('total').filter(({ value }) => value < total)].flatMap(readings);
  for (const subtotal of nets) {
    for (const tax of [...of('tax').flatMap(readings), null]) {
      for (const service of services) {
        for (const rest of extras) {
          if (tax === null && service === null && subtotal.kind === 'total') continue;
          const sum = subtotal.value + (tax?.value ?? 0) + (service?.value ?? 0) + rest;
          if (subtotal.value > 0 && equal(sum, total)) return { subtotal, tax, service, rest };
        }
      }
    }
  }
  return null;
}

/** Two sums that agree with each other and differ from the total as read in one digit: that digit was misread. */
export function provedOtherwise(context: Context, total: number): number | null {
  const { of, items } = context;
  const printedAgain = of('paid', 'card').some(({ value }) => equal(Math.abs(value), total));
  if (items === 0 || printedAgain || addends(context, total)) return null;
  for (const subtotal of of('subtotal')) {
    for (const tax of of('tax')) {
      for (const rounding of [0, ...of('rounding').map(({ value }) => value)]) {
        const sum = round(subtotal.value + tax.value + rounding);
        const itemised = [items + rounding, items + tax.value + rounding].some((other) => equal(other, sum));
        if (itemised && subtotal.value > 0 && tax.value > 0 && isOneDigitOff(sum, total)) return sum;
      }
    }
  }
  return null;
}

function isOneDigitOff(a: number, b: number): boolean {
  const [one, other] = [a.toFixed(2), b.toFixed(2)];
  return one.length === other.length && [...one].filter((digit, i) => digit !== other[i]).length === 1;
}
