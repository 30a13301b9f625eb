import { expect, test } from 'vitest';
import type { Glyph } from './page-content.ts';
import { set } from './test-glyphs.ts';
import { toRows } from './words.ts';

const wordsOf = (glyphs: readonly Glyph[]) =>
  toRows(glyphs).flatMap(({ pieces }) => pieces.map((piece) => piece.glyphs.map(({ text }) => text).join('')));

/** Letters with the given gaps in pixels after each; a size of 40 makes 4 of them the gap of a word. */
function spaced(text: string, gaps: readonly number[]): Glyph[] {
  let x = 0;
  return [...text].flatMap((letter, i) => {
    const glyphs = set(letter, { x });
    x += 20 + (gaps[i] ?? 0);
    return glyphs;
  });
}

test('letters set wide apart are one word, letters with spaces are not', () => {
  expect(wordsOf(set('TITLE', { tracking: 10 }))).toEqual(['TITLE']);
  expect(wordsOf(set('a b c'))).toEqual(['a', 'b', 'c']);
});

test('uneven gaps and a kerned pair: painted spaces tell letter-spaced words apart', () => {
  const line = spaced('ANNUAL ON PROPERTY', [5, 5, 5, 3, 5, 5, 5, 5, 5, 6, 4, 5, 5, 5, 4, 4, 5]);
  expect(wordsOf(line)).toEqual(['ANNUAL', 'ON', 'PROPERTY']);
  // Nothing tells the gap of 10 from one between words here.
  expect(wordsOf(spaced('ABCD', [5, 10, 5]))).toEqual(['AB', 'CD']);
});

test('the dots of a leader are one word unless spaces are painted between them', () => {
  expect(wordsOf([...set('Intro'), ...set('......', { x: 120, tracking: 10 }), ...set('7', { x: 310 })])).toEqual([
    'Intro',
    '......',
    '7',
  ]);
  expect(wordsOf(set('. . . .'))).toEqual(['.', '.', '.', '.']);
  expect(wordsOf(set('...', { tracking: 10 }))).toEqual(['.', '.', '.']);
});
