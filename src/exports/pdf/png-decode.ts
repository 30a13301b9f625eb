/** Rows of a PNG to pixels on white paper. https://www.w3.org/TR/png-3/#9Filters, #8Interlace */
import { inflate } from './deflate.ts';

export type PngFile = {
  width: number;
  height: number;
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  depth: number;
  colour: number;
  channels: number;
  interlaced: boolean;
  palette: Uint8Array | undefined;
  transparent: Uint8Array | undefined;
  /** The image data chunks, joined. */
  data: Uint8Array;
};

/** Adam7: offset and step of each pass. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const WHOLE = [[0, 0, 1, 1]] as const;

/** Three bytes a pixel; what is transparent lets white through. 16-bit samples lose their lower byte. */
export async function decodePng(png: PngFile): Promise<Uint8Array | undefined> {
  const { width, height, depth, channels, interlaced } = png;
  const raw = await inflate(png.data);
  if (!raw) return undefined;
  const rgb = new Uint8Array(width * height * 3);
  const bits = depth * channels;
  const writePixel = pixelWriter(png, rgb);
  let at = 0;
  for (const [x0, y0, dx, dy] of interlaced ? PASSES : WHOLE) {
    const columns = Math.ceil((width - x0) / dx);
    const rows = Math.ceil((height - y0) / dy);
    if (columns <= 0 || rows <= 0) continue;
    const length = Math.ceil((columns * bits) / 8);
    if (at + rows * (length + 1) > raw.length) return undefined;
    let above: Uint8Array = new Uint8Array(length);
    for (let row = 0; row < rows; row++) {
      const line = raw.subarray(at + 1, at + 1 + length);
      unfilter(raw[at] ?? 0, line, above, Math.max(1, bits >> 3));
      for (let column = 0; column < columns; column++) {
        writePixel(line, column, ((y0 + row * dy) * width + x0 + column * dx) * 3);
      }
      above = line;
      at += length + 1;
    }
  }
  return rgb;
}

function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): void {
  for (let index = 0; index < line.length; index++) {
    const left = index >= step ? (line[index - step] ?? 0) : 0;
    const up = above[index] ?? 0;
    if (filter === 1) line[index] = (line[index] ?? 0) + left;
    else if (filter === 2) line[index] = (line[index] ?? 0) + up;
    else if (filter === 3) line[index] = (line[index] ?? 0) + ((left + up) >> 1);
    else if (filter === 4) {
      line[index] = (line[index] ?? 0) + paeth(left, up, index >= step ? (above[index - step] ?? 0) : 0);
    }
  }
}

export function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function pixelWriter({ depth, colour, channels, palette, transparent }: PngFile, rgb: Uint8Array) {
  const max = 2 ** depth - 1;
  /** A sample as stored. */
  const sample = (line: Uint8Array, index: number): number => {
    if (depth === 8) return line[index] ?? 0;
    if (depth === 16) return ((line[index * 2] ?? 0) << 8) | (line[index * 2 + 1] ?? 0);
    return ((line[(index * depth) >> 3] ?? 0) >> (8 - depth - ((index * depth) & 7))) & max;
  };
  const to8 = (value: number): number => (depth === 8 ? value : depth === 16 ? value >> 8 : (value * 255) / max);
  /** The one colour that tRNS declares transparent, in gray and RGB. */
  const key = (channel: number): number =>
    transparent ? ((transparent[channel * 2] ?? 0) << 8) | (transparent[channel * 2 + 1] ?? 0) : -1;

  return (line: Uint8Array, column: number, to: number): void => {
    const first = sample(line, column * channels);
    let [red, green, blue, alpha] = [0, 0, 0, 255];
    if (colour === 3) {
      [red = 0, green = 0, blue = 0] = palette?.subarray(first * 3, first * 3 + 3) ?? [];
      alpha = transparent?.[first] ?? 255;
    } else if (colour === 0 || colour === 4) {
      red = green = blue = to8(first);
      if (colour === 4) alpha = to8(sample(line, column * 2 + 1));
      else if (first === key(0)) alpha = 0;
    } else {
      const [second, third] = [sample(line, column * channels + 1), sample(line, column * channels + 2)];
      [red, green, blue] = [to8(first), to8(second), to8(third)];
      if (colour === 6) alpha = to8(sample(line, column * 4 + 3));
      else if (first === key(0) && second === key(1) && third === key(2)) alpha = 0;
    }
    const paper = 255 - alpha;
    rgb[to] = (red * alpha + 127) / 255 + paper;
    rgb[to + 1] = (green * alpha + 127) / 255 + paper;
    rgb[to + 2] = (blue * alpha + 127) / 255 + paper;
  };
}
