import { expect, test } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import type { GrayPicture } from './recognizer.ts';
import { ink, letters, paper } from './test-pictures.ts';
import { inkLettersOf, uncoveredText } from './uncovered.ts';

const found = (picture: GrayPicture, words: readonly Bbox[]) => uncoveredText(inkLettersOf(picture, 16), words, 16);

test('a line that no word covers is found, whole, and one that is covered is not', () => {
  const picture = paper(600, 300);
  const read = letters(picture, 40, 40, 20);
  const dropped = letters(picture, 40, 100, 20);
  expect(found(picture, [read])).toEqual([dropped]);
});

test('words of a table far from each other are lines of their own', () => {
  const picture = paper(600, 200);
  const [left, right] = [letters(picture, 40, 40, 4), letters(picture, 400, 40, 4)];
  expect(found(picture, [])).toEqual(expect.arrayContaining([left, right]));
  expect(found(picture, [])).toHaveLength(2);
});

test('rules, specks and pictures are no text', () => {
  const picture = paper(600, 400);
  ink(picture, [20, 20, 580, 22]);
  ink(picture, [20, 20, 22, 380]);
  ink(picture, [100, 100, 103, 103]);
  ink(picture, [200, 150, 400, 330]);
  expect(found(picture, [])).toEqual([]);
});

test('of a large page boxes are in its own pixels', () => {
  const picture = paper(2400, 2400);
  const box: Bbox = letters(picture, 1200, 1800, 10);
  const [line] = found(picture, []);
  for (const [n, value] of box.entries()) expect(Math.abs((line?.[n] ?? 0) - value)).toBeLessThanOrEqual(2);
});
