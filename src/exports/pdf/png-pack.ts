/** Pixels in the fewest bits that hold them, compressed. */
import { deflate } from './deflate.ts';
import type { PdfImage } from './image.ts';
import { paeth } from './png-decode.ts';

export type Packed = { bits: 1 | 8 | 24; image: Omit<PdfImage, 'orientation'> };

/** `rgb` has three bytes a pixel. Black and white take 1 bit, grays 8, colours 24. */
export async function packPixels(rgb: Uint8Array, width: number, height: number): Promise<Packed> {
  const bits = bitsNeeded(rgb);
  const rows = bits === 1 ? bilevelRows(rgb, width, height) : bits === 8 ? grayRows(rgb, width, height) : rgb;
  const length = rows.length / height;
  const colours = bits === 24 ? 3 : 1;
  // Rows of single bits compress better without a predictor, as they have no neighbouring bytes to tell from.
  const predicted = bits > 1;
  return {
    bits,
    image: {
      data: await deflate(predicted ? predictRows(rows, length, colours) : rows),
      dictionary: {
        Width: width,
        Height: height,
        BitsPerComponent: bits === 1 ? 1 : 8,
        Filter: 'FlateDecode',
        ColorSpace: bits === 24 ? 'DeviceRGB' : 'DeviceGray',
        ...(predicted ? { DecodeParms: { Predictor: 15, Colors: colours, BitsPerComponent: 8, Columns: width } } : {}),
      },
    },
  };
}

function bitsNeeded(rgb: Uint8Array): Packed['bits'] {
  let bits: Packed['bits'] = 1;
  for (let at = 0; at < rgb.length; at += 3) {
    const value = rgb[at];
    if (value !== rgb[at + 1] || value !== rgb[at + 2]) return 24;
    if (value !== 0 && value !== 255) bits = 8;
  }
  return bits;
}

function grayRows(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(width * height);
  for (let index = 0; index < rows.length; index++) rows[index] = rgb[index * 3] ?? 0;
  return rows;
}

function bilevelRows(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const length = Math.ceil(width / 8);
  const rows = new Uint8Array(length * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = y * length + (x >> 3);
      if (rgb[(y * width + x) * 3] === 255) rows[byte] = (rows[byte] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return rows;
}

/** PNG's filters None, Sub, Up and Paeth, for each row the one with the least sum of differences (PNG-3, 12.7). */
function predictRows(rows: Uint8Array, length: number, step: number): Uint8Array {
  const count = rows.length / length;
  const out = new Uint8Array(rows.length + count);
  const tries = [0, 1, 2, 4].map((filter) => ({ filter, line: new Uint8Array(length) }));
  for (let row = 0; row < count; row++) {
    const start = row * length;
    let best = { filter: 0, line: rows.subarray(start, start + length), sum: Number.POSITIVE_INFINITY };
    for (const { filter, line } of tries) {
      let sum = 0;
      for (let index = 0; index < length; index++) {
        const left = index >= step ? (rows[start + index - step] ?? 0) : 0;
        const up = row > 0 ? (rows[start + index - length] ?? 0) : 0;
        const corner = row > 0 && index >= step ? (rows[start + index - length - step] ?? 0) : 0;
        const guess = filter === 1 ? left : filter === 2 ? up : filter === 4 ? paeth(left, up, corner) : 0;
        const difference = ((rows[start + index] ?? 0) - guess) & 0xff;
        line[index] = difference;
        sum += difference < 128 ? difference : 256 - difference;
      }
      if (sum < best.sum) best = { filter, line, sum };
    }
    out[row * (length + 1)] = best.filter;
    out.set(best.line, row * (length + 1) + 1);
  }
  return out;
}
