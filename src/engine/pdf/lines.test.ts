import { expect, test } from 'vitest';
import { toLine } from './lines.ts';
import type { Glyph } from './page-content.ts';
import { set } from './test-glyphs.ts';
import { toRows } from './words.ts';

const linesOf = (glyphs: readonly Glyph[]) => toRows(glyphs).map((row) => toLine(row, 2000, 2000));
const textOf = (glyphs: readonly Glyph[]) =>
  linesOf(glyphs)
    .map(({ text }) => text)
    .filter(Boolean);

test('words part at spaces and at gaps, and have the boxes of their glyphs', () => {
  const [line] = linesOf([...set('one two'), ...set('three', { x: 160 })]);
  expect(line?.text).toBe('one two three');
  expect(line?.words[1]).toEqual({ text: 'two', bbox: [80, 68, 140, 108], confidence: 1 });
});

test('the same text painted twice, for bold type, is read once', () => {
  expect(textOf([...set('bold'), ...set('bold', { x: 1 })])).toEqual(['bold']);
});

test('raised type joins the line that it touches, though one of the next column is as high', () => {
  const note = set('6', { x: 80, y: 86, size: 20 });
  expect(textOf([...set('year', { y: 100 }), ...note, ...set('next', { x: 400, y: 86 })]).sort()).toEqual([
    'next',
    'year6',
  ]);
});

test('the page sets ideographs apart by a gap, justified lines spread them', () => {
  expect(textOf([...set('決算', { x: 0 }), ...set('短信', { x: 60 })])).toEqual(['決算 短信']);
  expect(textOf(set('決算短信', { tracking: 8 }))).toEqual(['決算短信']);
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

test('a drop cap is a line of its own, though it stands on the baseline of the last line beside it', () => {
  const cap = set('O', { y: 200, size: 120 });
  const lines = [set('nce upon', { x: 70, y: 150 }), set('a leaf knew', { x: 70, y: 200 })];
  expect(textOf([...cap, ...lines.flat()]).sort()).toEqual(['O', 'a leaf knew', 'nce upon']);
  const number = set('12', { y: 200, size: 120 });
  expect(textOf([...number, ...set('per cent', { x: 130, y: 200 })])).toHaveLength(1);
});
