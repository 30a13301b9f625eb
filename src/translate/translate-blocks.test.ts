import { describe, expect, test } from 'vitest';
import type { Bbox, Block, Page } from '../document/model.ts';
import { translatedPage, withTranslation } from '../document/translated.ts';
import { faultsOf, numbersOf } from './check-translation.ts';
import { translateBlocks } from './translate-blocks.ts';
import type { Translator } from './translator.ts';

const BOX: Bbox = [100, 100, 500, 140];
const block = (text: string, type: Block['type'] = 'paragraph', rest: Partial<Block> = {}): Block => ({
  type,
  text,
  bbox: BOX,
  confidence: 0.9,
  lines: text
    .split('\n')
    .map((line) => ({ text: line, bbox: BOX, confidence: 0.9, words: [{ text: line, bbox: BOX, confidence: 0.9 }] })),
  ...rest,
});
const cell = (text: string) => ({ text, row_span: 1, col_span: 1, header: false, bbox: BOX, confidence: 0.9 });

/** Word by word from a dictionary; it notes what it was asked. */
function dictionary(
  words: Record<string, string>,
  asked: { texts: readonly string[]; strict: boolean }[] = [],
): Translator {
  return {
    name: 'dictionary',
    async translate(texts, _signal, strict = false) {
      asked.push({ texts, strict });
      return texts.map((text) => text.replace(/\p{L}+/gu, (word) => words[word.toLowerCase()] ?? word));
    },
  };
}
const { signal } = new AbortController();
const GERMAN = {
  rent: 'Miete',
  the: 'die',
  is: 'ist',
  due: 'fällig',
  on: 'am',
  may: 'Mai',
  city: 'Stadt',
  notice: 'Hinweis',
};

test('every block and cell is translated for itself and keeps what it is', async () => {
  const blocks = [
    block('Notice', 'heading', { level: 2 }),
    block('• The rent is\ndue on 30 May', 'list-item', { level: 1 }),
    block('City\tRent\nParis\t1,250.00', 'table', {
      table: {
        rows: [
          [cell('City'), cell('Rent')],
          [cell('Paris'), cell('1,250.00')],
        ],
      },
    }),
    block('E = mc^2', 'formula'),
    block('info@example.org'),
  ];
  const { blocks: translated, left, unchecked } = await translateBlocks(blocks, dictionary(GERMAN), signal);
  expect({ left, unchecked }).toEqual({ left: 0, unchecked: 0 });
  expect(translated.map(({ type, level, translation }) => [type, level, translation])).toEqual([
    ['heading', 2, 'Hinweis'],
    ['list-item', 1, '• die Miete ist fällig am 30 Mai'],
    ['table', undefined, undefined],
    ['formula', undefined, undefined],
    ['paragraph', undefined, undefined],
  ]);
  expect(translated[2]?.table?.rows.map((row) => row.map(({ translation }) => translation))).toEqual([
    ['Stadt', 'Miete'],
    ['Paris', undefined],
  ]);
  expect(translated[1]?.text).toBe('• The rent is\ndue on 30 May');
});

test('what stands twice is asked once, long texts in pieces that end with sentences', async () => {
  const asked: { texts: readonly string[]; strict: boolean }[] = [];
  const long = 'The rent is due on 30 May. '.repeat(80).trim();
  const { blocks } = await translateBlocks(
    [block('The city'), block('The city'), block(long)],
    dictionary(GERMAN, asked),
    signal,
  );
  const texts = asked.flatMap((one) => one.texts);
  expect(texts.filter((text) => text === 'The city')).toHaveLength(1);
  expect(texts.every((text) => text.length <= 1000 && /(?:\.|city)$/.test(text))).toBe(true);
  expect(blocks[2]?.translation?.match(/Miete/g)).toHaveLength(80);
});

test('a changed number is asked for again, strictly, then kept and counted', async () => {
  const asked: boolean[] = [];
  const wrong: Translator = {
    name: 'wrong',
    async translate(texts, _signal, strict = false) {
      asked.push(strict);
      return texts.map((text) => text.replace('1250', '1520'));
    },
  };
  const { blocks, unchecked } = await translateBlocks([block('The rent is 1250 euros')], wrong, signal);
  expect(asked).toEqual([false, true]);
  expect(unchecked).toBe(1);
  expect(blocks[0]?.translation).toBe('The rent is 1520 euros');
});

test.each([
  ['nothing', ''],
  ['a loop', 'die Miete '.repeat(12)],
  ['much more than was asked', `${'Gern! Hier ist, was ich dazu weiß, und noch viel mehr als das. '.repeat(9)}x`],
])('%s leaves the original', async (_, said) => {
  const mute: Translator = { name: 'mute', translate: async (texts) => texts.map(() => said) };
  const { blocks, left } = await translateBlocks([block('The rent is due on the first of the month')], mute, signal);
  expect(left).toBe(1);
  expect(blocks[0]?.translation).toBeUndefined();
});

describe('checks', () => {
  test.each([
    ['1,234.50 euros', '1.234,50 Euro'],
    ['due on 30 May 2025', 'سررسید ۳۰ مه ۲۰۲۵'],
    ['write to a@example.org', 'schreiben Sie an a@example.org'],
    ['3 copies', 'drei Exemplare'],
  ])('%s → %s', (source, translation) => expect(faultsOf(source, translation)).toEqual([]));
  test.each([
    ['1,234.50 euros', '1.243,50 Euro', 'numbers'],
    ['paid on 30 May 2025', 'bezahlt am 30. Mai', 'numbers'],
    ['write to a@example.org', 'schreiben Sie an b@example.org', 'addresses'],
  ])('%s → %s: %s', (source, translation, fault) => expect(faultsOf(source, translation)).toContain(fault));
  test('digits of other scripts are numbers', () => expect(numbersOf('۱۲۵۰ و ٤٥٦')).toEqual(['1250', '456']));
});

test('a translated page is a page: words in its boxes, from the right where the script runs so', () => {
  const page = {
    index: 0,
    text: 'The rent',
    blocks: [block('The rent', 'paragraph', { translation: 'اجارهٔ ماهانه' }), block('12')],
    width: 600,
    height: 800,
    dpi: null,
    rotation: 0,
    source: 'ocr',
    mean_confidence: 0.9,
    detected_language: 'eng',
    warnings: [],
  } satisfies Page;
  const translated = translatedPage(page);
  expect(translated.text).toBe('اجارهٔ ماهانه\n\n12');
  const [first, second] = translated.blocks[0]?.lines[0]?.words ?? [];
  expect(first?.bbox[2]).toBe(500);
  expect(second?.bbox[2]).toBeLessThan(first?.bbox[0] ?? 0);
  expect(second?.bbox[0]).toBeCloseTo(100);
  expect(withTranslation(page).blocks).toHaveLength(3);
  expect(page.blocks[0]?.text).toBe('The rent');
});
