/** Pictures of a page as vision models take them: a part of it, upright, at the size that a model was made for. */
import { ApiError } from '../../contract/errors.ts';
import type { Bbox } from '../../document/model.ts';
import type { BlobRecord } from '../../store/schema.ts';

/** `part`: 0…1 of the page's width and height, its left, top, right and bottom. `side`: pixels, of the longest. PNG. */
export type CutPicture = (part: Bbox, side: number) => Promise<ArrayBuffer>;

/** A page's picture, decoded until `close`; `page` in pixels as it was recognised. Rejects with `unreadable` where this browser cannot draw it. */
export async function openPicture(
  { bytes, type }: BlobRecord,
  { width, height }: { width: number; height: number },
): Promise<{ cut: CutPicture; close: () => void }> {
  const scale = Math.sqrt(MOST_PIXELS / Math.max(1, width * height));
  const smaller = scale < 1 ? { resizeWidth: Math.round(width * scale), resizeHeight: Math.round(height * scale) } : {};
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), smaller).catch(() => {
    throw new ApiError('unreadable', 'The page could not be drawn for the vision model.');
  });
  return { cut: (part, side) => cut(bitmap, part, side), close: () => bitmap.close() };
}

async function cut(bitmap: ImageBitmap, [x0, y0, x1, y1]: Bbox, side: number): Promise<ArrayBuffer> {
  const [left, top] = [x0 * bitmap.width, y0 * bitmap.height];
  const [width, height] = [Math.max(1, x1 * bitmap.width - left), Math.max(1, y1 * bitmap.height - top)];
  // Larger than it is a picture tells no more.
  const scale = Math.min(MOST_ENLARGED, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  try {
    const context = canvas.getContext('2d');
    if (!context) throw new ApiError('unreadable', 'This browser gives no canvas for the page.');
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, left, top, width, height, 0, 0, canvas.width, canvas.height);
    return await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer();
  } finally {
    canvas.width = canvas.height = 0;
  }
}

/** Of a picture that is held decoded, 96 MB. A4 has 17 million at 400 dpi. */
const MOST_PIXELS = 24_000_000;
/** Models take small pictures apart less well than larger ones. */
const MOST_ENLARGED = 2;
