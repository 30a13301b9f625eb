/** The facts that image headers state, and their bounds; shared by the readers of all formats. */
import { ApiError } from '../../contract/errors.ts';
import { LIMITS } from '../../contract/limits.ts';
import { HeaderError } from './byte-reader.ts';

/** Bytes `start` to `end` to be replaced so that a decoder sees no orientation. */
export interface OrientationEdit {
  start: number;
  end: number;
  replacement: number[];
}

/** The EXIF and TIFF orientation: 1 upright; 2, 4, 5, 7 mirrored; 3 upside down; 6 and 8 lying on a side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface Measure {
  /** Pixels of the first page as stored, before its orientation is applied. */
  width: number;
  height: number;
  pages: number;
  orientation: Orientation;
  orientationEdit: OrientationEdit | null;
  /** As stated for the stored rows; null where the file states none that can be meant. */
  dpi: number | null;
  /** More than one frame, of which the first is read. */
  animated: boolean;
  /** Whether the file's structure reaches its end; false: it was cut off or is damaged there. */
  complete: boolean;
}

/** Throws `HeaderError` for an empty page, `ApiError` for one of more pixels than allowed. */
export function checkPixels(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new HeaderError('malformed', `its size is ${width} × ${height} pixels`);
  const actual = width * height;
  if (actual <= LIMITS.pagePixels) return;
  const limit = LIMITS.pagePixels;
  throw new ApiError(
    'too_many_pixels',
    `A page of ${width} × ${height} pixels is larger than ${limit / 1e6} megapixels; scale it down first.`,
    { limit, actual },
  );
}

/** Whether the upright page's width is the stored height. */
export const isTurned = (orientation: Orientation): boolean => orientation >= 5;

export const asOrientation = (value: number | undefined): Orientation =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8 ? (value as Orientation) : 1;

/** Files state 0, 1 or 1e9 where nothing is known; below 10 and above 9,600 dpi no page was ever scanned. */
export const plausibleDpi = (dpi: number): number | null =>
  dpi >= 10 && dpi <= 9600 ? Math.round(dpi * 100) / 100 : null;

export const dpiOfMetres = (pixelsPerMetre: number): number | null => plausibleDpi(pixelsPerMetre * 0.0254);
