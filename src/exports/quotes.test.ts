import { expect, test } from 'vitest';
import { flowLines } from './flow.ts';
import { quoteJoiner } from './quotes.ts';

const joined = (text: string): string => quoteJoiner(text)(text);

test.each([
  ['a ‘‘word’’ here', 'a “word” here'],
  ['‘‘he said ‘no’’’', '“he said ‘no’”'],
  ["a ''word'' here, (''two words,'')", 'a "word" here, ("two words,")'],
  ["a ``word'' here", 'a “word” here'],
  ["the ``1990's.''", "the “1990's.”"],
])('two single quotes are a double one: %s', (text, expected) => {
  expect(joined(text)).toBe(expected);
});

test.each(["5'10'' tall, 12'' wide", "x = ''", "the '' alone", '```js', "it's the boys' and 'hers'"])(
  'other marks stay: %s',
  (text) => {
    expect(joined(text)).toBe(text);
  },
);

test('a quote goes on over lines, and over words in styles of their own', () => {
  const words = (texts: string[], italic: boolean, y: number) =>
    texts.map((text, i) => ({
      text,
      bbox: [i * 100, y, i * 100 + 90, y + 20] as [number, number, number, number],
      confidence: 1,
      ...(italic ? { italic: true as const } : {}),
    }));
  const line = (texts: string[], italic: boolean, y: number) => ({
    text: texts.join(' '),
    bbox: [0, y, 190, y + 20] as [number, number, number, number],
    confidence: 1,
    words: words(texts, italic, y),
  });
  const lines = [line(['a', "''fine"], false, 0), line(["word''", 'here'], true, 30)];
  const text = lines.map((one) => one.text).join('\n');
  expect(flowLines({ text, bbox: [0, 0, 190, 50], lines })).toEqual(['a "fine word" here']);
});
