/** Rows that say what an amount is: total, tax, change … Each amount belongs to the label before it in its row. */
import { type Amount, amountsOf } from './amounts.ts';
import { isColumnHead } from './column-head.ts';
import type { DocumentRow, FieldsDocument } from './fields-document.ts';
import { type MoneyKind, type MoneyLabel, moneyLabels } from './money-labels.ts';
import type { Conventions } from './values.ts';

export interface MoneyLine {
  kind: MoneyKind;
  /** Position among the document's rows: of the amount. */
  row: number;
  /** Offsets in the row's line. */
  start: number;
  end: number;
  value: number;
  mark?: string;
  /** With the decimal point that recognition may have lost. */
  pointed?: number;
  /** 0…1: how surely the label means this, and the figure is an amount. */
  strength: number;
  /** In the table of tax rates below a receipt's sums. */
  summary: boolean;
}

/** An amount of its own line counts as the value of a label without one, this much less. */
const NEXT_ROW = 0.85;
/** A figure alone in its row is an amount, whatever its form. */
const AMOUNT = 0.6;
const SUMMARY =
  /\b(?:gst|tax|vat|sst)\s*(?:summary|analysis|details?|breakdown|code|rate)\b|\btax\s*%|\bmwst\.?\s*(?:satz|%|aufstellung)|\btaux\s*(?:de\s*)?tva|\b(?:btw|iva|tva|ust)\s*%|\bgst\s*%/i;

export function moneyLines({ rows, conventions }: FieldsDocument): MoneyLine[] {
  const found: MoneyLine[] = [];
  let summary = -1;
  rows.forEach((row, at) => {
    if (SUMMARY.test(row.line)) summary = row.page;
    else if (row.page !== summary) summary = -1;
    const labels = moneyLabels(row.line);
    if (labels.length === 0) return;
    const amounts = amountsOf(row.line, conventions);
    const inSummary = summary === row.page;
    const factor = isItemised(row.line, labels, amounts) ? ITEMISED : 1;
    for (const amount of amounts) {
      const label = labelOf(labels, amount, amounts);
      if (label) found.push(lineOf(label, at, amount, inSummary, factor));
    }
    const next = rows[at + 1];
    const [label] = labels;
    if (isColumnHead(row, conventions)) return;
    if (amounts.length > 0 || labels.length !== 1 || !label || !next || next.page !== row.page) return;
    for (const amount of amountAlone(next, conventions)) found.push(lineOf(label, at + 1, amount, inSummary, NEXT_ROW));
  });
  return found;
}

/** `Desk  3  450.00  Tax 15%  1,350.00`: behind a name and a price, a label is a column's. */
const ITEMISED = 0.5;

function isItemised(line: string, [first]: readonly MoneyLabel[], amounts: readonly Amount[]): boolean {
  return amounts.some(
    ({ start, end, certainty }) =>
      first !== undefined && end <= first.start && certainty >= 0.9 && /\p{L}{3}/u.test(line.slice(0, start)),
  );
}

const lineOf = (label: MoneyLabel, row: number, amount: Amount, summary: boolean, factor: number): MoneyLine => ({
  kind: label.kind,
  row,
  start: amount.start,
  end: amount.end,
  value: amount.value,
  ...(amount.pointed === undefined ? {} : { pointed: amount.pointed }),
  ...(amount.mark === undefined ? {} : { mark: amount.mark }),
  strength: label.strength * factor * (0.4 + 0.6 * amount.certainty),
  summary,
});

function amountAlone(row: DocumentRow, conventions: Conventions): Amount[] {
  if (/\p{L}{4}/u.test(row.line) || moneyLabels(row.line).length > 0) return [];
  return amountsOf(row.line, conventions)
    .filter(({ certainty }) => certainty >= AMOUNT)
    .slice(-1);
}

/** The last label before the amount; where none is, the first behind it. */
function labelOf(labels: readonly MoneyLabel[], amount: Amount, amounts: readonly Amount[]): MoneyLabel | null {
  const before = labels.filter(({ start }) => start < amount.start).at(-1);
  if (before) return before;
  const [first] = labels;
  return first && amounts.length === 1 && first.start >= amount.end
    ? { ...first, strength: first.strength * 0.6 }
    : null;
}
