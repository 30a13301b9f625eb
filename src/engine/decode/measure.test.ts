import { describe, expect, it } from 'vitest';
import { ApiError } from '../../contract/errors.ts';
import { LIMITS } from '../../contract/limits.ts';
import { type ImageType, measureImage } from './measure.ts';
import {
  ascii,
  be16,
  be32,
  bmp,
  concat,
  exifBlock,
  type Field,
  gif,
  jpeg,
  le16,
  le32,
  png,
  tiff,
  webp,
} from './test-images.ts';

const size = (width: number, height: number): Field[] => [
  [256, 4, width],
  [257, 4, height],
];
const edited = (bytes: Uint8Array, type: ImageType) => {
  const measure = measureImage(bytes, type);
  if ('error' in measure || !measure.orientationEdit) throw new Error('nothing to edit');
  const { start, end, replacement } = measure.orientationEdit;
  return measureImage(concat(bytes.subarray(0, start), replacement, bytes.subarray(end)), type);
};

describe('PNG', () => {
  it('reads size, resolution and orientation, and says how to take the orientation out', async () => {
    const file = await png(20, 10, [
      ['pHYs', [...be32(11811), ...be32(11811), 1]],
      ['eXIf', exifBlock(6, 72)],
    ]);
    expect(measureImage(file, 'png')).toMatchObject({
      width: 20,
      height: 10,
      dpi: 300,
      orientation: 6,
      pages: 1,
      animated: false,
      complete: true,
    });
    expect(edited(file, 'png')).toMatchObject({ width: 20, orientation: 1, dpi: 300, complete: true });
  });

  it('knows an animation, an unknown unit and a missing end', async () => {
    const file = await png(5, 5, [
      ['acTL', [...be32(3), ...be32(0)]],
      ['pHYs', [...be32(1), ...be32(1), 0]],
    ]);
    expect(measureImage(file, 'png')).toMatchObject({ animated: true, dpi: null });
    expect(measureImage(file.subarray(0, -12), 'png')).toMatchObject({ complete: false });
  });
});

describe('JPEG', () => {
  it('reads size, JFIF density and orientation in both endiannesses', () => {
    for (const littleEndian of [true, false]) {
      const file = jpeg({ exif: exifBlock(8, 600, littleEndian), jfif: { unit: 2, density: 118 } });
      expect(measureImage(file, 'jpeg')).toMatchObject({ width: 40, height: 30, orientation: 8, dpi: 299.72 });
      expect(edited(file, 'jpeg')).toMatchObject({ orientation: 1, width: 40, complete: true });
    }
  });

  it('takes the resolution from EXIF where JFIF gives only a ratio', () => {
    expect(measureImage(jpeg({ exif: exifBlock(1, 600), jfif: { unit: 0, density: 1 } }), 'jpeg')).toMatchObject({
      dpi: 600,
    });
    expect(measureImage(jpeg(), 'jpeg')).toMatchObject({ dpi: null, orientation: 1, complete: true });
  });

  it('tells a file without an end, and ignores garbage between segments and a broken EXIF', () => {
    expect(measureImage(jpeg({ end: false }), 'jpeg')).toMatchObject({ complete: false, width: 40 });
    const file = jpeg({ exif: ascii('II*\0garbage') });
    const garbled = concat(file.subarray(0, 2), [0, 0xff, 0xff, 0xff], file.subarray(3));
    expect(measureImage(garbled, 'jpeg')).toMatchObject({ width: 40, orientation: 1 });
  });

  it('fails where the frame header is missing', () => {
    expect(measureImage(jpeg().subarray(0, 6), 'jpeg')).toMatchObject({ error: 'truncated' });
    expect(measureImage(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'jpeg')).toMatchObject({ error: 'malformed' });
  });
});

describe('WebP', () => {
  it('reads the three kinds of header', () => {
    const lossy = webp(['VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...le16(300), ...le16(0x4000 + 200)]]);
    expect(measureImage(lossy, 'webp')).toMatchObject({ width: 300, height: 200, orientation: 1, complete: true });
    const lossless = webp(['VP8L', [0x2f, ...le32(299 | (199 << 14))]]);
    expect(measureImage(lossless, 'webp')).toMatchObject({ width: 300, height: 200 });
    expect(measureImage(lossless.subarray(0, -1), 'webp')).toMatchObject({ complete: false });
    const extended = webp(
      ['VP8X', [8, 0, 0, 0, ...le32(299).slice(0, 3), ...le32(199).slice(0, 3)]],
      ['ANMF', [1]],
      ['ANMF', [1, 2]],
      ['EXIF', exifBlock(7, 200)],
    );
    expect(measureImage(extended, 'webp')).toMatchObject({
      width: 300,
      height: 200,
      orientation: 7,
      dpi: 200,
      animated: true,
    });
    expect(edited(extended, 'webp')).toMatchObject({ orientation: 1 });
  });
});

describe('GIF', () => {
  it('reads the screen and whether there are more frames', () => {
    expect(measureImage(gif(9, 7, 1), 'gif')).toMatchObject({ width: 9, height: 7, animated: false, complete: true });
    expect(measureImage(gif(9, 7, 2), 'gif')).toMatchObject({ animated: true });
    expect(measureImage(gif(9, 7, 1).subarray(0, -3), 'gif')).toMatchObject({ complete: false });
    expect(measureImage(gif(9, 7, 1).subarray(0, 25), 'gif')).toMatchObject({ error: 'truncated' });
  });
});

describe('BMP', () => {
  it('reads core and information headers, and rows from the top', () => {
    expect(measureImage(bmp(6, -4, 11811), 'bmp')).toMatchObject({ width: 6, height: 4, dpi: 300, complete: true });
    const core = concat(ascii('BM'), le32(60), le32(0), le32(26), le32(12), le16(6), le16(4), le16(1), le16(24), [0]);
    expect(measureImage(core, 'bmp')).toMatchObject({ width: 6, height: 4, dpi: null });
  });
});

describe('TIFF', () => {
  it.each([
    [true, false],
    [false, false],
    [true, true],
    [false, true],
  ])('reads pages, little-endian %s, BigTIFF %s', (littleEndian, big) => {
    const file = tiff(
      [
        { fields: [...size(30, 20), [274, 3, 6], [282, 5, 118, 1], [296, 3, 3]] },
        { fields: [[254, 4, 1], ...size(3, 2)] },
        { fields: size(50, 40) },
      ],
      { littleEndian, big },
    );
    expect(measureImage(file, 'tiff')).toMatchObject({
      width: 30,
      height: 20,
      orientation: 6,
      dpi: 299.72,
      pages: 2,
    });
  });

  it('ends at a loop, and keeps the pages before a damaged directory', () => {
    const file = tiff([{ fields: size(30, 20) }]);
    const link = file.length - 4;
    const looping = concat(file.subarray(0, link), file.subarray(4, 8));
    expect(measureImage(looping, 'tiff')).toMatchObject({ pages: 1 });
    const damaged = concat(file.subarray(0, link), le32(link - 2));
    expect(measureImage(damaged, 'tiff')).toMatchObject({ pages: 1, width: 30 });
  });

  it('gives no resolution in an unknown unit', () => {
    const file = tiff([{ fields: [...size(3, 2), [282, 5, 300, 1], [296, 3, 1]] }]);
    expect(measureImage(file, 'tiff')).toMatchObject({ dpi: null });
  });
});

describe('bounds', () => {
  it('refuses more pixels than allowed, with both figures, and no fewer', () => {
    const side = Math.sqrt(LIMITS.pagePixels);
    expect(measureImage(jpeg({ width: side, height: side }), 'jpeg')).toMatchObject({ width: side });
    try {
      measureImage(jpeg({ width: side + 1, height: side }), 'jpeg');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'too_many_pixels',
        details: { limit: LIMITS.pagePixels, actual: (side + 1) * side },
      });
    }
    const secondHuge = tiff([{ fields: size(3, 2) }, { fields: size(60_000, 60_000) }]);
    expect(() => measureImage(secondHuge, 'tiff')).toThrow(ApiError);
  });

  it('calls a size of zero malformed', () => {
    expect(measureImage(jpeg({ width: 0 }), 'jpeg')).toMatchObject({ error: 'malformed' });
    expect(measureImage(tiff([{ fields: size(0, 5) }]), 'tiff')).toMatchObject({ error: 'malformed' });
  });
});

describe('damaged bytes', () => {
  const samples: [ImageType, () => Uint8Array | Promise<Uint8Array>][] = [
    [
      'png',
      () =>
        png(20, 10, [
          ['pHYs', [...be32(11811), ...be32(11811), 1]],
          ['eXIf', exifBlock(6, 72)],
        ]),
    ],
    ['jpeg', () => jpeg({ exif: exifBlock(8, 600), jfif: { unit: 1, density: 300 } })],
    [
      'webp',
      () => webp(['VP8X', [8, 0, 0, 0, ...le32(9).slice(0, 3), ...le32(9).slice(0, 3)]], ['EXIF', exifBlock(3, 9)]),
    ],
    ['gif', () => gif(9, 7, 3)],
    ['bmp', () => bmp(6, 4, 3000)],
    [
      'tiff',
      () => tiff([{ fields: [...size(30, 20), [282, 5, 300, 1]] }, { fields: size(9, 9) }], { littleEndian: false }),
    ],
    ['tiff', () => tiff([{ fields: [...size(30, 20), [282, 5, 300, 1]] }], { big: true })],
  ];

  it.each(samples)('of %s end in a value or an ApiError, never in anything else', async (type, make) => {
    const original = await make();
    const random = generator(20);
    let failures = 0;
    for (let round = 0; round < 3000; round++) {
      const bytes = original.slice(0, random() < 0.3 ? Math.floor(random() * original.length) : original.length);
      for (let n = Math.floor(random() * 6); n >= 0 && bytes.length > 0; n--) {
        const extreme = [0, 255, 128, 127][Math.floor(random() * 8)];
        bytes[Math.floor(random() * bytes.length)] = extreme ?? Math.floor(random() * 256);
      }
      try {
        const measure = measureImage(bytes, type);
        if ('error' in measure) failures++;
        else expect(measure.width * measure.height).toBeLessThanOrEqual(LIMITS.pagePixels);
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
        failures++;
      }
    }
    expect(failures).toBeGreaterThan(0);
  });

  it('of any length, from nothing on, do not throw', () => {
    for (const [type] of samples) {
      for (let length = 0; length < 40; length++) measureImage(new Uint8Array(length).fill(255), type);
    }
    expect(measureImage(new Uint8Array(0), 'png')).toMatchObject({ error: 'truncated' });
    expect(measureImage(concat(ascii('II'), be16(7)), 'tiff')).toMatchObject({ error: 'malformed' });
  });
});

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
