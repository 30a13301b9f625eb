/**
 * Writes PNG without a canvas: a canvas of a whole page passes the areas that iOS allows (16.7 megapixels in older
 * versions), always stores RGBA, and takes 4 bytes a pixel. Bilevel pages take one bit a pixel.
 */

/** Encodes rows of gray (`channels` 1) or RGB (3) bytes. Lossless. */
export async function encodePng(
  data: Uint8Array,
  channels: 1 | 3,
  width: number,
  height: number,
): Promise<ArrayBuffer> {
  const bilevel = channels === 1 && isBilevel(data);
  const compressed = await deflate(scanlines(data, channels, width, height, bilevel));
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, bilevel ? 1 : 8);
  header.setUint8(9, channels === 1 ? 0 : 2);
  return new Blob([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...pngChunk('IHDR', new Uint8Array(header.buffer)),
    ...pngChunk('IDAT', compressed),
    ...pngChunk('IEND', new Uint8Array(0)),
  ]).arrayBuffer();
}

function isBilevel(data: Uint8Array): boolean {
  for (let n = 0; n < data.length; n++) if (data[n] !== 0 && data[n] !== 255) return false;
  return true;
}

const FILTER_NONE = 0;
const FILTER_UP = 2;

/** Pieces of some 64 rows: each row led by its filter's number. */
function scanlines(
  data: Uint8Array,
  channels: number,
  width: number,
  height: number,
  bilevel: boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const rowBytes = bilevel ? Math.ceil(width / 8) : width * channels;
  let y = 0;
  return new ReadableStream({
    pull(controller) {
      const rows = Math.min(64, height - y);
      const piece = new Uint8Array(rows * (rowBytes + 1));
      for (let row = 0; row < rows; row++, y++) {
        const line = piece.subarray(row * (rowBytes + 1), (row + 1) * (rowBytes + 1));
        if (bilevel) packRow(data, y * width, width, line);
        else filterRow(data, y * rowBytes, rowBytes, y > 0, line);
      }
      controller.enqueue(piece);
      if (y >= height) controller.close();
    },
  });
}

function packRow(data: Uint8Array, from: number, width: number, line: Uint8Array): void {
  line[0] = FILTER_NONE;
  for (let x = 0; x < width; x++) {
    if (data[from + x] === 255) line[1 + (x >> 3)] = (line[1 + (x >> 3)] as number) | (0x80 >> (x & 7));
  }
}

function filterRow(data: Uint8Array, from: number, rowBytes: number, above: boolean, line: Uint8Array): void {
  line[0] = above ? FILTER_UP : FILTER_NONE;
  for (let n = 0; n < rowBytes; n++) {
    line[n + 1] = (data[from + n] as number) - (above ? (data[from + n - rowBytes] as number) : 0);
  }
}

/** A zlib stream of all that `stream` gives. */
export async function deflate(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = stream.pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
}

/** A chunk of a PNG in parts: length, type, data, checksum. */
export function pngChunk(type: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const name = Uint8Array.from(type, (letter) => letter.charCodeAt(0));
  return [u32(data.length), name, data, u32(~crc(data, crc(name, -1)))];
}

function u32(value: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

/** CRC-32 with the polynomial of IEEE 802.3; goes on from `start`, before the final complement. */
function crc(data: Uint8Array, start: number): number {
  let value = start;
  for (const byte of data) value = (CRC_TABLE[(value ^ byte) & 0xff] as number) ^ (value >>> 8);
  return value;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
