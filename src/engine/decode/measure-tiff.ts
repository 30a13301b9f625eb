/** TIFF: its pages, every one bounded. TIFF 6.0; classic and BigTIFF. */
import { ApiError } from '../../contract/errors.ts';
import { LIMITS } from '../../contract/limits.ts';
import { directoryDpi } from './exif.ts';
import { asOrientation, checkPixels, type Measure, type Orientation } from './image-facts.ts';
import { readDirectories, TAG, type TiffDirectory } from './tiff-directory.ts';

export interface TiffPage {
  directory: TiffDirectory;
  /** Pixels as stored. */
  width: number;
  height: number;
  orientation: Orientation;
  dpi: number | null;
}

export function measureTiff(bytes: Uint8Array): Measure {
  const pages = tiffPages(bytes);
  const { width, height, orientation, dpi } = pages[0] as TiffPage;
  return {
    width,
    height,
    orientation,
    dpi,
    pages: pages.length,
    orientationEdit: null,
    animated: false,
    complete: true,
  };
}

/**
 * The pages in order, without thumbnails, masks and directories of no picture; at least one. Throws `HeaderError`, or `ApiError` for more pages
 * or for pages of more pixels than allowed.
 */
export function tiffPages(bytes: Uint8Array): TiffPage[] {
  // Thumbnails stand between the pages, so twice as many directories as pages are looked at.
  const { directories, more } = readDirectories(bytes, 2 * LIMITS.filePages + 2);
  const full = directories.filter(
    (directory) => !isReduced(directory) && directory.value(TAG.width) && directory.value(TAG.height),
  );
  const pages = full.length > 0 ? full : directories.slice(0, 1);
  if (pages.length > LIMITS.filePages) {
    const [limit, actual] = [LIMITS.filePages, pages.length + more];
    throw new ApiError(
      'too_many_pages',
      `A file may hold ${limit} pages at most, and this one has ${actual}; split it.`,
      { limit, actual },
    );
  }
  return pages.map((directory) => {
    const width = directory.value(TAG.width) ?? 0;
    const height = directory.value(TAG.height) ?? 0;
    checkPixels(width, height);
    return {
      directory,
      width,
      height,
      dpi: directoryDpi(directory),
      orientation: asOrientation(directory.value(TAG.orientation)),
    };
  });
}

/** NewSubfileType: bit 0 a reduced image, bit 2 a mask. SubfileType, its forerunner: 2 a reduced image. */
const isReduced = (directory: TiffDirectory) =>
  ((directory.value(TAG.newSubfileType) ?? 0) & 0b101) !== 0 || directory.value(TAG.subfileType) === 2;
