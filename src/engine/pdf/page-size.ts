/** How large a page is rendered: 300 dpi, less where that would be too many pixels, more where it would lose some. */
import { areaOf } from './matrix.ts';
import type { PlacedImage } from './page-content.ts';

/** What Tesseract is trained for; at about 97 dpi one character in five is lost. */
const DPI = 300;
/** Pixels of a rendered page: 160 MB as a canvas, 40 MB gray. A4 at 300 dpi has 8.7 million. */
const MAX_PIXELS = 40_000_000;
/** Of a side; larger canvases fail in Safari. */
const MAX_SIDE = 16_384;
/** A page of this size in pixels or less may have been given no true size: pictures made into PDFs at 1 px = 1 pt. */
const SMALL_SIDE = 1_500;
const LARGEST_SMALL_SIDE = 3_500;

export interface PageSize {
  /** Pixels a point. */
  scale: number;
  /** Pixels. */
  width: number;
  height: number;
  dpi: number;
}

/** `width` and `height` in points as shown. */
export const pageSize = (width: number, height: number): PageSize => sized(width, height, DPI / 72);

/**
 * The size for a page that is read off its picture: a small page takes the picture's own resolution. `size` is what
 * `pageSize` gave and the picture was measured in. The same object comes back where nothing changes.
 */
export function sizeForPicture(
  width: number,
  height: number,
  size: PageSize,
  images: readonly PlacedImage[],
): PageSize {
  const largest = images.reduce<PlacedImage | null>(
    (best, image) => (best && areaOf(best.box) >= areaOf(image.box) ? best : image),
    null,
  );
  const side = Math.max(size.width, size.height);
  if (!largest || side > SMALL_SIDE) return size;
  const shown = Math.max(largest.box[2] - largest.box[0], largest.box[3] - largest.box[1]);
  const factor = Math.min(Math.max(largest.width, largest.height) / Math.max(1, shown), LARGEST_SMALL_SIDE / side);
  return factor > 1.1 ? sized(width, height, size.scale * factor) : size;
}

/** The size at which the page is `pixels` wide. */
export const widthOf = (width: number, height: number, pixels: number): PageSize =>
  sized(width, height, pixels / Math.max(width, 1e-3));

function sized(width: number, height: number, wanted: number): PageSize {
  const [w, h] = [Math.max(width, 1e-3), Math.max(height, 1e-3)];
  const scale = Math.min(wanted, Math.sqrt(MAX_PIXELS / (w * h)), MAX_SIDE / w, MAX_SIDE / h);
  return {
    scale,
    width: Math.max(1, Math.floor(w * scale)),
    height: Math.max(1, Math.floor(h * scale)),
    dpi: Math.round(scale * 72),
  };
}
