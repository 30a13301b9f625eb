import * as v from 'valibot';
import { expect, test } from 'vitest';
import { BusinessCardData, FormData } from '../../contract/data.ts';
import { extractData, findFields, isDataTool } from './index.ts';
import { pagesOf } from './test-pages.ts';

const FORM = `APPLICATION FORM
Full name: Jane Roe    Date of birth: 12 May 1980
E-mail: jane.roe@example.org
Phone ............. +44 20 7946 0958
Gender: [ ] Male [x] Female
I agree to the terms ☑
Newsletter ☐
Signature: ____________
Salary  £32,000.00
Share  12.5 %`;

test('label–value pairs of the ways in which forms set them, typed', () => {
  const found = findFields(pagesOf(FORM)).map(({ label, kind, value }) => [label, kind, value]);
  expect(found).toEqual([
    ['Full name', 'text', 'Jane Roe'],
    ['Date of birth', 'date', '1980-05-12'],
    ['E-mail', 'email', 'jane.roe@example.org'],
    ['Phone', 'phone', '+442079460958'],
    ['Male', 'boolean', false],
    ['Female', 'boolean', true],
    ['I agree to the terms', 'boolean', true],
    ['Newsletter', 'boolean', false],
    ['Salary', 'amount', 32_000],
    ['Share', 'percentage', 12.5],
  ]);
});

test('a field has the words of its value and their box', () => {
  const name = findFields(pagesOf(FORM))[0];
  expect(name?.words.map(({ text }) => text)).toEqual(['Jane', 'Roe']);
  expect(name?.bbox).toEqual([110, 30, 190, 50]);
  expect(name?.page).toBe(1);
});

test('a value below its label; a time is no label', () => {
  const found = findFields(pagesOf('Account number:\n123456\n\nOpen 9:30 to 17:00\n\nMontant  TVA\n12,00  2,40'));
  expect(found.map(({ label, value }) => [label, value])).toEqual([
    ['Account number', 123_456],
    ['Montant', 12],
    ['TVA', 2.4],
  ]);
});

test('a form has every label once', () => {
  const data = v.parse(FormData, extractData('form-to-data', pagesOf('Name: Ann\nName: Bob\nکد ملی: ۰۰۱۲۳۴۵۶۷۸')));
  expect(Object.keys(data)).toEqual(['Name', 'Name (2)', 'کد ملی']);
  expect(data['کد ملی']?.value).toBe('۰۰۱۲۳۴۵۶۷۸');
});

test('a business card', () => {
  const card = extractData(
    'business-card',
    pagesOf(`ACME Robotics GmbH

Dr. Anna Beispiel
Leiterin Vertrieb

Musterweg 5
10115 Berlin
Tel. +49 30 1234567
Fax +49 30 1234568
Mobil: +49 (0)170 7654321
anna.beispiel@acme-robotics.example
www.acme-robotics.example`),
  );
  const data = v.parse(BusinessCardData, card);
  expect(data.name?.value).toBe('Dr. Anna Beispiel');
  expect(data.title?.value).toBe('Leiterin Vertrieb');
  expect(data.company?.value).toBe('ACME Robotics GmbH');
  expect(data.phones?.map(({ value }) => value)).toEqual(['+49301234567', '+491707654321']);
  expect(data.emails?.map(({ value }) => value)).toEqual(['anna.beispiel@acme-robotics.example']);
  expect(data.website?.value).toBe('https://www.acme-robotics.example');
  expect(data.address?.value).toBe('Musterweg 5, 10115 Berlin');
});

test('a Persian business card', () => {
  const data = v.parse(
    BusinessCardData,
    extractData('business-card', pagesOf('شرکت نمونه پرداز\nمهندس علی رضایی\nمدیر فروش\nهمراه: ۰۹۱۲۱۲۳۴۵۶۷')),
  );
  expect([data.company?.value, data.name?.value, data.title?.value]).toEqual([
    'شرکت نمونه پرداز',
    'مهندس علی رضایی',
    'مدیر فروش',
  ]);
  expect(data.phones?.[0]?.value).toBe('09121234567');
});

test('which tools give data', () => {
  expect(isDataTool('receipt-to-data')).toBe(true);
  expect(isDataTool('image-to-text')).toBe(false);
  expect(isDataTool('toString')).toBe(false);
});
