import { expect, test } from 'vitest';
import { isGarbage } from './characters.ts';

test('syllables that no Korean word has tell of numbers taken for characters', () => {
  expect(['묾푷', '칺몮', '쭖쩣'].map(isGarbage)).toEqual([true, true, true]);
  expect(isGarbage('모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다')).toBe(false);
});

test('private use, replacement characters and controls are garbage, letters of any script are not', () => {
  expect(['\uf123', '\ufffd', '\u0004'].every(isGarbage)).toBe(true);
  expect(['word', 'слово', 'کلمه', '言葉', 'x²'].some(isGarbage)).toBe(false);
});
