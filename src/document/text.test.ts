import { expect, test } from 'vitest';
import type { Bbox } from './model.ts';
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

test('ideographs that a form sets apart keep a blank, letterspaced ones do not', () => {
  const at = (text: string, x: number) => ({ text, bbox: [x, 0, x + 40 * text.length, 40] as Bbox });
  expect(lineText([at('姓名', 0), at('年龄', 200)])).toBe('姓名 年龄');
  expect(lineText([at('姓名', 0), at('年龄', 90)])).toBe('姓名年龄');
  expect(lineText([at('目', 0), at('录', 140)])).toBe('目录');
  expect(lineText([at('総', 0), at('合', 100), at('案', 200), at('内', 300)])).toBe('総合案内');
  expect(lineText([at('日', 0), at('月', 40), at('年', 200)])).toBe('日月 年');
});
