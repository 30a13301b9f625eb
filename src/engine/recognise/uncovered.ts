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

/**
 * Lines of such ink, from the top, in pixels of the picture. `words`: the boxes of what was read; `xHeight` of the
 * page's type, in pixels.
 */
export function uncoveredText(picture: GrayPicture, words: readonly Bbox[], xHeight: number): Bbox[] {
  const factor = Math.max(1, Math.ceil(Math.sqrt(picture.data.length / MOST_PIXELS)));
  const small = shrink(picture, factor);
  const size = xHeight / factor;
  const background = backgroundOf(small, SQUARE);
  const sorted = background.values.toSorted();
  const components = componentsOf(binarise(small, background, sorted[sorted.length >> 1] as number));
  const covered = coverOf(small, words, factor, size);
  const letters = lettersOf(components, small, size).filter((box) => !isCovered(covered, small.width, box));
  if (letters.length > MOST_COMPONENTS) return [];
  const lines = linesOf(letters, size)
    .map((line) => ({ box: unionOf(line), count: line.length }))
    .filter(({ box, count }) => isLine(box, count, size))
    .map(({ box }) => box);
  return joined(lines, size)
    .map((box) => box.map((value) => value * factor) as Bbox)
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

function lettersOf(components: Components, { width, height }: GrayPicture, size: number): Bbox[] {
  const text = textLike(components, width, height, HIGHEST * size);
  const boxes: Bbox[] = [];
  for (let n = 0; n < components.count; n++) {
    if (text[n] === 0) continue;
    const box: Bbox = [
      components.x0[n] as number,
      components.y0[n] as number,
      components.x1[n] as number,
      components.y1[n] as number,
    ];
    if (box[3] - box[1] >= LOWEST * size) boxes.push(box);
  }
  return boxes;
}

/** 1 where a word was read. */
function coverOf({ width, height }: GrayPicture, words: readonly Bbox[], factor: number, size: number): Uint8Array {
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

const isCovered = (cover: Uint8Array, width: number, [x0, y0, x1, y1]: Bbox): boolean =>
  cover[Math.floor((y0 + y1) / 2) * width + Math.floor((x0 + x1) / 2)] === 1;

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
