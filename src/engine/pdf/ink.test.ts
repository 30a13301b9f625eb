import { expect, test } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import { inkRegions } from './ink.ts';

const [WIDTH, HEIGHT] = [600, 400];
const BOX: Bbox = [0, 0, WIDTH, HEIGHT];

/** A page whose pixels `paint` gives. */
const picture = (paint: (x: number, y: number) => number) => ({
  gray: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => paint(i % WIDTH, Math.floor(i / WIDTH))),
  width: WIDTH,
  height: HEIGHT,
});
/** Strokes 5 wide every 15 pixels, in lines 30 high every 60. */
const isStroke = (x: number, y: number) => x % 15 < 5 && y % 60 < 30;

test('strokes on paper are print, dark on light and light on dark', () => {
  expect(
    inkRegions(
      picture((x, y) => (isStroke(x, y) ? 20 : 240)),
      [BOX],
      [],
    ),
  ).toEqual([BOX]);
  expect(
    inkRegions(
      picture((x, y) => (isStroke(x, y) ? 240 : 20)),
      [BOX],
      [],
    ),
  ).toEqual([BOX]);
});

test('an empty ground, a tint, a gradient and a large shape are not', () => {
  expect(
    inkRegions(
      picture(() => 255),
      [BOX],
      [],
    ),
  ).toEqual([]);
  expect(
    inkRegions(
      picture((x) => (x % 2 ? 230 : 250)),
      [BOX],
      [],
    ),
  ).toEqual([]);
  expect(
    inkRegions(
      picture((x, y) => (x * 255) / WIDTH / 2 + (y * 255) / HEIGHT / 2),
      [BOX],
      [],
    ),
  ).toEqual([]);
  expect(
    inkRegions(
      picture((x) => (x < 200 ? 0 : 255)),
      [BOX],
      [],
    ),
  ).toEqual([]);
});

test('ink of words that are known does not count', () => {
  const page = picture((x, y) => (isStroke(x, y) && y < 30 ? 0 : 255));
  expect(inkRegions(page, [BOX], [])).toEqual([BOX]);
  expect(inkRegions(page, [BOX], [[0, 0, WIDTH, 30]])).toEqual([]);
});

test('strips of one picture are one region', () => {
  const page = picture((x, y) => (isStroke(x, y) ? 0 : 255));
  expect(
    inkRegions(
      page,
      [
        [0, 0, 600, 200],
        [0, 200, 600, 400],
      ],
      [],
    ),
  ).toEqual([BOX]);
});
