import { expect, test } from 'vitest';
import { isGrounded, isVerbatim } from './verify.ts';

test('a snippet is verbatim, white space apart', () => {
  const texts = ['The total\nis  42.00 EUR.'];
  expect(isVerbatim(texts, { page: 1, snippet: 'total is 42.00' })).toBe(true);
  expect(isVerbatim(texts, { page: 1, snippet: 'total is 43.00' })).toBe(false);
  expect(isVerbatim(texts, { page: 2, snippet: 'total' })).toBe(false);
  expect(isVerbatim(texts, { page: 1, snippet: ' ' })).toBe(false);
});

test('each number and date of a claim stands in its snippets', () => {
  expect(isGrounded('The total is 1,234.50, due on 3 March 2024.', ['Summe 1.234,50', 'due 2024-03-03'])).toBe(true);
  expect(isGrounded('The total is 1,234.51.', ['Summe 1.234,50'])).toBe(false);
  expect(isGrounded('Due on 4 March 2024.', ['due 2024-03-03'])).toBe(false);
});
