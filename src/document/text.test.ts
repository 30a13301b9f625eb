import { expect, test } from 'vitest';
import { documentText, lineText, pageText } from './text.ts';

const words = (...texts: string[]) => texts.map((text) => ({ text }));

test('words are parted by a space, but not two Chinese or Japanese ones', () => {
  expect(lineText(words('Total:', '42.00'))).toBe('Total: 42.00');
  expect(lineText(words('合', '计', '42', '元'))).toBe('合计 42 元');
  expect(lineText(words('こんにちは', '、', '世界'))).toBe('こんにちは、世界');
  expect(lineText(words('한국어', '문장'))).toBe('한국어 문장');
  expect(lineText([])).toBe('');
});

test('running heads stay out of the flowing text', () => {
  expect(
    pageText([
      { type: 'page-header', text: 'Report' },
      { type: 'heading', text: 'One' },
      { type: 'paragraph', text: 'a\nb' },
      { type: 'paragraph', text: '' },
      { type: 'page-footer', text: '7' },
    ]),
  ).toBe('One\n\na\nb');
});

test('an empty page leaves no gap', () => {
  expect(documentText([{ text: 'a' }, { text: '' }, { text: 'b' }])).toBe('a\n\nb');
});
