/** One strip or tile of a TIFF, decompressed. */
import { decodeCcitt } from './ccitt.ts';
import { inflate } from './inflate.ts';
import { decodeLzw } from './lzw.ts';
import { decodePackBits } from './pack-bits.ts';
import type { TiffFormat } from './tiff-format.ts';
import { COMPRESSION } from './tiff-names.ts';
import { undoPredictor } from './tiff-predictor.ts';
import { decodeZstd } from './zstd.ts';

export interface Tile {
  data: Uint8Array;
  /** Of a row of pixels; of one of blocks, where YCbCr pixels share their colours. */
  rowBytes: number;
  /** How many rows hold pixels; fewer than asked for where the file is cut off or damaged. */
  rows: number;
  damagedRows: number;
}

/**
 * Bytes out of a byte in, at most: LZW's longest strings come to 2,560, Deflate's to 1,032, PackBits' to 64. A claimed
 * size above that is a lie. Zstandard's blocks of one byte repeated have no such bound; fax rows need none.
 */
const MAX_EXPANSION: Record<number, number> = {
  [COMPRESSION.none]: 1,
  [COMPRESSION.packBits]: 64,
  [COMPRESSION.lzw]: 2600,
  [COMPRESSION.deflate]: 1040,
  [COMPRESSION.oldDeflate]: 1040,
  [COMPRESSION.zstd]: 43_000,
};

/** Decompresses `rows` rows of the strip or tile `index` (all but pictures), its predictor undone. */
export async function readTile(file: Uint8Array, format: TiffFormat, index: number, rows: number): Promise<Tile> {
  const { compression, tileWidth, bits, planar, ycbcr } = format;
  const stored = tileBytes(file, format, index);
  const source = format.reversed ? reverseBits(stored) : stored;
  const samples = planar ? 1 : format.samples;
  const blocks = ycbcr && !planar ? ycbcr : { across: 1, down: 1 };
  const rowBytes =
    ycbcr && !planar
      ? Math.ceil(tileWidth / ycbcr.across) * (ycbcr.across * ycbcr.down + 2)
      : Math.ceil((tileWidth * samples * bits) / 8);
  const fax = faxScheme(format);
  if (fax) {
    const data = new Uint8Array(rowBytes * rows);
    const decoded = decodeCcitt(source, data, tileWidth, rows, fax);
    return { data, rowBytes, rows: decoded.rows, damagedRows: decoded.damaged };
  }
  const blockRows = Math.ceil(rows / blocks.down);
  const size = Math.min(rowBytes * blockRows, source.length * (MAX_EXPANSION[compression] ?? 1));
  const data = compression === COMPRESSION.none ? source.subarray(0, size) : new Uint8Array(size);
  const written = compression === COMPRESSION.none ? data.length : await decompress(compression, source, data);
  const whole = Math.floor(written / rowBytes);
  undoPredictor(data, rowBytes, whole, samples, format);
  return { data, rowBytes, rows: Math.min(rows, whole * blocks.down), damagedRows: 0 };
}

async function decompress(compression: number, source: Uint8Array, data: Uint8Array): Promise<number> {
  if (compression === COMPRESSION.lzw) return decodeLzw(source, data);
  if (compression === COMPRESSION.packBits) return decodePackBits(source, data);
  return compression === COMPRESSION.zstd ? decodeZstd(source, data) : inflate(source, data);
}

/** The stored bytes of the strip or tile; shorter than stated, or none, where the file ends first. */
export function tileBytes(file: Uint8Array, format: TiffFormat, index: number): Uint8Array {
  const from = format.offsets[index] ?? file.length;
  const count = format.byteCounts[index] ?? file.length;
  return file.subarray(Math.min(from, file.length), Math.min(from + count, file.length));
}

function faxScheme({ compression, twoDimensionalFax }: TiffFormat) {
  if (compression === COMPRESSION.huffman) return 'huffman';
  if (compression === COMPRESSION.wordHuffman) return 'word-huffman';
  if (compression === COMPRESSION.group3) return twoDimensionalFax ? 'group3-2d' : 'group3';
  return compression === COMPRESSION.group4 ? 'group4' : null;
}

const reverseBits = (data: Uint8Array): Uint8Array => data.map((byte) => REVERSED[byte] as number);

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 0x80 >> bit;
  return reversed;
});
