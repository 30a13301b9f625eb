import { expect, test } from 'vitest';
import { parsePageRanges } from './page-ranges.ts';

test.each([
  ['1', 3, [0]],
  ['1,3-5', 5, [0, 2, 3, 4]],
  [' 2 - 3 , 1', 3, [1, 2, 0]],
  ['2,2', 3, [1]],
])('%s of %i pages', (ranges, count, indexes) => {
  expect([...(parsePageRanges(ranges, count) ?? [])]).toEqual(indexes);
});

test.each(['', '0', '4', '3-2', '1-', 'a', '1;2', '-1', '1,,2'])('"%s" names no pages of three', (ranges) => {
  expect(parsePageRanges(ranges, 3)).toBeNull();
});
