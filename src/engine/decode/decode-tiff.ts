/**
 * A TIFF page's pixels, decoded here: browsers show no TIFF, and utif2 was measured to draw planar and Zstandard pages
 * as garbage or white without a word, and to need 9.4 s for a Group 4 strip of 16 kB of zeros, growing quadratically.
 */
import { ApiError } from '../../contract/errors.ts';
import { HeaderError } from './byte-reader.ts';
import type { TiffPage } from './measure-tiff.ts';
import type { PagePixels } from './page-pixels.ts';
import { type TiffFormat, tiffFormat } from './tiff-format.ts';
import { isPictureCompression } from './tiff-names.ts';
import { type PictureDecoder, readPicturePlane, readPictureTile } from './tiff-pictures.ts';
import { type GrayWriter, grayWriter, type RowWriter, rowSamples, rowWriter } from './tiff-pixels.ts';
import { hasOwnRange, ownRange, type SampleRange, widen } from './tiff-samples.ts';
import { readTile, type Tile } from './tiff-tile.ts';

/** A page of which less than this share could be read is refused, not shown. */
const MIN_SHARE = 0.1;

/** Rows turned to RGBA at a time, so that a page in one strip takes little more than its own bytes. */
const BAND = 64;

/** Throws `ApiError('unreadable')` that names the variant, where the page is of one not read here. */
export function supportedFormat(page: TiffPage, fileBytes: number): TiffFormat {
  let format: ReturnType<typeof tiffFormat>;
  try {
    format = tiffFormat(page, fileBytes);
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
  decodePicture: PictureDecoder,
): Promise<{ complete: boolean }> {
  const format = supportedFormat(page, file.length);
  const source: TileSource = { file, format, decodePicture, tiles: tilesOf(page, format) };
  const write: Writers = {
    gray: grayWriter(format),
    rgba: rowWriter(format, hasOwnRange(format) ? ownRange(format) : await measureRange(source)),
  };
  let [read, damaged] = [0, 0];
  for (const place of source.tiles) {
    const tile = await putTile(source, place, write, pixels);
    read += tile.rows * place.width;
    damaged += tile.damagedRows;
  }
  const share = read / (page.width * page.height);
  if (share < MIN_SHARE) throw new ApiError('unreadable', 'This TIFF is damaged: its pixels cannot be decoded.');
  return { complete: share === 1 && damaged === 0 };
}

interface Writers {
  gray: GrayWriter | null;
  rgba: RowWriter;
}

/** Where a strip or tile lies on the page, without what reaches over its edges. */
interface Place {
  index: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface TileSource {
  file: Uint8Array;
  format: TiffFormat;
  decodePicture: PictureDecoder;
  tiles: Place[];
}

function tilesOf(page: TiffPage, { tileWidth, tileHeight }: TiffFormat): Place[] {
  const across = Math.ceil(page.width / tileWidth);
  const down = Math.ceil(page.height / tileHeight);
  return Array.from({ length: across * down }, (_, index) => {
    const x = (index % across) * tileWidth;
    const y = Math.floor(index / across) * tileHeight;
    return { index, x, y, width: Math.min(tileWidth, page.width - x), height: Math.min(tileHeight, page.height - y) };
  });
}

async function putTile(
  { file, format, decodePicture, tiles }: TileSource,
  place: Place,
  write: Writers,
  pixels: PagePixels,
): Promise<Pick<Tile, 'rows' | 'damagedRows'>> {
  if (!isPictureCompression(format.compression) || format.planar) {
    return putRows(await planesOf({ file, format, decodePicture, tiles }, place), place, write, pixels);
  }
  const picture = await readPictureTile(file, format, place.index, place.height, decodePicture);
  if (!picture) return { rows: 0, damagedRows: 0 };
  const { data, width, damagedRows } = picture;
  if (!picture.isRgba) {
    const rowBytes = width * format.samples;
    return putRows([{ data: data as Uint8Array, rowBytes, rows: place.height, damagedRows }], place, write, pixels);
  }
  for (let row = 0; row < place.height; row++) {
    pixels.put(data.subarray(row * width * 4), place.x, place.y + row, place.width, 1);
  }
  return { rows: place.height, damagedRows };
}

/** The strip's tile, or one a sample where samples stand apart. */
async function planesOf({ file, format, decodePicture, tiles }: TileSource, { index, height }: Place): Promise<Tile[]> {
  const planes: Tile[] = [];
  for (let plane = 0; plane < (format.planar ? format.samples : 1); plane++) {
    const at = index + plane * tiles.length;
    planes.push(
      await (isPictureCompression(format.compression)
        ? readPicturePlane(file, format, at, height, decodePicture)
        : readTile(file, format, at, height)),
    );
  }
  return planes;
}

function putRows(planes: Tile[], place: Place, write: Writers, pixels: PagePixels) {
  const rows = Math.min(...planes.map((plane) => plane.rows));
  const { x, y, width } = place;
  const band = new Uint8ClampedArray(width * 4 * Math.min(BAND, place.height));
  const grays = new Uint8Array(write.gray ? width : 0);
  for (let top = 0; top < rows; top += BAND) {
    const count = Math.min(BAND, rows - top);
    for (let row = 0; row < count; row++) {
      if (write.gray) {
        write.gray(planes[0] as Tile, top + row, width, grays);
        pixels.putGray(grays, x, y + top + row, width, 1);
      } else {
        write.rgba(planes, top + row, width, band.subarray(row * width * 4, (row + 1) * width * 4));
      }
    }
    if (!write.gray) pixels.put(band, x, y + top, width, count);
  }
  return { rows, damagedRows: planes[0]?.damagedRows ?? 0 };
}

/** The lowest and highest sample of the page, which costs decompressing it a second time. */
async function measureRange(source: TileSource): Promise<SampleRange> {
  const range = { low: 0, high: 0 };
  const samplesOf = rowSamples(source.format);
  for (const place of source.tiles) {
    for (const plane of await planesOf(source, place)) {
      for (let row = 0; row < Math.min(plane.rows, place.height); row++) {
        const values = samplesOf(plane, row, place.width);
        widen(range, values, values.length);
      }
    }
  }
  return range;
}
