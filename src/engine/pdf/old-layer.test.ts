import { expect, test } from 'vitest';
import type { Line } from '../../document/model.ts';
import { chooseLayer, isPlausible } from './old-layer.ts';

/** One line; `sureness` of all words, or of each that differs. */
function reading(text: string, sureness: number | ((word: string) => number) = 1): Line[] {
  const of = typeof sureness === 'number' ? () => sureness : sureness;
  const words = text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, i) => ({ text: word, bbox: [i * 50, 0, i * 50 + 40, 20] as const, confidence: of(word) }))
    .map((word) => ({ ...word, bbox: [...word.bbox] as [number, number, number, number] }));
  if (words.length === 0) return [];
  const bbox: [number, number, number, number] = [0, 0, 50 * words.length, 20];
  return [{ text, bbox, confidence: 1, words }];
}

const TRUE =
  'The committee met on the first Monday of March and agreed that the works of the harbour should be ' +
  'continued until the end of the year, at a cost of 12,400 pounds, to be paid by the town.';
const garbled = (text: string, every: number) =>
  text
    .split(' ')
    .map((word, i) => (i % every === 0 ? `${word.slice(0, 1)}~${word.slice(2)}l` : word))
    .join(' ');

test('where the two agree, ours is kept: it has boxes and confidences of its own', () => {
  expect(chooseLayer(reading(TRUE), reading(TRUE, 0.9))).toMatchObject({ kept: 'recognised', warnings: [] });
});

test('a garbled old layer loses', () => {
  expect(chooseLayer(reading(garbled(TRUE, 3)), reading(TRUE, 0.93)).kept).toBe('recognised');
});

test('an old layer that confirms what was read for sure wins where the rest was guessed', () => {
  const guess = garbled(TRUE, 3);
  const right = new Set(TRUE.split(' '));
  const choice = chooseLayer(
    reading(TRUE),
    reading(guess, (word) => (right.has(word) ? 0.95 : 0.4)),
  );
  expect(choice.kept).toBe('old-layer');
  expect(choice.warnings.map(({ code }) => code)).toEqual(['old_layer']);
  expect(choice.lines[0]?.text).toBe(TRUE);
  for (const word of choice.lines[0]?.words ?? []) expect(word.confidence).toBeGreaterThan(0.9);
});

test('an old layer of another page does not win against a sure reading', () => {
  const other = 'Recipes for apple cake need flour butter sugar eggs and some patience while the oven warms slowly.';
  expect(chooseLayer(reading(`${other} ${other}`), reading(TRUE, 0.9)).kept).toBe('recognised');
});

test('words that ours missed count', () => {
  const half = TRUE.split(' ').slice(0, 17).join(' ');
  const choice = chooseLayer(reading(TRUE), reading(half, 0.95));
  expect(choice.kept).toBe('old-layer');
});

test('text in a script that was not asked for is taken from the old layer', () => {
  const persian = 'تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند';
  const choice = chooseLayer(
    reading(persian),
    reading('ql pls 3 sbi jUi 4 bis ggazs 9 tlie', () => 0.3),
  );
  expect(choice.kept).toBe('old-layer');
  expect(choice.lines[0]?.confidence).toBeCloseTo(0.7, 5);
});

test('nothing read: a layer of words is kept, a layer of specks is not', () => {
  expect(chooseLayer(reading('one more page of plain words here'), []).kept).toBe('old-layer');
  expect(chooseLayer(reading('~| l;i ^_ .:,~ |||| iIl1l'), []).kept).toBe('recognised');
  expect(chooseLayer([], []).lines).toEqual([]);
});

test.each([
  'word',
  'Word.',
  'WORD',
  '(1,204.50',
  '12/03/2019',
  '5th',
  'e.g.',
  "don't",
  'Müller-Lüdenscheidt',
  'McCoy',
  '–',
])('%s is plausible', (text) => expect(isPlausible(text)).toBe(true));
test.each(['العربية', 'می‌آیند', '日本語', 'संयुक्त', '$1,204'])('%s is plausible', (text) =>
  expect(isPlausible(text)).toBe(true),
);
test.each(['~|', 'l;i', 'wOrD', 'iiii', 'x7y', 'thc^m', '|||||', 'trnpt', '.,;:!?'])('%s is not', (text) =>
  expect(isPlausible(text)).toBe(false),
);
