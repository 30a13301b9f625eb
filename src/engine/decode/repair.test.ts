import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { measureImage } from './measure.ts';
import { wrappedPicture } from './measure-bmp.ts';
import { pngChunks } from './measure-png.ts';
import { repairPng } from './png-data.ts';
import { repairBmp } from './repair-bmp.ts';
import { ascii, be32, bmp, concat, le16, le32, png } from './test-images.ts';

async function scanlines(parts: Uint8Array[]): Promise<Uint8Array> {
  const file = concat(...parts);
  for (const { type, start, end } of pngChunks(file))
    if (type === 'IDAT') return Uint8Array.from(inflateSync(file.subarray(start, end)));
  throw new Error('no data');
}

describe('repairPng', () => {
  it('keeps all pixels of a file that only lacks its end', async () => {
    const file = await png(30, 30);
    const repaired = await repairPng(file.subarray(0, -12));
    expect(repaired?.lacks).toBe(false);
    expect((await scanlines(repaired?.parts ?? [])).length).toBe(30 * 31);
  });

  it('puts white rows where data are missing', async () => {
    const file = await png(300, 300);
    const whole = await scanlines([file]);
    const repaired = await repairPng(file.subarray(0, file.length - 40));
    const rows = await scanlines(repaired?.parts ?? []);
    expect(repaired?.lacks).toBe(true);
    expect(rows.subarray(0, 301)).toEqual(whole.subarray(0, 301));
    expect([...rows.subarray(-301)]).toEqual([0, ...new Uint8Array(300).fill(255)]);
    expect(measureImage(concat(...(repaired?.parts ?? [])), 'png')).toMatchObject({ width: 300, complete: true });
  });

  it('gives up where next to nothing is there', async () => {
    const file = await png(300, 300);
    expect(await repairPng(file.subarray(0, 50))).toBeNull();
  });
});

describe('repairBmp', () => {
  it('leaves a sound file alone', () => {
    const file = bmp(4, 4, 0);
    expect(repairBmp(file)).toBe(file);
  });

  it('finds the pixels that the header does not', () => {
    const file = concat(bmp(4, 4, 0), new Uint8Array(40));
    file.set(le32(0), 10);
    expect([...repairBmp(file).subarray(10, 14)]).toEqual(le32(54));
  });

  it('drops an alpha that is zero everywhere, and no other', () => {
    const header = concat(
      [...le32(108), ...le32(2), ...le32(1), ...le16(1), ...le16(32), ...le32(3), ...new Uint8Array(20)],
      [...le32(0xff0000), ...le32(0xff00), ...le32(0xff), ...le32(0xff000000), ...new Uint8Array(52)],
    );
    const file = (alpha: number) =>
      concat(ascii('BM'), le32(130), le32(0), le32(14 + 108), header, [1, 2, 3, 0, 4, 5, 6, alpha]);
    expect([...repairBmp(file(0)).subarray(66, 70)]).toEqual([0, 0, 0, 0]);
    expect(repairBmp(file(1))[69]).toBe(255);
  });
});

it('a picture inside of a BMP is found', async () => {
  const inner = await png(3, 2);
  const header = [...le32(40), ...le32(3), ...le32(2), ...le16(1), ...le16(0), ...le32(5), ...new Uint8Array(20)];
  const file = concat(ascii('BM'), le32(0), le32(0), le32(54), header, inner);
  expect(wrappedPicture(file)).toEqual({ type: 'png', bytes: inner });
  expect(wrappedPicture(bmp(3, 2, 0))).toBeNull();
});

describe('measureAvif', () => {
  const box = (type: string, ...parts: (Uint8Array | number[])[]) => {
    const body = concat(...parts);
    return concat(be32(body.length + 8), ascii(type), body);
  };
  const ispe = (width: number, height: number) => box('ispe', be32(0), be32(width), be32(height));
  const file = (brand: string, ...sizes: Uint8Array[]) =>
    concat(
      box('ftyp', ascii(brand), be32(0), ascii('mif1')),
      box('meta', be32(0), box('iprp', box('ipco', ...sizes))),
      box('mdat', [1, 2, 3]),
    );

  it('takes the largest of the sizes', () => {
    const measure = measureImage(file('avif', ispe(512, 512), ispe(1000, 700), ispe(100, 70)), 'avif');
    expect(measure).toMatchObject({ width: 1000, height: 700, animated: false, complete: true });
    expect(measureImage(file('avis', ispe(10, 10)), 'avif')).toMatchObject({ animated: true });
  });

  it('tells damage, and a size beyond the bounds', () => {
    const sound = file('avif', ispe(10, 10));
    expect(measureImage(sound.subarray(0, -2), 'avif')).toMatchObject({ complete: false });
    expect(measureImage(file('avif'), 'avif')).toMatchObject({ error: 'malformed' });
    expect(measureImage(concat(box('ftyp', ascii('avif'), be32(0)), be32(2), ascii('meta')), 'avif')).toHaveProperty(
      'error',
    );
    expect(() => measureImage(file('avif', ispe(20_000, 20_000)), 'avif')).toThrowError(
      expect.objectContaining({ code: 'too_many_pixels', details: { limit: 1e8, actual: 4e8 } }),
    );
  });
});
