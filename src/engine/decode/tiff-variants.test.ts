/** Ways to store samples that few writers use, each by a page of a few pixels. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeTiffPage } from './decode-tiff.ts';
import { tiffPages } from './measure-tiff.ts';
import { createPagePixels } from './page-pixels.ts';
import { concat, type Field, jpeg, type TiffOptions, tiff } from './test-images.ts';

const NONE = () => Promise.reject(new Error('no picture'));
const [DEFLATE, ZSTD, JPEG, OLD_JPEG] = [8, 50000, 7, 6];

interface Stored {
  width: number;
  height?: number;
  bits: number | number[];
  photometric: number;
  compression?: number;
  strips: (Uint8Array | number[])[];
  more?: Field[];
}

async function decode(stored: Stored, options?: TiffOptions, picture = { rgba: NONE, inks: NONE } as Decoder) {
  const { width, height = 1, bits, photometric, compression = 1, strips, more = [] } = stored;
  const ofEach = [bits].flat();
  const fields: Field[] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, ...ofEach],
    [259, 3, compression],
    [262, 3, photometric],
    [277, 3, ofEach.length],
    ...more,
  ];
  const file = tiff([{ fields, strips: strips.map((strip) => Uint8Array.from(strip)) }], options);
  const [page] = tiffPages(file);
  const pixels = createPagePixels(width, height, true);
  const { complete } = await decodeTiffPage(file, page as NonNullable<typeof page>, pixels, picture);
  return { complete, ...pixels.finish() };
}
type Decoder = Parameters<typeof decodeTiffPage>[3];

const floats = (values: number[], littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, n) => {
    view.setFloat32(n * 4, value, littleEndian);
  });
  return new Uint8Array(view.buffer);
};

describe('samples', () => {
  it('of 12 bits lie across bytes', async () => {
    const { gray } = await decode({ width: 3, bits: 12, photometric: 1, strips: [[0x00, 0x08, 0x00, 0xff, 0xf0]] });
    expect([...gray]).toEqual([0, 128, 255]);
  });

  it.each([true, false])('of 32-bit floats have the brightest as white (little-endian: %s)', async (littleEndian) => {
    const stored = { width: 4, bits: 32, photometric: 1, more: [[339, 3, 3]] as Field[] };
    const values = floats([0, 250, 500, 1000], littleEndian);
    expect([...(await decode({ ...stored, strips: [values] }, { littleEndian })).gray]).toEqual([0, 64, 128, 255]);

    // Adobe's predictor: bytes sorted by significance, as differences.
    const sorted = Uint8Array.from({ length: 16 }, (_, n) => {
      const byte = littleEndian ? 3 - (n >> 2) : n >> 2;
      return values[(n & 3) * 4 + byte] as number;
    });
    const differences = sorted.map((value, n) => value - (n > 0 ? (sorted[n - 1] as number) : 0));
    const predicted = await decode(
      {
        ...stored,
        compression: DEFLATE,
        strips: [deflateSync(differences)],
        more: [
          [339, 3, 3],
          [317, 3, 3],
        ],
      },
      { littleEndian },
    );
    expect([...predicted.gray]).toEqual([0, 64, 128, 255]);
  });

  it('that are signed begin with the lowest below zero', async () => {
    const signed = { width: 3, bits: 8, photometric: 1, more: [[339, 3, 2]] as Field[] };
    expect([...(await decode({ ...signed, strips: [[0x80, 0, 0x7f]] })).gray]).toEqual([0, 128, 255]);
    expect([...(await decode({ ...signed, strips: [[0, 20, 100]] })).gray]).toEqual([0, 51, 255]);
  });

  it('come out of Zstandard, and a broken stream leaves paper', async () => {
    // One frame of one raw block.
    const rows = Array.from({ length: 20 }, (_, n) => n * 10);
    const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 20, (20 << 3) | 1, 0, 0, ...rows];
    const stored = { width: 2, height: 10, bits: 8, photometric: 1, compression: ZSTD };
    const whole = await decode({ ...stored, strips: [frame] });
    expect([whole.complete, ...whole.gray]).toEqual([true, ...rows]);
    const cut = { ...stored, strips: [frame, frame], more: [[278, 3, 5]] as Field[] };
    cut.strips[1] = [0x28, 0xb5];
    const half = await decode(cut);
    expect([half.complete, half.gray[0], half.gray[9], half.gray[10]]).toEqual([false, 0, 90, 255]);
  });
});

describe('colours', () => {
  it('are shared by the pixels of a YCbCr block', async () => {
    const { rgb } = await decode({
      width: 3,
      height: 2,
      bits: [8, 8, 8],
      photometric: 6,
      strips: [[76, 76, 76, 76, 85, 255, 150, 0, 29, 0, 128, 128]],
      more: [[530, 3, 2, 2]],
    });
    const pixels = [...(rgb as Uint8Array)];
    expect(pixels.slice(0, 6)).toEqual([254, 0, 0, 254, 0, 0]);
    expect([pixels[6], pixels[15]]).toEqual([150, 29]);
  });

  it('of CIE Lab become sRGB', async () => {
    const eight = await decode({
      width: 2,
      bits: [8, 8, 8],
      photometric: 8,
      // The red of sRGB under D50 is L* 54.29, a* 80.80, b* 69.89.
      strips: [[255, 0, 0, 138, 81, 70]],
    });
    const [r, g, b, red, green, blue] = eight.rgb as unknown as number[];
    for (const white of [r, g, b]) expect(white).toBeGreaterThan(253);
    expect(red).toBeGreaterThan(250);
    expect(Math.max(green as number, blue as number)).toBeLessThan(12);
  });

  it('of CMYK in JPEG are the inks as stored', async () => {
    const inks = async () => Uint8Array.from({ length: 40 * 30 * 4 }, (_, n) => (n % 4 === 3 ? 55 : 0));
    const stored = { width: 40, height: 30, bits: [8, 8, 8, 8], photometric: 5, compression: JPEG, strips: [jpeg()] };
    expect((await decode(stored, {}, { rgba: NONE, inks })).gray[17]).toBe(200);
  });

  it('of JPEG planes are put together', async () => {
    let plane = 0;
    const rgba = async (_: Blob, width: number, height: number) =>
      new Uint8Array(width * height * 4).fill([200, 100, 50][plane++] as number);
    const strips = [jpeg(), jpeg(), jpeg()];
    const stored = { width: 40, height: 30, bits: [8, 8, 8], photometric: 2, compression: JPEG, strips };
    const { rgb } = await decode({ ...stored, more: [[284, 3, 2]] }, {}, { rgba, inks: NONE });
    expect([...(rgb as Uint8Array).subarray(0, 3)]).toEqual([200, 100, 50]);
  });
});

describe('old-style JPEG', () => {
  const seen: string[] = [];
  const rgba = async (picture: Blob, width: number, height: number) => {
    seen.push(String.fromCharCode(...new Uint8Array(await picture.arrayBuffer())));
    return new Uint8Array(width * height * 4).fill(255);
  };
  const page = { width: 16, height: 16, bits: [8, 8, 8], photometric: 6, compression: OLD_JPEG };
  /** A strip is the first thing behind the header, at byte 8. */
  const AT = 8;

  it('out of tables: a header is made, with restart marks between strips', async () => {
    const table = [...new Uint8Array(16).fill(0).map((_, n) => (n === 1 ? 2 : 0)), 7, 9];
    const quantisation = new Uint8Array(64).fill(3);
    const first = concat([0xaa, 0xbb], quantisation, table);
    const places: Field[] = [
      [519, 4, AT + 2],
      [520, 4, AT + 66],
      [521, 4, AT + 66],
      [278, 3, 8],
      [530, 3, 1, 1],
    ];
    await decode({ ...page, strips: [first, [0xcc]], more: places }, {}, { rgba, inks: NONE });
    const stream = seen.at(-1) as string;
    expect(stream.startsWith('\xff\xd8\xff\xdb\0\x43\0\x03')).toBe(true);
    expect(stream).toContain('\xff\xc4\0\x15\0\0\x02');
    expect(stream).toContain('\xff\xc4\0\x15\x10\0\x02');
    expect(stream).toContain('\xff\xc0\0\x11\x08\0\x10\0\x10\x03\x01\x11\0');
    // Two units of 8 × 8 pixels make a strip.
    expect(stream).toContain('\xff\xdd\0\x04\0\x02');
    expect(stream.endsWith('\x09\xff\xd0\xcc\xff\xd9')).toBe(true);
  });

  it('whole in one place is taken as it is', async () => {
    const whole = jpeg({ width: 16, height: 16 });
    const more: Field[] = [
      [513, 4, AT],
      [514, 4, whole.length],
    ];
    await decode({ ...page, strips: [whole], more }, {}, { rgba, inks: NONE });
    expect(seen.at(-1)).toBe(String.fromCharCode(...whole));
  });
});

describe('what is made to cost time', () => {
  it('is refused: strips that are all the whole file', async () => {
    const strip = new Uint8Array(2000);
    const rows = 1000;
    const file = { width: 10, height: rows, bits: 8, photometric: 1, compression: DEFLATE };
    const more: Field[] = [
      [278, 3, 1],
      [273, 4, ...Array<number>(rows).fill(8)],
      [279, 4, ...Array<number>(rows).fill(2000)],
    ];
    await expect(decode({ ...file, strips: [strip], more })).rejects.toMatchObject({
      message: expect.stringContaining('lie over one another'),
    });
  });

  it('is refused: more pages than allowed, with their number', () => {
    const page = { fields: [[256, 3, 1] as Field, [257, 3, 1] as Field] };
    const file = tiff(Array(5000).fill(page));
    expect(() => tiffPages(file)).toThrowError(
      expect.objectContaining({ code: 'too_many_pages', details: { limit: 2000, actual: 5000 } }),
    );
  });
});
