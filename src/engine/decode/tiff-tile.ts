/** One strip or tile of a TIFF, decompressed. */
import { decodeCcitt } from './ccitt.ts';
import { inflate } from './inflate.ts';
import { decodeLzw } from './lzw.ts';
import { decodePackBits } from './pack-bits.ts';
import { COMPRESSION, type TiffFormat } from './tiff-format.ts';

export interface Tile {
  data: Uint8Array;
  rowBytes: number;
  /** How many rows hold pixels; fewer than asked for where the file is cut off or damaged. */
  rows: number;
  damagedRows: number;
}

/** LZW's longest strings come to 2,560 bytes a code byte; above that a claimed size is a lie. Fax rows need none. */
const MAX_EXPANSION = 2600;

/** Decompresses `rows` rows of the strip or tile `index` (all but JPEG), its predictor undone. */
export async function readTile(file: Uint8Array, format: TiffFormat, index: number, rows: number): Promise<Tile> {
  const { compression, tileWidth, bits, planar } = format;
  const stored = tileBytes(file, format, index);
  const source = format.reversed ? reverseBits(stored) : stored;
  const samples = planar ? 1 : format.samples;
  const rowBytes = Math.ceil((tileWidth * samples * bits) / 8);
  const fax = faxScheme(format);
  if (fax) {
    const data = new Uint8Array(rowBytes * rows);
    const decoded = decodeCcitt(source, data, tileWidth, rows, fax);
    return { data, rowBytes, rows: decoded.rows, damagedRows: decoded.damaged };
  }
  const size = Math.min(rowBytes * rows, source.length * MAX_EXPANSION);
  const data = compression === COMPRESSION.none ? source.subarray(0, size) : new Uint8Array(size);
  const written =
    compression === COMPRESSION.none
      ? data.length
      : compression === COMPRESSION.lzw
        ? decodeLzw(source, data)
        : compression === COMPRESSION.packBits
          ? decodePackBits(source, data)
          : await inflate(source, data);
  const whole = Math.floor(written / rowBytes);
  if (format.predictor) undoPredictor(data, rowBytes, whole, samples, format);
  return { data, rowBytes, rows: whole, damagedRows: 0 };
}

/** The stored bytes of the strip or tile; shorter than stated, or none, where the file ends first. */
export function tileBytes(file: Uint8Array, format: TiffFormat, index: number): Uint8Array {
  const from = format.offsets[index] ?? file.length;
  // Without a count the data may reach to the end of the file; decoders stop by themselves.
  const count = format.byteCounts[index] ?? file.length;
  return file.subarray(Math.min(from, file.length), Math.min(from + count, file.length));
}

function faxScheme({ compression, twoDimensionalFax }: TiffFormat) {
  if (compression === COMPRESSION.huffman) return 'huffman';
  if (compression === COMPRESSION.group3) return twoDimensionalFax ? 'group3-2d' : 'group3';
  return compression === COMPRESSION.group4 ? 'group4' : null;
}

/** Horizontal differencing (TIFF 6.0 section 14), in place. */
function undoPredictor(
  data: Uint8Array,
  rowBytes: number,
  rows: number,
  samples: number,
  { bits, littleEndian }: TiffFormat,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes;
    const end = start + rowBytes;
    if (bits === 8) {
      for (let n = start + samples; n < end; n++) data[n] = (data[n] as number) + (data[n - samples] as number);
      continue;
    }
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (let n = start + 2 * samples; n + 1 < end; n += 2) {
      view.setUint16(n, view.getUint16(n, littleEndian) + view.getUint16(n - 2 * samples, littleEndian), littleEndian);
    }
  }
}

const reverseBits = (data: Uint8Array): Uint8Array => data.map((byte) => REVERSED[byte] as number);

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 0x80 >> bit;
  return reversed;
});
