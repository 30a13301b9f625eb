import { describe, expect, it } from 'vitest';
import { encodePng } from './encode-png.ts';
import type { Orientation } from './image-facts.ts';
import { inflate } from './inflate.ts';
import { measurePng, pngChunks } from './measure-png.ts';
import { orient } from './orient.ts';
import { createPagePixels } from './page-pixels.ts';
import { toPgm } from './pgm.ts';

/** A page of `size` pixels: the first `ink` of one RGBA, the rest of the other. */
function page(size: number, ink: number, inkColour: number[], ground: number[]) {
  const pixels = createPagePixels(size, 1, false);
  pixels.put(
    Uint8Array.from({ length: size * 4 }, (_, n) => (n < ink * 4 ? inkColour : ground)[n % 4] as number),
    0,
    0,
    size,
    1,
  );
  return pixels.finish();
}
const WHITE = [255, 255, 255, 255];
const BLACK = [0, 0, 0, 255];
const CLEAR = [0, 0, 0, 0];

describe('alpha', () => {
  it('lies on white', () => {
    expect(page(1000, 50, BLACK, CLEAR)).toMatchObject({ ground: 'white' });
    const { gray } = page(2, 1, [0, 0, 0, 128], CLEAR);
    expect([...gray]).toEqual([127, 255]);
  });

  it('lies on black where writing would be white on white', () => {
    const { ground, gray } = page(1000, 50, WHITE, CLEAR);
    expect([ground, gray[0], gray[999]]).toEqual(['black', 255, 0]);
  });

  it('lies on white where writing is seen there, however much clear or white there is', () => {
    expect(page(10_000, 9000, WHITE, [0, 0, 0, 254]).ground).toBe('white');
    expect(page(10_000, 9990, CLEAR, BLACK).ground).toBe('white');
    expect(page(1000, 1000, WHITE, CLEAR).ground).toBe('white');
    expect(page(1000, 0, WHITE, CLEAR).ground).toBe('white');
  });
});

describe('colour', () => {
  it('is Rec. 601 luma, and kept from the first coloured pixel on, the gray ones before it too', () => {
    const pixels = createPagePixels(4, 1, true);
    pixels.put(Uint8Array.of(9, 9, 9, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255), 0, 0, 4, 1);
    const { gray, rgb } = pixels.finish();
    expect([...gray]).toEqual([9, 76, 150, 29]);
    expect([...(rgb as Uint8Array)]).toEqual([9, 9, 9, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
  });

  it('is not kept of a gray page', () => {
    const pixels = createPagePixels(1, 1, true);
    pixels.put(Uint8Array.of(9, 9, 9, 255), 0, 0, 1, 1);
    expect(pixels.finish().rgb).toBeNull();
  });
});

describe('orient', () => {
  // F, stored in each of the eight ways, as EXIF draws them.
  const upright = ['######', '##    ', '####  ', '##    ', '##    '];
  const turn = (rows: string[]) => Array.from(rows[0] as string, (_, x) => rows.map((row) => row[x]).join(''));
  const mirror = (rows: string[]) => rows.map((row) => [...row].reverse().join(''));
  const flip = (rows: string[]) => [...rows].reverse();
  const stored: Record<Orientation, string[]> = {
    1: upright,
    2: mirror(upright),
    3: flip(mirror(upright)),
    4: flip(upright),
    5: turn(upright),
    6: flip(turn(upright)),
    7: flip(mirror(turn(upright))),
    8: mirror(turn(upright)),
  };

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('undoes %i', (orientation) => {
    const rows = stored[orientation];
    const data = Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0));
    const [width, height] = [(rows[0] as string).length, rows.length];
    const out = [...orient(data, 1, width, height, orientation)].map((ink) => (ink ? '#' : ' ')).join('');
    expect(out).toBe(upright.join(''));
    const coloured = Uint8Array.from(
      { length: data.length * 3 },
      (_, n) => (data[Math.floor(n / 3)] ?? 0) * 3 + (n % 3),
    );
    const turned = orient(coloured, 3, width, height, orientation);
    expect(turned.subarray(0, 3)).toEqual(Uint8Array.of(3, 4, 5));
    expect(turned.subarray(-3)).toEqual(Uint8Array.of(0, 1, 2));
  });
});

describe('encodePng', () => {
  it('writes bilevel pages with one bit a pixel, others with eight', async () => {
    const bilevel = await encodePng(Uint8Array.of(0, 255, 255, 0, 0, 0), 1, 3, 2);
    expect(await rows(bilevel, 4)).toEqual([0, 0b01100000, 0, 0b00000000]);
    const gray = await encodePng(Uint8Array.of(1, 2, 5, 9), 1, 2, 2);
    expect(await rows(gray, 6)).toEqual([0, 1, 2, 2, 4, 7]);
    expect(measurePng(new Uint8Array(gray))).toMatchObject({ width: 2, height: 2, complete: true });
  });

  it('ends with the well-known checksum of an empty IEND', async () => {
    const bytes = new Uint8Array(await encodePng(Uint8Array.of(7, 8, 9), 3, 1, 1));
    expect([...bytes.subarray(-4)]).toEqual([0xae, 0x42, 0x60, 0x82]);
  });

  async function rows(buffer: ArrayBuffer, length: number) {
    const bytes = new Uint8Array(buffer);
    const data = [...pngChunks(bytes)].find(({ type }) => type === 'IDAT');
    const out = new Uint8Array(length);
    expect(await inflate(bytes.subarray(data?.start, data?.end), out)).toBe(length);
    return [...out];
  }
});

describe('toPgm', () => {
  it('puts the header before the pixels', () => {
    expect(String.fromCharCode(...toPgm(Uint8Array.of(65, 66), 2, 1))).toBe('P5\n2 1\n255\nAB');
  });
});
