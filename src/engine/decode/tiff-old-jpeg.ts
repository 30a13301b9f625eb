/**
 * JPEG as TIFF 6.0 section 22 had it, which scanners and imaging programs of the 1990s wrote: tables, a header and the
 * coded data stand in parts of the file. Joined here to one stream for the page. What writers really did:
 * https://www.awaresystems.be/imaging/tiff/tifftags/baseline.html, libtiff's tif_ojpeg.c.
 */
import type { TiffDirectory } from './tiff-directory.ts';
import { TAG } from './tiff-directory.ts';
import type { TiffFormat } from './tiff-format.ts';
import { PHOTOMETRIC } from './tiff-names.ts';

export interface OldJpeg {
  /** Offset and length in bytes of a JPEG, or of its header; 0 where there is none. */
  interchange: number;
  interchangeLength: number;
  restartInterval: number;
  /** Offsets of the tables, one a component. */
  quantisation: number[];
  dc: number[];
  ac: number[];
  /** Pixels of luma to one of colour difference. */
  across: number;
  down: number;
  width: number;
  height: number;
  rowsPerStrip: number;
}

export function oldJpegOf(directory: TiffDirectory, width: number, height: number): OldJpeg {
  const get = (tag: number, otherwise: number) => directory.value(tag) ?? otherwise;
  const [across = 2, down = 2] = directory.values(TAG.ycbcrSubsampling);
  return {
    interchange: get(TAG.jpegInterchange, 0),
    interchangeLength: get(TAG.jpegInterchangeLength, 0),
    restartInterval: get(TAG.jpegRestartInterval, 0),
    quantisation: directory.values(TAG.jpegQTables),
    dc: directory.values(TAG.jpegDcTables),
    ac: directory.values(TAG.jpegAcTables),
    across,
    down,
    width,
    height,
    rowsPerStrip: Math.min(get(TAG.rowsPerStrip, height) || height, height),
  };
}

/** The page's stream; one that cannot be decoded where the parts do not fit. */
export function joinOldJpeg(file: Uint8Array, format: TiffFormat, old: OldJpeg): Uint8Array {
  const { offsets, byteCounts } = format;
  const strips = offsets.map((from, n) => file.subarray(from, from + (byteCounts[n] ?? file.length)));
  const [first] = strips;
  if (first && isJpeg(first) && strips.length === 1 && headerEnd(first) > 0) return first;
  const { interchange } = old;
  const header =
    interchange > 0 ? file.subarray(interchange, interchange + (old.interchangeLength || file.length)) : null;
  if (!header || !isJpeg(header)) return concat([tablesHeader(file, format, old), ...joined(strips), END]);
  const end = headerEnd(header);
  if (end === 0)
    return concat([header.subarray(0, headerTablesEnd(header)), scanHeader(format), ...joined(strips), END]);
  const inside = (offsets[0] ?? interchange) >= interchange && (offsets[0] ?? 0) < interchange + header.length;
  // The data follow the header in the file, in which case the stated length may cover the header alone; or elsewhere.
  if (inside || strips.length === 0) return header;
  if (offsets[0] === interchange + end && strips.length === 1)
    return file.subarray(interchange, (offsets[0] ?? 0) + (first?.length ?? 0));
  return concat([header.subarray(0, end), ...joined(strips), END]);
}

const END = Uint8Array.of(0xff, 0xd9);
const SOS = 0xda;

const isJpeg = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === 0xd8;

/** Where the coded data begin; 0: the stream has no scan. */
function headerEnd(jpeg: Uint8Array): number {
  const { end, scan } = walk(jpeg);
  return scan ? end : 0;
}

const headerTablesEnd = (jpeg: Uint8Array) => walk(jpeg).end;

/** Passes over the segments up to the first scan's header, or to the end. */
function walk(jpeg: Uint8Array): { end: number; scan: boolean } {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xd9) {
    const scan = jpeg[at + 1] === SOS;
    at += 2 + (((jpeg[at + 2] as number) << 8) | (jpeg[at + 3] as number));
    if (scan) return { end: Math.min(at, jpeg.length), scan };
  }
  return { end: Math.min(at, jpeg.length), scan: false };
}

/** Strips are coded apart; restart marks between them say so. */
function joined(strips: Uint8Array[]): Uint8Array[] {
  return strips.flatMap((strip, n) => {
    const ended = strip.at(-2) === 0xff && strip.at(-1) === 0xd9 ? strip.subarray(0, -2) : strip;
    const marked = ended.at(-2) === 0xff && ((ended.at(-1) as number) & 0xf8) === 0xd0;
    return n + 1 < strips.length && !marked ? [ended, Uint8Array.of(0xff, 0xd0 + (n & 7))] : [ended];
  });
}

/** A baseline stream's header out of the tables' places. */
function tablesHeader(file: Uint8Array, format: TiffFormat, old: OldJpeg): Uint8Array {
  const { samples } = format;
  const { width, height, rowsPerStrip } = old;
  const shared = format.photometric === PHOTOMETRIC.ycbcr ? old : { across: 1, down: 1 };
  const tables = [
    ...old.quantisation.map((at, n) => segment(0xdb, [n, ...file.subarray(at, at + 64)])),
    ...old.dc.map((at, n) => segment(0xc4, [n, ...huffmanTable(file, at)])),
    ...old.ac.map((at, n) => segment(0xc4, [0x10 | n, ...huffmanTable(file, at)])),
  ];
  const components = Array.from({ length: samples }, (_, n) => [
    n + 1,
    n === 0 ? (shared.across << 4) | shared.down : 0x11,
    Math.min(n, old.quantisation.length - 1),
  ]);
  const unitsPerStrip = Math.ceil(width / (8 * shared.across)) * Math.ceil(rowsPerStrip / (8 * shared.down));
  const interval = old.restartInterval || (rowsPerStrip < height ? unitsPerStrip : 0);
  return concat([
    Uint8Array.of(0xff, 0xd8),
    ...tables,
    segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, samples, ...components.flat()]),
    ...(interval > 0 ? [segment(0xdd, [interval >> 8, interval & 255])] : []),
    scanHeader(format, Math.min(old.dc.length, old.ac.length)),
  ]);
}

function scanHeader({ samples }: TiffFormat, tables = samples): Uint8Array {
  const components = Array.from({ length: samples }, (_, n) => [n + 1, Math.max(0, Math.min(n, tables - 1)) * 0x11]);
  return segment(SOS, [samples, ...components.flat(), 0, 63, 0]);
}

/** Sixteen counts of codes by length, then the values. */
function huffmanTable(file: Uint8Array, at: number): Uint8Array {
  const values = file.subarray(at, at + 16).reduce((sum, count) => sum + count, 0);
  return file.subarray(at, at + 16 + values);
}

function segment(marker: number, data: ArrayLike<number>): Uint8Array {
  const size = data.length + 2;
  return concat([Uint8Array.of(0xff, marker, size >> 8, size & 255), Uint8Array.from(data)]);
}

function concat(parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
