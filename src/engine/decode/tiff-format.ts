/** How a TIFF page stores its pixels, or the name of what is not read here. TIFF 6.0. */
import { LIMITS } from '../../contract/limits.ts';
import type { TiffPage } from './measure-tiff.ts';
import { TAG } from './tiff-directory.ts';

export const COMPRESSION = {
  none: 1,
  huffman: 2,
  group3: 3,
  group4: 4,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  oldDeflate: 32946,
  packBits: 32773,
} as const;

export const PHOTOMETRIC = {
  minIsWhite: 0,
  minIsBlack: 1,
  rgb: 2,
  palette: 3,
  cmyk: 5,
  ycbcr: 6,
} as const;

export interface TiffFormat {
  compression: number;
  photometric: number;
  bits: 1 | 2 | 4 | 8 | 16;
  /** All samples of a pixel, extra ones included. */
  samples: number;
  /** Index of the sample that is alpha, and whether colours are multiplied by it; −1: none. */
  alpha: number;
  premultiplied: boolean;
  /** Each sample stands in strips of its own. */
  planar: boolean;
  predictor: boolean;
  /** Bits within bytes run from the least significant one. */
  reversed: boolean;
  twoDimensionalFax: boolean;
  littleEndian: boolean;
  /** Three runs of 2^bits entries: red, green, blue in 0…65,535. */
  colorMap: number[];
  /** Strips are tiles as wide as the page. */
  tileWidth: number;
  tileHeight: number;
  offsets: number[];
  /** Empty where the file leaves them out. */
  byteCounts: number[];
  jpegTables: number[];
}

export interface UnsupportedTiff {
  unsupported: string;
}

/** Throws `HeaderError` where tags point past the file's end. */
export function tiffFormat(page: TiffPage): TiffFormat | UnsupportedTiff {
  const { directory, width, height } = page;
  const get = (tag: number, otherwise: number) => directory.value(tag) ?? otherwise;
  const compression = get(TAG.compression, COMPRESSION.none);
  const fax = compression >= COMPRESSION.huffman && compression <= COMPRESSION.group4;
  const samples = get(TAG.samplesPerPixel, 1);
  const usual = fax ? PHOTOMETRIC.minIsWhite : samples >= 3 ? PHOTOMETRIC.rgb : PHOTOMETRIC.minIsBlack;
  const photometric = get(TAG.photometric, usual);
  const bitsOfEach = directory.values(TAG.bitsPerSample);
  const bits = bitsOfEach[0] ?? 1;
  const tiled = directory.value(TAG.tileWidth) !== undefined;
  const stripRows = Math.min(get(TAG.rowsPerStrip, height) || height, height);
  const extra = directory.values(TAG.extraSamples);
  const colours = COLOUR_SAMPLES[photometric] ?? 0;
  const alphaKind = samples === colours + 1 ? extra[0] : undefined;

  const unsupported =
    unsupportedCompression(compression) ??
    (colours === 0 ? (PHOTOMETRIC_NAMES[photometric] ?? `colour model ${photometric}`) : null) ??
    unsupportedSamples({ bits, bitsOfEach, samples, colours, compression, photometric, fax }) ??
    unsupportedDetails(get(TAG.sampleFormat, 1), get(TAG.predictor, 1), compression, photometric, get(TAG.inkSet, 1));
  if (unsupported) return { unsupported };

  const format: TiffFormat = {
    compression,
    photometric,
    bits: bits as TiffFormat['bits'],
    samples,
    // 1: associated (premultiplied) alpha, 2: unassociated; 0: unspecified data, not alpha.
    alpha: alphaKind === 1 || alphaKind === 2 ? colours : -1,
    premultiplied: alphaKind === 1,
    planar: get(TAG.planarConfiguration, 1) === 2 && samples > 1,
    predictor: get(TAG.predictor, 1) === 2 && PREDICTED.has(compression),
    reversed: get(TAG.fillOrder, 1) === 2,
    twoDimensionalFax: (get(TAG.t4Options, 0) & 1) === 1,
    littleEndian: directory.littleEndian,
    colorMap: wideColorMap(directory.values(TAG.colorMap)),
    tileWidth: tiled ? get(TAG.tileWidth, 0) : width,
    tileHeight: tiled ? get(TAG.tileLength, 0) : stripRows,
    offsets: directory.values(tiled ? TAG.tileOffsets : TAG.stripOffsets),
    byteCounts: directory.values(tiled ? TAG.tileByteCounts : TAG.stripByteCounts),
    jpegTables: directory.values(TAG.jpegTables),
  };
  return inconsistency(format, page) ?? format;
}

/** Some writers fill the palette with 8-bit values; libtiff tells them by none being above 255. */
const wideColorMap = (colorMap: number[]) =>
  colorMap.every((value) => value < 256) ? colorMap.map((value) => value * 257) : colorMap;

const COLOUR_SAMPLES: Record<number, number> = {
  [PHOTOMETRIC.minIsWhite]: 1,
  [PHOTOMETRIC.minIsBlack]: 1,
  [PHOTOMETRIC.rgb]: 3,
  [PHOTOMETRIC.palette]: 1,
  [PHOTOMETRIC.cmyk]: 4,
  [PHOTOMETRIC.ycbcr]: 3,
};

const PHOTOMETRIC_NAMES: Record<number, string> = {
  4: 'transparency masks',
  8: 'CIE Lab colours',
  9: 'ICC Lab colours',
  10: 'ITU Lab colours',
  32803: 'camera raw data',
  32844: 'LogL pixels',
  32845: 'LogLuv pixels',
  34892: 'camera raw data',
};

const COMPRESSION_NAMES: Record<number, string> = {
  6: 'old-style JPEG',
  9: 'JBIG',
  10: 'JBIG',
  32766: 'NeXT',
  32771: 'word-aligned fax',
  32809: 'ThunderScan',
  34661: 'JBIG',
  34676: 'SGI LogLuv',
  34677: 'SGI LogLuv',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34892: 'lossy DNG',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
  50002: 'JPEG XL',
};

const READ: ReadonlySet<number> = new Set(Object.values(COMPRESSION));
const PREDICTED: ReadonlySet<number> = new Set([COMPRESSION.lzw, COMPRESSION.deflate, COMPRESSION.oldDeflate]);

const unsupportedCompression = (compression: number): string | null =>
  READ.has(compression) ? null : `${COMPRESSION_NAMES[compression] ?? `unknown (${compression})`} compression`;

interface Samples {
  bits: number;
  bitsOfEach: number[];
  samples: number;
  colours: number;
  compression: number;
  photometric: number;
  fax: boolean;
}

function unsupportedSamples({
  bits,
  bitsOfEach,
  samples,
  colours,
  compression,
  photometric,
  fax,
}: Samples): string | null {
  if (bitsOfEach.some((each) => each !== bits)) return `samples of ${bitsOfEach.join(', ')} bits`;
  if (![1, 2, 4, 8, 16].includes(bits)) return `samples of ${bits} bits`;
  if (samples < colours || samples > 8) return `${samples} samples a pixel`;
  if (fax && (bits !== 1 || samples !== 1)) return 'fax compression of more than one bit a pixel';
  if (photometric === PHOTOMETRIC.palette && bits > 8) return 'a palette of 16 bits';
  if (compression !== COMPRESSION.jpeg) {
    return photometric === PHOTOMETRIC.ycbcr ? 'YCbCr colours without JPEG compression' : null;
  }
  if (bits !== 8) return `JPEG compression of ${bits} bits`;
  if (photometric === PHOTOMETRIC.cmyk || photometric === PHOTOMETRIC.palette || samples !== colours) {
    return `JPEG compression of ${samples} samples a pixel`;
  }
  return null;
}

function unsupportedDetails(
  sampleFormat: number,
  predictor: number,
  compression: number,
  photometric: number,
  inkSet: number,
): string | null {
  if (sampleFormat === 2) return 'signed samples';
  if (sampleFormat === 3) return 'floating-point samples';
  if (sampleFormat > 4) return 'complex samples';
  if (PREDICTED.has(compression) && predictor > 2) return `predictor ${predictor}`;
  return photometric === PHOTOMETRIC.cmyk && inkSet !== 1 ? 'inks other than CMYK' : null;
}

/** What contradicts itself is no variant, but it is not read either. */
function inconsistency(format: TiffFormat, { width, height }: TiffPage): UnsupportedTiff | null {
  const { tileWidth, tileHeight, predictor, bits, planar, offsets, photometric, colorMap, compression } = format;
  if (!(tileWidth > 0 && tileHeight > 0) || tileWidth * tileHeight > LIMITS.pagePixels) {
    return { unsupported: `tiles of ${tileWidth} × ${tileHeight} pixels` };
  }
  if (predictor && bits < 8) return { unsupported: `a predictor for ${bits} bits` };
  if (planar && compression === COMPRESSION.jpeg) return { unsupported: 'JPEG compression in separate planes' };
  if (photometric === PHOTOMETRIC.palette && colorMap.length < 3 * 2 ** bits) return { unsupported: 'no palette' };
  const tiles = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) * (planar ? format.samples : 1);
  return offsets.length < tiles ? { unsupported: 'strips missing from its table' } : null;
}
