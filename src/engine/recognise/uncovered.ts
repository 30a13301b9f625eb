/** Ink that looks like writing and that no word covers: Tesseract drops whole lines and cells, on clean pages, too. */

import { unionOf } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import { backgroundOf } from '../prepare/background.ts';
import { binarise } from '../prepare/binarise.ts';
import { type Components, componentsOf } from '../prepare/components.ts';
import { shrink } from '../prepare/shrink.ts';
import { textLike } from '../prepare/text-size.ts';
import { verticalOverlapOf } from './boxes.ts';
import type { GrayPicture } from './recognizer.ts';

/** Enough to tell letters from specks, and 30 ms a page. */
const MOST_PIXELS = 2_500_000;
/** A picture's grain or a photograph: nothing to be read there. */
const MOST_COMPONENTS = 4_000;
const SQUARE = 32;

/** Ink that looks like letters. It takes the picture alone, so it is looked for while Tesseract reads. */
export interface InkLetters {
  /** x0, y0, x1, y1 of each, in pixels of the picture shrunk by `factor`. */
  boxes: Int32Array;
  factor: number;
  /** Sides of the shrunk picture. */
  width: number;
  height: number;
}

/** `xHeight` of the page's type, in pixels. */
export function inkLettersOf(picture: GrayPicture, xHeight: number): InkLetters {
  const factor = Math.max(1, Math.ceil(Math.sqrt(picture.data.length / MOST_PIXELS)));
  const small = shrink(picture, factor);
  const background = backgroundOf(small, SQUARE);
  const sorted = background.values.toSorted();
  const components = componentsOf(binarise(small, background, sorted[sorted.length >> 1] as number));
  const { width, height } = small;
  return { boxes: lettersOf(components, small, xHeight / factor), factor, width, height };
}

/** Lines of such letters, from the top, in pixels of the picture. `words`: the boxes of what was read. */
export function uncoveredText(ink: InkLetters, words: readonly Bbox[], xHeight: number): Bbox[] {
  const size = xHeight / ink.factor;
  const letters = uncoveredLetters(ink, coverOf(ink, words, size));
  if (letters.length > MOST_COMPONENTS) return [];
  const lines = linesOf(letters, size)
    .map((line) => ({ box: unionOf(line), count: line.length }))
    .filter(({ box, count }) => isLine(box, count, size))
    .map(({ box }) => box);
  return joined(lines, size)
    .map((box) => box.map((value) => value * ink.factor) as Bbox)
    .sort((a, b) => a[1] - b[1]);
}

/** Parts of a line with a word between them that counts as covered, by a box from the line above: read as one. */
const BETWEEN = 4.5;

function joined(lines: readonly Bbox[], size: number): Bbox[] {
  const all: Bbox[] = [];
  for (const box of lines.toSorted((a, b) => a[0] - b[0])) {
    const n = all.findIndex((other) => {
      const gap = box[0] - other[2];
      return gap < BETWEEN * size && verticalOverlapOf(other, box) > 0.5 && isLong(other, size) && isLong(box, size);
    });
    if (n < 0) all.push(box);
    else all[n] = unionOf([all[n] as Bbox, box]);
  }
  return all;
}

/** A cell's figure stays a cell's. */
const isLong = ([x0, , x1]: Bbox, size: number): boolean => x1 - x0 > 8 * size;

/** Components as high as this many x-heights may be letters, figures or marks that touch. */
const [LOWEST, HIGHEST] = [0.6, 3.5];

function lettersOf(components: Components, { width, height }: GrayPicture, size: number): Int32Array {
  const { count, x0, y0, x1, y1 } = components;
  const text = textLike(components, width, height, HIGHEST * size);
  const boxes = new Int32Array(4 * count);
  let end = 0;
  for (let n = 0; n < count; n++) {
    if (text[n] === 0 || (y1[n] as number) - (y0[n] as number) < LOWEST * size) continue;
    boxes.set([x0[n] as number, y0[n] as number, x1[n] as number, y1[n] as number], end);
    end += 4;
  }
  return boxes.slice(0, end);
}

/** 1 where a word was read. */
function coverOf({ width, height, factor }: InkLetters, words: readonly Bbox[], size: number): Uint8Array {
  const cover = new Uint8Array(width * height);
  const margin = 0.15 * size;
  for (const [x0, y0, x1, y1] of words) {
    const left = Math.max(0, Math.floor(x0 / factor - margin));
    const right = Math.min(width, Math.ceil(x1 / factor + margin));
    const bottom = Math.min(height, Math.ceil(y1 / factor + margin));
    for (let y = Math.max(0, Math.floor(y0 / factor - margin)); y < bottom; y++) {
      cover.fill(1, y * width + left, y * width + Math.max(left, right));
    }
  }
  return cover;
}

/** A letter is covered where its middle is. */
function uncoveredLetters({ boxes, width }: InkLetters, cover: Uint8Array): Bbox[] {
  const letters: Bbox[] = [];
  for (let n = 0; n < boxes.length; n += 4) {
    const [x0, y0, x1, y1] = boxes.subarray(n, n + 4) as unknown as Bbox;
    if (cover[Math.floor((y0 + y1) / 2) * width + Math.floor((x0 + x1) / 2)] === 0) letters.push([x0, y0, x1, y1]);
  }
  return letters;
}

/** Letters follow each other in a line at less than so many x-heights: blanks between words lie below 1.5. */
const REACH = 1.8;

function linesOf(letters: Bbox[], size: number): Bbox[][] {
  const lines: { last: Bbox; band: Bbox; boxes: Bbox[] }[] = [];
  for (const box of letters.sort((a, b) => a[0] - b[0])) {
    const line = lines.find(({ last, band }) => box[0] - last[2] < REACH * size && verticalOverlapOf(band, box) > 0.5);
    if (line) {
      line.boxes.push(box);
      if (box[2] > line.last[2]) line.last = box;
      line.band = unionOf(line.boxes.slice(-4));
    } else lines.push({ last: box, band: box, boxes: [box] });
  }
  return lines.map(({ boxes }) => boxes);
}

/** One figure in a cell is a line; a stroke is not. */
function isLine([x0, y0, x1, y1]: Bbox, count: number, size: number): boolean {
  const [width, height] = [x1 - x0, y1 - y0];
  if (count === 1) return width >= 0.4 * size && height >= 0.8 * size && width < 3 * height;
  return width >= size;
}
