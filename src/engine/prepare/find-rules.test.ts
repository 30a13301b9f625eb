import { expect, test } from 'vitest';
import type { GrayPicture } from '../recognise/recognizer.ts';
import { findRules } from './find-rules.ts';

const X_HEIGHT = 10;

/** White paper; `paint` fills rectangles with ink. */
function sheet(width: number, height: number, boxes: [number, number, number, number][], gray = 0): GrayPicture {
  const data = new Uint8Array(width * height).fill(255);
  for (const [x0, y0, x1, y1] of boxes) {
    for (let y = y0; y < y1; y++) data.fill(gray, y * width + x0, y * width + x1);
  }
  return { data, width, height };
}

test('a frame has its four rules, at their middles', () => {
  const rules = findRules(
    sheet(400, 300, [
      [50, 40, 350, 43],
      [50, 240, 350, 243],
      [50, 40, 52, 243],
      [348, 40, 350, 243],
    ]),
    X_HEIGHT,
  );
  expect(rules.map(({ axis, at, from, to }) => [axis, Math.round(at), from, to])).toEqual([
    ['horizontal', 42, 50, 350],
    ['horizontal', 242, 50, 350],
    ['vertical', 51, 40, 243],
    ['vertical', 349, 40, 243],
  ]);
  expect(rules[0]?.thickness).toBeCloseTo(3, 0);
});

test('a rule that leans and one with breaks are one each', () => {
  const leaning = Array.from({ length: 6 }, (_, n): [number, number, number, number] => [
    20 + n * 60,
    50 + n,
    80 + n * 60,
    52 + n,
  ]);
  const broken: [number, number, number, number][] = [
    [20, 150, 120, 152],
    [126, 150, 260, 152],
  ];
  const rules = findRules(sheet(400, 200, [...leaning, ...broken]), X_HEIGHT);
  expect(rules.map(({ from, to }) => [from, to])).toEqual([
    [20, 380],
    [20, 260],
  ]);
  expect(rules[0]?.at).toBeCloseTo(53.5, 0);
});

test('two thin rules close together are one', () => {
  const rules = findRules(
    sheet(400, 200, [
      [20, 100, 380, 101],
      [20, 104, 380, 105],
    ]),
    X_HEIGHT,
  );
  expect(rules).toHaveLength(1);
});

test('a headline with letters below, a bar, a short underline and a stem are none', () => {
  const headline: [number, number, number, number][] = [[20, 50, 120, 52]];
  for (let x = 22; x < 118; x += 8) headline.push([x, 52, x + 3, 66]);
  const others: [number, number, number, number][] = [
    [200, 40, 300, 70],
    [20, 150, 45, 152],
    [200, 120, 203, 160],
  ];
  expect(findRules(sheet(400, 200, [...headline, ...others]), X_HEIGHT)).toEqual([]);
});

test('a headline with thin strokes at each letter is none, an underline below descenders is one', () => {
  const strokes = (every: number): [number, number, number, number][] =>
    Array.from({ length: 11 }, (_, n) => [20 + n * every, 52, 21 + n * every, 66]);
  expect(findRules(sheet(400, 200, [[20, 50, 130, 52], ...strokes(10)]), X_HEIGHT)).toEqual([]);
  expect(findRules(sheet(400, 200, [[20, 50, 130, 52], ...strokes(30).slice(0, 4)]), X_HEIGHT)).toHaveLength(1);
});
