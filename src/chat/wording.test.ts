import { expect, it } from 'vitest';
import { pageOf } from '../layout/fields/test-pages.ts';
import { answerQuestion, buildIndex } from './index.ts';
import { isolated } from './wording.ts';

it('sets words of another direction in isolation, and leaves what stands the same way round', () => {
  expect(isolated('3 March 2025', 'fa')).toBe('\u20683 March 2025\u2069');
  expect(isolated('+98 21 1234 5678', 'ar')).toBe('\u2068+98 21 1234 5678\u2069');
  expect(isolated('۳ فروردین ۱۴۰۴', 'fa')).toBe('۳ فروردین ۱۴۰۴');
  expect(isolated('۳ فروردین ۱۴۰۴', 'en')).toBe('\u2068۳ فروردین ۱۴۰۴\u2069');
  for (const plain of ['661.80', '4/3/2025', '12:30', '۱۲/۳/۱۴۰۴', '۵٪']) expect(isolated(plain, 'fa')).toBe(plain);
  for (const parted of ['2019-03-04', '$42.10', '35,50€', '−5%', '+42']) {
    expect(isolated(parted, 'fa')).toBe(`\u2068${parted}\u2069`);
    expect(isolated(parted, 'en')).toBe(parted);
  }
  expect(isolated('3 March 2025', 'de')).toBe('3 March 2025');
});

it('a Persian answer about an English letter keeps its date, its phone and its quotation whole', () => {
  const text = 'Invoice number: 2048-INV\nDue date: 3 March 2025\nPhone: +44 117 496 0000\nTotal: 661.80';
  const index = buildIndex([pageOf(text)]);
  const answer = (question: string) => answerQuestion(index, question, {}).content;
  expect(answer('تاریخ سررسید چیست؟')).toBe('تاریخ سررسید: \u20683 March 2025\u2069 (ص. ۱).');
  expect(answer('شماره فاکتور چیست؟')).toContain('\u20682048-INV\u2069');
  expect(answer('مبلغ کل چقدر است؟')).toBe('مبلغ کل: 661.80 (ص. ۱).');
  expect(answer('What is the due date?')).toBe('The due date is 3 March 2025 (p. 1).');
});
