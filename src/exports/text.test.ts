import { expect, test } from 'vitest';
import { blockOf, lineOf, pageOf, textBlock, word } from './test-documents.ts';
import { layoutText } from './text.ts';

const row = (y: number, ...parts: [text: string, x: number][]) => {
  const words = parts.map(([text, x]) => word(text, [x, y, x + text.length * 20, y + 30]));
  return {
    text: parts.map(([text]) => text).join(' '),
    bbox: [parts[0]?.[1] ?? 0, y, 900, y + 30] as never,
    confidence: 1,
    words,
  };
};

test('columns stand where they stood, words of a sentence stay together', () => {
  const page = pageOf([
    blockOf('paragraph', [
      row(100, ['Item', 100], ['Price', 700]),
      row(140, ['Green', 100], ['tea', 210], ['3.50', 720]),
    ]),
    blockOf('paragraph', [row(180, ['Total', 100])]),
    blockOf('paragraph', [row(184, ['12.00', 700])]),
  ]);
  expect(layoutText(page).split('\n')).toEqual([
    'Item                          Price',
    'Green tea                      3.50',
    'Total                         12.00',
  ]);
});

test('a gap between rows becomes an empty line, a large one two', () => {
  const page = pageOf([
    blockOf(
      'paragraph',
      [100, 140, 180, 260, 300, 700].map((y) => row(y, ['text', 100])),
    ),
  ]);
  expect(layoutText(page)).toBe('text\ntext\ntext\n\ntext\ntext\n\n\ntext');
});

test('right-to-left columns count from the right', () => {
  const lines = [lineOf('قیمت', 900, 100, { rtl: true }), lineOf('کالا', 300, 100, { rtl: true })];
  expect(layoutText(pageOf([blockOf('paragraph', lines)]))).toMatch(/^قیمت {20,30}کالا$/);
});

test('a block without lines is laid out from its text', () => {
  expect(layoutText(pageOf([textBlock('paragraph', 'one two\nthree')]))).toBe('one two\nthree');
  expect(layoutText(pageOf([]))).toBe('');
});
