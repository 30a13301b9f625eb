/** Cuts figures and formulas out of the pictures of pages: one page is held, decoded, at a time. */
import type { Bbox, Page } from '../../document/model.ts';
import type { CutRegion, RegionPicture } from '../../exports/index.ts';
import { pageDpi } from '../../exports/pdf/page-size.ts';
import type { BlobRecord } from '../../store/schema.ts';

/** What shows a page, upright; null where nothing does. */
export type LoadPicture = (page: Page) => Promise<BlobRecord | null>;

/** Word's own default for the pictures of a document, pixels an inch. */
export const FIGURE_DPI = 220;
/** Pixels of a side, for sheets larger than paper is. */
const MAX_SIDE = 2_400;
/**
 * Bytes a pixel. Above it a PNG holds a photograph, which JPEG keeps in a tenth of the space; drawings need 0.05 to 0.3,
 * a single dense formula up to 1, but is small.
 */
const PHOTOGRAPH = 0.8;
const SMALL_BYTES = 50_000;
const JPEG_QUALITY = 0.88;
/** Of the sides' ratio: a picture that is off by more lies on its side, or shows another page. */
const SKEWED = 0.03;

/** Regions of a page in a row are cut from one decoding; `close` lets the last page go. */
export function cutRegions(load: LoadPicture): { cutRegion: CutRegion; close: () => void } {
  let held: { index: number; bitmap: ImageBitmap | null } | null = null;

  function close(): void {
    held?.bitmap?.close();
    held = null;
  }

  async function bitmapOf(page: Page): Promise<ImageBitmap | null> {
    if (held?.index === page.index) return held.bitmap;
    close();
    const bitmap = await decode(page, load).catch((error) => {
      // The document is worth having without it.
      console.warn(error);
      return null;
    });
    held = { index: page.index, bitmap };
    return bitmap;
  }

  return {
    close,
    async cutRegion(page, bbox) {
      const bitmap = await bitmapOf(page);
      return bitmap && cut(bitmap, page, bbox);
    },
  };
}

async function decode(page: Page, load: LoadPicture): Promise<ImageBitmap | null> {
  const picture = await load(page);
  if (!picture) return null;
  const bitmap = await createImageBitmap(new Blob([picture.bytes], { type: picture.type }));
  const ratio = bitmap.width / bitmap.height / (page.width / page.height);
  if (Math.abs(ratio - 1) <= SKEWED) return bitmap;
  bitmap.close();
  return null;
}

async function cut(bitmap: ImageBitmap, page: Page, [x0, y0, x1, y1]: Bbox): Promise<RegionPicture> {
  const [across, down] = [bitmap.width / page.width, bitmap.height / page.height];
  const [left, top, width, height] = [x0 * across, y0 * down, (x1 - x0) * across, (y1 - y0) * down];
  const scale = Math.min(1, FIGURE_DPI / (pageDpi(page) * across), MAX_SIDE / width, MAX_SIDE / height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = new OffscreenCanvas(side(width), side(height));
  try {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no canvas of this size');
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, left, top, width, height, 0, 0, canvas.width, canvas.height);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    const isPhotograph = png.size > SMALL_BYTES && png.size > PHOTOGRAPH * canvas.width * canvas.height;
    const blob = isPhotograph ? await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY }) : png;
    return {
      bytes: new Uint8Array(await blob.arrayBuffer()),
      type: isPhotograph ? 'image/jpeg' : 'image/png',
      width: canvas.width,
      height: canvas.height,
    };
  } finally {
    // iOS counts canvases until they are empty (256 to 384 MB).
    canvas.width = canvas.height = 0;
  }
}
