/** Where lines of text stand, for a sample of a page: quickly and surely rather than all. */
import type { Bbox } from '../../document/model.ts';
import { backgroundOf } from '../prepare/background.ts';
import { type BinaryPicture, binarise } from '../prepare/binarise.ts';
import { type Components, componentsOf } from '../prepare/components.ts';
import { shrink } from '../prepare/shrink.ts';
import { textLike } from '../prepare/text-size.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';

const MOST_PIXELS = 2_000_000;
const SQUARE = 32;
/** Fewer letters may be all that is black of a faint page. */
const FEW = 40;
/** Letters of a line stand less apart than this many times their usual height. */
const GAP = 1.2;
/** Of the usual line's height; less is a mark or a rule, more are lines that touch. */
const [LOWEST, HIGHEST] = [0.6, 1.6];
/** Of a line's middle, as times the letters' usual height. */
const MIDDLE = 16;
/** Times as wide as high: a picture of one line. */
const FLAT = 2;
/** Times as wide as high: a line among others. */
const NARROWEST = 4;

export interface TextLine {
  /** Around the ink, in the picture's pixels. */
  bbox: Bbox;
  /** Around the ink of the line's middle, some ten times as wide as high: of a line that leans the height is right. */
  middle: Bbox;
}

/** The widest lines of usual height, the widest first; a picture that is itself as flat as a line counts as one. */
export function findLines(picture: GrayPicture, most: number): TextLine[] {
  const factor = Math.ceil(Math.sqrt(picture.data.length / MOST_PIXELS));
  const small = shrink(picture, factor);
  const background = backgroundOf(small, SQUARE);
  const paper = background.values.toSorted()[background.values.length >> 1] as number;
  let components = componentsOf(binarise(small, background, paper));
  let text = textLike(components, small.width, small.height);
  if (text.reduce((sum, letter) => sum + letter, 0) < FEW) {
    components = componentsOf(binarise(small, background, paper, true));
    text = textLike(components, small.width, small.height);
  }
  const height = usualHeight(components, text);
  const whole: Bbox = [0, 0, picture.width, picture.height];
  const isLine = picture.width >= FLAT * picture.height && components.count > 0;
  // Of one line that was cut out tightly every letter may touch the edge.
  const none = isLine ? [{ bbox: whole, middle: whole }] : [];
  if (height === 0) return none;
  const joined = componentsOf(joinLetters(components, text, small, GAP * height));
  const lines: TextLine[] = middlesOf(joined, MIDDLE * height)
    .map((middle, n): TextLine => {
      const bbox = [joined.x0[n], joined.y0[n], joined.x1[n], joined.y1[n]] as Bbox;
      return { bbox, middle };
    })
    .filter(({ bbox, middle }) => heightOf(middle) >= height && bbox[2] - bbox[0] >= NARROWEST * heightOf(bbox));
  if (lines.length === 0) return none;
  const heights = lines.map(({ middle }) => heightOf(middle)).sort((a, b) => a - b);
  const usual = heights[heights.length >> 1] ?? 0;
  const enlarged = (box: Bbox) => box.map((value) => value * factor) as Bbox;
  return lines
    .filter(({ middle }) => heightOf(middle) >= LOWEST * usual && heightOf(middle) <= HIGHEST * usual)
    .sort((a, b) => b.bbox[2] - b.bbox[0] - (a.bbox[2] - a.bbox[0]))
    .slice(0, most)
    .map(({ bbox, middle }) => ({ bbox: enlarged(bbox), middle: enlarged(middle) }));
}

const heightOf = ([, y0, , y1]: Bbox) => y1 - y0;

/** Of each component the box around what lies within `width` about its centre. */
function middlesOf({ count, x0, x1, runs }: Components, width: number): Bbox[] {
  const boxes = Array.from({ length: count }, (): Bbox => [Infinity, Infinity, 0, 0]);
  for (let run = 0; run < runs.count; run++) {
    const n = runs.of[run] as number;
    const centre = ((x0[n] as number) + (x1[n] as number)) / 2;
    const left = Math.max(runs.x0[run] as number, Math.floor(centre - width / 2));
    const right = Math.min(runs.x1[run] as number, Math.ceil(centre + width / 2));
    if (left >= right) continue;
    const box = boxes[n] as Bbox;
    const y = runs.y[run] as number;
    boxes[n] = [Math.min(box[0], left), Math.min(box[1], y), Math.max(box[2], right), Math.max(box[3], y + 1)];
  }
  return boxes;
}

/** Half of the ink of what looks like letters belongs to lower ones. */
function usualHeight({ count, y0, y1, area }: Components, text: Uint8Array): number {
  const letters: [height: number, area: number][] = [];
  for (let n = 0; n < count; n++) {
    if (text[n] === 1) letters.push([(y1[n] as number) - (y0[n] as number), area[n] as number]);
  }
  letters.sort((a, b) => a[0] - b[0]);
  let left = letters.reduce((sum, [, ink]) => sum + ink, 0) / 2;
  for (const [height, ink] of letters) {
    left -= ink;
    if (left <= 0) return height;
  }
  return 0;
}

/** The letters' runs of ink, and the gaps between them that are narrower than `gap`. */
function joinLetters(
  { runs }: Components,
  text: Uint8Array,
  { width, height }: GrayPicture,
  gap: number,
): BinaryPicture {
  const data = new Uint8Array(width * height);
  let [row, end] = [-1, 0];
  for (let run = 0; run < runs.count; run++) {
    if (text[runs.of[run] as number] === 0) continue;
    const [y, x0, x1] = [runs.y[run] as number, runs.x0[run] as number, runs.x1[run] as number];
    const from = y === row && x0 - end < gap ? end : x0;
    data.fill(1, y * width + from, y * width + x1);
    [row, end] = [y, x1];
  }
  return { data, width, height };
}
