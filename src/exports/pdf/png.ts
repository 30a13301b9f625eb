/**
 * PNG to PDF without loss. https://www.w3.org/TR/png-3/ Flate in PDF knows PNG's predictors, so the compressed rows of
 * most files go over as they are. Decoded are those that PDF cannot say (transparency, interlace), and 8-bit ones that
 * may hold less than they could: browsers write a black-and-white page as 32 bits a pixel.
 */
import { exifOrientation } from './exif-orientation.ts';
import type { PdfImage } from './image.ts';
import { decodePng, type PngFile } from './png-decode.ts';
import { packPixels } from './png-pack.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples a pixel by colour type: gray, RGB, palette, gray and alpha, RGB and alpha. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Undefined for what is no PNG, and for a damaged one. */
export async function readPng(bytes: Uint8Array): Promise<PdfImage | undefined> {
  const png = parse(bytes);
  if (!png) return undefined;
  const { width, height, depth, colour, channels, interlaced, palette, transparent, orientation } = png;
  const mustDecode = interlaced || transparent !== undefined || colour === 4 || colour === 6;
  if (!mustDecode && (depth !== 8 || colour === 3)) return passThrough();
  const rgba = await decodePng(png);
  if (!rgba) return undefined;
  const packed = await packPixels(rgba, width, height);
  return packed.bits === 24 && !mustDecode ? passThrough() : { ...packed.image, orientation };

  function passThrough(): PdfImage {
    const last = palette ? palette.length / 3 - 1 : 0;
    const space = palette && colour === 3 ? ['Indexed', 'DeviceRGB', last, palette] : undefined;
    return {
      data: png?.data ?? new Uint8Array(),
      orientation,
      dictionary: {
        Width: width,
        Height: height,
        BitsPerComponent: depth,
        Filter: 'FlateDecode',
        ColorSpace: space ?? (channels === 1 ? 'DeviceGray' : 'DeviceRGB'),
        DecodeParms: { Predictor: 15, Colors: channels, BitsPerComponent: depth, Columns: width },
      },
    };
  }
}

function parse(bytes: Uint8Array): (PngFile & { orientation: number }) | undefined {
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte) || bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth = 0, colour = 0, , , interlace] = bytes.subarray(24, 29);
  const channels = CHANNELS[colour];
  const parts: Uint8Array[] = [];
  let palette: Uint8Array | undefined;
  let transparent: Uint8Array | undefined;
  let orientation = 1;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') parts.push(data);
    else if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') transparent = data;
    else if (type === 'eXIf') orientation = exifOrientation(data);
    at += 12 + length;
  }
  if (!channels || width === 0 || height === 0 || parts.length === 0 || (colour === 3 && !palette)) return undefined;
  return {
    width,
    height,
    depth,
    colour,
    channels,
    interlaced: interlace === 1,
    palette,
    transparent,
    orientation,
    data: concat(parts),
  };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
