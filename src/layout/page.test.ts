import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bbox, Word } from '../document/model.ts';
import type { LayoutInput, SourceLine } from './input.ts';
import { layoutPage } from './page.ts';
import { column, line, pageOf, reversed } from './test-pages.ts';

const texts = (input: LayoutInput): string[] => layoutPage(input).map(({ text }) => text);
const flat = (input: LayoutInput): string => texts(input).join('\n');

test('an empty page has no blocks', () => {
  expect(layoutPage(pageOf([]))).toEqual([]);
});

test('two columns under a heading over both, with baselines that do not meet', () => {
  const left = column('left', 10, { x: 100, y: 300, width: 700 });
  const right = column('right', 10, { x: 850, y: 309, width: 700 });
  const heading = [line('A heading that stands over both columns of text', { x: 100, y: 200, size: 40 })];
  for (const lines of [[...heading, ...left, ...right], reversed([...heading, ...left, ...right])]) {
    const order = texts(pageOf(lines));
    expect(order[0]).toMatch(/^A heading/);
    expect(
      order
        .slice(1)
        .join('\n')
        .split('\n')
        .map((text) => text.split(' ')[0]),
    ).toEqual([...Array(10).fill('left'), ...Array(10).fill('right')]);
  }
});

test('a heading between columns parts what is above it from what is below', () => {
  const part = (name: string, y: number) => [
    ...column(`${name}-left`, 6, { x: 100, y, width: 700 }),
    ...column(`${name}-right`, 6, { x: 850, y, width: 700 }),
  ];
  const heading = line('A heading in the middle of the page, over both columns', { x: 300, y: 620, size: 40 });
  const order = flat(pageOf([...part('first', 300), heading, ...part('second', 720)]));
  const at = ['first-left', 'first-right', 'A heading', 'second-left', 'second-right'].map((name) =>
    order.indexOf(name),
  );
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(order.lastIndexOf('first-left')).toBeLessThan(order.indexOf('first-right'));
});

test('a gutter of one em', () => {
  const lines = [
    ...column('left', 20, { x: 100, y: 300, width: 700 }),
    ...column('right', 20, { x: 832, y: 300, width: 700 }),
  ];
  expect(flat(pageOf(lines)).lastIndexOf('left')).toBeLessThan(flat(pageOf(lines)).indexOf('right'));
});

test('a label and its amount are one line', () => {
  const rows = ['Coffee', 'Tea with milk', 'Cake', 'Total .........'].flatMap((label, i) => [
    line(label, { x: 100, y: 100 + i * 40 }),
    line(['2.50', '3.00', '36.50', '42.00'][i] as string, { x: 700, y: 101 + i * 40 }),
  ]);
  const read = layoutPage(pageOf(rows)).flatMap(({ lines }) => lines.map(({ words }) => words.map(({ text }) => text)));
  expect(read.map((words) => [words[0], words.at(-1)])).toEqual([
    ['Coffee', '2.50'],
    ['Tea', '3.00'],
    ['Cake', '36.50'],
    ['Total', '42.00'],
  ]);
});

test('addresses side by side are read one after the other', () => {
  const from = ['Barg Ltd', '12 Leaf Street', 'London'];
  const to = ['Mina Karimi', 'Valiasr Avenue 8', 'Tehran'];
  const lines = from.flatMap((text, i) => [
    line(text, { x: 100, y: 100 + i * 40 }),
    line(to[i] as string, { x: 900, y: 100 + i * 40 }),
  ]);
  expect(flat(pageOf(lines))).toBe('Barg Ltd\n12 Leaf Street\nLondon\nMina Karimi\nValiasr Avenue 8\nTehran');
});

test('right-to-left columns begin at the right', () => {
  const lines = [
    ...column('چپ', 8, { x: 100, y: 300, width: 700, text: 'ستون متن فارسی که از راست به چپ خوانده می‌شود' }),
    ...column('راست', 8, { x: 850, y: 300, width: 700, text: 'ستون متن فارسی که از راست به چپ خوانده می‌شود' }),
  ];
  const order = flat(pageOf(lines));
  expect(order.indexOf('راست')).toBeLessThan(order.indexOf('چپ '));
  expect(order.split('\n').map((text) => text.split(' ')[0])).toEqual([
    ...Array(8).fill('راست'),
    ...Array(8).fill('چپ'),
  ]);
});

const vertical = (text: string, x: number, y = 100): SourceLine => {
  const words = [...text].map(
    (one, i): Word => ({ text: one, bbox: [x, y + i * 40, x + 40, y + 40 + i * 40], confidence: 1 }),
  );
  return { words, bbox: [x, y, x + 40, y + 40 * words.length], angle: 0, size: 40, vertical: true };
};

test('vertical lines follow each other from the right', () => {
  const lines = [vertical('三行目です', 100), vertical('一行目の文章', 220), vertical('二行目の文章', 160)];
  expect(flat(pageOf(lines))).toBe('一行目の文章\n二行目の文章\n三行目です');
});

test('of two tiers of vertical lines the upper is read first', () => {
  const tier = (name: string, y: number) =>
    Array.from({ length: 8 }, (_, i) => vertical(`${name}${'本文の文字がここに並ぶ'.repeat(2)}`, 900 - i * 60, y));
  const order = flat(pageOf([...tier('下', 1200), ...tier('上', 200)]));
  expect(order.replace(/[^上下]/g, '')).toBe('上'.repeat(8) + '下'.repeat(8));
});

test('an upright head above vertical lines comes first, figures set upright stay in their line', () => {
  const lines = [
    vertical('千九百年に', 220, 200),
    vertical('月に着いた', 160, 240),
    line('12', { x: 162, y: 200 }),
    line('見出しの文字', { x: 110, y: 100, size: 60 }),
  ];
  expect(flat(pageOf(lines))).toBe('見出しの文字\n千九百年に\n12 月に着いた');
});

test('the left of two facing pages is read whole before the right', () => {
  const page = (name: string, x: number) =>
    Array.from({ length: 3 }, (_, i) => column(`${name}${i}`, 7, { x, y: 200 + i * 400, width: 800 })).flat();
  const input = { ...pageOf([...page('left', 100), ...page('right', 1200)]), width: 2100, height: 1500 };
  const order = flat(input);
  expect(order.lastIndexOf('left2')).toBeLessThan(order.indexOf('right0'));
});

test('a skewed page is read as a straight one, and keeps its boxes', () => {
  const tilt = (lines: SourceLine[]) =>
    lines.map((one) => {
      const words = one.words.map((word): Word => {
        const dy = 0.05 * word.bbox[0];
        return { ...word, bbox: [word.bbox[0], word.bbox[1] + dy, word.bbox[2], word.bbox[3] + dy] };
      });
      return { ...one, words };
    });
  const lines = [
    ...column('left', 10, { x: 100, y: 300, width: 700 }),
    ...column('right', 10, { x: 850, y: 300, width: 700 }),
  ];
  const tilted = pageOf(tilt(lines));
  expect(flat(tilted)).toBe(flat(pageOf(lines)));
  const boxes = layoutPage(tilted).flatMap((block) =>
    block.lines.flatMap(({ words }) => words.map(({ bbox }) => bbox)),
  );
  expect(boxes).toEqual(expect.arrayContaining(tilted.lines.flatMap(({ words }) => words.map(({ bbox }) => bbox))));
});

test('a raised figure stays in its line, between its words', () => {
  const mark: SourceLine = {
    words: [{ text: '7', bbox: [404, 196, 412, 212], confidence: 1 }],
    bbox: [404, 196, 412, 212],
    angle: 0,
    size: 16,
  };
  const body = column('text', 4, { x: 100, y: 160, width: 700 });
  const claim = line('as was said before', { x: 100, y: 200 });
  const rest = line('and again', { x: 420, y: 200 });
  const below = column('more', 4, { x: 100, y: 240, width: 700 });
  expect(flat(pageOf([...body.slice(0, 1), mark, claim, rest, ...below]))).toContain('as was said before 7 and again');
});

test('a drop cap is joined to its word', () => {
  const cap: SourceLine = {
    words: [{ text: 'O', bbox: [100, 95, 195, 210], confidence: 1 }],
    bbox: [100, 95, 195, 210],
    angle: 0,
    size: 110,
  };
  const lines = [
    cap,
    line('nce upon a time there was a leaf that knew', { x: 200, y: 100 }),
    line('every word that had ever been written on', { x: 200, y: 140 }),
    line('it and kept them all, from the first to the very last', { x: 100, y: 180 + 40 }),
    line('one of them, whatever the wind had to say about it', { x: 100, y: 220 + 40 }),
  ];
  expect(flat(pageOf(lines))).toMatch(/^Once upon a time/);
});

const anyWord = fc.record({
  text: fc.constantFrom(
    'a',
    'Total:',
    '42.00',
    '•',
    '1.',
    'نامه',
    '葉',
    'T',
    'leaf',
    'LEAVES',
    '.......',
    '. . .',
    '…',
    '.',
    '-----',
    '||',
    '=',
    '____',
  ),
  x: fc.integer({ min: -50, max: 1700 }),
  y: fc.integer({ min: -50, max: 2300 }),
  width: fc.integer({ min: 0, max: 300 }),
  height: fc.integer({ min: 0, max: 120 }),
});
/** Rows of entries under each other, with leaders and typed strokes between them: what tables are found in. */
const typedTable = fc.record({
  rows: fc.array(
    fc.array(fc.constantFrom('', 'Apples', '12', '1,203', '.......', '-----', '||', '. . . .', '=====', '"'), {
      minLength: 3,
      maxLength: 4,
    }),
    { minLength: 4, maxLength: 12 },
  ),
  pitch: fc.integer({ min: 32, max: 90 }),
  x: fc.integer({ min: 0, max: 300 }),
  y: fc.integer({ min: 0, max: 900 }),
});
const anyLine = fc.record({
  words: fc.array(anyWord, { minLength: 1, maxLength: 6 }),
  angle: fc.constantFrom(0, 0, 0, 0, 90, 180, 270, 45),
  size: fc.constantFrom(null, 1, 30, 200),
  vertical: fc.boolean(),
});

test('every word stands exactly once in the result, wherever its box is', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 40 }), fc.constantFrom('ink', 'font'), (drawn, boxes) => {
      const lines = drawn.map(({ words, angle, size, vertical }): SourceLine => {
        const own = words.map(
          ({ text, x, y, width, height }): Word => ({ text, bbox: [x, y, x + width, y + height], confidence: 1 }),
        );
        const bbox = own[0]?.bbox as Bbox;
        return { words: own, bbox, angle, size, ...(vertical && angle === 0 ? { vertical } : {}) };
      });
      const blocks = layoutPage({ ...pageOf(lines), boxes: boxes as 'ink' | 'font' });
      const letters = (all: string[]) => [...all.join('')].sort().join('');
      const found = blocks.flatMap((block) => block.lines.flatMap(({ words }) => words.map(({ text }) => text)));
      expect(letters(found)).toBe(letters(lines.flatMap(({ words }) => words.map(({ text }) => text))));
    }),
    { numRuns: 200, seed: 6 },
  );
});

test('leaders, typed strokes and loose words stay words of the page, in a table or not', () => {
  fc.assert(
    fc.property(typedTable, fc.boolean(), fc.constantFrom('ink', 'font'), ({ rows, pitch, x, y }, isFlipped, boxes) => {
      const lines = rows.flatMap((row, r) =>
        row.flatMap((text, c) => (text === '' ? [] : [line(text, { x: x + c * 320, y: y + r * pitch })])),
      );
      const input = { ...pageOf(isFlipped ? reversed(lines) : lines), boxes: boxes as 'ink' | 'font' };
      const blocks = layoutPage(input);
      const textsOf = (all: readonly { words: readonly Word[] }[]) =>
        all.flatMap(({ words }) => words.map(({ text }) => text)).sort();
      expect(textsOf(blocks.flatMap((block) => block.lines))).toEqual(textsOf(lines));
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('twenty thousand words in lines of their own take no time that grows with their square', () => {
  const scattered = Array.from({ length: 20_000 }, (_, i) =>
    line('w', { x: 20 + ((i * 37) % 200) * 12, y: 20 + Math.floor(i / 200) * 32, size: 10 }),
  );
  const started = performance.now();
  const blocks = layoutPage({ ...pageOf(scattered), width: 2500, height: 3400 });
  expect(performance.now() - started).toBeLessThan(3000);
  expect(blocks.flatMap((block) => block.lines.flatMap(({ words }) => words))).toHaveLength(20_000);
});
