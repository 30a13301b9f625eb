/** Numbers of TIFF's compressions and colour models, and the names by which people know those not read here. */

export const COMPRESSION = {
  none: 1,
  huffman: 2,
  group3: 3,
  group4: 4,
  lzw: 5,
  oldJpeg: 6,
  jpeg: 7,
  deflate: 8,
  wordHuffman: 32771,
  packBits: 32773,
  oldDeflate: 32946,
  zstd: 50000,
  webp: 50001,
} as const;

export const PHOTOMETRIC = {
  minIsWhite: 0,
  minIsBlack: 1,
  rgb: 2,
  palette: 3,
  cmyk: 5,
  ycbcr: 6,
  cieLab: 8,
  iccLab: 9,
} as const;

/** Compressions whose strips are pictures of their own, with their own samples. */
export const isPictureCompression = (compression: number): boolean =>
  compression === COMPRESSION.jpeg || compression === COMPRESSION.oldJpeg || compression === COMPRESSION.webp;

/** Bilevel run lengths: fax and its forerunners. */
export const isFax = (compression: number): boolean =>
  (compression >= COMPRESSION.huffman && compression <= COMPRESSION.group4) || compression === COMPRESSION.wordHuffman;

/** Null where it is read here. */
export const unsupportedCompression = (compression: number): string | null =>
  READ.has(compression) ? null : `${COMPRESSION_NAMES[compression] ?? `unknown (${compression})`} compression`;

export const photometricName = (photometric: number): string =>
  PHOTOMETRIC_NAMES[photometric] ?? `colour model ${photometric}`;

const READ: ReadonlySet<number> = new Set(Object.values(COMPRESSION));

const PHOTOMETRIC_NAMES: Record<number, string> = {
  4: 'transparency masks',
  10: 'ITU Lab colours',
  32803: 'camera raw data',
  32844: 'LogL pixels',
  32845: 'LogLuv pixels',
  34892: 'camera raw data',
};

const COMPRESSION_NAMES: Record<number, string> = {
  9: 'JBIG',
  10: 'JBIG',
  32766: 'NeXT',
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
  50002: 'JPEG XL',
  52546: 'JPEG XL',
};
