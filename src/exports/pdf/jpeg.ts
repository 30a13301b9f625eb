/** What a PDF must know of a JPEG to take its bytes as they are. ITU-T T.81, Annex B. */
import { exifOrientation } from './exif-orientation.ts';
import type { PdfImage } from './image.ts';

const ADOBE = [0x41, 0x64, 0x6f, 0x62, 0x65];
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Undefined for what is no JPEG of 1, 3 or 4 components with 8 bits each (lossless, arithmetic and 12-bit ones). */
export function readJpeg(bytes: Uint8Array): PdfImage | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  let orientation = 1;
  let adobe = false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) return undefined;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && startsWith(data, EXIF) && orientation === 1) orientation = exifOrientation(data.subarray(6));
    if (marker === 0xee && startsWith(data, ADOBE)) adobe = true;
    // Baseline, extended and progressive; FFC4, FFC8 and FFCC are no frames, the others PDF readers cannot decode.
    if (marker >= 0xc0 && marker <= 0xc2) return frame(bytes, data, orientation, adobe);
    if (marker > 0xc2 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xcc) return undefined;
    at += 2 + Math.max(2, length);
  }
  return undefined;
}

function frame(bytes: Uint8Array, data: Uint8Array, orientation: number, adobe: boolean): PdfImage | undefined {
  const [precision, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = data;
  const [width, height] = [(w1 << 8) | w0, (h1 << 8) | h0];
  const space = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' }[components];
  if (precision !== 8 || !space || width === 0 || height === 0) return undefined;
  return {
    data: bytes,
    orientation,
    dictionary: {
      Width: width,
      Height: height,
      ColorSpace: space,
      BitsPerComponent: 8,
      Filter: 'DCTDecode',
      // Adobe's programs store CMYK inverted, and say so by their marker only.
      ...(components === 4 && adobe ? { Decode: [1, 0, 1, 0, 1, 0, 1, 0] } : {}),
    },
  };
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, index) => bytes[index] === byte);
