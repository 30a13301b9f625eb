import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Page } from '../../document/model.ts';
import { applyDecisions, decide, summarise } from './index.ts';

const WIDTH = 2480;
const HEIGHT = 3508;

interface Set {
  y?: number;
  x?: number;
  size?: number;
  bold?: boolean;
  type?: Block['type'];
  level?: number;
}

/** Lines of words whose boxes are those of their type, half an em a character. */
function block(
  text: string,
  { y = 400, x = 300, size = 42, bold = false, type = 'paragraph', level }: Set = {},
): Block {
  const lines = text.split('\n').map((line, i) => {
    let at = x;
    const top = y + i * size * 1.3;
    const words = line.split(' ').map((part) => {
      const width = part.length * size * 0.5;
      const bbox: [number, number, number, number] = [at, top, at + width, top + size * 1.2];
      at += width + size / 2;
      return { text: part, bbox, confidence: 1, ...(bold ? { bold: true as const } : {}) };
    });
    const bbox: [number, number, number, number] = [x, top, at - size / 2, top + size * 1.2];
    return { text: line, bbox, confidence: 1, words };
  });
  const right = Math.max(...lines.map(({ bbox }) => bbox[2]));
  const bottom = Math.max(...lines.map(({ bbox }) => bbox[3]));
  return { type, text, bbox: [x, y, right, bottom], confidence: 1, lines, ...(level ? { level } : {}) };
}

const page = (index: number, blocks: Block[]): Page => ({
  index,
  text: blocks.map(({ text }) => text).join('\n\n'),
  blocks,
  width: WIDTH,
  height: HEIGHT,
  dpi: 300,
  rotation: 0,
  source: 'text-layer',
  mean_confidence: 1,
  detected_language: null,
  warnings: [],
});

const decideOn = (pages: Page[]) => {
  const decisions = decide(pages.map(summarise));
  return pages.map((one) => applyDecisions(one, decisions) ?? one);
};
const FULL = 'The committee met in the spring and spoke of many things that had been left undone for';
let count = 0;
const body = (y = 500) =>
  block(`${FULL} ${'abcdefghijklmnop'[count++ % 16]?.repeat(9)}\n${FULL}\n${FULL} years.`, { y });

test('heads that repeat and numbers that count on are set apart, and left out of the text', () => {
  const pages = Array.from({ length: 8 }, (_, i) =>
    page(i, [
      block(i % 2 ? `The town ${i + 3}` : `${i + 3} A history`, { y: 150 }),
      body(),
      block(`Only here ${'abcdefgh'[i]}`, { y: 2000 }),
      block(String(i + 3), { x: 1200, y: 3300 }),
    ]),
  );
  for (const { blocks, text } of decideOn(pages)) {
    expect(blocks.map(({ type }) => type)).toEqual(['page-header', 'paragraph', 'paragraph', 'page-footer']);
    expect(text).not.toMatch(/A history|The town/);
  }
});

test('Roman and Persian page numbers count too, a number that does not count on stays', () => {
  const roman = ['iii', 'iv', 'v', 'vi', 'vii'].map((number, i) => page(i, [body(), block(number, { y: 3300 })]));
  expect(decideOn(roman).every(({ blocks }) => blocks[1]?.type === 'page-footer')).toBe(true);
  const persian = ['۷', '۸', '۹', '۱۰', '۱۱'].map((number, i) => page(i, [body(), block(number, { y: 3300 })]));
  expect(decideOn(persian).every(({ blocks }) => blocks[1]?.type === 'page-footer')).toBe(true);
  const amounts = ['12', '90', '4', '77', '31'].map((number, i) => page(i, [body(), block(number, { y: 3300 })]));
  expect(decideOn(amounts).every(({ blocks }) => blocks[1]?.type === 'paragraph')).toBe(true);
});

test('a head that is misread here and there is the same head', () => {
  const pages = Array.from({ length: 6 }, (_, i) =>
    page(i, [
      block(i === 2 ? 'Proceedings of the acaderny of science' : 'Proceedings of the academy of science', { y: 150 }),
      body(),
    ]),
  );
  expect(decideOn(pages).every(({ blocks }) => blocks[0]?.type === 'page-header')).toBe(true);
});

test('the title that later pages repeat stays on the first', () => {
  const pages = Array.from({ length: 5 }, (_, i) =>
    page(i, [block('Report on schools\nof the year', { y: 150 }), body()]),
  );
  expect(decideOn(pages).map(({ blocks }) => blocks[0]?.type)).toEqual(['paragraph', ...Array(4).fill('page-header')]);
});

test('text that repeats inside the page, or on three pages of many, stays', () => {
  const inside = Array.from({ length: 8 }, (_, i) => page(i, [body(), block('Exercises', { y: 1700 })]));
  expect(decideOn(inside).every(({ blocks }) => blocks[1]?.type === 'paragraph')).toBe(true);
  const few = Array.from({ length: 40 }, (_, i) =>
    page(i, [block(i % 13 === 0 ? 'Summary' : FULL, { y: 150 }), body()]),
  );
  expect(decideOn(few)[0]?.blocks[0]?.type).toBe('paragraph');
});

test('levels are the same over all pages: looks are ranked, numbers decide', () => {
  const heading = (text: string, set: Set) => block(text, { ...set, type: 'heading', level: 1 });
  const pages = [
    page(0, [heading('The report', { size: 90 }), body(600), heading('1 Scope', { size: 60, y: 1200 }), body(1400)]),
    page(1, [heading('1.1 Terms', { size: 60 }), body(600), heading('Background', { size: 60, y: 1200 }), body(1400)]),
    page(2, [heading('2 Method', { size: 60 }), body(600), heading('Notes', { bold: true, y: 1200 }), body(1400)]),
  ];
  const levels = decideOn(pages).flatMap(({ blocks }) =>
    blocks.filter(({ type }) => type === 'heading').map(({ text, level }) => [text, level]),
  );
  expect(levels).toEqual([
    ['The report', 1],
    ['1 Scope', 2],
    ['1.1 Terms', 3],
    ['Background', 2],
    ['2 Method', 2],
    ['Notes', 3],
  ]);
});

test('a heading that is only larger than the small print around it is text', () => {
  const small = page(1, [
    block('In the usual type', { type: 'heading', level: 1 }),
    block(`${FULL}\n${FULL}`, { y: 600, size: 30 }),
  ]);
  const pages = [page(0, [body(), body(900), body(1500)]), small];
  expect(decideOn(pages)[1]?.blocks[0]).toMatchObject({ type: 'paragraph' });
  expect(decideOn(pages)[1]?.blocks[0]).not.toHaveProperty('level');
});

test('a sentence goes on over a page and its feet, a new one does not', () => {
  const first = page(0, [block(`${FULL}\n${FULL}`), block('7', { x: 1200, y: 3300, type: 'page-footer' })]);
  const goesOn = decideOn([first, page(1, [block('many years, and nobody had cared.\nShort line')])]);
  expect(goesOn[1]?.blocks[0]?.continues).toBe(true);
  const begins = decideOn([page(0, [body()]), page(1, [block('Many years later they met again.')])]);
  expect(begins[1]?.blocks[0]).not.toHaveProperty('continues');
  // A page that was not read lies between.
  expect(decideOn([first, page(2, [block('many years.')])])[1]?.blocks[0]).not.toHaveProperty('continues');
});

test('a table goes on where its columns stand in the same places', () => {
  const table = (lefts: number[]): Block => ({
    type: 'table',
    text: 'a\tb',
    bbox: [300, 400, 2000, 900],
    confidence: 1,
    lines: [],
    table: {
      rows: [0, 1].map((row) =>
        lefts.map((left) => ({
          text: `${row}`,
          row_span: 1,
          col_span: 1,
          header: false,
          bbox: [left, 400 + row * 60, left + 200, 450 + row * 60] as [number, number, number, number],
          confidence: 1,
        })),
      ),
    },
  });
  const over = (lefts: number[]) =>
    decideOn([page(0, [table([300, 900, 1500])]), page(1, [table(lefts)])])[1]?.blocks[0]?.continues;
  expect(over([305, 895, 1510])).toBe(true);
  expect(over([300, 700, 1100])).toBeUndefined();
  expect(over([300, 900])).toBeUndefined();
});

test('decided again, nothing changes; another reading of a page is left alone', () => {
  const text = fc.constantFrom(
    '12',
    '13',
    'Head 12',
    'A Head',
    'and so on',
    'Next. It went',
    '1.1 Terms',
    'iv',
    FULL,
    `${FULL}\nit is`,
  );
  const anyBlock = fc
    .record({
      text,
      y: fc.integer({ min: 0, max: 3400 }),
      x: fc.constantFrom(200, 1300),
      size: fc.constantFrom(30, 42, 60),
      bold: fc.boolean(),
      type: fc.constantFrom(
        'paragraph' as const,
        'heading' as const,
        'list-item' as const,
        'caption' as const,
        'page-footer' as const,
      ),
    })
    .map(({ text: said, ...set }) => block(said, { ...set, ...(set.type === 'heading' ? { level: 1 } : {}) }));
  const document = fc
    .array(fc.array(anyBlock, { maxLength: 7 }), { maxLength: 9 })
    .map((pages) => pages.map((blocks, index) => page(index, blocks)));
  fc.assert(
    fc.property(document, (pages) => {
      const once = decideOn(pages);
      const decisions = decide(once.map(summarise));
      for (const one of once) expect(applyDecisions(one, decisions)).toBeNull();
      const [first] = once;
      if (first) expect(applyDecisions({ ...first, blocks: [...first.blocks, block('more')] }, decisions)).toBeNull();
    }),
    { numRuns: 300, seed: 6 },
  );
});

test('a thousand pages are decided on at once, their summaries are small', () => {
  const pages = Array.from({ length: 1000 }, (_, i) =>
    page(i, [
      block(`Chapter ${Math.floor(i / 30)} of the long history ${i}`, { y: 150 }),
      block(`${i % 7}.${i % 5} Terms`, { y: 300, size: 60, type: 'heading', level: 1 }),
      body(500),
      block(String(i), { y: 3300 }),
    ]),
  );
  const summaries = pages.map(summarise);
  expect(JSON.stringify(summaries).length / pages.length).toBeLessThan(4000);
  const decisions = decide(summaries);
  expect(applyDecisions(pages[500] as Page, decisions)?.blocks[3]?.type).toBe('page-footer');
});

test('pages that all say the same but for a number say that: it is no running head', () => {
  const label = (n: number) =>
    page(n, [
      block('Return to the harbour office', { y: 300 }),
      block('Keep dry', { y: 380 }),
      block(`Box ${n + 1}`, { y: 460 }),
    ]);
  for (const one of decideOn(Array.from({ length: 6 }, (_, n) => label(n)))) {
    expect(one.blocks.map(({ type }) => type)).toEqual(['paragraph', 'paragraph', 'paragraph']);
  }
  const numbered = Array.from({ length: 9 }, (_, n) => page(n, [block(`report, page ${n + 1}`, { y: 150 })]));
  for (const one of decideOn(numbered)) expect(one.blocks[0]?.type).toBe('paragraph');
});

test('items at the top of a page go on with the list of the page above, on their level', () => {
  const item = (text: string, x: number, y: number, level?: number) =>
    block(text, { type: 'list-item', x, y, ...(level ? { level } : {}) });
  const levelsOf = ({ blocks }: Page) =>
    blocks.filter(({ type }) => type === 'list-item').map(({ level }) => level ?? 1);
  const above = page(0, [body(), item('• tea', 300, 2900), item('– green', 380, 3000, 2)]);
  const below = (items: Block[]) => levelsOf(decideOn([above, page(1, [...items, body(1500)])])[1] as Page);
  expect(below([item('– black', 380, 300), item('• milk', 300, 400)])).toEqual([2, 1]);
  // Deeper than anything above, where the list returns.
  expect(below([item('1. leaves', 460, 300), item('2. stems', 460, 400), item('– black', 380, 500)])).toEqual([
    3, 3, 2,
  ]);
  expect(below([item('1. leaves', 460, 300), item('2. stems', 460, 400)])).toEqual([1, 1]);
  // Another list, and one behind text.
  expect(below([item('• milk', 300, 300), item('• bread', 300, 400)])).toEqual([1, 1]);
  expect(below([body(200), item('– black', 380, 700), item('– white', 380, 800)])).toEqual([1, 1]);
  const ended = page(0, [...above.blocks, block('That was all.', { y: 3100 })]);
  expect(levelsOf(decideOn([ended, page(1, [item('– black', 380, 300), body(1500)])])[1] as Page)).toEqual([1]);
});

test('a list goes on over pages that hold nothing but its deeper items, and over margins in turn', () => {
  const item = (text: string, x: number, y: number, level?: number) =>
    block(text, { type: 'list-item', x, y, ...(level ? { level } : {}) });
  const pages = [
    page(0, [body(), item('• tea', 300, 2900), item('– green', 380, 3000, 2)]),
    page(1, [item('– black', 380, 300), item('– white', 380, 400)]),
    page(2, [item('– red', 430, 300), item('• milk', 350, 400), block(`${FULL}\n${FULL}`, { x: 350, y: 1500 })]),
  ];
  const done = decideOn(pages);
  expect(done.map(({ blocks }) => blocks.map(({ type, level }) => (type === 'list-item' ? (level ?? 1) : 0)))).toEqual([
    [0, 1, 2],
    [2, 2],
    [2, 1, 0],
  ]);
});
