import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { BusinessCardData, FormData, InvoiceData, ReceiptData } from '../../contract/data.ts';
import { extractData, findFields } from './index.ts';
import { pagesOf } from './test-pages.ts';

/** Lines as receipts and forms have them, and noise. */
const piece = fc.oneof(
  fc.constantFrom(
    'Total',
    'TOTAL SALES (INCLUSIVE OF GST)',
    'Cash',
    'Change',
    'Tax',
    'Date:',
    'Invoice No:',
    'IBAN',
    'مبلغ کل',
    '合計',
    'Qty',
  ),
  fc.constantFrom(
    'GB82 WEST 1234 5698 7654 32',
    '12/03/2018',
    '۱۴۰۲/۰۵/۱۲',
    '٣١/١٣/١٤٤٥',
    '[x] Yes',
    '☐',
    '____',
    '....',
    'Tel. +49 30 1234567',
  ),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(2)),
  fc.integer({ min: 0, max: 1e12 }).map(String),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
);
const line = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('  ').replace(/[\n\r]/g, ' '));
const pages = fc.array(
  fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n')),
  { minLength: 1, maxLength: 2 },
);

test('whatever the pages hold, the data keeps its shape and stands on them', () => {
  fc.assert(
    fc.property(pages, (texts) => {
      const read = pagesOf(...texts);
      v.parse(ReceiptData, extractData('receipt-to-data', read));
      v.parse(InvoiceData, extractData('invoice-to-data', read));
      v.parse(BusinessCardData, extractData('business-card', read));
      v.parse(FormData, extractData('form-to-data', read));
      for (const { page, text, words } of findFields(read)) {
        expect(page).toBeGreaterThanOrEqual(1);
        expect(page).toBeLessThanOrEqual(texts.length);
        expect(words.length).toBeGreaterThan(0);
        expect(text).not.toBe('');
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});
