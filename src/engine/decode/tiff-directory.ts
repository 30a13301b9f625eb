/**
 * The directories (IFDs) of a TIFF, classic or BigTIFF, of either endianness; EXIF blocks have the same form.
 * TIFF 6.0 section 2; BigTIFF: https://www.awaresystems.be/imaging/tiff/bigtiff.html
 */
import { type ByteReader, byteReader, HeaderError } from './byte-reader.ts';

export const TAG = {
  newSubfileType: 254,
  subfileType: 255,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  t4Options: 292,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  jpegInterchange: 513,
  jpegInterchangeLength: 514,
  jpegRestartInterval: 515,
  jpegQTables: 519,
  jpegDcTables: 520,
  jpegAcTables: 521,
  ycbcrCoefficients: 529,
  ycbcrSubsampling: 530,
  referenceBlackWhite: 532,
} as const;

export interface TiffDirectory {
  /** The values of a tag, empty where it is absent or of no number type. Throws `HeaderError` past the file's end. */
  values(tag: number): number[];
  /** The first value of a tag. */
  value(tag: number): number | undefined;
  /** The offset of a tag's value or values in the file. */
  valueAt(tag: number): number | undefined;
  littleEndian: boolean;
}

/** Sizes in bytes of the field types 1…18; 0: no such type. */
const TYPE_SIZE = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** More values than the strips of any bounded page, so that a lying count costs no memory. */
const MAX_VALUES = 1 << 22;

/** Directories counted beyond those that are read. */
const MAX_MORE = 1_000_000;

/**
 * The directories of the chain, at most `limit`, and how many `more` there are; a chain that loops ends where it would
 * repeat.
 */
export function readDirectories(bytes: Uint8Array, limit: number): { directories: TiffDirectory[]; more: number } {
  const order = String.fromCharCode(...bytes.subarray(0, 2));
  if (order !== 'II' && order !== 'MM') throw new HeaderError('malformed', 'it has no TIFF header');
  const reader = byteReader(bytes, order === 'II');
  const version = reader.u16(2);
  if (version !== 42 && version !== 43) throw new HeaderError('malformed', `its TIFF version is ${version}`);
  const big = version === 43;
  if (big && reader.u16(4) !== 8) throw new HeaderError('malformed', 'its BigTIFF offsets are not of 8 bytes');
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  let offset = big ? reader.u64(8) : reader.u32(4);
  while (offset !== 0 && !seen.has(offset) && directories.length < limit) {
    seen.add(offset);
    try {
      const [directory, next] = readDirectory(reader, offset, big, order === 'II');
      directories.push(directory);
      offset = next;
    } catch (error) {
      // A damaged later directory leaves the pages before it readable.
      if (directories.length === 0 || !(error instanceof HeaderError)) throw error;
      offset = 0;
    }
  }
  if (directories.length === 0) throw new HeaderError('malformed', 'it holds no page');
  let more = 0;
  for (; limit > 1 && offset !== 0 && !seen.has(offset) && more < MAX_MORE; more++) {
    seen.add(offset);
    offset = nextOffset(reader, offset, big);
  }
  return { directories, more };
}

/** 0 at the end of the chain, and where it leaves the file. */
function nextOffset(reader: ByteReader, offset: number, big: boolean): number {
  const [entrySize, countSize] = big ? [20, 8] : [12, 2];
  if (offset + countSize > reader.length) return 0;
  const link = offset + countSize + (big ? reader.u64(offset) : reader.u16(offset)) * entrySize;
  if (link + (big ? 8 : 4) > reader.length) return 0;
  return big ? reader.u64(link) : reader.u32(link);
}

function readDirectory(reader: ByteReader, offset: number, big: boolean, littleEndian: boolean) {
  const count = big ? reader.u64(offset) : reader.u16(offset);
  const [entrySize, first, inline] = big ? [20, offset + 8, 8] : [12, offset + 2, 4];
  if (count > 4096) throw new HeaderError('malformed', 'a directory has more than 4,096 entries');
  const fields = new Map<number, { type: number; count: number; at: number }>();
  for (let n = 0; n < count; n++) {
    const entry = first + n * entrySize;
    const tag = reader.u16(entry);
    const type = reader.u16(entry + 2);
    const values = big ? reader.u64(entry + 4) : reader.u32(entry + 4);
    const field = entry + entrySize - inline;
    const fits = values * (TYPE_SIZE[type] ?? 0) <= inline;
    const at = fits ? field : big ? reader.u64(field) : reader.u32(field);
    if (!fields.has(tag)) fields.set(tag, { type, count: values, at });
  }
  const values = (tag: number) => {
    const field = fields.get(tag);
    const read = field && VALUE_READERS[field.type];
    if (!field || !read) return [];
    if (field.count > MAX_VALUES) throw new HeaderError('malformed', `tag ${tag} claims ${field.count} values`);
    const size = TYPE_SIZE[field.type] ?? 1;
    reader.bytes(field.at, field.count * size);
    return Array.from({ length: field.count }, (_, n) => read(reader, field.at + n * size));
  };
  const directory: TiffDirectory = {
    values,
    value: (tag) => values(tag)[0],
    valueAt: (tag) => fields.get(tag)?.at,
    littleEndian,
  };
  const link = first + count * entrySize;
  // Some writers leave the link out of the last directory at the very end of the file.
  const next = link + inline > reader.length ? 0 : big ? reader.u64(link) : reader.u32(link);
  return [directory, next] as const;
}

const VALUE_READERS: Record<number, (reader: ByteReader, at: number) => number> = {
  1: (r, at) => r.u8(at),
  3: (r, at) => r.u16(at),
  4: (r, at) => r.u32(at),
  5: (r, at) => r.u32(at) / r.u32(at + 4),
  6: (r, at) => (r.u8(at) << 24) >> 24,
  7: (r, at) => r.u8(at),
  8: (r, at) => r.i16(at),
  9: (r, at) => r.i32(at),
  10: (r, at) => r.i32(at) / r.i32(at + 4),
  11: (r, at) => r.f32(at),
  12: (r, at) => r.f64(at),
  13: (r, at) => r.u32(at),
  16: (r, at) => r.u64(at),
  18: (r, at) => r.u64(at),
};
