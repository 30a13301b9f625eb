/** A TIFF's samples as numbers: packed, signed, floating, of either endianness. */
import type { TiffFormat } from './tiff-format.ts';

/** What the lowest and the highest level of a page stand for. */
export interface SampleRange {
  low: number;
  high: number;
}

/**
 * Whether black and white follow from the format alone. Signed, wide and floating samples have no such meaning: their
 * page is scaled so that its brightest sample is white, and zero, or what lies lowest below it, black.
 */
export const hasOwnRange = ({ kind, bits }: TiffFormat): boolean => kind === 'unsigned' && bits <= 16;

/** For samples that have their own range. */
export const ownRange = ({ bits }: TiffFormat): SampleRange => ({ low: 0, high: 2 ** bits - 1 });

/** Reads `count` values of a row that begins at byte `start` into `out`. */
export type RowReader = (data: Uint8Array, start: number, count: number, out: Float64Array) => void;

export function rowReader({ bits, kind, littleEndian }: TiffFormat): RowReader {
  if (bits === 8 && kind === 'unsigned') {
    return (data, start, count, out) => {
      for (let n = 0; n < count; n++) out[n] = data[start + n] as number;
    };
  }
  if (bits < 8 || (bits > 8 && bits < 16)) return packedReader(bits, kind);
  const read = READERS[`${kind}${bits}`] as (view: DataView, at: number, littleEndian: boolean) => number;
  const size = bits / 8;
  return (data, start, count, out) => {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (let n = 0; n < count; n++) out[n] = read(view, start + n * size, littleEndian);
  };
}

/** Samples across the bounds of bytes, the most significant bit first. */
function packedReader(bits: number, kind: TiffFormat['kind']): RowReader {
  const mask = 2 ** bits - 1;
  const sign = kind === 'signed' ? 2 ** (bits - 1) : 0;
  return (data, start, count, out) => {
    let [held, heldBits, at] = [0, 0, start];
    for (let n = 0; n < count; n++) {
      for (; heldBits < bits; heldBits += 8) held = ((held << 8) | (data[at++] ?? 0)) & 0xffffff;
      heldBits -= bits;
      const value = (held >> heldBits) & mask;
      out[n] = value & sign ? value - 2 * sign : value;
    }
  };
}

const READERS: Record<string, (view: DataView, at: number, littleEndian: boolean) => number> = {
  signed8: (view, at) => view.getInt8(at),
  signed16: (view, at, little) => view.getInt16(at, little),
  signed24: (view, at, little) => (uint24(view, at, little) << 8) >> 8,
  signed32: (view, at, little) => view.getInt32(at, little),
  signed64: (view, at, little) => Number(view.getBigInt64(at, little)),
  unsigned16: (view, at, little) => view.getUint16(at, little),
  unsigned24: uint24,
  unsigned32: (view, at, little) => view.getUint32(at, little),
  unsigned64: (view, at, little) => Number(view.getBigUint64(at, little)),
  float16: (view, at, little) => smallFloat(view.getUint16(at, little), 5, 10),
  float24: (view, at, little) => smallFloat(uint24(view, at, little), 7, 16),
  float32: (view, at, little) => view.getFloat32(at, little),
  float64: (view, at, little) => view.getFloat64(at, little),
};

function uint24(view: DataView, at: number, little: boolean): number {
  const [first, last] = [view.getUint8(at), view.getUint8(at + 2)];
  return ((little ? last : first) << 16) | (view.getUint8(at + 1) << 8) | (little ? first : last);
}

/** IEEE 754 in fewer bits than the platform's numbers: a sign, an exponent, a fraction. */
function smallFloat(code: number, exponentBits: number, fractionBits: number): number {
  const fraction = (code & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const exponent = (code >> fractionBits) & (2 ** exponentBits - 1);
  const sign = code >> (exponentBits + fractionBits) ? -1 : 1;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias));
}

/** Widens `range` to the finite ones of `values`. */
export function widen(range: SampleRange, values: Float64Array, count: number): void {
  for (let n = 0; n < count; n++) {
    const value = values[n] as number;
    if (!Number.isFinite(value)) continue;
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
  }
}
