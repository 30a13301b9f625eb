/** Pixels of the image types that browsers decode. Worker realm: ImageBitmap and OffscreenCanvas. */
import { MEDIA_TYPES } from '../../contract/media-types.ts';
import type { Measure } from './image-facts.ts';
import type { ImageType } from './measure.ts';
import { pngDataEnd } from './png-data.ts';

/**
 * Pieces of at most 4 megapixels and 4,096 pixels a side are read at a time: iOS caps a canvas at 16.7 megapixels and
 * all canvases together at 256 MB, and a readback of a whole page would take its memory twice.
 */
const PIECE = { width: 4096, height: 1024 };

/**
 * The file for a decoder that is to see no orientation, and an end where it has none. Not every browser applies the
 * orientation of PNG and WebP, and some ignore the option of `createImageBitmap` for it, so it is taken out and undone
 * by us in every one. Chromium rejects a JPEG and a PNG without their last bytes; with an end mark it decodes what is
 * there, and paints the rest of a JPEG gray.
 */
export function decoderInput(bytes: Uint8Array, type: ImageType, { orientationEdit, complete }: Measure): Blob {
  const end = complete ? bytes.length : type === 'png' ? pngDataEnd(bytes) : bytes.length;
  const parts =
    orientationEdit && orientationEdit.end <= end
      ? [
          bytes.subarray(0, orientationEdit.start),
          Uint8Array.from(orientationEdit.replacement),
          bytes.subarray(orientationEdit.end, end),
        ]
      : [bytes.subarray(0, end)];
  if (!complete) parts.push(Uint8Array.from(END_MARKS[type] ?? []));
  return new Blob(parts as BlobPart[], { type: MEDIA_TYPES[type].mime });
}

const END_MARKS: Partial<Record<ImageType, number[]>> = {
  jpeg: [0xff, 0xd9],
  png: [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
};

/** Calls `put` with each piece of the bitmap: straight RGBA and the place of its first pixel. */
export function readBitmap(
  bitmap: ImageBitmap,
  put: (rgba: Uint8ClampedArray, x: number, y: number, width: number, height: number) => void,
): void {
  const canvas = new OffscreenCanvas(Math.min(PIECE.width, bitmap.width), Math.min(PIECE.height, bitmap.height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2D canvas');
  context.globalCompositeOperation = 'copy';
  for (let y = 0; y < bitmap.height; y += canvas.height) {
    for (let x = 0; x < bitmap.width; x += canvas.width) {
      const width = Math.min(canvas.width, bitmap.width - x);
      const height = Math.min(canvas.height, bitmap.height - y);
      context.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
      put(context.getImageData(0, 0, width, height).data, x, y, width, height);
    }
  }
  // Safari frees a canvas late; at size zero it holds nothing.
  canvas.width = 0;
  canvas.height = 0;
}
