import { expect, test } from 'vitest';
import { editsWithin } from '../document/edits.ts';
import { fold } from '../document/normalise.ts';
import { nearTerms } from './near-terms.ts';
import { tokenise } from './tokens.ts';

const terms = (text: string, language: string) => tokenise(text, language).map(({ term }) => term);

test.each([
  ['Ärger ﬁnden', 'arger finden'],
  ['كتابي', 'کتابی'],
  ['مُحَمَّد', 'محمد'],
  ['۱۲۳ ١٢٣', '123 123'],
  ['Straße', 'strasse'],
])('%s folds to %s', (text, folded) => expect(fold(text)).toBe(folded));

test.each([
  ['en', 'invoices', 'invoice'],
  ['en', 'companies', 'company'],
  ['en', 'headquartered', 'headquarters'],
  ['de', 'Rechnungen', 'Rechnung'],
  ['fr', 'paiements', 'paiement'],
  ['es', 'facturas', 'factura'],
  ['fa', 'کتاب‌های', 'کتاب'],
  ['ar', 'الفاتورة', 'فاتورة'],
])('%s: %s meets %s', (language, one, other) => expect(terms(one, language)[0]).toBe(terms(other, language)[0]));

test('a year is found by every way to write a fiscal year', () => {
  expect(terms('FY2017 FY17 4Q17 2017', 'en')).toEqual(Array(4).fill('2017'));
});

test('scripts without spaces are searched by bigrams', () => {
  expect(terms('总金额', 'zh')).toEqual(['总金', '金额']);
});

test('near terms: misread, swapped, compounded, but no other number', () => {
  const known = ['12345', 'guarentee', 'lnvoice', 'rechnungsdatum', 'zebra'];
  const near = (term: string, compounds = false) =>
    nearTerms(known, term, compounds).map(({ position }) => known[position]);
  expect(near('guarantee')).toEqual(['guarentee']);
  expect(near('invoice')).toEqual(['lnvoice']);
  expect(near('datum', true)).toEqual(['rechnungsdatum']);
  expect(near('12346')).toEqual([]);
  expect(editsWithin('form', 'from', 1)).toBe(true);
  expect(editsWithin('form', 'farms', 1)).toBe(false);
});
