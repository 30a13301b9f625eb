/** Whether a PNG's image data are all there: browsers show a cut-off one in part and say nothing. */
import { inflate } from './inflate.ts';
import { measurePng, pngChunks } from './measure-png.ts';

/**
 * True where the file reaches its end mark, or where its image data inflate to every pixel all the same, as readers
 * commonly tolerate. Throws `HeaderError` on a broken header.
 */
export async function pngDataIsWhole(bytes: Uint8Array): Promise<boolean> {
  const { width, height, complete } = measurePng(bytes);
  if (complete) return true;
  const parts: Uint8Array[] = [];
  for (const { type, start, end } of pngChunks(bytes)) if (type === 'IDAT') parts.push(bytes.subarray(start, end));
  const [bits, colourType, interlaced] = [bytes[24], bytes[25], bytes[28]] as [number, number, number];
  const bitsPerPixel = bits * (CHANNELS[colourType] ?? 1);
  return inflatesTo(
    parts,
    interlaced ? interlacedSize(width, height, bitsPerPixel) : size(width, height, bitsPerPixel),
  );
}

/** Where the last whole chunk of image data ends in the file. */
export function pngDataEnd(bytes: Uint8Array): number {
  let last = 8;
  for (const { type, end } of pngChunks(bytes)) if (type === 'IDAT' && end + 4 <= bytes.length) last = end + 4;
  return last;
}

/** By colour type: gray, RGB, palette, gray with alpha, RGBA. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Bytes of the rows, each led by its filter's number. */
const size = (width: number, height: number, bitsPerPixel: number) =>
  width > 0 ? height * (1 + Math.ceil((width * bitsPerPixel) / 8)) : 0;

/** Adam7's seven passes: first column and row, and the steps between them. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

const interlacedSize = (width: number, height: number, bitsPerPixel: number) =>
  ADAM7.reduce(
    (sum, [x, y, dx, dy]) => sum + size(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy), bitsPerPixel),
    0,
  );

async function inflatesTo(parts: Uint8Array[], expected: number): Promise<boolean> {
  const data = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  return (await inflate(data, new Uint8Array(expected))) === expected;
}
