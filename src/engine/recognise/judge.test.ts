import { expect, test } from 'vitest';
import { isPointLost, plausibility, qualityOf, worthOf } from './judge.ts';

test.each([
  'word',
  'McDonald',
  'B2B',
  'H2O',
  '$1,204.50',
  '(30.9)',
  '12/03/2024',
  "l'homme",
  'übergroß',
  'Größe,',
  'می‌خواهم',
  '日本語テスト',
  'हिन्दी',
  'ภาษาไทย',
  '-4.3%',
  'Москва',
])('%s may be printed', (text) => {
  expect(plausibility(text)).toBeGreaterThan(0.9);
});

test.each(['rn0de1s', 'tHeRe', 'bоok', '|_~', 'aaaab', 'x=|y', 'bcdfg', '^'])('%s is hardly printed', (text) => {
  expect(plausibility(text)).toBeLessThanOrEqual(0.7);
});

test('more text is worth more only where it can be believed', () => {
  const sure = [{ text: 'total', confidence: 0.9 }];
  expect(worthOf([...sure, { text: 'amount', confidence: 0.9 }])).toBeGreaterThan(worthOf(sure));
  expect(worthOf([...sure, { text: '|~_', confidence: 0.9 }])).toBeLessThan(worthOf(sure));
});

test('quality weighs long words more, and is 0 for nothing', () => {
  expect(qualityOf([])).toBe(0);
  expect(
    qualityOf([
      { text: 'recognition', confidence: 1 },
      { text: 'a', confidence: 0 },
    ]),
  ).toBeCloseTo(11 / 12);
});

test('a point is lost only where the same figures are an amount with it', () => {
  expect(isPointLost('3180', '31.80')).toBe(true);
  expect(isPointLost('57 50', '57.50')).toBe(true);
  expect(isPointLost('3180', '31.8')).toBe(false);
  expect(isPointLost('3180', '31.86')).toBe(false);
  expect(isPointLost('31,80', '31.80')).toBe(false);
  expect(isPointLost('A3180', '31.80')).toBe(false);
});
