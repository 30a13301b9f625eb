/** Opening a file and turning its pages into gray pixels. Runs in the decode worker. */
import { ApiError } from '../../contract/errors.ts';
import type { Warning } from '../../contract/job.ts';
import { MEDIA_TYPES, type MediaTypeId, mediaType, unsupportedType } from '../../contract/media-types.ts';
import { FILE_NOT_OPEN } from '../not-open.ts';
import { transferring } from '../worker-rpc.ts';
import { decodeBitmap, readBitmap } from './decode-bitmap.ts';
import { pictureDecoder } from './decode-picture.ts';
import { decodeTiffPage, supportedFormat } from './decode-tiff.ts';
import { encodePng } from './encode-png.ts';
import { isTurned, type Measure } from './image-facts.ts';
import { type ImageType, isImageType, measureImage } from './measure.ts';
import { wrappedPicture } from './measure-bmp.ts';
import { type TiffPage, tiffPages } from './measure-tiff.ts';
import { orient, ROTATION } from './orient.ts';
import { createPagePixels, type PagePixels } from './page-pixels.ts';

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
 * Opens a file of the type that `sniff` found, and holds it under `key`. Throws `ApiError`: `unreadable`,
 * `too_many_pixels`, `too_many_pages`, `unsupported_type`. A file of one page is decoded whole, so that damage is told
 * before a job exists.
 */
export async function inspectFile(key: string, bytes: Uint8Array, type: MediaTypeId): Promise<InspectedFile> {
  const file = hold(key, open(bytes, type));
  if (file.measure.pages === 1) {
    file.inspected = await readPage(file, 0);
    const { width, height, warnings } = file.inspected;
    return { pages: 1, width, height, warnings };
  }
  const pages = file.tiffPages as TiffPage[];
  if (!pages.some((page) => isSupported(page, bytes.length))) supportedFormat(pages[0] as TiffPage, bytes.length);
  return { pages: file.measure.pages, ...uprightSize(file.measure), warnings: [] };
}

/**
 * Decodes the page `index`, counted from 0, of a file that is held; else throws an error named `FILE_NOT_OPEN`. Throws
 * `ApiError` as `inspectFile` does; its buffers are to be moved.
 */
export async function decodePage(key: string, index: number): Promise<DecodedPage> {
  const file = held.get(key);
  if (!file) throw Object.assign(new Error(`${key} is not open`), { name: FILE_NOT_OPEN });
  const page = file.inspected ?? (await readPage(file, index));
  file.inspected = null;
  if (file.measure.pages === 1) held.delete(key);
  const { gray, picture, ...facts } = page;
  return transferring({ gray, picture, ...facts }, [gray.buffer, ...(picture ? [picture.bytes] : [])]);
}

/** Two jobs take turns at the queue's head, so two files are held; a stack of 200 MB is not handed over for each page. */
const FILES_HELD = 2;

const held = new Map<string, OpenFile>();

function hold(key: string, file: OpenFile): OpenFile {
  held.delete(key);
  for (const oldest of [...held.keys()].slice(0, Math.max(0, held.size - FILES_HELD + 1))) held.delete(oldest);
  held.set(key, file);
  return file;
}

/** Less than this share of a damaged picture is refused, not shown. */
const MIN_SHARE = 0.1;

interface OpenFile {
  bytes: Uint8Array;
  type: ImageType;
  measure: Measure;
  /** Null of any other type. */
  tiffPages: TiffPage[] | null;
  /** The only page, decoded when the file was inspected and wanted next: no page is decoded twice. */
  inspected: DecodedPage | null;
}

function open(bytes: Uint8Array, type: MediaTypeId): OpenFile {
  if (!isImageType(type)) throw unsupportedType(mediaType(type));
  const wrapped = type === 'bmp' ? wrappedPicture(bytes) : null;
  if (wrapped) return open(wrapped.bytes, wrapped.type);
  const measure = measureImage(bytes, type);
  if ('error' in measure) throw unreadable(type, measure.message);
  return { bytes, type, measure, tiffPages: type === 'tiff' ? tiffPages(bytes) : null, inspected: null };
}

const readPage = (file: OpenFile, index: number) =>
  file.tiffPages ? tiffPage(file.bytes, file.tiffPages, index) : browserPage(file);

async function browserPage({ bytes, type, measure }: OpenFile): Promise<DecodedPage> {
  const decoded = await decodeBitmap(bytes, type, measure);
  if (!decoded) throw unreadable(type, 'it cannot be decoded');
  const { bitmap, lacks, repaired } = decoded;
  const { width, height } = bitmap;
  try {
    // An AVIF's turns are the browser's to make.
    if (type !== 'avif' && (width !== measure.width || height !== measure.height)) {
      throw unreadable(type, `it decodes to ${width} × ${height} pixels, not ${measure.width} × ${measure.height}`);
    }
    // Every browser shows a JPEG upright; some do not PNG and WebP, nor a file without its end.
    const remade = repaired || (measure.orientation !== 1 && type !== 'jpeg');
    const pixels = createPagePixels(width, height, remade);
    let there = 0;
    readBitmap(bitmap, (rgba, x, y, columns, rows) => {
      if (lacks) for (let n = 3; n < rgba.length; n += 4) if (rgba[n] !== 0) there++;
      pixels.put(rgba, x, y, columns, rows);
    });
    // What is missing comes out clear.
    if (lacks && there < MIN_SHARE * width * height) throw unreadable(type, 'next to nothing of its picture is there');
    const warnings: Warning[] = [];
    if (lacks) warnings.push(TRUNCATED);
    if (measure.animated) warnings.push(FIRST_FRAME_ONLY);
    const { orientation, dpi } = measure;
    const stored = { width, height, orientation, dpi };
    return await finishPage(pixels, stored, (ground) => remade || ground === 'black', warnings);
  } finally {
    bitmap.close();
  }
}

async function tiffPage(bytes: Uint8Array, pages: TiffPage[], index: number): Promise<DecodedPage> {
  const page = pages[index];
  if (!page) throw new RangeError(`no page ${index}`);
  const pixels = createPagePixels(page.width, page.height, true);
  const { complete } = await decodeTiffPage(bytes, page, pixels, pictureDecoder);
  return finishPage(pixels, page, () => true, complete ? [] : [TRUNCATED]);
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

function isSupported(page: TiffPage, fileBytes: number): boolean {
  try {
    supportedFormat(page, fileBytes);
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
