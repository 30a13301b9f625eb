/** Small images made byte by byte, for the tests of this folder. */
import { encodePng } from './encode-png.ts';

export const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function concat(...parts: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const be16 = (value: number) => [(value >> 8) & 255, value & 255];
export const be32 = (value: number) => [...be16(value >>> 16), ...be16(value & 0xffff)];
export const le16 = (value: number) => be16(value).reverse();
export const le32 = (value: number) => be32(value).reverse();

/** A TIFF field: its type (1 byte, 3 short, 4 long, 5 rational by numerator and denominator) and its values. */
export type Field = [tag: number, type: number, ...values: number[]];

export interface TiffOptions {
  littleEndian?: boolean;
  big?: boolean;
}

/** A TIFF of pages, each with its fields and strips; the fields of the strips' places are added. */
export function tiff(
  pages: { fields: Field[]; strips?: Uint8Array[] }[],
  { littleEndian = true, big = false }: TiffOptions = {},
): Uint8Array<ArrayBuffer> {
  const [u16, u32] = littleEndian ? [le16, le32] : [be16, be32];
  const offset = (value: number) =>
    big ? (littleEndian ? [...u32(value), ...u32(0)] : [...u32(0), ...u32(value)]) : u32(value);
  const out: number[] = [...ascii(littleEndian ? 'II' : 'MM'), ...u16(big ? 43 : 42), ...(big ? [8, 0, 0, 0] : [])];
  if (big) out.splice(4, 4, ...u16(8), ...u16(0));
  let link = out.length;
  out.push(...offset(0));
  for (const { fields, strips = [] } of pages) {
    const places = strips.map((strip) => {
      const place = out.length;
      for (const byte of strip) out.push(byte);
      return place;
    });
    const all: Field[] =
      strips.length > 0 ? [...fields, [273, 4, ...places], [279, 4, ...strips.map((strip) => strip.length)]] : fields;
    const entries = all.map(([tag, type, ...values]) => {
      const bytes = values.flatMap((value) => (type === 1 ? [value] : type === 3 ? u16(value) : u32(value)));
      const count = type === 5 ? values.length / 2 : values.length;
      const inline = big ? 8 : 4;
      const place = out.length;
      if (bytes.length > inline) out.push(...bytes);
      const value = bytes.length > inline ? offset(place) : [...bytes, ...Array(inline - bytes.length).fill(0)];
      return [...u16(tag), ...u16(type), ...offset(count), ...value];
    });
    out.splice(link, offset(0).length, ...offset(out.length));
    out.push(...(big ? offset(entries.length) : u16(entries.length)), ...entries.flat());
    link = out.length;
    out.push(...offset(0));
  }
  return Uint8Array.from(out);
}

/** An EXIF block without its "Exif" prefix. */
export const exifBlock = (orientation: number, dpi: number, littleEndian = true) =>
  tiff(
    [
      {
        fields: [
          [274, 3, orientation],
          [282, 5, dpi, 1],
          [296, 3, 2],
        ],
      },
    ],
    { littleEndian },
  );

const segment = (marker: number, data: Uint8Array | number[]) => concat([0xff, marker], be16(data.length + 2), data);

/** A JPEG's markers around coded data that mean nothing. */
export function jpeg({
  width = 40,
  height = 30,
  exif,
  jfif,
  end = true,
}: {
  width?: number;
  height?: number;
  exif?: Uint8Array;
  jfif?: { unit: number; density: number };
  end?: boolean;
} = {}) {
  return concat(
    [0xff, 0xd8],
    jfif
      ? segment(0xe0, concat(ascii('JFIF\0'), [1, 2, jfif.unit], be16(jfif.density), be16(jfif.density), [0, 0]))
      : [],
    exif ? segment(0xe1, concat(ascii('Exif\0\0'), exif)) : [],
    segment(0xc0, [8, ...be16(height), ...be16(width), 1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
    end ? [0xff, 0xd9] : [],
  );
}

/** A gray PNG with chunks put in after its header; their checksums are left zero. */
export async function png(width: number, height: number, chunks: [type: string, data: Uint8Array | number[]][] = []) {
  const gray = Uint8Array.from({ length: width * height }, (_, n) => (n * 7) & 255);
  const bytes = new Uint8Array(await encodePng(gray, 1, width, height));
  const added = chunks.map(([type, data]) => concat(be32(data.length), ascii(type), data, be32(0)));
  return concat(bytes.subarray(0, 33), ...added, bytes.subarray(33));
}

export function webp(...chunks: [type: string, data: Uint8Array | number[]][]) {
  const body = concat(
    ...chunks.map(([type, data]) => concat(ascii(type), le32(data.length), data, data.length & 1 ? [0] : [])),
  );
  return concat(ascii('RIFF'), le32(body.length + 4), ascii('WEBP'), body);
}

export function gif(width: number, height: number, frames: number) {
  const frame = [0x2c, 0, 0, 0, 0, ...le16(width), ...le16(height), 0, 2, 2, 0x4c, 1, 0];
  return concat(
    ascii('GIF89a'),
    le16(width),
    le16(height),
    [0x80, 0, 0],
    [0, 0, 0, 255, 255, 255],
    [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
    ...Array<number[]>(frames).fill(frame),
    [0x3b],
  );
}

/** A 24-bit BMP; `height` may be negative, which means rows from the top. */
export function bmp(width: number, height: number, pixelsPerMetre: number) {
  const size = Math.abs(height) * Math.ceil((width * 3) / 4) * 4;
  return concat(
    ascii('BM'),
    le32(54 + size),
    le32(0),
    le32(54),
    le32(40),
    le32(width),
    le32(height),
    le16(1),
    le16(24),
    le32(0),
    le32(size),
    le32(pixelsPerMetre),
    le32(pixelsPerMetre),
    le32(0),
    le32(0),
    new Uint8Array(size),
  );
}
