import { describe, expect, test } from 'vitest';
import type { Bbox, Line } from '../../document/model.ts';
import { atomsOf, fold } from './atoms.ts';
import { type FusedWord, fuse } from './fuse.ts';

const PAGE = { width: 1000, height: 1400 };

/** Lines of words, 20 pixels high, each 10 pixels a character, from the left (or the right) edge. */
function page(texts: readonly string[], { rtl = false, left = 50, confidence = 0.95 } = {}): Line[] {
  return texts.map((text, n) => {
    let at = 0;
    const top = 100 + n * 40;
    const words = text.split(' ').map((word) => {
      const [from, to] = [at, at + word.length * 10];
      at = to + 10;
      const bbox: Bbox = rtl ? [950 - to, top, 950 - from, top + 20] : [left + from, top, left + to, top + 20];
      return { text: word, bbox, confidence };
    });
    return { text, words, confidence, bbox: [left, top, 950, top + 20] as Bbox };
  });
}
const written = (...texts: string[]) =>
  texts.map((text) => text.split(' ').map((word) => ({ text: word, confidence: 0.9 })));
const boxOf = (lines: readonly Line[], text: string): Bbox | undefined =>
  lines.flatMap(({ words }) => words).find((word) => word.text === text)?.bbox;
const find = (blocks: readonly FusedWord[][], text: string): FusedWord | undefined =>
  blocks.flat().find((word) => word.text === text);

const TEXTS = [
  'The tenant pays the rent on the first working day of the month',
  'and leaves the keys with the porter when the lease comes to its end',
  'Repairs of windows and doors are the concern of the owner alone',
];

test('the same words take the boxes of the page, surer than either', () => {
  const read = page(TEXTS);
  const { blocks, invented, dropped, agreement } = fuse(written(...TEXTS), read, PAGE);
  expect(blocks.flat().map(({ bbox }) => bbox)).toEqual(read.flatMap(({ words }) => words.map(({ bbox }) => bbox)));
  expect(
    blocks
      .flat()
      .every(({ confidence, estimated, read: other }) => confidence > 0.95 && !estimated && other === undefined),
  ).toBe(true);
  expect({ invented, dropped, agreement }).toEqual({ invented: [], dropped: [], agreement: 1 });
});

test('case, quotes, digits of another script and forms of letters make no difference', () => {
  expect(fold('“Rent”,')).toBe(fold('"rent"'));
  expect(fold('۱۲۳')).toBe('123');
  expect(fold('٤٥')).toBe('45');
  expect(fold('كتابي')).toBe(fold('کتابی'));
  expect(fold('—')).not.toBe('');
  expect(atomsOf(['契約書', 'ab'])).toHaveLength(4);
});

test('one word for two and two for one', () => {
  const read = page(['the base ment is dry and warm', 'thecellar is wet and cold']);
  const { blocks } = fuse(written('the basement is dry and warm', 'the cellar is wet and cold'), read, PAGE);
  const [left] = boxOf(read, 'base') ?? [];
  expect(find(blocks, 'basement')?.bbox[0]).toBe(left);
  expect(find(blocks, 'basement')?.bbox[2]).toBe(boxOf(read, 'ment')?.[2]);
  expect(find(blocks, 'cellar')?.bbox).toEqual(boxOf(read, 'thecellar'));
});

test('columns in another order', () => {
  const read = page(TEXTS);
  const { blocks, invented } = fuse(written(...[...TEXTS].reverse()), read, PAGE);
  expect(find(blocks, 'Repairs')?.bbox).toEqual(boxOf(read, 'Repairs'));
  expect(find(blocks, 'porter')?.bbox).toEqual(boxOf(read, 'porter'));
  expect(invented).toEqual([]);
});

test('a word that was read otherwise is disputed, a number that differs most of all', () => {
  const read = page([...TEXTS, 'Deposit 1450 euros are paid before the keys change hands']);
  const { blocks } = fuse(
    written(
      ...TEXTS.map((text) => text.replace('porter', 'portet')),
      'Deposit 1150 euros are paid before the keys change hands',
    ),
    read,
    PAGE,
  );
  expect(find(blocks, 'portet')).toMatchObject({ read: 'porter', bbox: boxOf(read, 'porter') });
  expect(find(blocks, 'portet')?.confidence).toBeLessThanOrEqual(0.7);
  expect(find(blocks, '1150')).toMatchObject({ read: '1450' });
  expect(find(blocks, '1150')?.confidence).toBeLessThanOrEqual(0.5);
});

test('a passage that nothing on the page stands for is invented; its words keep no confidence', () => {
  const passage = 'Dogs and other large animals may be kept in all of the rooms';
  const { blocks, invented } = fuse(written(TEXTS[0] ?? '', passage, ...TEXTS.slice(1)), page(TEXTS), PAGE);
  expect(invented).toHaveLength(1);
  expect(invented[0]).toMatchObject({ block: 1 });
  expect((invented[0]?.to ?? 0) - (invented[0]?.from ?? 0)).toBeGreaterThan(9);
  for (const word of ['Dogs', 'animals']) expect(find(blocks, word)).toMatchObject({ read: '', estimated: true });
  expect(find(blocks, 'Dogs')?.confidence).toBeLessThanOrEqual(0.5);
});

test('what stands once on the page and twice in the text is invented the second time', () => {
  const { invented } = fuse(written(...TEXTS, TEXTS[1] ?? ''), page(TEXTS), PAGE);
  expect(invented.map(({ block }) => block)).toEqual([3]);
});

test('a line that was read badly is no invention', () => {
  const read = page([
    TEXTS[0] ?? '',
    'ard Ieavcs tbe kcys wifh thc pcrter wben tbe Iease ccmes fo ifs emd',
    TEXTS[2] ?? '',
  ]);
  const { blocks, invented } = fuse(written(...TEXTS), read, PAGE);
  expect(invented).toEqual([]);
  expect(find(blocks, 'porter')?.bbox).toEqual(boxOf(read, 'pcrter'));
});

test('a line that was left out is told with its place', () => {
  const read = page(TEXTS);
  const { dropped, agreement } = fuse(written(TEXTS[0] ?? '', TEXTS[2] ?? ''), read, PAGE);
  expect(dropped).toMatchObject([{ text: TEXTS[1] }]);
  expect(dropped[0]?.bbox[1]).toBe(140);
  expect(agreement).toBeLessThan(0.75);
});

test('of handwriting that Tesseract cannot read nothing is said to be invented for sure', () => {
  const { agreement, blocks } = fuse(
    written('Dear Anna, the weather here is fine'),
    page(['Dcz @# wlx'], { confidence: 0.2 }),
    PAGE,
  );
  expect(agreement).toBeNull();
  expect(blocks.flat().every(({ read }) => read !== '')).toBe(true);
});

describe('estimated boxes', () => {
  test('share the room between their neighbours', () => {
    const read = page(TEXTS);
    const words = read[0]?.words ?? [];
    read[0] = { ...(read[0] as Line), words: words.filter(({ text }) => text !== 'rent') };
    const { blocks } = fuse(written(...TEXTS), read, PAGE);
    const rent = find(blocks, 'rent');
    expect(rent).toMatchObject({ estimated: true });
    expect(rent?.bbox[0]).toBeGreaterThanOrEqual(words[3]?.bbox[2] ?? 0);
    expect(rent?.bbox[2]).toBeLessThanOrEqual(words[5]?.bbox[0] ?? 0);
  });
  test('from right to left too', () => {
    const texts = [
      'مستأجر اجاره را در نخستین روز کاری ماه می‌پردازد',
      'و کلید را هنگام پایان قرارداد به سرایدار می‌سپارد',
    ];
    const read = page(texts, { rtl: true });
    const words = read[0]?.words ?? [];
    read[0] = { ...(read[0] as Line), words: words.filter(({ text }) => text !== 'نخستین') };
    const { blocks } = fuse(written(...texts), read, PAGE);
    const box = find(blocks, 'نخستین')?.bbox ?? [0, 0, 0, 0];
    expect(box[2]).toBeLessThanOrEqual(words[3]?.bbox[0] ?? 0);
    expect(box[0]).toBeGreaterThanOrEqual(words[5]?.bbox[2] ?? 0);
  });
  test('lie within the page and cover something where nothing was read', () => {
    const { blocks, agreement } = fuse(written('A page of which nothing was read '.repeat(40).trim()), [], PAGE);
    expect(agreement).toBeNull();
    for (const {
      bbox: [x0, y0, x1, y1],
    } of blocks.flat()) {
      expect(x1).toBeGreaterThan(x0);
      expect(y1).toBeGreaterThan(y0);
      expect(Math.min(x0, y0)).toBeGreaterThanOrEqual(0);
      expect(x1 <= PAGE.width && y1 <= PAGE.height).toBe(true);
    }
  });
});

test('nothing written: all that was read is left out', () => {
  const { blocks, dropped, agreement } = fuse([], page(TEXTS), PAGE);
  expect(blocks).toEqual([]);
  expect(dropped.map(({ text }) => text).join(' ')).toBe(TEXTS.join(' '));
  expect(agreement).toBe(0);
});

test('a page of a newspaper', () => {
  const texts = Array.from({ length: 500 }, (_, n) =>
    Array.from({ length: 10 }, (_, i) => `w${(n * 7 + i * 13) % 997}`).join(' '),
  );
  const { agreement } = fuse(written(...texts), page(texts), { width: 1000, height: 30_000 });
  expect(agreement).toBeGreaterThan(0.95);
});
