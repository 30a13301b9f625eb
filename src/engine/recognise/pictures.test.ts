import { expect, test } from 'vitest';
import type { Bbox, Word } from '../../document/model.ts';
import { blank, drawText, fillBox } from '../prepare/test-pictures.ts';
import { findPictures, inkShapesOf } from './pictures.ts';
import type { GrayPicture } from './recognizer.ts';
import { word } from './test-pictures.ts';

const pictures = (picture: GrayPicture, words: Word[]) => findPictures(inkShapesOf(picture, 16), words, 16);

/** A page with lines of type above and below, and the words read in them. */
function page() {
  const picture = blank(1200, 1600);
  const words: Word[] = [];
  for (const y of [100, 1200]) {
    drawText(picture, { x: 100, y, lines: 5, letters: 50, xHeight: 16 });
    for (let n = 0; n < 5; n++) words.push(word('read', [100, y + 42 * n - 4, 1120, y + 42 * n + 28]));
  }
  return { picture, words };
}

/** Gray tones in waves, as a photograph has. */
function photograph({ picture }: ReturnType<typeof page>, [x0, y0, x1, y1]: Bbox): void {
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      picture.data[y * picture.width + x] = 90 + 50 * Math.sin(x / 30) * Math.cos(y / 40);
    }
  }
}

const PHOTO: Bbox = [300, 450, 900, 1050];

test('a photograph among text is found where it stands', () => {
  const sheet = page();
  photograph(sheet, PHOTO);
  const found = pictures(sheet.picture, sheet.words);
  expect(found).toHaveLength(1);
  for (const [n, value] of PHOTO.entries()) expect(Math.abs((found[0]?.[n] ?? 0) - value)).toBeLessThanOrEqual(16);
});

test('doubtful words in its texture leave it a picture', () => {
  const sheet = page();
  photograph(sheet, PHOTO);
  const noise = Array.from({ length: 12 }, (_, n) => word('wwe', [320, 460 + 48 * n, 880, 500 + 48 * n], 0.35));
  expect(pictures(sheet.picture, [...sheet.words, ...noise])).toHaveLength(1);
});

test('text, the rules of a table and a line of ornament are none', () => {
  const { picture, words } = page();
  for (let n = 0; n < 6; n++) fillBox(picture, [200, 500 + 80 * n, 1000, 504 + 80 * n], 0);
  for (let n = 0; n < 5; n++) fillBox(picture, [200 + 200 * n, 500, 204 + 200 * n, 904], 0);
  fillBox(picture, [200, 1000, 1000, 1020], 0);
  expect(pictures(picture, words)).toEqual([]);
});

test('a black border and a shadow at the edge are none', () => {
  const { picture, words } = page();
  fillBox(picture, [0, 0, 60, 1600], 0);
  fillBox(picture, [1100, 400, 1200, 1150], 120);
  expect(pictures(picture, words)).toEqual([]);
});

test('a faint picture that shows through the paper is none', () => {
  const { picture, words } = page();
  fillBox(picture, PHOTO, 235);
  expect(pictures(picture, words)).toEqual([]);
});

test('a dark ground under words is none', () => {
  const { picture, words } = page();
  fillBox(picture, PHOTO, 60);
  const on = Array.from({ length: 8 }, (_, n) => word('printed', [330, 470 + 70 * n, 870, 510 + 70 * n]));
  expect(pictures(picture, [...words, ...on])).toEqual([]);
});
