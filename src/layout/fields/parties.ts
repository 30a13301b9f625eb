/** Seller and buyer of an invoice. */
import type { DataValue } from '../../contract/data.ts';
import { type FieldsDocument, placed, spansInRow, valueAt } from './fields-document.ts';
import { labelledField } from './labelled-field.ts';
import { findMerchant } from './merchant.ts';
import { hasLegalForm } from './names.ts';
import { phraseWords } from './phrases.ts';

/** The seller by a label, by a firm's name that is printed again, or by the name at the head of the page. */
export function findParties(document: FieldsDocument): { seller: DataValue | null; buyer: DataValue | null } {
  const buyer = labelledField(document, 'customer');
  const seller =
    labelledField(document, 'issuer') ??
    printedFirm(document, buyer?.text, 2) ??
    headName(document, buyer?.text) ??
    printedFirm(document, buyer?.text, 1);
  return { seller: seller && seller.text === buyer?.text ? null : seller, buyer };
}

function headName(document: FieldsDocument, buyer: string | undefined): DataValue | null {
  const merchant = findMerchant(document);
  const [first] = merchant?.name ?? [];
  const text = first ? document.rows[first.row]?.line.slice(first.start, first.end) : undefined;
  if (!merchant || text === buyer || merchant.sure < HEAD_NAME) return null;
  return placed(document, merchant.name, merchant.sure * 0.85);
}

/** At the head of an invoice as much else may stand; a legal form or a trade must tell the name. */
const HEAD_NAME = 0.65;

/** `Example GmbH - Street 1 - 12345 Town`: the sender's line; the name is its first part. */
const PARTS = /\s+[-–—|·•−]\s+|\s{2,}|,\s/u;
const MAX_WORDS = 7;

/** Names with a legal form, by how often they stand in the document; the buyer's is not among them. */
function printedFirm(document: FieldsDocument, buyer: string | undefined, least: number): DataValue | null {
  const firms = new Map<string, { row: number; start: number; end: number; count: number }>();
  document.rows.forEach(({ line }, row) => {
    let from = 0;
    for (const part of line.split(PARTS)) {
      const start = line.indexOf(part, from);
      from = start + part.length;
      const key = phraseWords(part)
        .map((word) => word.key)
        .join(' ');
      const count = key === '' ? 0 : key.split(' ').length;
      if (
        count < 2 ||
        count > MAX_WORDS ||
        !hasLegalForm(part) ||
        part === buyer ||
        /\p{Nd}|[.!?]$/u.test(part.replace(/\b\p{L}{1,4}\.$/u, ''))
      )
        continue;
      const known = firms.get(key);
      if (known) known.count++;
      else firms.set(key, { row, start, end: from, count: 1 });
    }
  });
  const best = [...firms.values()].sort((a, b) => b.count - a.count)[0];
  const row = best && document.rows[best.row];
  if (!best || !row || best.count < least) return null;
  const value = valueAt(document, spansInRow(row, best.start, best.end), '', Math.min(0.9, 0.6 + 0.1 * best.count));
  return { ...value, value: value.text };
}
