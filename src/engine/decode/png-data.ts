/**
 * A PNG whose image data are cut off or broken, made whole: what can be decompressed stays, the rest is paper. Browsers
 * reject such files, or show them in part and say nothing.
 */
import { deflate, pngChunk } from './encode-png.ts';
import { inflate } from './inflate.ts';
import { measurePng, pngChunks } from './measure-png.ts';

/** Less than this share of the rows is no picture of a page. Interlaced, every second row is in the last half. */
const MIN_SHARE = 0.1;
const MIN_INTERLACED_SHARE = 0.9;

/**
 * A whole PNG of the same size, type and colours, and whether it `lacks` pixels; null: too little is there. Throws
 * `HeaderError` on a broken header.
 */
export async function repairPng(bytes: Uint8Array): Promise<{ parts: Uint8Array[]; lacks: boolean } | null> {
  const { width, height } = measurePng(bytes);
  const [bits, colourType, interlaced] = [bytes[24], bytes[25], bytes[28]] as [number, number, number];
  const kept: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let palette: Uint8Array | null = null;
  for (const { type, start, end } of pngChunks(bytes)) {
    if (type === 'IDAT') data.push(bytes.subarray(start, end));
    else if (end + 4 > bytes.length) break;
    else if (COLOUR_CHUNKS.has(type)) kept.push(...pngChunk(type, bytes.slice(start, end)));
    if (type === 'PLTE') palette = bytes.subarray(start, end);
  }
  const bitsPerPixel = bits * (CHANNELS[colourType] ?? 1);
  const passes = interlaced ? ADAM7 : WHOLE;
  const rows = passes.flatMap(([x, y, dx, dy]) => rowsOf(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)));
  const size = rows.reduce((sum, length) => sum + length, 0);
  const scanlines = new Uint8Array(size);
  const there = await inflate(new Uint8Array(await new Blob(data as BlobPart[]).arrayBuffer()), scanlines);
  if (there < size * (interlaced ? MIN_INTERLACED_SHARE : MIN_SHARE)) return null;
  if (there < size) fillWithPaper(scanlines, rows, there, palette, bits);
  const header = pngChunk('IHDR', bytes.slice(16, 29));
  const compressed = await deflate(new Blob([scanlines]).stream());
  const parts = [bytes.subarray(0, 8), ...header, ...kept, ...pngChunk('IDAT', compressed), ...pngChunk('IEND', NONE)];
  return { parts, lacks: there < size };

  /** Lengths in bytes of a pass's rows, each led by its filter's number. */
  function rowsOf(columns: number, count: number): number[] {
    return columns > 0 && count > 0 ? Array(count).fill(1 + Math.ceil((columns * bitsPerPixel) / 8)) : [];
  }
}

const NONE = new Uint8Array(0);

/** What decides a pixel's colour, besides the header; orientation is undone by us. */
const COLOUR_CHUNKS: ReadonlySet<string> = new Set(['PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP']);

/** By colour type: gray, RGB, palette, gray with alpha, RGBA. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Pass = readonly [x: number, y: number, dx: number, dy: number];
const WHOLE: readonly Pass[] = [[0, 0, 1, 1]];
/** Adam7's seven passes: first column and row, and the steps between them. */
const ADAM7: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Rows that are not there whole become white, or of the palette's lightest colour. */
function fillWithPaper(scanlines: Uint8Array, rows: number[], there: number, palette: Uint8Array | null, bits: number) {
  const paper = palette ? repeated(lightest(palette, 2 ** bits), bits) : 0xff;
  let at = 0;
  for (const length of rows) {
    if (at + length > there) {
      scanlines[at] = 0;
      scanlines.fill(paper, at + 1, at + length);
    }
    at += length;
  }
}

function lightest(palette: Uint8Array, entries: number): number {
  const light = (n: number) =>
    (palette[n * 3] as number) * 0.299 +
    (palette[n * 3 + 1] as number) * 0.587 +
    (palette[n * 3 + 2] as number) * 0.114;
  let best = 0;
  for (let n = 1; n < Math.min(entries, Math.floor(palette.length / 3)); n++) if (light(n) > light(best)) best = n;
  return best;
}

function repeated(sample: number, bits: number): number {
  let byte = 0;
  for (let n = 0; n < 8; n += bits) byte = (byte << bits) | sample;
  return byte & 0xff;
}
