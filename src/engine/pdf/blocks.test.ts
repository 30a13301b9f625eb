import { expect, test } from 'vitest';
import { toBlocks } from './blocks.ts';
import type { Glyph } from './page-content.ts';
import { set } from './test-glyphs.ts';

const blocksOf = (glyphs: readonly Glyph[]) => toBlocks(glyphs, 2000, 2000);
const textOf = (glyphs: readonly Glyph[]) => blocksOf(glyphs).map((block) => block.text);

test('words part at spaces and at gaps, and have the boxes of their glyphs', () => {
  const [block] = blocksOf([...set('one two'), ...set('three', { x: 160 })]);
  expect(block?.text).toBe('one two three');
  expect(block?.lines[0]?.words[1]).toEqual({ text: 'two', bbox: [80, 68, 140, 108], confidence: 1 });
});

test('the same text painted twice, for bold type, is read once', () => {
  expect(textOf([...set('bold'), ...set('bold', { x: 1 })])).toEqual(['bold']);
});

test('letters set wide apart are one word, dots of a leader and letters with spaces are not', () => {
  expect(textOf(set('TITLE', { tracking: 10 }))).toEqual(['TITLE']);
  expect(textOf(set('....', { tracking: 10 }))).toEqual(['. . . .']);
  expect(textOf(set('a b c'))).toEqual(['a b c']);
});

test('ligatures become letters, marks of direction go, a painted soft hyphen is a hyphen', () => {
  expect(textOf(set(['ﬁ', 'n', 'ﬄ', '\u200e']))).toEqual(['finffl']);
  expect(textOf(set('re\u00ad'))).toEqual(['re-']);
  const [r, e, soft, d] = set('re\u00add') as [Glyph, Glyph, Glyph, Glyph];
  expect(textOf([r, e, { ...soft, width: 0 }, { ...d, x: soft.x }])).toEqual(['red']);
  expect(textOf(set('x²½'))).toEqual(['x²½']);
});

test('an accent painted over its letter becomes one with it', () => {
  const [accent] = set('\u00a8', { x: 20 }) as [Glyph];
  expect(textOf([...set('na'), { ...accent, x: 40 }, ...set('ı', { x: 40 }), ...set('ve', { x: 60 })])).toEqual([
    'naïve',
  ]);
});

test('raised type joins its word, a drop cap no line but its own', () => {
  expect(textOf([...set('note'), ...set('1', { x: 80, y: 88, size: 24 })])).toEqual(['note1']);
  const lines = [
    ...set('D', { size: 120, y: 180 }),
    ...set('first', { x: 80, y: 100 }),
    ...set('third', { x: 80, y: 180 }),
  ];
  expect(textOf(lines).join('|')).toContain('first');
  expect(textOf(lines).join('|')).not.toMatch(/D\s*first/);
});

test('rows close under each other make a paragraph, columns are read one after the other', () => {
  const column = (x: number, words: readonly string[]) => words.flatMap((word, i) => set(word, { x, y: 100 + 48 * i }));
  expect(textOf([...column(0, ['left', 'lower']), ...column(600, ['right', 'under'])])).toEqual([
    'left\nlower',
    'right\nunder',
  ]);
  expect(textOf([...set('head', { y: 100 }), ...set('body', { y: 300 })])).toEqual(['head', 'body']);
});

test('turned text is read along its own direction', () => {
  const up = [...'up'].map((text, i): Glyph => {
    const y = 500 - 20 * i;
    return { text, x: 50, y, dx: 0, dy: -1, width: 20, size: 40, hidden: false, box: [20, y - 20, 60, y] };
  });
  expect(textOf([...up, ...set('level')])).toEqual(['level', 'up']);
});

test('right-to-left text comes in logical order, however it was painted', () => {
  const word = 'سلام';
  const visual = [...word].reverse();
  expect(textOf(set(visual))).toEqual([word]);
  expect(textOf([...set(visual)].reverse())).toEqual([word]);
  // Shaped letters of the presentation blocks are the plain letters.
  expect(textOf(set(['ﻡ', 'ﻼ', 'ﺳ']))).toEqual(['سلام']);
});

test('a final form within a word tells of a non-joiner, unless the font knows no other forms', () => {
  // From the left: dal, waw, initial sheen, final or medial yeh, initial meem; then isolated letters alone.
  expect(textOf(set(['\ufeaa', '\ufeee', '\ufeb7', '\ufbfd', '\ufee3']))).toEqual(['می\u200cشود']);
  expect(textOf(set(['\ufeaa', '\ufeee', '\ufeb7', '\ufbff', '\ufee3']))).toEqual(['میشود']);
  expect(textOf(set(['\ufee1', '\ufe8d', '\ufedd', '\ufeb1']))).toEqual(['سلام']);
});

test('bullets of private use are bullets, a lone control character is one at most', () => {
  expect(textOf([...set('\uf0b7'), ...set('one', { x: 60 })])).toEqual(['• one']);
  expect(textOf([...set('\x04'), ...set('one', { x: 60 })])).toEqual(['• one']);
  expect(textOf([...set('one'), ...set('\x04', { x: 90 })])).toEqual(['one']);
});

test('numbers and Latin words keep their direction within right-to-left lines', () => {
  const line = ['ب', 'ا', ' ', ...'PDF', ' ', ...'12.5', ' ', 'ا', 'م'];
  expect(textOf(set(line))).toEqual(['ما 12.5 PDF اب']);
});

test('a mark stays with its letter, brackets open before they close', () => {
  expect(textOf(set(['ب', 'ا', '\u064b', 'س']))).toEqual(['سا\u064bب']);
  expect(textOf(set(['(', 'ب', ')']))).toEqual(['(ب)']);
});
