/** An invoice's data: number, dates, parties, accounts, lines and sums. */
import type { DataCheck, DataValue, InvoiceData } from '../../contract/data.ts';
import { findVatIds } from './contacts.ts';
import { findDocumentDate, findLabelledDate } from './document-date.ts';
import { compact, type FieldsDocument, valueAt } from './fields-document.ts';
import { findIbans } from './iban.ts';
import { labelledField, labelledPlaces } from './labelled-field.ts';
import { findParties } from './parties.ts';
import { paymentOf } from './payment.ts';
import { itemsAndSums, sumsData } from './receipt.ts';

export function readInvoice(document: FieldsDocument): InvoiceData {
  const { items, sums } = itemsAndSums(document);
  const iban = ibanOf(document);
  const { seller, buyer } = findParties(document);
  const data = sumsData(document, sums, items);
  return compact<InvoiceData>({
    number: labelledField(document, 'number'),
    date: findDocumentDate(document),
    due_date: findLabelledDate(document, 'due-date'),
    order_number: labelledField(document, 'order-number'),
    customer_number: labelledField(document, 'customer-number'),
    seller,
    buyer,
    vat_id: vatIdOf(document),
    iban: iban?.value ?? null,
    bic: labelledField(document, 'bic'),
    payment: labelledField(document, 'payment-method') ?? paymentOf(document),
    ...data,
    checks: [...data.checks, ...(iban ? [iban.check] : [])],
  });
}

const PROVED = 0.98;
const FAILED = 0.4;

function ibanOf(document: FieldsDocument): { value: DataValue; check: DataCheck } | null {
  const found = document.pages.flatMap(({ text }, page) => findIbans(text).map((iban) => ({ ...iban, page })));
  const best = found.find(({ ok }) => ok) ?? found[0];
  if (!best) return null;
  const at = valueAt(document, [best], best.value, best.ok ? PROVED : FAILED);
  return { value: at, check: { name: 'IBAN checksum', ok: best.ok, fields: ['iban'] } };
}

/** One whose form tells it; else what is labelled as one. The buyer's own is labelled so or stands in his address. */
function vatIdOf(document: FieldsDocument): DataValue | null {
  const found = document.pages.flatMap(({ text }, page) =>
    findVatIds(text).map((id) => ({
      ...id,
      page,
      theirs: BUYERS.test(text.slice(Math.max(0, id.start - 30), id.start)),
    })),
  );
  const labelled = labelledPlaces(document, 'tax-id');
  const best =
    found.find(
      ({ page, start, theirs }) =>
        !theirs && labelled.some((at) => at.page === page && at.value[0] <= start && start < at.value[1]),
    ) ?? found.find(({ theirs }) => !theirs);
  if (best) return valueAt(document, [best], best.value, 0.9);
  const own = labelled.filter(
    ({ page, label }) => !BUYERS.test((document.pages[page]?.text ?? '').slice(Math.max(0, label[0] - 20), label[0])),
  );
  return own[0] ? labelledField(document, 'tax-id', own) : null;
}

const BUYERS = /\b(?:your|ihre|votre|su|uw|customer|client|kunden?)\b/i;
