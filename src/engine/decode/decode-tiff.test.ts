import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeTiffPage } from './decode-tiff.ts';
import { tiffPages } from './measure-tiff.ts';
import { createPagePixels } from './page-pixels.ts';
import { ascii, concat, type Field, jpeg, type TiffOptions, tiff } from './test-images.ts';

/** A page of 90 × 12 bilevel pixels with short and long runs, and one row each of white and of ink from the edge. */
const [WIDTH, HEIGHT] = [90, 12];
const isInk = (x: number, y: number) => ((x * x + y * 3 * x + y * y * 5) % 23 < 9 && y !== 3) || y === 7;
const expected = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, n) =>
  isInk(n % WIDTH, Math.floor(n / WIDTH)) ? 0 : 255,
);

/** That page as libtiff compressed it (ImageMagick 6.9.11). */
const GROUP4 =
  'JrF0R0XZdEdFzLojouy6I6LmXRHRdl0R0XMuiOi7LoEFhBBDYdpBBBDYdpBBBDYdpBBBDYdpWFhBJAgSR9YQSQIEkfWEEkCBJH1hBJAg' +
  'STERERERERERERERERkdF2XRHRHzGR0R0XZdEdEfMZHRHRdl0R0R8xkdEdF2XRHRHwuD7BpYPsGlg+waWD7BxS4IFYQpcECsIUuCBWEKXBAsmoHhlM' +
  '7lDnw45Tnc7lDnw45Tnc7lDnw45Tnc7lDnw44JXSQSCC4ukgkEFxdJBIILi6SCQQXaSSZHvZbpJMj3st0kmR72W6STI97pKL4oJJRfFBJKL4oJJR' +
  'fFKACACA==';
const GROUP3 =
  'AAE1nQ6duh05uh07dDpzdDp26HTm6HTt0OnAATVOo44Tt1HHCduo44Tt1HHCdAABHQ6H7x0OvQ6H7x0OvQ6H7x0OvQ6H7x0OrAAB2TAB' +
  'HTt0Oh+MdDp26HQ/GOh07dDofjHQ6duh0PxgAR1idOTp1idOTp1idOTp1idOTgAB5QnnULlCedQuUJ51C5QnnTgAATUDwygAAR90P5jp990P5jp99' +
  '0P5jp990P5jp0ABdDodch0OvQ6HXIdDr0Oh1yHQ69Dodch0OoABHQ6Hh4dDp26HQ8PDodO3Q6Hh4dDp26HQ8PDodPAAATVD/Y6ihD/Y6ihD/Y6ih' +
  'D/Y6iHA';
const LZW =
  'gAaYZYGqGWBrBpgawaYBuOawbjnMK5ZzDOadQCpcp/KbKfynSr9J4rYD/k0nlD/YCwajlMKpZTDKaVQynAC+bAbPqwGz7MBtezAYD9bDdfax' +
  'Xb3MZ3dzGYAAqFRqVQTR8WY0fJmNLyZjTcqAar6X6rep/K7qfyvarAVCKYZRCqGUQrBpEKwAJ7LRyfS4dH4uHR+LhAgI';

const base64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const COMPRESSION = 259;
const PHOTOMETRIC = 262;

interface Page {
  width?: number;
  height?: number;
  fields: Field[];
  strips: Uint8Array[];
}

async function decode({ width = WIDTH, height = HEIGHT, fields, strips }: Page, options?: TiffOptions) {
  const file = tiff([{ fields: [[256, 4, width], [257, 4, height], ...fields], strips }], options);
  const [page] = tiffPages(file);
  if (!page) throw new Error('no page');
  const pixels = createPagePixels(width, height, true);
  const { complete } = await decodeTiffPage(file, page, pixels, {
    async rgba(picture, w, h) {
      jpegs.push(new Uint8Array(await picture.arrayBuffer()));
      return Uint8Array.from({ length: w * h * 4 }, (_, n) => (n % 4 === 3 ? 255 : 40));
    },
    inks: async (_, w, h) => Uint8Array.from({ length: w * h * 4 }, (_, n) => (n % 4 === 3 ? 55 : 0)),
  });
  return { complete, ...pixels.finish() };
}
const jpegs: Uint8Array[] = [];

describe('bilevel pages that libtiff wrote', () => {
  it.each([
    ['Group 4', 4, 0, GROUP4],
    ['Group 3', 3, 0, GROUP3],
    ['LZW', 5, 1, LZW],
  ])('%s', async (_, compression, photometric, data) => {
    const page = {
      fields: [
        [COMPRESSION, 3, compression],
        [PHOTOMETRIC, 3, photometric],
      ] as Field[],
    };
    const { gray, complete } = await decode({ ...page, strips: [base64(data)] });
    expect(complete).toBe(true);
    expect(gray).toEqual(expected);
    const mirrored = base64(data).map((byte) =>
      Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2),
    );
    const reversed = await decode({ fields: [...page.fields, [266, 3, 2]], strips: [mirrored] }, { big: true });
    expect(reversed.gray).toEqual(expected);
  });

  it('say that they are cut off, and leave paper where nothing was read', async () => {
    const page = {
      fields: [
        [COMPRESSION, 3, 4],
        [PHOTOMETRIC, 3, 0],
      ] as Field[],
    };
    const { gray, complete } = await decode({ ...page, strips: [base64(GROUP4).subarray(0, 180)] });
    expect(complete).toBe(false);
    expect(gray.subarray(0, WIDTH * 3)).toEqual(expected.subarray(0, WIDTH * 3));
    expect(gray.subarray(-WIDTH)).toEqual(new Uint8Array(WIDTH).fill(255));
  });

  it('go on after a broken row of Group 3', async () => {
    const data = base64(GROUP3);
    data[30] = (data[30] as number) ^ 0xff;
    const { gray, complete } = await decode({
      fields: [
        [COMPRESSION, 3, 3],
        [PHOTOMETRIC, 3, 0],
      ],
      strips: [data],
    });
    expect(complete).toBe(false);
    expect(gray.subarray(-WIDTH)).toEqual(expected.subarray(-WIDTH));
  });
});

describe('samples', () => {
  it('of 16 bits with a predictor, in both endiannesses', async () => {
    for (const littleEndian of [true, false]) {
      const differences = [0x1000, 0x2000, 0x0080, 0xc000];
      const data = Uint8Array.from(
        differences.flatMap((value) => {
          const bytes = [value >> 8, value & 255];
          return littleEndian ? bytes.reverse() : bytes;
        }),
      );
      const { gray } = await decode(
        {
          width: 4,
          height: 1,
          strips: [deflateSync(data)],
          fields: [
            [258, 3, 16],
            [COMPRESSION, 3, 8],
            [PHOTOMETRIC, 3, 1],
            [317, 3, 2],
          ],
        },
        { littleEndian },
      );
      expect([...gray]).toEqual([0x10, 0x30, 0x30, 0xf0]);
    }
  });

  it('of RGB in separate planes and PackBits', async () => {
    const plane = (value: number) => Uint8Array.of(253, value); // four times
    const { gray, rgb } = await decode({
      width: 2,
      height: 2,
      strips: [plane(200), plane(100), plane(50)],
      fields: [
        [258, 3, 8, 8, 8],
        [COMPRESSION, 3, 32773],
        [PHOTOMETRIC, 3, 2],
        [277, 3, 3],
        [284, 3, 2],
      ],
    });
    expect([...(rgb as Uint8Array).subarray(0, 3)]).toEqual([200, 100, 50]);
    expect(gray[3]).toBe(Math.round(0.299 * 200 + 0.587 * 100 + 0.114 * 50));
  });

  it('of a palette, of CMYK, of four bits, and with alpha', async () => {
    const palette = await decode({
      width: 2,
      height: 1,
      strips: [Uint8Array.of(0b01000000)],
      fields: [
        [PHOTOMETRIC, 3, 3],
        [320, 3, 0, 65535, 0, 0, 0, 0],
      ],
    });
    expect([...palette.gray]).toEqual([0, 76]);
    const cmyk = await decode({
      width: 2,
      height: 1,
      strips: [Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 0)],
      fields: [
        [258, 3, 8, 8, 8, 8],
        [PHOTOMETRIC, 3, 5],
        [277, 3, 4],
      ],
    });
    expect([...cmyk.gray]).toEqual([255, 0]);
    const four = await decode({
      width: 3,
      height: 1,
      strips: [Uint8Array.of(0x0f, 0x80)],
      fields: [
        [258, 3, 4],
        [PHOTOMETRIC, 3, 0],
      ],
    });
    expect([...four.gray]).toEqual([255, 0, 119]);
    const alpha = await decode({
      width: 2,
      height: 1,
      strips: [Uint8Array.of(10, 255, 60, 127)],
      fields: [
        [258, 3, 8, 8],
        [PHOTOMETRIC, 3, 1],
        [277, 3, 2],
        [338, 3, 1],
      ],
    });
    expect([...alpha.gray]).toEqual([10, 188]);
  });

  it('in tiles that reach over the edge', async () => {
    const tile = (value: number) => new Uint8Array(16 * 16).fill(value);
    const strips = [10, 20, 30, 40].map(tile);
    const file = tiff([
      {
        fields: [
          [256, 4, 20],
          [257, 4, 18],
          [258, 3, 8],
          [PHOTOMETRIC, 3, 1],
          [322, 3, 16],
          [323, 3, 16],
          [324, 4, 8, 264, 520, 776],
          [325, 4, 256, 256, 256, 256],
        ],
        strips,
      },
    ]);
    const [page] = tiffPages(file);
    const pixels = createPagePixels(20, 18, false);
    const none = () => Promise.reject(new Error('no picture'));
    await decodeTiffPage(file, page as NonNullable<typeof page>, pixels, { rgba: none, inks: none });
    const { gray } = pixels.finish();
    expect([gray[0], gray[19], gray[17 * 20], gray[17 * 20 + 19]]).toEqual([10, 20, 30, 40]);
  });
});

describe('JPEG strips', () => {
  it('get their tables, and the mark of RGB', async () => {
    const tables = concat([0xff, 0xd8], [0xff, 0xdb, 0, 3, 9], [0xff, 0xd9]);
    const { gray } = await decode({
      width: 40,
      height: 30,
      strips: [jpeg({ width: 40, height: 30 })],
      fields: [
        [258, 3, 8, 8, 8],
        [COMPRESSION, 3, 7],
        [PHOTOMETRIC, 3, 2],
        [277, 3, 3],
        [347, 1, ...tables],
      ],
    });
    expect(gray[0]).toBe(40);
    const text = String.fromCharCode(...(jpegs.at(-1) as Uint8Array));
    expect(text.startsWith('\xff\xd8\xff\xee')).toBe(true);
    expect(text).toContain('Adobe');
    expect(text).toContain('\xff\xdb\0\x03\x09\xff\xc0');
  });

  it('of another size than the strip are damage', async () => {
    await expect(
      decode({
        width: 40,
        height: 30,
        strips: [jpeg({ width: 400, height: 30 })],
        fields: [
          [258, 3, 8],
          [COMPRESSION, 3, 7],
          [PHOTOMETRIC, 3, 1],
        ],
      }),
    ).rejects.toMatchObject({ code: 'unreadable' });
  });
});

describe('what is not read', () => {
  it.each<[string, Field[]]>([
    ['JPEG 2000 compression', [[COMPRESSION, 3, 34712]]],
    ['unknown (999) compression', [[COMPRESSION, 3, 999]]],
    [
      'ITU Lab colours',
      [
        [PHOTOMETRIC, 3, 10],
        [258, 3, 8, 8, 8],
        [277, 3, 3],
      ],
    ],
    ['samples of 40 bits', [[258, 3, 40]]],
    [
      'samples of 5, 6, 5 bits',
      [
        [258, 3, 5, 6, 5],
        [277, 3, 3],
      ],
    ],
    [
      'complex samples',
      [
        [258, 3, 8],
        [339, 3, 5],
      ],
    ],
    [
      'predictor 3',
      [
        [258, 3, 8],
        [COMPRESSION, 3, 5],
        [317, 3, 3],
      ],
    ],
    [
      'YCbCr colours shared by 3 × 2 pixels',
      [
        [258, 3, 8, 8, 8],
        [277, 3, 3],
        [PHOTOMETRIC, 3, 6],
        [530, 3, 3, 2],
      ],
    ],
    [
      'strips missing',
      [
        [258, 3, 8],
        [278, 3, 1],
      ],
    ],
    [
      'tiles of 0 × 0',
      [
        [258, 3, 8],
        [322, 3, 0],
        [323, 3, 0],
      ],
    ],
  ])('is named: %s', async (name, fields) => {
    const refused = decode({ fields, strips: [ascii('data')] });
    await expect(refused).rejects.toMatchObject({ code: 'unreadable', message: expect.stringContaining(name) });
  });

  it('is a page of which nearly nothing is there', async () => {
    await expect(decode({ fields: [[258, 3, 8]], strips: [new Uint8Array(WIDTH)] })).rejects.toMatchObject({
      code: 'unreadable',
    });
    // 16 kB of zeros in Group 4, and a claim of a hundred megapixels without data: refused at once.
    const started = performance.now();
    const zeros = new Uint8Array(16_000);
    await expect(decode({ fields: [[COMPRESSION, 3, 4]], strips: [zeros] })).rejects.toMatchObject({
      code: 'unreadable',
    });
    await expect(
      decode({
        width: 4000,
        height: 4000,
        fields: [
          [258, 3, 8],
          [COMPRESSION, 3, 5],
        ],
        strips: [zeros],
      }),
    ).rejects.toMatchObject({ code: 'unreadable' });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
