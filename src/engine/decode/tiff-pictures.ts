/** Strips and tiles of a TIFF that are pictures by themselves: JPEG (old and new style) and WebP. */
import { ApiError } from '../../contract/errors.ts';
import { HeaderError } from './byte-reader.ts';
import type { Measure } from './image-facts.ts';
import { measureJpeg } from './measure-jpeg.ts';
import { measureWebp } from './measure-webp.ts';
import type { TiffFormat } from './tiff-format.ts';
import { COMPRESSION, PHOTOMETRIC } from './tiff-names.ts';
import { joinOldJpeg } from './tiff-old-jpeg.ts';
import { type Tile, tileBytes } from './tiff-tile.ts';

/** What decodes pictures of a known, bounded size; both reject what cannot be decoded. */
export interface PictureDecoder {
  /** Straight RGBA; the colours are the TIFF's, so no profile is applied. */
  rgba(picture: Blob, width: number, height: number): Promise<Uint8Array | Uint8ClampedArray>;
  /** The four inks of a JPEG, as stored: browsers hand out colours only, and take all such files for Adobe's. */
  inks(jpeg: Uint8Array, width: number, height: number): Promise<Uint8Array | Uint8ClampedArray>;
}

export interface PictureTile {
  /** `rgba`, or samples as an uncompressed strip has them. */
  data: Uint8Array | Uint8ClampedArray;
  isRgba: boolean;
  /** Pixels of a row of `data`. */
  width: number;
  damagedRows: number;
}

/** Null where there is no picture, or none that can be decoded. Throws `ApiError('unreadable')` on a wrong size. */
export async function readPictureTile(
  file: Uint8Array,
  format: TiffFormat,
  index: number,
  height: number,
  decoder: PictureDecoder,
): Promise<PictureTile | null> {
  const stored = format.oldJpeg ? joinOldJpeg(file, format, format.oldJpeg) : tileBytes(file, format, index);
  const isWebp = format.compression === COMPRESSION.webp;
  const picture = isWebp ? stored : wholeJpeg(stored, format);
  const measure = measured(picture, isWebp ? measureWebp : measureJpeg);
  if (!measure) return null;
  const { width } = measure;
  // Encoders may cut the last strip or fill it up.
  if (width !== format.tileWidth || measure.height < height || measure.height > format.tileHeight) {
    throw new ApiError('unreadable', `This TIFF is damaged: a strip is ${width} × ${measure.height} pixels.`);
  }
  const isRgba = format.photometric !== PHOTOMETRIC.cmyk;
  const data = await (isRgba
    ? decoder.rgba(
        new Blob([picture as BlobPart], { type: isWebp ? 'image/webp' : 'image/jpeg' }),
        width,
        measure.height,
      )
    : decoder.inks(picture, width, measure.height)
  ).catch(() => null);
  if (!data) return null;
  if (format.photometric === PHOTOMETRIC.minIsWhite && !format.planar) invert(data);
  return { data, isRgba, width, damagedRows: measure.complete ? 0 : 1 };
}

/** One plane of a page whose samples stand in JPEG strips of their own, each a gray picture. */
export async function readPicturePlane(...args: Parameters<typeof readPictureTile>): Promise<Tile> {
  const [, format, , height] = args;
  const tile = await readPictureTile(...args);
  if (!tile) return { data: new Uint8Array(0), rowBytes: format.tileWidth, rows: 0, damagedRows: 0 };
  const { data, width, isRgba, damagedRows } = tile;
  const plane = isRgba ? Uint8Array.from({ length: width * height }, (_, n) => data[n * 4] as number) : data;
  return { data: plane as Uint8Array, rowBytes: width, rows: height, damagedRows };
}

/** Says to decoders that three components are RGB, not YCbCr: Adobe's marker with transform 0. */
const ADOBE_RGB = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/** The strip's JPEG stream made whole with the page's tables (TIFF Technical Note 2). */
function wholeJpeg(stream: Uint8Array, { jpegTables, photometric }: TiffFormat): Uint8Array {
  const tables = jpegTables.slice(2, -2);
  const colours = photometric === PHOTOMETRIC.rgb ? ADOBE_RGB : [];
  const whole = new Uint8Array(2 + colours.length + tables.length + Math.max(0, stream.length - 2));
  whole.set([0xff, 0xd8, ...colours, ...tables]);
  whole.set(stream.subarray(2), 2 + colours.length + tables.length);
  return whole;
}

function measured(picture: Uint8Array, measure: (bytes: Uint8Array) => Measure): Measure | null {
  try {
    return measure(picture);
  } catch (error) {
    if (error instanceof HeaderError) return null;
    throw error;
  }
}

function invert(rgba: Uint8Array | Uint8ClampedArray): void {
  for (const [n, value] of rgba.entries()) if (n % 4 !== 3) rgba[n] = 255 - value;
}
