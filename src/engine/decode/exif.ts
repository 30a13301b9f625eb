/** What an EXIF block says of its image. The block is a TIFF without pixels (CIPA DC-008, section 4.5). */
import { HeaderError } from './byte-reader.ts';
import { asOrientation, type Orientation, type OrientationEdit, plausibleDpi } from './image-facts.ts';
import { readDirectories, TAG, type TiffDirectory } from './tiff-directory.ts';

export interface ExifFacts {
  orientation: Orientation;
  orientationEdit: OrientationEdit | null;
  dpi: number | null;
}

export const NO_EXIF: ExifFacts = { orientation: 1, orientationEdit: null, dpi: null };

/**
 * Reads the block that begins at `start` of the file, with or without its "Exif" prefix. Damaged blocks say nothing:
 * browsers show such images all the same.
 */
export function readExif(file: Uint8Array, start: number, end: number): ExifFacts {
  const prefixed = file[start] === 0x45 && file[start + 1] === 0x78;
  const origin = prefixed ? start + 6 : start;
  try {
    const [directory] = readDirectories(file.subarray(origin, end), 1).directories;
    if (!directory) return NO_EXIF;
    const orientation = asOrientation(directory.value(TAG.orientation));
    return { orientation, orientationEdit: editOf(directory, origin), dpi: directoryDpi(directory) };
  } catch (error) {
    if (error instanceof HeaderError) return NO_EXIF;
    throw error;
  }
}

/** The horizontal resolution; TIFF's unit 1 means that only the ratio of the two is known. */
export function directoryDpi(directory: TiffDirectory): number | null {
  const unit = directory.value(TAG.resolutionUnit) ?? 2;
  const resolution = directory.value(TAG.xResolution);
  if (resolution === undefined || (unit !== 2 && unit !== 3)) return null;
  return plausibleDpi(unit === 3 ? resolution * 2.54 : resolution);
}

function editOf(directory: TiffDirectory, origin: number): OrientationEdit | null {
  const at = directory.valueAt(TAG.orientation);
  if (at === undefined) return null;
  return { start: origin + at, end: origin + at + 2, replacement: directory.littleEndian ? [1, 0] : [0, 1] };
}
