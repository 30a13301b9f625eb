import type { Bbox } from '../../document/model.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';
import type { BinaryPicture } from './binarise.ts';
import { type Components, componentsOf } from './components.ts';
import { histogramOf, otsu } from './histogram.ts';
import { shrink } from './shrink.ts';
import { inkOf, skewOf } from './skew.ts';
import { textLike } from './text-size.ts';

/** Areas are looked for on a copy of at most so many. */
const MOST_PIXELS = 2_500_000;
/** Of a dark area, so that neither frames nor rules are taken for one. */
const LEAST_FILL = 0.45;
/** Pixels; a heading's bar of small type is as high. */
const LEAST_HEIGHT = 12;
const LEAST_WIDTH = 32;
const LEAST_LETTERS = 4;
/** Pixels; the dots of a printed photograph are smaller. */
const LEAST_LETTER = 6;
/** Contrast of the profile of several lines; what is scattered stays below 1.3. */
const LINES = 1.4;
/** Share of the variance between two classes within the area: print has two, a photograph a range. */
const LEAST_SEPARATION = 0.8;

/** Areas of light letters on a dark ground, whole pixels of the picture. */
export function darkTextRegions(original: GrayPicture): Bbox[] {
  const factor = Math.ceil(Math.sqrt(original.data.length / MOST_PIXELS));
  const picture = shrink(original, factor);
  const { data, width, height } = picture;
  const { threshold } = otsu(histogramOf(picture));
  const dark: BinaryPicture = { data: data.map((value) => (value <= threshold ? 1 : 0)), width, height };
  const components = componentsOf(dark);
  const { count, x0, y0, x1, y1, area } = components;
  const darkLetters = textLike(components, width, height);
  const regions: Bbox[] = [];
  for (let n = 0; n < count; n++) {
    const box = [x0[n], y0[n], x1[n], y1[n]] as Bbox;
    const [columns, rows] = [box[2] - box[0], box[3] - box[1]];
    if (rows < LEAST_HEIGHT || columns < LEAST_WIDTH || (area[n] as number) < LEAST_FILL * columns * rows) continue;
    // In a shadow the writing is dark all the same; what is light between letters must not be taken for some.
    const others = countWithin(components, darkLetters, box);
    if (lightLetters(picture, box, threshold) > 2 * others) regions.push(box);
  }
  return regions
    .filter((box, n) => !regions.some((other, m) => m !== n && contains(other, box)))
    .map((box) => box.map((value) => value * factor) as Bbox);
}

/** The picture with the areas turned to their negative. */
export function invertRegions({ data, width, height }: GrayPicture, regions: readonly Bbox[]): GrayPicture {
  const out = data.slice();
  for (const [x0, y0, x1, y1] of regions) {
    for (let y = y0; y < y1; y++) {
      for (let at = y * width + x0; at < y * width + x1; at++) out[at] = 255 - (data[at] as number);
    }
  }
  return { data: out, width, height };
}

/** How many letters of about one size are light on dark there; 0 where it is no print. */
function lightLetters({ data, width }: GrayPicture, [x0, y0, x1, y1]: Bbox, threshold: number): number {
  const [columns, rows] = [x1 - x0, y1 - y0];
  const crop = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) crop.set(data.subarray((y0 + y) * width + x0, (y0 + y) * width + x1), y * columns);
  const { separation } = otsu(histogramOf({ data: crop, width: columns, height: rows }));
  if (separation < LEAST_SEPARATION) return 0;
  const light = { data: crop.map((value) => (value > threshold ? 1 : 0)), width: columns, height: rows };
  const components = componentsOf(light);
  const text = textLike(components, columns, rows, 0.9 * rows);
  const heights: number[] = [];
  for (let n = 0; n < components.count; n++) {
    if (text[n] === 1) heights.push((components.y1[n] as number) - (components.y0[n] as number));
  }
  const middle = heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0;
  const alike = heights.filter((value) => value > 0.6 * middle && value < 1.7 * middle).length;
  if (alike < LEAST_LETTERS || alike < 0.6 * heights.length || middle < LEAST_LETTER) return 0;
  const inLines = rows < 5 * middle || skewOf(inkOf(components, text), middle).contrast > LINES;
  return inLines ? alike : 0;
}

function countWithin({ count, x0, y0, x1, y1 }: Components, chosen: Uint8Array, box: Bbox): number {
  let within = 0;
  for (let n = 0; n < count; n++) {
    if (chosen[n] === 1 && contains(box, [x0[n], y0[n], x1[n], y1[n]] as Bbox)) within++;
  }
  return within;
}

const contains = (outer: Bbox, inner: Bbox) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
