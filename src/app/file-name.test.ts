import { expect, it } from 'vitest';
import { fileNameOf } from './file-name.ts';

it.each([
  [`attachment; filename="scan.txt"; filename*=UTF-8''%D9%86%D8%A7%D9%85%D9%87.txt`, 'نامه.txt'],
  ['attachment; filename="a \\"b\\" c.md"', 'a "b" c.md'],
  ['attachment; filename=plain.json', 'plain.json'],
  [`attachment; filename*=UTF-8''%E0%A4; filename="rest.txt"`, 'rest.txt'],
  ['attachment', null],
  [null, null],
])('%j names %j', (header, expected) => {
  expect(fileNameOf(header)).toBe(expected);
});
