/** Pixels of the image types that browsers decode. Worker realm: ImageBitmap and OffscreenCanvas. */
import { MEDIA_TYPES } from '../../contract/media-types.ts';
import type { Measure } from './image-facts.ts';
import type { ImageType } from './measure.ts';
import { repairPng } from './png-data.ts';
import { repairBmp } from './repair-bmp.ts';

/**
 * Pieces of at most 4 megapixels and 4,096 pixels a side are read at a time: iOS caps a canvas at 16.7 megapixels and
 * all canvases together at 256 MB, and a readback of a whole page would take its memory twice.
 */
const PIECE = { width: 4096, height: 1024 };

export interface DecodedBitmap {
  bitmap: ImageBitmap;
  /** Something of the picture is missing. */
  lacks: boolean;
  /** Made of another file than the one given, so browsers may show that one otherwise. */
  repaired: boolean;
}

/** The picture, or what there is of a damaged one; null: nothing that can be decoded. */
export async function decodeBitmap(file: Uint8Array, type: ImageType, measure: Measure): Promise<DecodedBitmap | null> {
  const bytes = type === 'bmp' ? repairBmp(file) : file;
  // Of a PNG without its end some browsers draw a part and do not tell, so its data are looked at in every one.
  const whole = type === 'png' && !measure.complete ? null : await bitmapOf(decoderInput(bytes, type, measure));
  if (whole) return { bitmap: whole, lacks: !measure.complete, repaired: !measure.complete || bytes !== file };
  if (type === 'png') {
    const repair = await repairPng(bytes);
    const bitmap = repair && (await bitmapOf(new Blob(repair.parts as BlobPart[], { type: MEDIA_TYPES.png.mime })));
    return bitmap && { bitmap, lacks: repair.lacks, repaired: true };
  }
  const part = await decodePart(bytes, MEDIA_TYPES[type].mime);
  return part && { bitmap: part, lacks: true, repaired: true };
}

const bitmapOf = (blob: Blob): Promise<ImageBitmap | null> => createImageBitmap(blob).catch(() => null);

/**
 * The file for a decoder that is to see no orientation, and an end where it has none. Not every browser applies the
 * orientation of PNG and WebP, and some ignore the option of `createImageBitmap` for it, so it is taken out and undone
 * by us in every one. Chromium rejects a JPEG without its last bytes; with an end mark it decodes what is there and
 * paints the rest gray.
 */
function decoderInput(bytes: Uint8Array, type: ImageType, { orientationEdit, complete }: Measure): Blob {
  const parts = orientationEdit
    ? [
        bytes.subarray(0, orientationEdit.start),
        Uint8Array.from(orientationEdit.replacement),
        bytes.subarray(orientationEdit.end),
      ]
    : [bytes];
  if (type === 'jpeg' && !complete) parts.push(Uint8Array.of(0xff, 0xd9));
  return new Blob(parts as BlobPart[], { type: MEDIA_TYPES[type].mime });
}

/** A decoder that waits for more of a file than there is, milliseconds. */
const PART_PATIENCE = 5_000;

/**
 * What there is of a cut-off file, the rest transparent: `createImageBitmap` wants all of it, and so does `ImageDecoder`
 * (where there is one) of a file that has ended; of a stream that may still go on it shows the part so far.
 */
async function decodePart(bytes: Uint8Array, type: string): Promise<ImageBitmap | null> {
  if (typeof ImageDecoder === 'undefined') return null;
  const data = new ReadableStream({ start: (controller) => controller.enqueue(bytes.slice()) });
  const decoder = new ImageDecoder({ data, type });
  const patience = setTimeout(() => decoder.close(), PART_PATIENCE);
  try {
    const { image } = await decoder.decode({ frameIndex: 0, completeFramesOnly: false });
    const bitmap = await createImageBitmap(image);
    image.close();
    return bitmap;
  } catch {
    return null;
  } finally {
    clearTimeout(patience);
    decoder.close();
  }
}

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
