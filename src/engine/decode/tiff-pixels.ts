/** A TIFF's rows as RGBA. */
import type { TiffFormat } from './tiff-format.ts';
import { labToRgb } from './tiff-lab.ts';
import { PHOTOMETRIC } from './tiff-names.ts';
import { type RowReader, rowReader, type SampleRange } from './tiff-samples.ts';
import type { Tile } from './tiff-tile.ts';

/** Turns a row of a strip or tile into `width` straight RGBA pixels. `planes`: one tile, or one a sample. */
export type RowWriter = (planes: Tile[], row: number, width: number, out: Uint8ClampedArray) => void;

/** One sample of the pixels of a row, as a level of 0…255 (an index, of a palette): at `offset + x · step`. */
interface Channel {
  levels: Float64Array;
  offset: number;
  step: number;
}

/** Turns a row into `width` gray levels, of formats that store nothing else: most scans, and ten times as fast. */
export type GrayWriter = (plane: Tile, row: number, width: number, out: Uint8Array) => void;

/** Null where pixels have colours, alpha or more bits. */
export function grayWriter({ photometric, bits, kind, samples }: TiffFormat): GrayWriter | null {
  const inverted = photometric === PHOTOMETRIC.minIsWhite;
  if (samples !== 1 || kind !== 'unsigned' || !(inverted || photometric === PHOTOMETRIC.minIsBlack)) return null;
  if (bits === 8) {
    return ({ data, rowBytes }, row, width, out) => {
      const line = data.subarray(row * rowBytes, row * rowBytes + width);
      out.set(line);
      if (inverted) for (let x = 0; x < width; x++) out[x] = 255 - (out[x] as number);
    };
  }
  if (bits !== 1) return null;
  const levels = inverted ? [255, 0] : [0, 255];
  return ({ data, rowBytes }, row, width, out) => {
    const start = row * rowBytes;
    for (let x = 0; x < width; x++) {
      out[x] = levels[((data[start + (x >> 3)] as number) >> (7 - (x & 7))) & 1] as number;
    }
  };
}

export function rowWriter(format: TiffFormat, range: SampleRange): RowWriter {
  if (format.ycbcr) return ycbcrWriter(format, format.ycbcr);
  const { samples, planar, alpha, premultiplied, photometric, tileWidth } = format;
  const isPlainRgb = photometric === PHOTOMETRIC.rgb && format.bits === 8 && format.kind === 'unsigned';
  if (isPlainRgb && !planar && alpha < 0) return (planes, ...rest) => writeRgb(planes[0] as Tile, samples, ...rest);
  const read = rowReader(format);
  const write = COLOUR_WRITERS[photometric] as ColourWriter;
  const scale = photometric === PHOTOMETRIC.palette ? 1 : 255 / (range.high - range.low || 1);
  const low = photometric === PHOTOMETRIC.palette ? 0 : range.low;
  const rows = Array.from(
    { length: planar ? samples : 1 },
    () => new Float64Array(planar ? tileWidth : tileWidth * samples),
  );
  const channels: Channel[] = Array.from({ length: samples }, (_, n) =>
    planar
      ? { levels: rows[n] as Float64Array, offset: 0, step: 1 }
      : { levels: rows[0] as Float64Array, offset: n, step: samples },
  );
  return (planes, row, width, out) => {
    for (const [n, levels] of rows.entries()) {
      const { data, rowBytes } = planes[n] as Tile;
      const count = planar ? width : width * samples;
      read(data, row * rowBytes, count, levels);
      if (scale !== 1 || low !== 0)
        for (let at = 0; at < count; at++) levels[at] = ((levels[at] as number) - low) * scale;
    }
    write(channels, width, out, format);
    writeAlpha(channels[alpha], width, out, premultiplied);
  };
}

function writeRgb({ data, rowBytes }: Tile, samples: number, row: number, width: number, out: Uint8ClampedArray) {
  for (let x = 0, from = row * rowBytes, to = 0; x < width; x++, from += samples, to += 4) {
    out[to] = data[from] as number;
    out[to + 1] = data[from + 1] as number;
    out[to + 2] = data[from + 2] as number;
    out[to + 3] = 255;
  }
}

/** What a strip's samples are, without their colours, for the search of their range. */
export function rowSamples(format: TiffFormat): (plane: Tile, row: number, width: number) => Float64Array {
  const { samples, planar, tileWidth } = format;
  const read: RowReader = rowReader(format);
  const values = new Float64Array(planar ? tileWidth : tileWidth * samples);
  return ({ data, rowBytes }, row, width) => {
    const count = planar ? width : width * samples;
    read(data, row * rowBytes, count, values);
    return values.subarray(0, count);
  };
}

function writeAlpha(alpha: Channel | undefined, width: number, out: Uint8ClampedArray, premultiplied: boolean): void {
  for (let x = 0, to = 0; x < width; x++, to += 4) {
    const opacity = alpha ? (alpha.levels[alpha.offset + x * alpha.step] as number) : 255;
    out[to + 3] = opacity;
    if (!premultiplied || opacity <= 0 || opacity >= 255) continue;
    for (let n = to; n < to + 3; n++) out[n] = ((out[n] as number) * 255) / opacity;
  }
}

type ColourWriter = (channels: Channel[], width: number, out: Uint8ClampedArray, format: TiffFormat) => void;

const COLOUR_WRITERS: Record<number, ColourWriter> = {
  [PHOTOMETRIC.minIsWhite]: ([gray], width, out) => {
    const { levels, offset, step } = gray as Channel;
    for (let x = 0, to = 0; x < width; x++, to += 4) {
      const level = 255 - (levels[offset + x * step] as number);
      out[to] = level;
      out[to + 1] = level;
      out[to + 2] = level;
    }
  },
  [PHOTOMETRIC.minIsBlack]: ([gray], width, out) => {
    const { levels, offset, step } = gray as Channel;
    for (let x = 0, to = 0; x < width; x++, to += 4) {
      const level = levels[offset + x * step] as number;
      out[to] = level;
      out[to + 1] = level;
      out[to + 2] = level;
    }
  },
  [PHOTOMETRIC.rgb]: (channels, width, out) => {
    for (let n = 0; n < 3; n++) {
      const { levels, offset, step } = channels[n] as Channel;
      for (let x = 0; x < width; x++) out[x * 4 + n] = levels[offset + x * step] as number;
    }
  },
  [PHOTOMETRIC.palette]: ([index], width, out, { colorMap }) => {
    const { levels, offset, step } = index as Channel;
    const entries = colorMap.length / 3;
    for (let x = 0; x < width; x++) {
      const entry = levels[offset + x * step] as number;
      for (let n = 0; n < 3; n++) out[x * 4 + n] = (colorMap[n * entries + entry] ?? 0) >> 8;
    }
  },
  [PHOTOMETRIC.cmyk]: (channels, width, out) => {
    const black = channels[3] as Channel;
    for (let n = 0; n < 3; n++) {
      const { levels, offset, step } = channels[n] as Channel;
      for (let x = 0; x < width; x++) {
        const paper = 255 - (black.levels[black.offset + x * black.step] as number);
        out[x * 4 + n] = ((255 - (levels[offset + x * step] as number)) * paper) / 255;
      }
    }
  },
  [PHOTOMETRIC.cieLab]: (channels, width, out, { bits }) => writeLab(channels, width, out, bits, true),
  [PHOTOMETRIC.iccLab]: (channels, width, out, { bits }) => writeLab(channels, width, out, bits, false),
};

/** Colour axes of 8 bits count in ones, of 16 bits in 256ths; CIE's are signed, those of ICC lie around 128. */
function writeLab(channels: Channel[], width: number, out: Uint8ClampedArray, bits: number, signed: boolean): void {
  const [lightness, a, b] = channels as [Channel, Channel, Channel];
  const full = 2 ** bits - 1;
  const axis = ({ levels, offset, step }: Channel, x: number) => {
    const code = Math.round(((levels[offset + x * step] as number) * full) / 255);
    const value = bits === 16 ? code / 256 : code;
    if (!signed) return value - 128;
    return value >= 128 ? value - 256 : value;
  };
  for (let x = 0; x < width; x++) {
    const level = lightness.levels[lightness.offset + x * lightness.step] as number;
    labToRgb((level * 100) / 255, axis(a, x), axis(b, x), out, x * 4);
  }
}

/**
 * Blocks of `across` × `down` lumas, then the two colour differences that they share; a row of blocks holds `down` rows
 * of pixels. Of a page in planes each pixel has its own.
 */
function ycbcrWriter(
  { planar }: TiffFormat,
  { across, down, luma, reference }: NonNullable<TiffFormat['ycbcr']>,
): RowWriter {
  const [red, green, blue] = luma;
  const block = across * down + 2;
  const yScale = 255 / (reference[1] - reference[0] || 255);
  const cbScale = 127 / (reference[3] - reference[2] || 127);
  const crScale = 127 / (reference[5] - reference[4] || 127);
  return (planes, row, width, out) => {
    const [first, second, third] = planes as [Tile, Tile, Tile];
    const start = Math.floor(row / down) * first.rowBytes;
    for (let x = 0, to = 0; x < width; x++, to += 4) {
      const at = start + (planar ? x : Math.floor(x / across) * block);
      const inBlock = planar ? 0 : (row % down) * across + (x % across);
      const y = ((first.data[at + inBlock] as number) - reference[0]) * yScale;
      const cb = (((planar ? second.data[at] : first.data[at + block - 2]) as number) - reference[2]) * cbScale;
      const cr = (((planar ? third.data[at] : first.data[at + block - 1]) as number) - reference[4]) * crScale;
      const r = y + cr * (2 - 2 * red);
      const b = y + cb * (2 - 2 * blue);
      out[to] = r;
      out[to + 1] = (y - red * r - blue * b) / green;
      out[to + 2] = b;
      out[to + 3] = 255;
    }
  };
}
