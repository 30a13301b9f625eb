/** What kind of value a text is, and its normal form. */
import { gregorianDate } from './calendars.ts';
import { findEmails, findPhones, findUrls, findVatIds } from './contacts.ts';
import type { DocumentConventions } from './conventions.ts';
import { currencyCode } from './currencies.ts';
import { findDates } from './dates.ts';
import { findIbans } from './iban.ts';
import { findNumbers } from './numbers.ts';

export type FieldKind =
  | 'amount'
  | 'number'
  | 'percentage'
  | 'date'
  | 'email'
  | 'phone'
  | 'url'
  | 'iban'
  | 'tax-id'
  | 'boolean'
  | 'text';

export interface TypedValue {
  kind: FieldKind;
  value: string | number | boolean;
  /** Of an amount: ISO 4217, or as printed where the document does not tell which. */
  currency?: string;
}

/**
 * A text is of a kind where it is one value and little else. `label` decides what the form leaves open: digits behind
 * `Tel.` are a telephone number. `document` is where hints to the currency are looked for.
 */
export function typedValue(raw: string, label: string, document: string, conventions: DocumentConventions): TypedValue {
  const text = raw.trim();
  const whole = <T extends { start: number; end: number }>(found: readonly T[]): T | undefined =>
    found.find(({ start, end }) => end - start >= text.length - SLACK);
  const iban = whole(findIbans(text));
  if (iban?.ok) return { kind: 'iban', value: iban.value };
  const email = whole(findEmails(text));
  if (email) return { kind: 'email', value: email.value };
  const url = whole(findUrls(text));
  if (url) return { kind: 'url', value: url.value };
  const vat = whole(findVatIds(text));
  if (vat) return { kind: 'tax-id', value: vat.value };
  const date = whole(findDates(text, conventions));
  const day = date && gregorianDate(date, conventions.calendar);
  if (day) return { kind: 'date', value: day };
  const offset = label.length + 2;
  const phone = findPhones(`${label}: ${text}`).find(
    ({ start, end }) => start >= offset && end - start >= text.length - SLACK,
  );
  if (phone && (phone.labelled || phone.value.startsWith('+'))) return { kind: 'phone', value: phone.value };
  return numeric(text, document, conventions) ?? { kind: 'text', value: text.replace(/\s+/g, ' ') };
}

/** Blanks, brackets and a stop beside the value. */
const SLACK = 2;
/** Longer runs of digits, and such as begin with 0, are identifiers. */
const NUMBER_DIGITS = 9;

function numeric(text: string, document: string, { decimal }: DocumentConventions): TypedValue | null {
  const [number, second] = findNumbers(text, decimal);
  if (!number || second || number.end - number.start < text.length - SLACK || !Number.isFinite(number.value))
    return null;
  if (number.percent) return { kind: 'percentage', value: number.value };
  if (number.mark !== null) {
    return { kind: 'amount', value: number.value, currency: currencyCode(number.mark, document) ?? number.mark };
  }
  const digits = text.replace(/\P{Nd}/gu, '');
  if (/[.,٫]\p{Nd}{2}$/u.test(text)) return { kind: 'amount', value: number.value };
  if (/^\p{Nd}/u.test(text) && /^0\d|^[٠۰]\p{Nd}/u.test(digits)) return null;
  return digits.length <= NUMBER_DIGITS ? { kind: 'number', value: number.value } : null;
}
