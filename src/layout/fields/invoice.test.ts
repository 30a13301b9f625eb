import * as v from 'valibot';
import { expect, test } from 'vitest';
import { InvoiceData } from '../../contract/data.ts';
import { extractData } from './index.ts';
import { pagesOf } from './test-pages.ts';

const read = (...texts: string[]): InvoiceData =>
  v.parse(InvoiceData, extractData('invoice-to-data', pagesOf(...texts)));

const BRITISH = `Example Solutions Ltd
42 High Street
London SW1A 1AA
VAT No: GB123456789

INVOICE
Invoice No: INV-2023-0042    Invoice Date: 5 March 2023
Bill To:    Due Date: 4 April 2023
Widget Corp
1 Elm Road
Description    Qty    Unit Price    Amount
Consulting     10     £100.00       £1,000.00
Travel         1      £50.00        £50.00
Subtotal       £1,050.00
VAT 20%        £210.00
Total Due      £1,260.00
IBAN: GB82 WEST 1234 5698 7654 32   BIC: NWBKGB2L`;

test('a British invoice', () => {
  const data = read(BRITISH);
  const value = (name: keyof InvoiceData) => (data[name] as { value: unknown } | undefined)?.value;
  expect(value('number')).toBe('INV-2023-0042');
  expect(value('date')).toBe('2023-03-05');
  expect(value('due_date')).toBe('2023-04-04');
  expect(value('seller')).toBe('Example Solutions Ltd');
  expect(value('buyer')).toBe('Widget Corp');
  expect(value('vat_id')).toBe('GB123456789');
  expect(value('iban')).toBe('GB82WEST12345698765432');
  expect(value('bic')).toBe('NWBKGB2L');
  expect(value('currency')).toBe('GBP');
  expect([value('subtotal'), value('tax'), value('total')]).toEqual([1050, 210, 1260]);
  expect(data.items?.map(({ amount }) => amount?.value)).toEqual([1000, 50]);
  expect(data.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(data.checks.map(({ name }) => name)).toContain('IBAN checksum');
});

test('a German invoice over two pages: letters misread in the IBAN are proved by its checksum', () => {
  const data = read(
    `Muster AG
Bahnhofstrasse 1
8001 Zürich
Rechnung Nr. 2022-117
Datum: 03.02.2022
Zahlbar bis: 05.03.2022
Kunde: Beispiel GmbH
Pos  Bezeichnung  Menge  Preis  Betrag
1  Beratung  3  120,00  360,00`,
    `Pos  Bezeichnung  Menge  Preis  Betrag
2  Material  1  40,00  40,00
Zwischensumme  400,00
MwSt 7,7%  30,80
Gesamtbetrag CHF  430,80
IBAN: CH93 OO76 2011 6238 5295 7
MwSt-Nr. CHE-123.456.789`,
  );
  expect(data.number?.value).toBe('2022-117');
  expect(data.due_date?.value).toBe('2022-03-05');
  expect(data.buyer?.value).toBe('Beispiel GmbH');
  expect(data.items?.map(({ description }) => description?.value)).toEqual(['Beratung', 'Material']);
  expect(data.total).toMatchObject({ value: 430.8, page: 2 });
  expect(data.iban).toMatchObject({ value: 'CH9300762011623852957', text: 'CH93 OO76 2011 6238 5295 7' });
  expect(data.vat_id?.value).toBe('CHE123456789');
});

test('labels over one row of values', () => {
  const data = read(`Klant         Order     Factuur datum  Factuur       Vervaldatum
SC0101001234  SC000777  7-3-2021       VF2000111222  21-3-2021
Artikel  Omschrijving  Prijs  BTW  Bedrag
E1  Set  48,40  21 %  48,40
Factuur totaal EUR  48,40
40,00  8,40  48,40`);
  expect(data.number?.value).toBe('VF2000111222');
  expect(data.date?.value).toBe('2021-03-07');
  expect(data.due_date?.value).toBe('2021-03-21');
  expect([data.subtotal?.value, data.tax?.value, data.total?.value]).toEqual([40, 8.4, 48.4]);
});

test('an IBAN that fails its checksum is given with little confidence', () => {
  const data = read(BRITISH.replace('GB82 WEST', 'GB83 WEST'));
  expect(data.iban?.confidence).toBeLessThan(0.5);
  expect(data.checks).toContainEqual({ name: 'IBAN checksum', ok: false, fields: ['iban'] });
});
