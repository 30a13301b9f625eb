/** Opening a file and turning its pages into gray pixels. Runs in the decode worker. */
import { ApiError } from '../../contract/errors.ts';
import type { Warning } from '../../contract/job.ts';
import { MEDIA_TYPES, type MediaTypeId, mediaType, unsupportedType } from '../../contract/media-types.ts';
import { transferring } from '../worker-rpc.ts';
import { decoderInput, readBitmap } from './decode-bitmap.ts';
import { decodeTiffPage, supportedFormat } from './decode-tiff.ts';
import { encodePng } from './encode-png.ts';
import { isTurned, type Measure } from './image-facts.ts';
import { type ImageType, isImageType, measureImage } from './measure.ts';
import { type TiffPage, tiffPages } from './measure-tiff.ts';
import { orient, ROTATION } from './orient.ts';
import { createPagePixels, type PagePixels } from './page-pixels.ts';
import { pngDataIsWhole } from './png-data.ts';

export interface InspectedFile {
  pages: number;
  /** Pixels of the first page, upright. */
  width: number;
  height: number;
  /** About the whole file. */
  warnings: Warning[];
}

export interface DecodedPage {
  /** Pixels, upright. */
  width: number;
  height: number;
  /** As the file states it for the page's horizontal; null where it states none. */
  dpi: number | null;
  /** One byte a pixel, 0 black, rows from the top; alpha lies on white, or on black where white shows nothing. */
  gray: Uint8Array<ArrayBuffer>;
  /** Degrees clockwise that were undone to make the page upright. */
  rotation: 0 | 90 | 180 | 270;
  /** What the page is shown with; null: the original file, which every browser shows just so. */
  picture: { bytes: ArrayBuffer; type: string } | null;
  warnings: Warning[];
}

/**
 * Opens a file of the type that `sniff` found. Throws `ApiError`: `unreadable`, `too_many_pixels`, `too_many_pages`,
 * `unsupported_type`. A file of one page is decoded whole, so that damage is told before a job exists.
 */
export async function inspectFile(bytes: Uint8Array, type: MediaTypeId): Promise<InspectedFile> {
  const { measure, imageType } = await open(bytes, type);
  if (measure.pages === 1) {
    const { width, height, warnings } = await readPage(bytes, imageType, measure, 0, false);
    return { pages: 1, width, height, warnings };
  }
  const pages = tiffPages(bytes);
  if (!pages.some(isSupported)) supportedFormat(pages[0] as TiffPage);
  return { pages: measure.pages, ...uprightSize(measure), warnings: [] };
}

/** Decodes the page `index`, counted from 0. Throws `ApiError` as `inspectFile` does; its buffers are to be moved. */
export async function decodePage(bytes: Uint8Array, type: MediaTypeId, index: number): Promise<DecodedPage> {
  const { measure, imageType } = await open(bytes, type);
  const page = await readPage(bytes, imageType, measure, index, true);
  return transferring(page, [page.gray.buffer, ...(page.picture ? [page.picture.bytes] : [])]);
}

async function open(bytes: Uint8Array, type: MediaTypeId): Promise<{ measure: Measure; imageType: ImageType }> {
  if (!isImageType(type)) throw unsupportedType(mediaType(type));
  const measure = measureImage(bytes, type);
  if ('error' in measure) throw unreadable(type, measure.message);
  // A cut-off PNG is refused alike in every browser: some draw what there is of it and do not tell.
  if (type === 'png' && !(await pngDataIsWhole(bytes))) throw unreadable(type, 'its image data are incomplete');
  return { measure, imageType: type };
}

const readPage = (bytes: Uint8Array, type: ImageType, measure: Measure, index: number, withPicture: boolean) =>
  type === 'tiff' ? tiffPage(bytes, index, withPicture) : browserPage(bytes, type, measure, withPicture);

async function browserPage(
  bytes: Uint8Array,
  type: ImageType,
  measure: Measure,
  withPicture: boolean,
): Promise<DecodedPage> {
  const bitmap = await createImageBitmap(decoderInput(bytes, type, measure)).catch(() => null);
  if (!bitmap) throw unreadable(type, 'it cannot be decoded');
  const { width, height } = bitmap;
  try {
    if (width !== measure.width || height !== measure.height) {
      throw unreadable(type, `it decodes to ${width} × ${height} pixels, not ${measure.width} × ${measure.height}`);
    }
    // Every browser shows a JPEG upright; some do not PNG and WebP, nor a file without its end.
    const remade = !measure.complete || (measure.orientation !== 1 && type !== 'jpeg');
    const pixels = createPagePixels(width, height, withPicture && remade);
    readBitmap(bitmap, pixels.put);
    const warnings: Warning[] = [];
    // Of a PNG without its end mark all pixels are there, or `open` would have refused it.
    if (!measure.complete && type !== 'png') warnings.push(TRUNCATED);
    if (measure.animated) warnings.push(FIRST_FRAME_ONLY);
    return await finishPage(pixels, measure, (ground) => withPicture && (remade || ground === 'black'), warnings);
  } finally {
    bitmap.close();
  }
}

async function tiffPage(bytes: Uint8Array, index: number, withPicture: boolean): Promise<DecodedPage> {
  const page = tiffPages(bytes)[index];
  if (!page) throw new RangeError(`no page ${index}`);
  const pixels = createPagePixels(page.width, page.height, withPicture);
  const { complete } = await decodeTiffPage(bytes, page, pixels, decodeJpeg);
  return finishPage(pixels, page, () => withPicture, complete ? [] : [TRUNCATED]);
}

async function finishPage(
  pixels: PagePixels,
  stored: Pick<Measure, 'width' | 'height' | 'orientation' | 'dpi'>,
  needsPicture: (ground: 'white' | 'black') => boolean,
  warnings: Warning[],
): Promise<DecodedPage> {
  const { gray, rgb, ground } = pixels.finish();
  const { orientation, dpi } = stored;
  const turn = (data: Uint8Array, channels: 1 | 3) => orient(data, channels, stored.width, stored.height, orientation);
  const { width, height } = uprightSize(stored);
  const upright = turn(gray, 1) as Uint8Array<ArrayBuffer>;
  const picture = needsPicture(ground)
    ? { type: 'image/png', bytes: await encodePng(rgb ? turn(rgb, 3) : upright, rgb ? 3 : 1, width, height) }
    : null;
  return { width, height, dpi, gray: upright, rotation: ROTATION[orientation], picture, warnings };
}

const uprightSize = ({ width, height, orientation }: Pick<Measure, 'width' | 'height' | 'orientation'>) =>
  isTurned(orientation) ? { width: height, height: width } : { width, height };

/** For JPEG strips of a TIFF, whose colours are the TIFF's. */
async function decodeJpeg(jpeg: Blob, width: number, height: number): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(jpeg, { colorSpaceConversion: 'none' });
  try {
    if (bitmap.width !== width || bitmap.height !== height) throw new Error('unexpected size');
    const rgba = new Uint8Array(width * height * 4);
    readBitmap(bitmap, (piece, x, y, pieceWidth, pieceHeight) => {
      for (let row = 0; row < pieceHeight; row++) {
        const from = row * pieceWidth * 4;
        rgba.set(piece.subarray(from, from + pieceWidth * 4), ((y + row) * width + x) * 4);
      }
    });
    return rgba;
  } finally {
    bitmap.close();
  }
}

function isSupported(page: TiffPage): boolean {
  try {
    supportedFormat(page);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

const unreadable = (type: ImageType, cause: string) =>
  new ApiError('unreadable', `This ${MEDIA_TYPES[type].label} is damaged: ${cause}.`);

const TRUNCATED: Warning = {
  code: 'truncated',
  message: 'The file is cut off or damaged; part of the picture may be missing.',
};
const FIRST_FRAME_ONLY: Warning = {
  code: 'first_frame_only',
  message: 'The picture is animated; only its first frame was read.',
};
