import { expect, test } from 'vitest';
import { amountScore, score } from './score.ts';

const item = (truth: string, code: string) => ({ name: 'set/page', path: '', truth, packs: [code] });

test('an amount counts with its sign, its point and all its digits, as often as it stands there', () => {
  expect(amountScore('14.54 14.54 -3.20', '14.54 1454 3.20')).toEqual({ right: 1, unsigned: 2, all: 3 });
  expect(amountScore('total $1,204.50 (12.00)', '(12.00) total $1,204.50')).toEqual({ right: 2, unsigned: 2, all: 2 });
  expect(amountScore('1.234,50 €', '1,234.50 €')).toEqual({ right: 0, unsigned: 0, all: 1 });
});

test('dates, versions and years are no amounts', () => {
  expect(amountScore('01/03/2024 v1.2 12.03.2024 2024', '').all).toBe(0);
});

test('a sentence may end after an amount', () => {
  expect(amountScore('It cost 3.50. Then 4.00, no more.', '4.00 3.50')).toEqual({ right: 2, unsigned: 2, all: 2 });
});

test('blanks count but where a script sets none', () => {
  expect(score(item('東京 都', 'jpn'), '東 京都')).toMatchObject({ cer: 0, f1: null });
  expect(score(item('to day', 'eng'), 'today').cer).toBeGreaterThan(0);
});

test('case counts unless it is folded', () => {
  expect(score(item('TOTAL', 'eng'), 'Total').cer).toBeGreaterThan(0);
  expect(score(item('TOTAL', 'eng'), 'Total', true).cer).toBe(0);
});
