/** Fields of receipts and invoices against their truth. */
import { normalise } from '../shared/text-score.ts';

/** The job's `data`, as far as it is compared. */
export type Data = Record<string, unknown>;

/** Truth → whether ours is exactly right, for the fields that the truth names. */
export type FieldChecks = Record<string, boolean>;

/** SROIE's key file; its dates have the day first, its texts are in capitals whatever the print. */
export function receiptFields(truth: Record<string, string>, data: Data): FieldChecks {
  const { total, date, company } = truth;
  return {
    ...(total && { total: sameAmount(data, ['total'], Number(total.replace(/[^\d.-]/g, ''))) }),
    ...(date && { date: fieldValue(data, 'date') === dayFirst(date) }),
    ...(company && { company: folded(fieldValue(data, 'merchant')) === folded(company) }),
  };
}

/** invoice2data's expectation; an amount is right to the cent. */
export function invoiceFields(truth: Record<string, unknown>, data: Data): FieldChecks {
  const { amount, date, invoice_number: number } = truth;
  return {
    ...(typeof amount === 'number' && { amount: sameAmount(data, ['total', 'amount_due', 'amount'], amount) }),
    ...(typeof date === 'string' && { date: isDate(data, date) }),
    ...(typeof number === 'string' && { number: isNumber(data, number) }),
  };
}

const isDate = (data: Data, date: string): boolean =>
  ['date', 'invoice_date', 'issue_date'].some((key) => fieldValue(data, key) === date.slice(0, 10));
const isNumber = (data: Data, number: string): boolean =>
  ['number', 'invoice_number'].some((key) => compact(fieldValue(data, key)) === compact(number));

function fieldValue(data: Data, key: string): unknown {
  const field = data[key];
  return typeof field === 'object' && field !== null && 'value' in field ? field.value : undefined;
}

/** Of the first of these fields that was found. */
function sameAmount(data: Data, keys: readonly string[], wanted: number): boolean {
  const found = keys.map((key) => fieldValue(data, key)).find((value) => value !== undefined);
  return typeof found === 'number' && Math.abs(found - wanted) < 0.005;
}

/** `09/03/18`, `09-03-2018`, `9 MAR 2018` → `2018-03-09`; anything else as it is. */
export function dayFirst(text: string): string {
  const parts = /(\d{1,2})[^\da-z]*(\d{1,2}|[a-z]{3})[a-z]*[^\da-z]*(\d{4}|\d{2})/i.exec(text);
  if (!parts) return text;
  const [, day = '', month = '', year = ''] = parts;
  const index = MONTHS.indexOf(month.toLowerCase());
  const number = index < 0 ? month : String(index + 1);
  return `${year.length === 2 ? `20${year}` : year}-${number.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const folded = (value: unknown): string => normalise(String(value ?? '')).toLowerCase();
const compact = (value: unknown): string => folded(value).replaceAll(' ', '');
