import { expect, test } from 'vitest';
import type { Bbox } from '../document/model.ts';
import type { SourceLine } from './input.ts';
import { toParagraphs } from './paragraphs.ts';
import { toRows } from './rows.ts';
import { toSegments } from './segments.ts';
import { column, line, pageOf } from './test-pages.ts';

const paragraphs = (lines: SourceLine[], isSizeKnown = true): string[][] => {
  const segments = toSegments(pageOf(lines)).flatMap((group) => group.segments);
  return toParagraphs(toRows(segments, false), { isRtl: false, isSizeKnown }).map((rows) =>
    rows.map(({ words }) => words.map(({ word }) => word.text).join(' ')),
  );
};
const lengths = (lines: SourceLine[]): number[] => paragraphs(lines).map((paragraph) => paragraph.length);
const shift = (one: SourceLine, dx: number): SourceLine => ({
  ...one,
  words: one.words.map((word) => {
    const [x0, y0, x1, y1] = word.bbox;
    return { ...word, bbox: [x0 + dx, y0, x1 + dx, y1] };
  }),
});

test('a raised number that makes one word taller does not part a line from its paragraph', () => {
  const text = column('one', 5, { x: 100, y: 100, width: 900 });
  const noted = text.map((one, i) => {
    if (i % 2 === 0) return one;
    const words = one.words.map((word, k) => {
      const [x0, y0, x1, y1] = word.bbox;
      return k === 2 ? { ...word, bbox: [x0, y0 - 8, x1, y1] as Bbox } : word;
    });
    return { ...one, words };
  });
  expect(lengths(noted)).toEqual([5]);
});

test('white parts paragraphs', () => {
  const text = [
    ...column('one', 4, { x: 100, y: 100, width: 900 }),
    ...column('two', 3, { x: 100, y: 280, width: 900 }),
  ];
  expect(lengths(text)).toEqual([4, 3]);
});

test('text set at twice its size is still one paragraph', () => {
  const typescript = column('one', 6, { x: 100, y: 100, width: 900 }).map((one, i) => {
    const words = one.words.map((word) => {
      const [x0, y0, x1, y1] = word.bbox;
      return { ...word, bbox: [x0, y0 + i * 25, x1, y1 + i * 25] as typeof word.bbox };
    });
    return { ...one, words };
  });
  expect(lengths(typescript)).toEqual([6]);
});

test('a first line that is set in begins a paragraph', () => {
  const text = column('text', 9, { x: 100, y: 100, width: 900 }).map((one, i) => (i % 3 === 0 ? shift(one, 40) : one));
  expect(lengths(text)).toEqual([3, 3, 3]);
});

test('where all but first lines are set in, a line at the margin begins an entry', () => {
  const entries = column('text', 9, { x: 100, y: 100, width: 900 }).map((one, i) => {
    const words = i % 3 === 2 ? one.words.slice(0, 4) : one.words;
    return i % 3 === 0 ? one : shift({ ...one, words }, 40);
  });
  expect(lengths(entries)).toEqual([3, 3, 3]);
});

test('verse is not parted at the lines that are set in', () => {
  const verse = [
    'Tyger Tyger, burning bright,',
    'In the forests of the night;',
    'What immortal hand or eye,',
    'Could frame it?',
  ];
  const lines = verse.map((text, i) => line(text, { x: 100 + (i % 2) * 40, y: 100 + i * 37.5 }));
  expect(
    lengths([...lines, line('and a line as long as none of the others is in this poem', { x: 100, y: 250 })]),
  ).toEqual([5]);
});

test('larger type, another weight and a line of capitals are no part of the text below', () => {
  const body = column('text', 4, { x: 100, y: 140, width: 900 });
  const bold = line('A bold head', { x: 100, y: 102 });
  for (const word of bold.words) word.bold = true;
  const heads = [line('A large head', { x: 100, y: 94, size: 38 }), bold, line('IN CAPITALS', { x: 100, y: 102 })];
  for (const head of heads) expect(lengths([head, ...body])).toEqual([1, 4]);
});

test('a bullet and a number begin an item, a number within a sentence does not', () => {
  const items = ['• first of the things', '• second of the things', '2. counted'].map((text, i) =>
    line(text, { x: 100, y: 100 + i * 37.5 }),
  );
  expect(lengths(items)).toEqual([1, 1, 1]);
  const sentence = [
    line('The treaty, which was signed by both of them in the year', { x: 100, y: 100 }),
    line('12. of the reign, says nothing of the islands that lie', { x: 100, y: 137.5 }),
  ];
  expect(lengths(sentence)).toEqual([2]);
});

test('estimated sizes may vary by a quarter', () => {
  const lines = column('text', 4, { x: 100, y: 100, width: 900 }).map((one, i) => ({ ...one, size: 30 + (i % 2) * 6 }));
  const segments = toSegments(pageOf(lines)).flatMap((group) => group.segments);
  const count = (isSizeKnown: boolean) => toParagraphs(toRows(segments, false), { isRtl: false, isSizeKnown }).length;
  expect([count(false), count(true)]).toEqual([1, 4]);
});

const sized = (one: SourceLine, size: number): SourceLine => ({ ...one, size });

test('sizes told from boxes jitter: a sentence that runs through full lines stays one paragraph', () => {
  const text = column('one', 6, { x: 100, y: 100, width: 900 }).map((one, i) => sized(one, i === 2 ? 44 : 30));
  expect(paragraphs(text, false).map((paragraph) => paragraph.length)).toEqual([6]);
  expect(paragraphs(text, true).map((paragraph) => paragraph.length)).not.toEqual([6]);
});

test('a short line of larger type above the text is not of it, however it was measured', () => {
  const text = [line('A heading', { x: 100, y: 50, size: 44 }), ...column('one', 5, { x: 100, y: 110, width: 900 })];
  expect(paragraphs(text, false).map((paragraph) => paragraph.length)).toEqual([1, 5]);
});
