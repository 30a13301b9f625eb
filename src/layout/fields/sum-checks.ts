/** The sums that a receipt's or an invoice's amounts must satisfy. */
import type { DataCheck } from '../../contract/data.ts';
import type { Sums } from './totals.ts';

/** Half a cent and what adding up in binary costs. */
const CENT = 0.006;

export const equal = (a: number, b: number, tolerance = CENT): boolean => Math.abs(a - b) < tolerance;

export const round = (value: number): number => Math.round(value * 100) / 100;

/** `items`: their sum. */
export function sumChecks(sums: Omit<Sums, 'checks'>, items: number): DataCheck[] {
  const checks: DataCheck[] = [];
  const total = sums.total?.value ?? 0;
  const check = (name: string, fields: string[], expected: number, tolerance = CENT) =>
    checks.push({ name, ok: equal(expected, total, tolerance), fields, expected: round(expected), actual: total });
  const { subtotal, tax, rounding, service, tip, discount, paid, change } = sums;
  if (subtotal) {
    const parts = { subtotal, tax, service, tip, rounding };
    const named = Object.entries(parts).filter(([, part]) => part !== undefined && part.value !== 0);
    const sum = named.reduce((all, [, part]) => all + (part?.value ?? 0), 0);
    const less = discount && !equal(sum, total) && equal(sum - Math.abs(discount.value), total) ? discount : undefined;
    const names = named.map(([name]) => name);
    check(
      `${names.join(' + ')}${less ? ' - discount' : ''} = total`,
      [...names, ...(less ? ['discount'] : []), 'total'],
      sum - Math.abs(less?.value ?? 0),
    );
  }
  if (items > 0) itemsCheck(sums, items, check);
  if (paid && change && !equal(change.value, 0))
    check('paid - change = total', ['paid', 'change', 'total'], paid.value - Math.abs(change.value));
  return checks;
}

/** The items come to the total, to the subtotal, or to either before tax, discount and rounding. */
function itemsCheck(
  { subtotal, tax, rounding, service, tip, discount, total }: Omit<Sums, 'checks'>,
  items: number,
  check: (name: string, fields: string[], expected: number) => number,
): void {
  const ways: [string, string[], number][] = [['items = total', ['items', 'total'], items]];
  const add = (name: string, fields: string[], expected: number) =>
    ways.push([name, ['items', ...fields, 'total'], expected]);
  const extras: [string, number][] = [
    ['tax', tax?.value ?? 0],
    ['service', service?.value ?? 0],
    ['tip', tip?.value ?? 0],
    ['rounding', rounding?.value ?? 0],
    ['discount', -Math.abs(discount?.value ?? 0)],
  ];
  const present = extras.filter(([, value]) => value !== 0);
  for (let chosen = 1; chosen < 2 ** present.length; chosen++) {
    const parts = present.filter((_, i) => chosen & (2 ** i));
    const name = parts
      .map(([part, value]) => (part === 'discount' && value < 0 ? ' - discount' : ` + ${part}`))
      .join('');
    add(
      `items${name} = total`,
      parts.map(([part]) => part),
      items + parts.reduce((sum, [, value]) => sum + value, 0),
    );
  }
  const exact = ways.find(([, , expected]) => equal(expected, total?.value ?? 0));
  const usual = subtotal && tax ? ways.find(([name]) => name === 'items + tax = total') : undefined;
  const [name, fields, expected] = exact ?? usual ?? ways[0] ?? ['', [], 0];
  check(name, fields, expected);
}
