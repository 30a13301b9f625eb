/** Reading of binary headers that may lie: every read is checked, and a read past the end is told as `Truncated`. */

/** Thrown inside the header readers only; `measureImage` turns it into a typed failure. */
export class HeaderError extends Error {
  constructor(
    readonly kind: 'truncated' | 'malformed',
    message: string,
  ) {
    super(message);
  }
}

export interface ByteReader {
  readonly length: number;
  u8(at: number): number;
  u16(at: number): number;
  i16(at: number): number;
  u32(at: number): number;
  i32(at: number): number;
  /** As a number: exact up to 2^53, more than any file has bytes. */
  u64(at: number): number;
  f32(at: number): number;
  f64(at: number): number;
  /** One character a byte. */
  text(at: number, length: number): string;
  bytes(at: number, length: number): Uint8Array;
}

/** A reader over `bytes`; offsets count from their start. Throws `HeaderError('truncated')` on a read past the end. */
export function byteReader(bytes: Uint8Array, littleEndian: boolean): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (offset: number, size: number) => {
    if (!(offset >= 0 && offset + size <= bytes.length)) throw new HeaderError('truncated', 'the file ends early');
    return offset;
  };
  const reader: ByteReader = {
    length: bytes.length,
    u8: (offset) => view.getUint8(at(offset, 1)),
    u16: (offset) => view.getUint16(at(offset, 2), littleEndian),
    i16: (offset) => view.getInt16(at(offset, 2), littleEndian),
    u32: (offset) => view.getUint32(at(offset, 4), littleEndian),
    i32: (offset) => view.getInt32(at(offset, 4), littleEndian),
    u64: (offset) => Number(view.getBigUint64(at(offset, 8), littleEndian)),
    f32: (offset) => view.getFloat32(at(offset, 4), littleEndian),
    f64: (offset) => view.getFloat64(at(offset, 8), littleEndian),
    text: (offset, length) => String.fromCharCode(...reader.bytes(offset, length)),
    bytes: (offset, length) => bytes.subarray(at(offset, length), offset + length),
  };
  return reader;
}
