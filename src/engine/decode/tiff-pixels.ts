/** A TIFF's samples as RGBA. */
import { PHOTOMETRIC, type TiffFormat } from './tiff-format.ts';
import type { Tile } from './tiff-tile.ts';

/**
 * The pixels of one row of a strip or tile, straight RGBA, 4 bytes each, into `out`. `planes`: one tile, or one a
 * sample where the format is planar.
 */
export function rowToRgba(format: TiffFormat, planes: Tile[], row: number, width: number, out: Uint8Array): void {
  const { samples, bits, alpha, premultiplied } = format;
  const read = planes.map((plane) => sampleReader(plane.data, row * plane.rowBytes, format));
  const [only] = read as [(n: number) => number];
  const sample = format.planar
    ? (x: number, n: number) => (read[n] as typeof only)(x)
    : (x: number, n: number) => only(x * samples + n);
  const write = PIXEL_WRITERS[format.photometric] as PixelWriter;
  // Samples of 16 bits come as their upper 8.
  const scale = bits < 8 ? 255 / (2 ** bits - 1) : 1;
  for (let x = 0, to = 0; x < width; x++, to += 4) {
    write(out, to, (n) => sample(x, n), scale, format.colorMap);
    const opacity = alpha < 0 ? 255 : sample(x, alpha) * scale;
    out[to + 3] = opacity;
    if (premultiplied && opacity > 0 && opacity < 255) {
      for (let n = to; n < to + 3; n++) out[n] = Math.min(255, Math.round(((out[n] as number) * 255) / opacity));
    }
  }
}

type PixelWriter = (
  out: Uint8Array,
  to: number,
  sample: (n: number) => number,
  scale: number,
  colorMap: number[],
) => void;

const PIXEL_WRITERS: Record<number, PixelWriter> = {
  [PHOTOMETRIC.minIsWhite]: (out, to, sample, scale) => {
    out.fill(255 - sample(0) * scale, to, to + 3);
  },
  [PHOTOMETRIC.minIsBlack]: (out, to, sample, scale) => {
    out.fill(sample(0) * scale, to, to + 3);
  },
  [PHOTOMETRIC.rgb]: (out, to, sample, scale) => {
    for (let n = 0; n < 3; n++) out[to + n] = sample(n) * scale;
  },
  [PHOTOMETRIC.palette]: (out, to, sample, _, colorMap) => {
    const entries = colorMap.length / 3;
    for (let n = 0; n < 3; n++) out[to + n] = (colorMap[n * entries + sample(0)] ?? 0) >> 8;
  },
  [PHOTOMETRIC.cmyk]: (out, to, sample, scale) => {
    const paper = 255 - sample(3) * scale;
    for (let n = 0; n < 3; n++) out[to + n] = Math.round(((255 - sample(n) * scale) * paper) / 255);
  },
};

/** Reads the sample `n` of a row: its value for 1, 2, 4 and 8 bits, the upper 8 bits of 16. */
function sampleReader(data: Uint8Array, start: number, { bits, littleEndian }: TiffFormat): (n: number) => number {
  if (bits === 8) return (n) => data[start + n] as number;
  if (bits === 16) {
    const upper = start + (littleEndian ? 1 : 0);
    return (n) => data[upper + 2 * n] as number;
  }
  const mask = 2 ** bits - 1;
  return (n) => ((data[start + ((n * bits) >> 3)] as number) >> (8 - bits - ((n * bits) & 7))) & mask;
}
