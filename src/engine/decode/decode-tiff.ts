/**
 * A TIFF page's pixels, decoded here: browsers show no TIFF, and utif2 was measured to draw planar and Zstandard pages
 * as garbage or white without a word, and to need 9.4 s for a Group 4 strip of 16 kB of zeros, growing quadratically.
 */
import { ApiError } from '../../contract/errors.ts';
import { HeaderError } from './byte-reader.ts';
import { measureJpeg } from './measure-jpeg.ts';
import type { TiffPage } from './measure-tiff.ts';
import type { PagePixels } from './page-pixels.ts';
import { COMPRESSION, PHOTOMETRIC, type TiffFormat, tiffFormat } from './tiff-format.ts';
import { rowToRgba } from './tiff-pixels.ts';
import { readTile, type Tile, tileBytes } from './tiff-tile.ts';

/** Decodes a JPEG stream of known, bounded size to RGBA; rejects what cannot be decoded. */
export type JpegDecoder = (jpeg: Blob, width: number, height: number) => Promise<Uint8Array | Uint8ClampedArray>;

/** A page of which less than this share could be read is refused, not shown. */
const MIN_SHARE = 0.1;

/** Rows turned to RGBA at a time, so that a page in one strip takes little more than its own bytes. */
const BAND = 64;

/** Throws `ApiError('unreadable')` that names the variant, where the page is of one not read here. */
export function supportedFormat(page: TiffPage): TiffFormat {
  let format: ReturnType<typeof tiffFormat>;
  try {
    format = tiffFormat(page);
  } catch (error) {
    if (error instanceof HeaderError) throw new ApiError('unreadable', `This TIFF is damaged: ${error.message}.`);
    throw error;
  }
  if (!('unsupported' in format)) return format;
  throw new ApiError(
    'unreadable',
    `This TIFF has ${format.unsupported}, which is not supported. Save it as PNG, or as TIFF with LZW compression.`,
    { variant: format.unsupported },
  );
}

/**
 * Puts the page's pixels, as stored, into `pixels`; what is missing stays white. Returns whether all were there.
 * Throws `ApiError('unreadable')`.
 */
export async function decodeTiffPage(
  file: Uint8Array,
  page: TiffPage,
  pixels: PagePixels,
  decodeJpeg: JpegDecoder,
): Promise<{ complete: boolean }> {
  const format = supportedFormat(page);
  const across = Math.ceil(page.width / format.tileWidth);
  const down = Math.ceil(page.height / format.tileHeight);
  let [read, damaged] = [0, 0];
  for (let index = 0; index < across * down; index++) {
    const x = (index % across) * format.tileWidth;
    const y = Math.floor(index / across) * format.tileHeight;
    const width = Math.min(format.tileWidth, page.width - x);
    const height = Math.min(format.tileHeight, page.height - y);
    const place = { x, y, width, height };
    const tile =
      format.compression === COMPRESSION.jpeg
        ? await putJpegTile(file, format, index, place, pixels, decodeJpeg)
        : await putTile(file, format, index, across * down, place, pixels);
    read += tile.rows * width;
    damaged += tile.damagedRows;
  }
  const share = read / (page.width * page.height);
  if (share < MIN_SHARE) throw new ApiError('unreadable', 'This TIFF is damaged: its pixels cannot be decoded.');
  return { complete: share === 1 && damaged === 0 };
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

async function putTile(
  file: Uint8Array,
  format: TiffFormat,
  index: number,
  tiles: number,
  place: Place,
  pixels: PagePixels,
): Promise<Pick<Tile, 'rows' | 'damagedRows'>> {
  const planes: Tile[] = [];
  for (let plane = 0; plane < (format.planar ? format.samples : 1); plane++) {
    planes.push(await readTile(file, format, index + plane * tiles, place.height));
  }
  const rows = Math.min(...planes.map((plane) => plane.rows));
  const band = new Uint8Array(place.width * 4 * Math.min(BAND, place.height));
  for (let top = 0; top < rows; top += BAND) {
    const count = Math.min(BAND, rows - top);
    for (let row = 0; row < count; row++) {
      rowToRgba(format, planes, top + row, place.width, band.subarray(row * place.width * 4));
    }
    pixels.put(band, place.x, place.y + top, place.width, count);
  }
  return { rows, damagedRows: planes[0]?.damagedRows ?? 0 };
}

async function putJpegTile(
  file: Uint8Array,
  format: TiffFormat,
  index: number,
  place: Place,
  pixels: PagePixels,
  decodeJpeg: JpegDecoder,
): Promise<Pick<Tile, 'rows' | 'damagedRows'>> {
  const jpeg = tileJpeg(tileBytes(file, format, index), format);
  if (!jpeg) return { rows: 0, damagedRows: 0 };
  const { width, height } = jpeg;
  // Encoders may cut the last strip or fill it up.
  if (width !== format.tileWidth || height < place.height || height > format.tileHeight) {
    throw new ApiError('unreadable', `This TIFF is damaged: a strip is ${width} × ${height} pixels.`);
  }
  const rgba = await decodeJpeg(jpeg.blob, width, height).catch(() => null);
  if (!rgba) return { rows: 0, damagedRows: 0 };
  if (format.photometric === PHOTOMETRIC.minIsWhite) invert(rgba);
  for (let row = 0; row < place.height; row++) {
    pixels.put(rgba.subarray(row * width * 4), place.x, place.y + row, place.width, 1);
  }
  return { rows: place.height, damagedRows: jpeg.complete ? 0 : 1 };
}

/** Says to decoders that three components are RGB, not YCbCr: Adobe's marker with transform 0. */
const ADOBE_RGB = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/** The strip's JPEG stream made whole with the page's tables (TIFF Technical Note 2); null: it has no frame. */
function tileJpeg(stream: Uint8Array, { jpegTables, photometric }: TiffFormat) {
  const tables = jpegTables.slice(2, -2);
  const colours = photometric === PHOTOMETRIC.rgb ? ADOBE_RGB : [];
  const whole = new Uint8Array(2 + colours.length + tables.length + Math.max(0, stream.length - 2));
  whole.set([0xff, 0xd8, ...colours, ...tables]);
  whole.set(stream.subarray(2), 2 + colours.length + tables.length);
  try {
    const { width, height, complete } = measureJpeg(whole);
    return { width, height, complete, blob: new Blob([whole], { type: 'image/jpeg' }) };
  } catch (error) {
    if (error instanceof HeaderError) return null;
    throw error;
  }
}

function invert(rgba: Uint8Array | Uint8ClampedArray): void {
  for (const [n, value] of rgba.entries()) if (n % 4 !== 3) rgba[n] = 255 - value;
}
