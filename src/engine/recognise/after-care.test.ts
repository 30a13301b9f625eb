import { expect, test } from 'vitest';
import type { Block } from '../../document/model.ts';
import { pageText } from '../../document/text.ts';
import { afterCare as careFor } from './after-care.ts';
import { block, word } from './test-pictures.ts';

const afterCare = (blocks: Block[], packs = ['eng']) => careFor(blocks, packs);

test('ligatures are split, borders of cells at words go', () => {
  const blocks = [block([word('|ofﬁce', [0, 0, 50, 20]), word('|', [52, 0, 54, 20]), word('12.50|', [60, 0, 90, 20])])];
  expect(pageText(afterCare(blocks))).toBe('office 12.50');
});

test('between two Chinese words there is no space, also within one that Tesseract gave spaces', () => {
  expect(pageText(afterCare([block([word('人人 生而', [0, 0, 50, 20]), word('自由', [52, 0, 80, 20])])]))).toBe(
    '人人生而自由',
  );
});

test('ZWNJ and the digits of Persian and Arabic stay as they are', () => {
  const text = 'می‌خواهم ۱۲٫۵ ٣٤';
  const words = text.split(' ').map((part, n) => word(part, [100 - 30 * n, 0, 120 - 30 * n, 20]));
  expect(pageText(afterCare([block(words)]))).toBe(text);
});

test("specks read as letters and a picture's texture go, a short heading stays", () => {
  const blocks = [
    block([word('~', [0, 0, 9, 9], 0.3), word(':', [20, 0, 22, 9], 0.2)]),
    block([word('Ax', [0, 20, 20, 40], 0.9)]),
    block([word('iy', [0, 60, 20, 80], 0.2), word('_', [30, 60, 40, 80], 0.5)]),
  ];
  expect(pageText(afterCare(blocks))).toBe('Ax');
});

test('rules that were read as words go, letters set wide apart and a script of strokes stay', () => {
  const read = [word('Two', [600, 5, 715, 10], 0.7), word('2', [724, 57, 815, 60], 0.6)];
  const kept = [word('TITLE', [0, 100, 250, 120]), word('一', [0, 140, 24, 143])];
  expect(pageText(afterCare([block(read), block(kept.slice(0, 1)), block(kept.slice(1))]))).toBe('TITLE\n\n一');
});

test('what needs nothing is handed on', () => {
  const blocks = [block([word('plain', [0, 0, 50, 20]), word('text', [60, 0, 100, 20])])];
  expect(afterCare(blocks)[0]).toBe(blocks[0]);
});

test('commas at Arabic letters are Arabic ones, and kaf and yeh Persian in Persian', () => {
  const blocks = [block([word('كلي,', [0, 0, 50, 20])])];
  expect(pageText(afterCare(blocks, ['fas']))).toBe('کلی،');
  expect(pageText(afterCare(blocks, ['ara']))).toBe('كلي،');
  expect(pageText(afterCare([block([word('1,5', [0, 0, 50, 20])])], ['fas']))).toBe('1,5');
});
