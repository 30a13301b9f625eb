/** What an image's headers say, read without decoding a pixel and bounded before anything is decoded. */
import type { MediaTypeId } from '../../contract/media-types.ts';
import { HeaderError } from './byte-reader.ts';
import { checkPixels, type Measure } from './image-facts.ts';
import { measureAvif } from './measure-avif.ts';
import { measureBmp } from './measure-bmp.ts';
import { measureGif } from './measure-gif.ts';
import { measureJpeg } from './measure-jpeg.ts';
import { measurePng } from './measure-png.ts';
import { measureTiff } from './measure-tiff.ts';
import { measureWebp } from './measure-webp.ts';

export interface MeasureFailure {
  error: 'truncated' | 'malformed';
  message: string;
}

/** The types measured here: every image type that is accepted. */
export type ImageType = keyof typeof MEASURERS;

const MEASURERS = {
  png: measurePng,
  jpeg: measureJpeg,
  webp: measureWebp,
  gif: measureGif,
  bmp: measureBmp,
  tiff: measureTiff,
  avif: measureAvif,
} satisfies Partial<Record<MediaTypeId, (bytes: Uint8Array) => Measure>>;

export const isImageType = (id: string): id is ImageType => Object.hasOwn(MEASURERS, id);

/**
 * Measures a file that `sniff` found to be of `type`. Damage is a typed value; throws only
 * `ApiError('too_many_pixels')`, with `limit` and `actual` in pixels of a page.
 */
export function measureImage(bytes: Uint8Array, type: ImageType): Measure | MeasureFailure {
  try {
    const measure = MEASURERS[type](bytes);
    checkPixels(measure.width, measure.height);
    return measure;
  } catch (error) {
    if (error instanceof HeaderError) return { error: error.kind, message: error.message };
    throw error;
  }
}
