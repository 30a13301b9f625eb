import { expect, test } from 'vitest';
import { missingIn } from './missing.ts';

test('gathers the pages of each missing language, and no other warning', () => {
  const missing = (language: string, page: number) => ({ code: 'language_missing', message: '', language, page });
  const warnings = [
    missing('rus', 3),
    { code: 'truncated', message: '' },
    missing('kor', 2),
    missing('rus', 1),
    missing('rus', 1),
  ];
  expect(missingIn({ warnings })).toEqual([
    { code: 'rus', pages: [1, 3] },
    { code: 'kor', pages: [2] },
  ]);
});
