/** Figures from the pictures that stand on a page. */

import { unionOf } from '../../document/boxes.ts';
import type { Bbox, Block } from '../../document/model.ts';
import type { PageFrame, Part } from './types.ts';

/** Shares of the page. Smaller ones are bullets, ornaments and rules; larger ones are the scan or its ground. */
const MIN_SIDE = 0.03;
const MIN_AREA = 0.004;
const MAX_AREA = 0.8;
/** Of a picture's area: with more text on it, it is the ground of that text. */
const MAX_TEXT = 0.3;
/** In characters: labels are shorter than what is printed on a ground. */
const SENTENCE = 60;
/** In pixels at 300 dpi: pictures are often stored in strips, which touch. */
const TOUCHING = 4;

export function findFigures({ pictures, width, height }: PageFrame, parts: readonly Part[]): Block[] {
  const isFigure = (box: Bbox) => {
    const [w, h] = [box[2] - box[0], box[3] - box[1]];
    const share = (w * h) / (width * height);
    if (parts.some((part) => part.lines.length > 1 && part.text.length >= SENTENCE && isWithin(part.box, box)))
      return false;
    const text = parts.flatMap(({ lines }) => lines).reduce((sum, line) => sum + common(line.box, box), 0);
    return (
      w >= MIN_SIDE * width &&
      h >= MIN_SIDE * height &&
      share >= MIN_AREA &&
      share <= MAX_AREA &&
      text <= MAX_TEXT * w * h
    );
  };
  return mergeTouching(pictures.filter((box) => area(box) <= MAX_AREA * width * height))
    .filter(isFigure)
    .map((bbox) => ({ type: 'figure', text: '', bbox, confidence: 1, lines: [] }));
}

/** Where among `boxes`, in reading order, a figure belongs: before the first that stands below it in its column. */
export function placeOf(figure: Bbox, boxes: readonly Bbox[]): number {
  const middle = (figure[1] + figure[3]) / 2;
  const shares = (box: Bbox) => Math.min(box[2], figure[2]) > Math.max(box[0], figure[0]);
  const above = boxes.findLastIndex((box) => shares(box) && (box[1] + box[3]) / 2 <= middle);
  if (above >= 0) return above + 1;
  const below = boxes.findIndex((box) => shares(box));
  return below >= 0 ? below : boxes.filter((box) => (box[1] + box[3]) / 2 < middle).length;
}

function mergeTouching(boxes: readonly Bbox[]): Bbox[] {
  let merged = [...boxes];
  for (let count = -1; count !== merged.length; ) {
    count = merged.length;
    merged = merged.reduce<Bbox[]>((kept, box) => {
      const at = kept.findIndex((other) => touches(other, box));
      const other = kept[at];
      if (other) kept[at] = unionOf([other, box]);
      else kept.push(box);
      return kept;
    }, []);
  }
  return merged;
}

const isWithin = (inner: Bbox, outer: Bbox): boolean => common(inner, outer) > 0.9 * area(inner);

const touches = (a: Bbox, b: Bbox): boolean =>
  Math.min(a[2], b[2]) >= Math.max(a[0], b[0]) - TOUCHING && Math.min(a[3], b[3]) >= Math.max(a[1], b[1]) - TOUCHING;

const area = ([x0, y0, x1, y1]: Bbox): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);

const common = (a: Bbox, b: Bbox): number =>
  area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
