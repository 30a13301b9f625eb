import { expect, test } from 'vitest';
import { pageText } from '../../document/text.ts';
import { block, word } from './test-pictures.ts';
import { vote } from './vote.ts';

const reading = (...texts: [text: string, confidence: number][]) => [
  block(texts.map(([text, confidence], n) => word(text, [n * 60, n % 2, n * 60 + 50, 20 + (n % 2)], confidence))),
];

test('what two read is kept against one that is a little surer', () => {
  const readings = [reading(['tota1', 0.7]), reading(['total', 0.6]), reading(['total', 0.55])];
  expect(pageText(vote(readings))).toBe('total');
  expect(vote(readings)[0]?.lines[0]?.words[0]?.confidence).toBeCloseTo(0.8);
});

test('one that is sure outvotes two that are not', () => {
  expect(pageText(vote([reading(['tctal', 0.35]), reading(['tctal', 0.3]), reading(['total', 0.95])]))).toBe('total');
});

test('an amount that two of three read without its point has it', () => {
  expect(pageText(vote([reading(['3180', 0.9]), reading(['3180', 0.9]), reading(['31.80', 0.6])]))).toBe('31.80');
});

test('two words of one reading stand against one of another', () => {
  const whole = () => [block([word('paid', [0, 0, 50, 20], 0.9)])];
  const cut = [block([word('pa', [0, 0, 22, 20], 0.6), word('id', [26, 0, 50, 20], 0.6)])];
  expect(pageText(vote([cut, whole(), whole()]))).toBe('paid');
});

test('what the first has not is added where two others read it, and not where one doubts it', () => {
  const first = [block([word('Total', [0, 0, 50, 20], 0.9)])];
  const more = (text: string) => [block([word('Total', [0, 0, 50, 20], 0.9), word(text, [60, 0, 110, 20], 0.5)])];
  expect(pageText(vote([first, more('9.50'), more('9.50')]))).toBe('Total 9.50');
  expect(pageText(vote([first, more('9.50'), first]))).toBe('Total');
});

test('what two looks see nothing of goes where nobody is sure of it', () => {
  const total = () => word('Total', [0, 0, 50, 20], 0.9);
  const first = (confidence: number) => [block([total(), word('ee', [60, 0, 80, 20], confidence)])];
  const others = [[block([total()])], [block([total()])]];
  expect(pageText(vote([first(0.4), ...others]))).toBe('Total');
  expect(pageText(vote([first(0.4), others[0]!, first(0.45)]))).toBe('Total ee');
  expect(pageText(vote([first(0.8), ...others]))).toBe('Total ee');
});

test('a colon of a few pixels is one, however wide each look sees it', () => {
  const first = [block([word('Total', [0, 0, 50, 20], 0.9), word('9.50', [90, 0, 130, 20], 0.9)])];
  const more = (x1: number) => [
    block([word('Total', [0, 0, 50, 20], 0.9), word(':', [60, 16, x1, 19], 0.6), word('9.50', [90, 0, 130, 20], 0.9)]),
  ];
  expect(pageText(vote([first, more(64), more(62)]))).toBe('Total : 9.50');
});

test('a single reading stays as it is', () => {
  const only = reading(['a', 0.5], ['b', 0.2]);
  expect(vote([only])).toEqual(only);
});
