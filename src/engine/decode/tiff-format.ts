/** How a TIFF page stores its pixels, or the name of what is not read here. TIFF 6.0. */
import { LIMITS } from '../../contract/limits.ts';
import type { TiffPage } from './measure-tiff.ts';
import { TAG } from './tiff-directory.ts';
import {
  COMPRESSION,
  isFax,
  isPictureCompression,
  PHOTOMETRIC,
  photometricName,
  unsupportedCompression,
} from './tiff-names.ts';
import { type OldJpeg, oldJpegOf } from './tiff-old-jpeg.ts';

export interface TiffFormat {
  compression: number;
  photometric: number;
  bits: number;
  kind: 'unsigned' | 'signed' | 'float';
  /** All samples of a pixel, extra ones included. */
  samples: number;
  /** Index of the sample that is alpha, and whether colours are multiplied by it; −1: none. */
  alpha: number;
  premultiplied: boolean;
  /** Each sample stands in strips of its own. */
  planar: boolean;
  predictor: 'horizontal' | 'float' | null;
  /** Bits within bytes run from the least significant one. */
  reversed: boolean;
  twoDimensionalFax: boolean;
  littleEndian: boolean;
  /** Three runs of 2^bits entries: red, green, blue in 0…65,535. */
  colorMap: number[];
  /** Null in every other model, and where strips are pictures that know their colours. */
  ycbcr: YcbcrFormat | null;
  /** Strips are tiles as wide as the page. */
  tileWidth: number;
  tileHeight: number;
  offsets: number[];
  /** Of each strip or tile; infinite to the end of the file. */
  byteCounts: number[];
  jpegTables: number[];
  /** Parts of a stream that codes the whole page, which then counts as one strip. */
  oldJpeg: OldJpeg | null;
}

/** TIFF 6.0 sections 20 and 21. */
export interface YcbcrFormat {
  /** Pixels that share a pair of colour differences, across and down: 1, 2 or 4. */
  across: number;
  down: number;
  /** Shares of red, green and blue in luma. */
  luma: [number, number, number];
  /** Codes of black and white of luma and of both colour differences. */
  reference: [number, number, number, number, number, number];
}

export interface UnsupportedTiff {
  unsupported: string;
}

/** Throws `HeaderError` where tags point past the end of the file, which has `fileBytes`. */
export function tiffFormat(page: TiffPage, fileBytes: number): TiffFormat | UnsupportedTiff {
  const { directory, width, height } = page;
  const get = (tag: number, otherwise: number) => directory.value(tag) ?? otherwise;
  const compression = get(TAG.compression, COMPRESSION.none);
  const samples = get(TAG.samplesPerPixel, 1);
  const usual = isFax(compression) ? PHOTOMETRIC.minIsWhite : samples >= 3 ? PHOTOMETRIC.rgb : PHOTOMETRIC.minIsBlack;
  const photometric = get(TAG.photometric, usual);
  const bitsOfEach = directory.values(TAG.bitsPerSample);
  // Old-style JPEG pages leave it out; a JPEG has 8 bits whatever they say.
  const bits = bitsOfEach[0] ?? (compression === COMPRESSION.oldJpeg ? 8 : 1);
  const oldJpeg = compression === COMPRESSION.oldJpeg ? oldJpegOf(directory, width, height) : null;
  const tiled = directory.value(TAG.tileWidth) !== undefined && !oldJpeg;
  const stripRows = oldJpeg ? height : Math.min(get(TAG.rowsPerStrip, height) || height, height);
  const extra = directory.values(TAG.extraSamples);
  const colours = COLOUR_SAMPLES[photometric] ?? 0;
  // 1: associated (premultiplied) alpha, 2: unassociated; 0: unspecified data, not alpha.
  const alphaAt = extra.slice(0, Math.max(0, samples - colours)).findIndex((kind) => kind === 1 || kind === 2);
  const planar = get(TAG.planarConfiguration, 1) === 2 && samples > 1;
  const predictor = isPredicted(compression) ? get(TAG.predictor, 1) : 1;
  const kind = SAMPLE_KINDS[get(TAG.sampleFormat, 1)];

  const unsupported =
    unsupportedCompression(compression) ??
    (colours === 0 ? photometricName(photometric) : null) ??
    (kind ? null : 'complex samples') ??
    unsupportedSamples({ bits, bitsOfEach, samples, colours, compression, photometric, kind }) ??
    unsupportedPredictor(predictor, bits, kind) ??
    (photometric === PHOTOMETRIC.cmyk && get(TAG.inkSet, 1) !== 1 ? 'inks other than CMYK' : null);
  if (unsupported || !kind) return { unsupported: unsupported ?? '' };

  const [offsetTag, countTag] = tiled ? [TAG.tileOffsets, TAG.tileByteCounts] : [TAG.stripOffsets, TAG.stripByteCounts];
  const format: TiffFormat = {
    compression,
    photometric,
    bits,
    kind,
    samples,
    alpha: alphaAt < 0 ? -1 : colours + alphaAt,
    premultiplied: extra[alphaAt] === 1,
    planar,
    predictor: predictor === 3 ? 'float' : predictor === 2 ? 'horizontal' : null,
    // Of a picture's own stream no bits are turned, whatever the tag says.
    reversed: get(TAG.fillOrder, 1) === 2 && !isPictureCompression(compression),
    twoDimensionalFax: (get(TAG.t4Options, 0) & 1) === 1,
    littleEndian: directory.littleEndian,
    colorMap: wideColorMap(directory.values(TAG.colorMap)),
    ycbcr: photometric === PHOTOMETRIC.ycbcr && !isPictureCompression(compression) ? ycbcrFormat(page) : null,
    tileWidth: tiled ? get(TAG.tileWidth, 0) : width,
    tileHeight: tiled ? get(TAG.tileLength, 0) : stripRows,
    ...places(directory.values(offsetTag), directory.values(countTag)),
    jpegTables: directory.values(TAG.jpegTables),
    oldJpeg,
  };
  return inconsistency(format, page, fileBytes) ?? format;
}

/** Some writers fill the palette with 8-bit values; libtiff tells them by none being above 255. */
const wideColorMap = (colorMap: number[]) =>
  colorMap.every((value) => value < 256) ? colorMap.map((value) => value * 257) : colorMap;

/** Where counts are left out, or not every one is there, a strip ends where the next one of the file begins. */
function places(offsets: number[], counts: number[]): Pick<TiffFormat, 'offsets' | 'byteCounts'> {
  if (counts.length >= offsets.length) return { offsets, byteCounts: counts };
  const sorted = [...new Set(offsets)].sort((a, b) => a - b);
  const next = new Map(sorted.map((offset, n) => [offset, sorted[n + 1] ?? Number.POSITIVE_INFINITY]));
  return { offsets, byteCounts: offsets.map((from) => (next.get(from) as number) - from) };
}

function ycbcrFormat({ directory }: TiffPage): YcbcrFormat {
  const [across = 2, down = 2] = directory.values(TAG.ycbcrSubsampling);
  const luma = directory.values(TAG.ycbcrCoefficients);
  const reference = directory.values(TAG.referenceBlackWhite);
  return {
    across,
    down,
    luma: (luma.length === 3 && luma[1] ? luma : [0.299, 0.587, 0.114]) as YcbcrFormat['luma'],
    reference: (reference.length === 6 ? reference : [0, 255, 128, 255, 128, 255]) as YcbcrFormat['reference'],
  };
}

const SAMPLE_KINDS: Record<number, TiffFormat['kind'] | undefined> = {
  1: 'unsigned',
  2: 'signed',
  3: 'float',
  // Undefined: libtiff takes it as unsigned.
  4: 'unsigned',
};

const COLOUR_SAMPLES: Record<number, number> = {
  [PHOTOMETRIC.minIsWhite]: 1,
  [PHOTOMETRIC.minIsBlack]: 1,
  [PHOTOMETRIC.rgb]: 3,
  [PHOTOMETRIC.palette]: 1,
  [PHOTOMETRIC.cmyk]: 4,
  [PHOTOMETRIC.ycbcr]: 3,
  [PHOTOMETRIC.cieLab]: 3,
  [PHOTOMETRIC.iccLab]: 3,
};

const PREDICTED: ReadonlySet<number> = new Set([
  COMPRESSION.lzw,
  COMPRESSION.deflate,
  COMPRESSION.oldDeflate,
  COMPRESSION.zstd,
]);
const isPredicted = (compression: number) => PREDICTED.has(compression);

/** Floats of 16, 24, 32 and 64 bits; whole numbers of any width up to 16 (packed), and of 24, 32 and 64. */
const isSampleWidth = (bits: number, kind: TiffFormat['kind'] | undefined) =>
  kind === 'float'
    ? [16, 24, 32, 64].includes(bits)
    : Number.isInteger(bits) && ((bits >= 1 && bits <= 16) || [24, 32, 64].includes(bits));

interface Samples {
  bits: number;
  bitsOfEach: number[];
  samples: number;
  colours: number;
  compression: number;
  photometric: number;
  kind: TiffFormat['kind'] | undefined;
}

function unsupportedSamples(format: Samples): string | null {
  const { bits, bitsOfEach, samples, colours, compression, photometric, kind } = format;
  if (bitsOfEach.some((each) => each !== bits)) return `samples of ${bitsOfEach.join(', ')} bits`;
  if (!isSampleWidth(bits, kind)) return `samples of ${bits} bits`;
  if (samples < colours || samples > 8) return `${samples} samples a pixel`;
  if (isFax(compression)) return bits !== 1 || samples !== 1 ? 'fax compression of more than one bit a pixel' : null;
  if (photometric === PHOTOMETRIC.palette && (bits > 16 || kind !== 'unsigned')) return `a palette of ${bits} bits`;
  const isLab = photometric === PHOTOMETRIC.cieLab || photometric === PHOTOMETRIC.iccLab;
  if (isLab && bits !== 8 && bits !== 16) return `Lab colours of ${bits} bits`;
  if (!isPictureCompression(compression)) {
    return photometric === PHOTOMETRIC.ycbcr && (bits !== 8 || samples !== 3)
      ? `YCbCr colours in ${samples} samples of ${bits} bits`
      : null;
  }
  const name = compression === COMPRESSION.webp ? 'WebP' : 'JPEG';
  if (bits !== 8) return `${name} compression of ${bits} bits`;
  if (compression === COMPRESSION.webp) {
    return photometric === PHOTOMETRIC.rgb && samples <= 4 ? null : `WebP compression of ${samples} samples a pixel`;
  }
  return photometric === PHOTOMETRIC.palette || isLab || samples !== colours
    ? `JPEG compression of ${samples} samples a pixel`
    : null;
}

function unsupportedPredictor(predictor: number, bits: number, kind: TiffFormat['kind'] | undefined): string | null {
  if (predictor <= 1) return null;
  if (predictor === 2) return [8, 16, 32, 64].includes(bits) ? null : `a predictor for ${bits} bits`;
  return predictor === 3 && kind === 'float' ? null : `predictor ${predictor}`;
}

/** What contradicts itself is no variant, but it is not read either. */
function inconsistency(format: TiffFormat, { width, height }: TiffPage, fileBytes: number): UnsupportedTiff | null {
  const { tileWidth, tileHeight, bits, planar, offsets, photometric, colorMap, compression, ycbcr } = format;
  if (!(tileWidth > 0 && tileHeight > 0) || tileWidth * tileHeight > LIMITS.pagePixels) {
    return { unsupported: `tiles of ${tileWidth} × ${tileHeight} pixels` };
  }
  if (planar && compression === COMPRESSION.oldJpeg) return { unsupported: 'old-style JPEG in separate planes' };
  if (planar && compression === COMPRESSION.webp) return { unsupported: 'WebP compression in separate planes' };
  if (photometric === PHOTOMETRIC.palette && colorMap.length < 3 * 2 ** bits) return { unsupported: 'no palette' };
  if (ycbcr && !([1, 2, 4].includes(ycbcr.across) && [1, 2, 4].includes(ycbcr.down))) {
    return { unsupported: `YCbCr colours shared by ${ycbcr.across} × ${ycbcr.down} pixels` };
  }
  if (ycbcr && ycbcr.across * ycbcr.down > 1 && (planar || format.predictor)) {
    return { unsupported: 'subsampled YCbCr colours in separate planes or with a predictor' };
  }
  // An old-style JPEG may stand whole outside of the strips.
  if (format.oldJpeg) return null;
  const tiles = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) * (planar ? format.samples : 1);
  if (offsets.length < tiles) return { unsupported: 'strips missing from its table' };
  if (tiles > MAX_TILES) return { unsupported: `${tiles} strips or tiles a page (at most ${MAX_TILES})` };
  const stored = offsets.reduce((sum, from, n) => sum + Math.min(format.byteCounts[n] ?? 0, fileBytes - from), 0);
  return stored > MAX_OVERLAP * fileBytes ? { unsupported: 'strips that lie over one another' } : null;
}

/** 100 megapixels in the smallest tiles that TIFF 6.0 allows, 16 × 16 pixels. */
const MAX_TILES = 400_000;

/** Blank tiles may share their bytes; a page that takes the file more often than this is made to cost time. */
const MAX_OVERLAP = 16;
