import { expect, test } from 'vitest';
import { gregorianDate } from './calendars.ts';
import { findEmails, findPhones, findUrls, findVatIds } from './contacts.ts';
import { readConventions } from './conventions.ts';
import { currencyCode } from './currencies.ts';
import { findDates } from './dates.ts';
import { findIbans, isIban } from './iban.ts';
import { numberValue } from './numbers.ts';

test.each([
  ['۱۴۰۲/۰۵/۱۲', 'persian', '2023-08-03'],
  ['۳۰ اسفند ۱۳۹۹', 'islamic', '2021-03-20'],
  ['۳۰ اسفند ۱۴۰۰', 'persian', null],
  ['15/09/1445 هـ', 'persian', '2024-03-25'],
  ['١ رمضان ١٤٤٥', 'persian', '2024-03-11'],
  ['31/02/2020', 'persian', null],
  ['令和元年5月1日', 'islamic', '2019-05-01'],
  ['民國113年3月5日', 'islamic', '2024-03-05'],
  ['28-FEB-18', 'islamic', '2018-02-28'],
  ['Date.25/12/2018', 'islamic', '2018-12-25'],
  ['25/12/201812:30', 'islamic', '2018-12-25'],
] as const)('%s is %s, %s', (text, calendar, iso) => {
  const [found] = findDates(text);
  expect(found && gregorianDate(found, calendar)).toBe(iso);
});

test('the document tells whether day or month comes first', () => {
  expect(readConventions('03/04/2018 and 25/04/2018')).toMatchObject({ dayFirst: true, dayFirstSure: true });
  expect(readConventions('03/04/2018 and 04/25/2018')).toMatchObject({ dayFirst: false, dayFirstSure: true });
  expect(readConventions('Springfield, IL 62704 03/04/2018')).toMatchObject({ dayFirst: false });
  expect(readConventions('03/04/2018')).toMatchObject({ dayFirst: true, dayFirstSure: false });
  expect(findDates('03/04/2018', { dayFirst: false })[0]?.iso).toBe('2018-03-04');
});

test('and which sign is the decimal one', () => {
  expect(readConventions('12.50 3.00 1.234').decimal).toBe('.');
  expect(readConventions('12,50 3,00').decimal).toBe(',');
  expect(readConventions('1.234').decimal).toBeUndefined();
  expect([numberValue('2.170', '.'), numberValue('2.170', ','), numberValue('2.170')]).toEqual([2.17, 2170, 2170]);
});

test('IBANs: checksum, length of the country, misread letters', () => {
  expect(isIban('GB82WEST12345698765432')).toBe(true);
  expect(isIban('GB82WEST12345698765431')).toBe(false);
  expect(isIban('GB82WEST1234569876543')).toBe(false);
  expect(findIbans('IBAN DE89 3704 0044 0532 0130 00 BIC X')).toMatchObject([
    { value: 'DE89370400440532013000', start: 5, end: 32, ok: true },
  ]);
  expect(findIbans('DE89 37O4 0044 0532 0l30 00')).toMatchObject([{ value: 'DE89370400440532013000', ok: true }]);
  expect(findIbans('IR58 0540 1051 8002 1273 1130 07')).toMatchObject([{ ok: true }]);
  expect(findIbans('DE00 3704 0044 0532 0130 00')).toMatchObject([{ ok: false }]);
  expect(findIbans('ORDER 1234')).toEqual([]);
});

test.each([
  ['Tel. +49 (0)30 123 45 67', '+49301234567'],
  ['T: (+603) 1234 0109', '+60312340109'],
  ['0221 1234567', '02211234567'],
  ['موبایل: ۰۹۱۲ ۱۲۳ ۴۵۶۷', '09121234567'],
  ['(217) 555-0134', '2175550134'],
])('%s is dialled %s', (text, value) => expect(findPhones(text).map((phone) => phone.value)).toEqual([value]));

test.each(['2018-03-12', '12.05.2018', 'GST 000123456789', '1,234,567.00', '6901234567892'])(
  '%s is no telephone',
  (text) => expect(findPhones(text)).toEqual([]),
);

test('addresses of mail and web', () => {
  expect(findEmails('Mail: Ann.Roe@Example.ORG.').map(({ value }) => value)).toEqual(['ann.roe@example.org']);
  expect(
    findUrls('see www.Example.org/a, or example.com and https://x.example/y?z=1').map(({ value }) => value),
  ).toEqual(['https://www.example.org/a', 'https://example.com', 'https://x.example/y?z=1']);
  expect(findUrls('ann@example.com')).toEqual([]);
});

test('tax numbers by their form', () => {
  expect(findVatIds('UStId DE 123 456 789, FR 121 234 567 89').map(({ value }) => value)).toEqual([
    'DE123456789',
    'FR12123456789',
  ]);
  expect(findVatIds('GSTIN 27AAPFU0939F1ZV').map(({ value }) => value)).toEqual(['27AAPFU0939F1ZV']);
  expect(findVatIds('DE 1234')).toEqual([]);
});

test('a currency sign of many countries needs the document', () => {
  expect(currencyCode('$', 'All prices in US dollars')).toBe('USD');
  expect(currencyCode('$', '1 Queen St, Toronto, Canada')).toBe('CAD');
  expect(currencyCode('$', 'Total $5')).toBeNull();
  expect(currencyCode('ریال', 'فاکتور گاز')).toBe('IRR');
  expect(currencyCode('ريال', 'المملكة العربية السعودية')).toBe('SAR');
  expect(currencyCode('¥', '合計 お釣り')).toBe('JPY');
  expect(currencyCode('¥', '合计')).toBe('CNY');
});
