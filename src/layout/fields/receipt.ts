/** A receipt's data: who, where, when, what, how much, how paid. */
import type { DataCheck, DataItem, DataValue, ReceiptData } from '../../contract/data.ts';
import { asciiDigits } from '../../document/normalise.ts';
import { findPhones } from './contacts.ts';
import { currencyValue } from './currency-value.ts';
import { findDocumentDate } from './document-date.ts';
import { compact, type FieldsDocument, placed, type RowSpan, type Sparse } from './fields-document.ts';
import type { Item } from './item-row.ts';
import { findItems } from './items.ts';
import { labelledField } from './labelled-field.ts';
import { findMerchant, type Merchant } from './merchant.ts';
import { moneyLines } from './money-lines.ts';
import { paymentOf } from './payment.ts';
import { equal } from './sum-checks.ts';
import { findSums, type Sum, type Sums } from './totals.ts';

export function readReceipt(document: FieldsDocument): ReceiptData {
  const { items, sums } = itemsAndSums(document);
  const merchant = findMerchant(document);
  const date = findDocumentDate(document);
  return compact({
    merchant: merchant && nameValue(document, merchant),
    address: merchant && merchant.address.length > 0 ? placed(document, merchant.address, 0.8, ' ') : null,
    phone: phoneOf(document),
    tax_id: labelledField(document, 'tax-id'),
    number: labelledField(document, 'number'),
    date,
    time: timeOf(document, date),
    ...sumsData(document, sums, items),
    service: sumValue(document, sums.service),
    tip: sumValue(document, sums.tip),
    payment: paymentOf(document),
    paid: sumValue(document, sums.paid),
    change: sumValue(document, sums.change),
  });
}

/** Signs that recognition puts into a name are no part of it. */
function nameValue(document: FieldsDocument, { name, sure }: Merchant): DataValue | null {
  const value = placed(document, name, sure);
  return value && { ...value, value: value.text.replace(/§/g, 'S').replace(/(?<=\p{L}{5})\.(?=\s\p{Lu}{3})/gu, '') };
}

/** Sums are sought with the items' help, and items that come to far more than the total are none. */
export function itemsAndSums(document: FieldsDocument): { items: Item[]; sums: Sums } {
  const lines = moneyLines(document);
  const items = findItems(document, new Set(lines.filter(({ strength }) => strength >= CLAIMED).map(({ row }) => row)));
  if (isSumOfOthers(items)) {
    const fewer = findSums(document, lines, amountsIn(items.slice(0, -1)));
    if (fewer.checks.some(({ name, ok }) => ok && name.startsWith('items')))
      return { items: items.slice(0, -1), sums: fewer };
  }
  const amounts = amountsIn(items);
  const sums = findSums(document, lines, amounts);
  const sum = amounts.reduce((all, amount) => all + amount, 0);
  if (sum <= TOO_MUCH * (sums.total?.value ?? Infinity)) return { items, sums };
  return { items: [], sums: findSums(document, lines, []) };
}

const amountsIn = (items: readonly Item[]): number[] => items.map(({ amount }) => amount.value);

/** A sum whose label was not read looks like one more item. */
function isSumOfOthers(items: readonly Item[]): boolean {
  const amounts = amountsIn(items);
  const last = amounts.pop();
  return (
    last !== undefined &&
    amounts.length > 0 &&
    equal(
      last,
      amounts.reduce((all, amount) => all + amount, 0),
    )
  );
}

const CLAIMED = 0.6;
const TOO_MUCH = 1.5;

/** What receipts and invoices share. */
export function sumsData(document: FieldsDocument, sums: Sums, items: readonly Item[]) {
  const itemised = itemChecks(items);
  return {
    currency: currencyValue(document, sums),
    items: items.length > 0 ? items.map((item) => itemData(document, item)) : null,
    subtotal: sumValue(document, sums.subtotal),
    discount: sumValue(document, sums.discount),
    tax: sumValue(document, sums.tax),
    rounding: sumValue(document, sums.rounding),
    total: sumValue(document, sums.total),
    checks: [...sums.checks, ...itemised],
  };
}

function sumValue(document: FieldsDocument, sum: Sum | undefined): DataValue | null {
  if (!sum) return null;
  return amountValue(document, sum, sum.sure);
}

function amountValue(document: FieldsDocument, part: RowSpan & { value: number }, sure: number): DataValue | null {
  const value = placed(document, [part], sure);
  return value && { ...value, value: part.value };
}

function itemData(document: FieldsDocument, { description, quantity, unitPrice, amount, proved }: Item): DataItem {
  const sure = proved ? 0.95 : 0.75;
  return compact<DataItem>({
    description: placed(document, description, 0.8),
    quantity: quantity ? amountValue(document, quantity, sure) : null,
    unit_price: unitPrice ? amountValue(document, unitPrice, sure) : null,
    amount: amountValue(document, amount, sure),
  } as Sparse<DataItem>);
}

/** One check for all the lines that state a quantity and a price. */
function itemChecks(items: readonly Item[]): DataCheck[] {
  const priced = items.filter(({ unitPrice }) => unitPrice !== undefined);
  if (priced.length === 0) return [];
  return [{ name: 'quantity × unit price = amount', ok: priced.every(({ proved }) => proved), fields: ['items'] }];
}

/** A number that no label tells is one only near the top. */
const HEAD_ROWS = 8;

function phoneOf(document: FieldsDocument): DataValue | null {
  const found = document.rows.flatMap(({ line }, row) =>
    findPhones(line).flatMap((phone) => (phone.fax ? [] : [{ ...phone, row }])),
  );
  const best =
    found.find(({ labelled }) => labelled) ??
    found.find(({ row, start, end, value }) => row < HEAD_ROWS && value.length <= 11 && end - start > value.length);
  const value = best && placed(document, [best], best.labelled ? 0.9 : 0.6);
  return best && value ? { ...value, value: best.value } : null;
}

const TIME =
  /(?<![\p{Nd}:.])([01]?\p{Nd}|2[0-3])\s?:\s?([0-5]\p{Nd})(?:\s?[:.]\s?([0-5]\p{Nd}))?(?!\p{Nd})(?:\s?(a\.?m|p\.?m)\b\.?)?/giu;

/** In the date's row, or the first labelled or free one. */
function timeOf(document: FieldsDocument, date: DataValue | null): DataValue | null {
  const found = document.rows.flatMap(({ line }, row) =>
    [...asciiDigits(line).matchAll(TIME)].map((match) => ({
      row,
      match,
      near: date !== null && line.includes(date.text),
    })),
  );
  const best = found.find(({ near }) => near) ?? found[0];
  if (!best) return null;
  const [raw, hour = '', minute = '', second, half] = best.match;
  const twelve = Number(asciiDigits(hour)) % 12;
  const hours = half ? twelve + (/p/i.test(half) && Number(hour) <= 12 ? 12 : 0) : Number(asciiDigits(hour));
  const value = [String(hours).padStart(2, '0'), asciiDigits(minute), ...(second ? [asciiDigits(second)] : [])].join(
    ':',
  );
  const end = best.match.index + raw.trimEnd().length;
  const at = placed(document, [{ row: best.row, start: best.match.index, end }], best.near ? 0.95 : 0.7);
  return at && { ...at, value };
}
