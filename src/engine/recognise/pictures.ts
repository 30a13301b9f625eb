/** Pictures on a scanned page: large connected ink that no word covers. What is in doubt is none. */
import { unionOf } from '../../document/boxes.ts';
import type { Bbox, Word } from '../../document/model.ts';
import { backgroundOf } from '../prepare/background.ts';
import { type BinaryPicture, binarise } from '../prepare/binarise.ts';
import { boxesOf, componentsOf } from '../prepare/components.ts';
import { shrink } from '../prepare/shrink.ts';
import { areaOf, intersectionOf } from './boxes.ts';
import type { GrayPicture } from './recognizer.ts';

/** Type is brought down to this x-height, in pixels: shapes are left, letters run together. */
const SMALL_TYPE = 4;
/** In pixels of the small picture; a photograph's squares keep a white neighbour's paper only at their edge. */
const SQUARE = 64;
/** In x-heights: connected ink as large as this both ways is no letter of a title. */
const LARGE = 6;
/** Of its box, what ink covers at least: a fold, a scratch and a frame leave their box white. */
const FILLED = 0.08;
/** In x-heights: ink along an axis, so long and so thin, is a rule, a frame or an underline. */
const [RULE, RULE_THICKNESS] = [5, 0.7];
/** Share of a side of the page: ink nearer to its edge is the scanner's lid, a shadow or the next page. */
const EDGE = 0.015;
/** Other ink within so many x-heights of a picture is a part of it. */
const NEAR = 1.5;
/** Words read in a picture's texture lie mostly below; of its area sure words cover at most so much. */
const SURE = 0.7;
const MOST_WORDS = 0.2;
/** More components are the grain of a bad copy. */
const MOST_COMPONENTS = 20_000;

/** A page's ink in a picture `factor` times smaller. */
export interface InkShapes extends BinaryPicture {
  factor: number;
}

/** What takes the time, and needs no words: most of 6 to 29 ms a page. `xHeight` in pixels of the picture. */
export function inkShapesOf(picture: GrayPicture, xHeight: number): InkShapes {
  const factor = Math.max(1, Math.round(xHeight / SMALL_TYPE));
  const small = shrink(picture, factor);
  const background = backgroundOf(small, SQUARE);
  const paper = background.values.toSorted()[background.values.length >> 1] as number;
  return { ...binarise(small, background, paper), factor };
}

/**
 * In pixels of the picture that the shapes were made of, as `xHeight` and the words' boxes are; from the top. Uses the
 * shapes up.
 */
export function findPictures(ink: InkShapes, words: readonly Word[], xHeight: number): Bbox[] {
  const { factor } = ink;
  const size = xHeight / factor;
  const sure = words
    .filter(({ text, confidence }) => confidence >= SURE && /[\p{L}\p{Nd}]{2}/u.test(text))
    .map(({ bbox }) => bbox.map((value) => value / factor) as Bbox);
  for (const box of sure) clear(ink, box, 0.15 * size);
  clearRules(ink, RULE * size, Math.max(2, RULE_THICKNESS * size));
  const components = componentsOf(ink);
  if (components.count > MOST_COMPONENTS) return [];
  const boxes = boxesOf(components);
  const isSeed = (box: Bbox, n: number) =>
    Math.min(box[2] - box[0], box[3] - box[1]) >= LARGE * size &&
    (components.area[n] as number) >= FILLED * areaOf(box) &&
    !isAtEdge(box, ink);
  const seeds = boxes.filter(isSeed);
  if (seeds.length === 0) return [];
  const others = boxes.filter((box) => Math.max(box[2] - box[0], box[3] - box[1]) >= size && !isAtEdge(box, ink));
  return grown(seeds, others, NEAR * size)
    .filter((box) => sure.reduce((sum, word) => sum + intersectionOf(word, box), 0) <= MOST_WORDS * areaOf(box))
    .map((box) => box.map((value) => value * factor) as Bbox)
    .sort((a, b) => a[1] - b[1]);
}

/** Each with what stands within `reach` of it; those that meet are one. */
function grown(seeds: readonly Bbox[], others: readonly Bbox[], reach: number): Bbox[] {
  const regions: Bbox[] = [];
  for (const seed of seeds) {
    let box = seed;
    for (let before = -1; before !== areaOf(box); ) {
      before = areaOf(box);
      const [x0, y0, x1, y1] = box;
      const around: Bbox = [x0 - reach, y0 - reach, x1 + reach, y1 + reach];
      box = unionOf([box, ...others.filter((other) => intersectionOf(around, other) > 0)]);
    }
    const met = regions.filter((other) => intersectionOf(other, box) > 0);
    for (const other of met) regions.splice(regions.indexOf(other), 1);
    regions.push(unionOf([box, ...met]));
  }
  return regions;
}

const isAtEdge = ([x0, y0, x1, y1]: Bbox, { width, height }: BinaryPicture): boolean =>
  x0 <= EDGE * width || y0 <= EDGE * height || x1 >= (1 - EDGE) * width || y1 >= (1 - EDGE) * height;

function clear({ data, width, height }: BinaryPicture, [x0, y0, x1, y1]: Bbox, margin: number): void {
  const [left, right] = [Math.max(0, Math.floor(x0 - margin)), Math.min(width, Math.ceil(x1 + margin))];
  const bottom = Math.min(height, Math.ceil(y1 + margin));
  for (let y = Math.max(0, Math.floor(y0 - margin)); y < bottom; y++) {
    if (right > left) data.fill(0, y * width + left, y * width + right);
  }
}

/** Runs of ink of `length` that lie in no more than `thickness` of it across. */
function clearRules({ data, width, height }: BinaryPicture, length: number, thickness: number): void {
  const rules: number[] = [];
  const scan = (lines: number, along: number, step: number, stride: number) => {
    for (let line = 0; line < lines; line++) {
      for (let from = 0; from < along; from++) {
        if (data[line * stride + from * step] === 0) continue;
        let to = from;
        while (to < along && data[line * stride + to * step] === 1) to++;
        if (to - from >= length) {
          for (let at = from; at < to; at++) {
            const place = line * stride + at * step;
            if (isThin(place, line, lines, stride)) rules.push(place);
          }
        }
        from = to;
      }
    }
  };
  const isThin = (place: number, line: number, lines: number, stride: number) => {
    let count = 1;
    for (let n = line + 1, at = place + stride; n < lines && data[at] === 1 && count <= thickness; n++, at += stride)
      count++;
    for (let n = line - 1, at = place - stride; n >= 0 && data[at] === 1 && count <= thickness; n--, at -= stride)
      count++;
    return count <= thickness;
  };
  scan(height, width, 1, width);
  scan(width, height, width, 1);
  for (const place of rules) data[place] = 0;
}
