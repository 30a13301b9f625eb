/** The sums of a receipt or an invoice: which of the amounts printed is the total, proved by the others where they allow. */
import type { DataCheck } from '../../contract/data.ts';
import { amountsOf } from './amounts.ts';
import { type FieldsDocument, spansInRow, wordsIn } from './fields-document.ts';
import type { MoneyKind } from './money-labels.ts';
import type { MoneyLine } from './money-lines.ts';
import { equal, sumChecks } from './sum-checks.ts';
import {
  addends,
  CASH_ROUNDING,
  type Context,
  proofsOf,
  provedOtherwise,
  type Reading,
  readings,
} from './total-proofs.ts';

export interface Sum {
  row: number;
  /** Offsets in the row's line. */
  start: number;
  end: number;
  value: number;
  mark?: string;
  /** 0…1: how sure it is that this is the one. */
  sure: number;
}

export interface Sums {
  total?: Sum;
  subtotal?: Sum;
  tax?: Sum;
  discount?: Sum;
  rounding?: Sum;
  service?: Sum;
  tip?: Sum;
  paid?: Sum;
  change?: Sum;
  checks: DataCheck[];
}

/** `items`: the amounts of the lines that are added up, where they are known. */
export function findSums(document: FieldsDocument, lines: MoneyLine[], items: readonly number[]): Sums {
  const best = [...lines].sort((a, b) => b.strength - a.strength || b.row - a.row);
  const byKind = new Map<MoneyKind, MoneyLine[]>();
  for (const line of best) byKind.set(line.kind, [...(byKind.get(line.kind) ?? []), line].slice(0, MOST_LINES));
  for (const known of byKind.values()) known.sort((a, b) => a.row - b.row || a.start - b.start);
  const of = (...kinds: MoneyKind[]) => kinds.flatMap((kind) => byKind.get(kind) ?? []);
  const context = { document, lines, of, items: items.reduce((sum, amount) => sum + amount, 0) };
  const [chosen] = totalCandidates(context).sort((a, b) => b.score - a.score || b.line.row - a.line.row);
  if (!chosen || chosen.score < ENOUGH) return { checks: [] };
  return partsOf(context, chosen.line, Math.min(0.98, chosen.sure));
}

interface Candidate {
  line: Reading;
  score: number;
  sure: number;
}

const ENOUGH = 0.35;
/** Of each kind, the best and the lowest; of amounts without a label, the lowest: a long document has thousands. */
const MOST_LINES = 10;
const MOST_AMOUNTS = 200;
/** A part of the sum without proof needs a label as good. */
const PART = 0.5;
/** A total so much smaller than another is a tax that it includes. */
const TOO_SMALL = 0.2;

function totalCandidates(context: Context): Candidate[] {
  const { of, document } = context;
  const totals = of('total').filter(({ value }) => value >= 0);
  const known = totals.length > 0 ? totals : [...paidAlone(context), ...unlabelled(context)];
  const lines = known.flatMap(readings);
  const most = Math.max(...lines.map(({ value }) => value));
  const printed = document.rows.flatMap(({ line }) => amountsOf(line, document.conventions));
  return lines.map((line) => {
    const proofs = proofsOf(context, line);
    const again = Math.min(
      3,
      printed.filter(({ value, certainty }) => certainty >= 0.8 && equal(value ?? 0, line.value)).length - 1,
    );
    const down = line.row / Math.max(1, document.rows.length);
    const rounded = of('rounding').some(({ row, value }) => row < line.row && row >= line.row - 4 && value !== 0);
    const superseded = of('rounding').some(
      ({ value }) =>
        value !== 0 && totals.some((other) => other.row > line.row && equal(other.value, line.value + value)),
    );
    const small = line.value < TOO_SMALL * most || line.value === 0;
    const score =
      line.strength +
      0.35 * proofs +
      0.06 * again +
      0.1 * down +
      (rounded ? 0.3 : 0) -
      (small ? 0.6 : 0) -
      (line.summary ? 0.5 : 0) -
      (superseded ? 0.6 : 0) -
      (line.repaired && proofs < 1 ? 1 : 0);
    const sure = 1 - (1 - 0.85 * Math.min(1, line.strength)) * 0.4 ** (proofs + (again > 0 ? 0.5 : 0));
    return { line, score, sure: line.summary || small ? 0.5 * sure : sure };
  });
}

/** A till roll without the word total: what was paid, where no change was given. */
function paidAlone({ of }: Context): MoneyLine[] {
  const change = of('change').some(({ value }) => value !== 0);
  return change ? [] : of('paid', 'card').filter(({ value }) => value > 0);
}

const UNLABELLED = 0.4;

/** Where the word total was not read: an amount that the others come to. */
function unlabelled(context: Context): MoneyLine[] {
  const { rows, conventions } = context.document;
  const amounts = rows.flatMap(({ line }, row) =>
    amountsOf(line, conventions)
      .filter(({ value, certainty }) => certainty >= 0.8 && value > 0)
      .map(({ start, end, value }) => ({ row, start, end, value })),
  );
  return amounts
    .slice(-MOST_AMOUNTS)
    .map((amount): MoneyLine => ({ ...amount, kind: 'total', strength: UNLABELLED, summary: false }))
    .filter((line) => proofsOf(context, { ...line, repaired: false }) >= 1);
}

const REPAIRED = 0.7;

const sumOf = ({ row, start, end, value, mark, strength }: MoneyLine, sure = strength): Sum => ({
  row,
  start,
  end,
  value,
  ...(mark === undefined ? {} : { mark }),
  sure: Math.min(0.98, Math.max(0.2, sure)),
});

function partsOf(context: Context, total: MoneyLine, sure: number): Sums {
  const { of, items } = context;
  const sums: Sums = { total: sumOf(total, sure), checks: [] };
  const proof = isDoubtful(context.document, total) ? provedOtherwise(context, total.value) : null;
  if (proof !== null) {
    const repaired = { ...total, value: proof };
    return { ...partsOf(context, repaired, REPAIRED) };
  }
  const proved = addends(context, total.value);
  const best = (...kinds: MoneyKind[]) =>
    of(...kinds)
      .filter(({ row, start, strength }) => strength >= PART && (row !== total.row || start !== total.start))
      .sort((a, b) => Number(a.summary) - Number(b.summary) || b.strength - a.strength)[0];
  const parted = proved ? null : partsInRow(context.document, total.value);
  const subtotal = proved?.subtotal ?? best('subtotal');
  const tax = proved?.tax ?? taxOf(context, total.value);
  if (parted) Object.assign(sums, parted);
  else if (subtotal) sums.subtotal = sumOf(subtotal, proved ? 0.95 : 0.8 * subtotal.strength);
  if (tax && !parted) sums.tax = sumOf(tax, proved?.tax ? 0.95 : 0.75 * tax.strength);
  for (const kind of ['discount', 'rounding', 'service', 'tip', 'change'] as const) {
    const line = best(kind);
    if (line && Math.abs(line.value) <= Math.max(total.value, kind === 'change' ? 1000 : 0))
      sums[kind] = sumOf(line, 0.85 * line.strength);
  }
  const enough = of('paid', 'card').filter(
    ({ value, strength }) => strength >= PART && Math.abs(value) >= total.value - CASH_ROUNDING,
  );
  const returned = Math.abs(sums.change?.value ?? 0);
  const paid = enough.find(({ value }) => equal(Math.abs(value) - returned, total.value)) ?? enough[0];
  if (paid && (paid.row !== total.row || paid.start !== total.start))
    sums.paid = { ...sumOf(paid, 0.85 * paid.strength), value: Math.abs(paid.value) };
  sums.checks = sumChecks(sums, items);
  return sums;
}

/** What is surely printed stays, though the sums say something else: that is what their checks are for. */
const SURELY_READ = 0.9;

function isDoubtful(document: FieldsDocument, { row, start, end }: MoneyLine): boolean {
  const printed = document.rows[row];
  const words = printed ? wordsIn(document, spansInRow(printed, start, end)) : [];
  return words.some(({ text, confidence }) => /\p{Nd}/u.test(text) && confidence < SURELY_READ);
}

/** `20.00  4.00  24.00`: a row whose first figures make the last, the total, is net, tax and gross. */
function partsInRow({ rows, conventions }: FieldsDocument, total: number): Pick<Sums, 'subtotal' | 'tax'> | null {
  for (const [row, { line }] of rows.entries()) {
    const figures = amountsOf(line, conventions).filter(({ certainty }) => certainty >= 0.8);
    const [net, tax, gross] = figures.slice(-3);
    if (!net || !tax || !gross || !equal(gross.value, total) || !equal(net.value + tax.value, total)) continue;
    if (tax.value <= 0 || tax.value > MOST_TAX * total) continue;
    const sum = ({ start, end, value }: typeof net): Sum => ({ row, start, end, value, sure: 0.85 });
    return { subtotal: sum(net), tax: sum(tax) };
  }
  return null;
}

/** No tax on sales is higher. */
const MOST_TAX = 0.35;

/** A tax is less than the total; of several, the one whose share of it is nearest a usual rate wins. */
function taxOf({ of }: Context, total: number): MoneyLine | null {
  const fitting = of('tax').filter(({ value, strength }) => strength >= PART && value >= 0 && value < MOST_TAX * total);
  return (
    fitting.sort((a, b) => Number(a.summary) - Number(b.summary) || b.strength - a.strength || b.value - a.value)[0] ??
    null
  );
}
