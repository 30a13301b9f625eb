/** Slips of BMP writers that decoders take at their word. Edits of a few bytes; the pixels stay as they are. */
import { type ByteReader, byteReader } from './byte-reader.ts';

const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;

/** The file itself where there is nothing to mend. It has a header that `measureBmp` accepted. */
export function repairBmp(bytes: Uint8Array): Uint8Array {
  const reader = byteReader(bytes, true);
  const headerSize = reader.u32(14);
  if (headerSize < 40 || bytes.length < 70) return bytes;
  const start = 14 + headerSize + maskBytes(reader, headerSize) + paletteBytes(reader);
  const edits: [at: number, value: number][] = [];
  // Some writers leave the place of the pixels out; decoders would show the header as pixels.
  const from = reader.u32(10);
  if (from < 14 + headerSize) edits.push([10, start]);
  if (isClear(reader, from < 14 + headerSize ? start : from)) edits.push([ALPHA_MASK, 0]);
  if (edits.length === 0) return bytes;
  const repaired = bytes.slice();
  const view = new DataView(repaired.buffer);
  for (const [at, value] of edits) view.setUint32(at, value, true);
  return repaired;
}

/** Where headers of 56 bytes and more, and colour masks behind shorter ones, have the mask of alpha. */
const ALPHA_MASK = 66;

/** Alpha is declared and zero everywhere: a picture nobody would have kept, so it is not meant. */
function isClear(reader: ByteReader, start: number): boolean {
  const compression = reader.u32(30);
  const hasMask = (reader.u32(14) >= 56 && compression === BITFIELDS) || compression === ALPHA_BITFIELDS;
  if (!hasMask || reader.u16(28) !== 32) return false;
  const mask = reader.u32(ALPHA_MASK);
  if (mask === 0) return false;
  for (let at = start; at + 4 <= reader.length; at += 4) if (reader.u32(at) & mask) return false;
  return true;
}

function maskBytes(reader: ByteReader, headerSize: number): number {
  const compression = reader.u32(30);
  if (headerSize > 40) return 0;
  return compression === BITFIELDS ? 12 : compression === ALPHA_BITFIELDS ? 16 : 0;
}

function paletteBytes(reader: ByteReader): number {
  const bits = reader.u16(28);
  return 4 * (reader.u32(46) || (bits <= 8 ? 2 ** bits : 0));
}
