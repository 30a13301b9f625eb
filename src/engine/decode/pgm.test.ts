import { expect, test } from 'vitest';
import { toPgm } from './pgm.ts';

const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

test('a page, and a part of it', () => {
  const gray = Uint8Array.from('abcdefghijkl', (c) => c.charCodeAt(0));
  expect(text(toPgm(gray, 4, 3))).toBe('P5\n4 3\n255\nabcdefghijkl');
  expect(text(toPgm(gray, 4, 3, [1, 1, 3, 3]))).toBe('P5\n2 2\n255\nfgjk');
});
