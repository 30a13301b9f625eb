import type { Bbox } from '../../document/model.ts';
import { histogramOf, percentile } from '../prepare/histogram.ts';
import { resample } from '../prepare/resample.ts';
import type { GrayPicture } from './recognizer.ts';

export interface Crop {
  picture: GrayPicture;
  /** From the crop's pixels to the picture's. */
  toPicture(box: Bbox): Bbox;
}

/** Paper around what was cut out, in pixels: Tesseract misses letters that touch the edge. */
const MARGIN = 10;

/** A part of a picture, `factor` times as large, with a margin of its own paper. */
export function cropOf(picture: GrayPicture, box: Bbox, factor = 1): Crop {
  const left = Math.max(0, Math.floor(box[0]));
  const top = Math.max(0, Math.floor(box[1]));
  const cut = cutOut(picture, box);
  const { width, height } = cut;
  const scaled = resample(cut, factor).picture;
  const framed = { width: scaled.width + 2 * MARGIN, height: scaled.height + 2 * MARGIN };
  const data = new Uint8Array(framed.width * framed.height).fill(percentile(histogramOf(scaled), 0.8));
  for (let y = 0; y < scaled.height; y++) {
    data.set(scaled.data.subarray(y * scaled.width, (y + 1) * scaled.width), (y + MARGIN) * framed.width + MARGIN);
  }
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const x = (value: number) => clamp(left + (value - MARGIN) / factor, left, left + width);
  const y = (value: number) => clamp(top + (value - MARGIN) / factor, top, top + height);
  return {
    picture: { data, ...framed },
    toPicture: ([x0, y0, x1, y1]) => [x(x0), y(y0), x(x1), y(y1)],
  };
}

/** The pixels that a box touches, at least one. */
export function cutOut(picture: GrayPicture, box: Bbox): GrayPicture {
  const left = Math.max(0, Math.floor(box[0]));
  const top = Math.max(0, Math.floor(box[1]));
  const width = Math.max(1, Math.min(picture.width, Math.ceil(box[2])) - left);
  const height = Math.max(1, Math.min(picture.height, Math.ceil(box[3])) - top);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * picture.width + left;
    data.set(picture.data.subarray(from, from + width), y * width);
  }
  return { data, width, height };
}
