import { describe, expect, it } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import { mapBox } from './affine.ts';
import { resample } from './resample.ts';
import { rotate } from './rotate.ts';
import { blank, fillBox, inkBox } from './test-pictures.ts';
import { type Turn, turn } from './turn.ts';

const BOX: Bbox = [30, 20, 60, 28];
function boxed() {
  const picture = blank(101, 67);
  fillBox(picture, BOX, 0);
  return picture;
}

describe('turn', () => {
  it.each([90, 180, 270] as Turn[])('turns by %i° and maps boxes back exactly', (degrees) => {
    const { picture, toOriginal } = turn(boxed(), degrees);
    expect([picture.width, picture.height]).toEqual(degrees === 180 ? [101, 67] : [67, 101]);
    expect(mapBox(toOriginal, inkBox(picture))).toEqual(BOX);
  });

  it('turns clockwise', () => {
    // From the upper left to the upper right.
    const picture = blank(3, 2);
    picture.data[0] = 0;
    expect(turn(picture, 90).picture).toEqual({ data: Uint8Array.of(255, 0, 255, 255, 255, 255), width: 2, height: 3 });
    expect([...turn(picture, 270).picture.data]).toEqual([255, 255, 255, 255, 0, 255]);
  });
});

describe('resample', () => {
  it('hands back the same picture at its own size', () => {
    const picture = boxed();
    expect(resample(picture, 1).picture).toBe(picture);
  });

  it.each([0.5, 1.7, 3])('keeps edges where they belong at a factor of %d', (factor) => {
    const { picture, toOriginal } = resample(boxed(), factor);
    expect([picture.width, picture.height]).toEqual([Math.round(101 * factor), Math.round(67 * factor)]);
    for (const [n, value] of mapBox(toOriginal, inkBox(picture)).entries()) {
      expect(Math.abs(value - BOX[n]!)).toBeLessThanOrEqual(0.5 / Math.min(1, factor) + 0.01);
    }
  });

  it('keeps an even gray even', () => {
    for (const factor of [0.31, 2.3]) {
      expect(new Set(resample(blank(40, 30, 137), factor).picture.data)).toEqual(new Set([137]));
    }
  });

  it('takes the mean of what a pixel covers', () => {
    const picture = { data: Uint8Array.of(0, 100, 200, 100, 255, 5), width: 6, height: 1 };
    expect([...resample(picture, 0.5).picture.data.slice(0, 3)]).toEqual([50, 150, 130]);
  });

  it('goes through the pixels where it enlarges by an odd factor', () => {
    const picture = { data: Uint8Array.from({ length: 25 }, (_, n) => (n * 53) % 256), width: 5, height: 5 };
    const { data, width } = resample(picture, 3).picture;
    const middles = Array.from({ length: 25 }, (_, n) => data[(Math.floor(n / 5) * 3 + 1) * width + (n % 5) * 3 + 1]);
    expect(middles).toEqual([...picture.data]);
  });

  it('takes pictures of a single pixel', () => {
    expect([...resample(blank(1, 1, 9), 3).picture.data]).toEqual(Array(9).fill(9));
    expect([...resample(blank(1, 1, 9), 0.2).picture.data]).toEqual([9]);
  });
});

describe('rotate', () => {
  it.each([-15, -0.5, 3, 10])('holds the whole page at %d° and maps boxes back', (degrees) => {
    const { picture, toOriginal } = rotate(boxed(), degrees, 255);
    const there = inkBox(picture);
    // The box around the box grows with the angle; its middle stays.
    const [x0, y0, x1, y1] = mapBox(toOriginal, there);
    expect((x0 + x1) / 2).toBeCloseTo(45, 0);
    expect((y0 + y1) / 2).toBeCloseTo(24, 0);
    expect(picture.width).toBeGreaterThan(100);
  });

  it('rotates clockwise', () => {
    const picture = blank(200, 100);
    fillBox(picture, [10, 49, 190, 51], 0);
    const { data, width } = rotate(picture, 10, 255).picture;
    const row = (x: number) => {
      const at = data.findIndex((value, n) => n % width === x && value < 128);
      return Math.floor(at / width);
    };
    // In an image's coordinates a line that rises to the left falls to the right.
    expect(row(180) - row(30)).toBeCloseTo(150 * Math.tan((10 * Math.PI) / 180), -0.5);
  });

  it('fills with paper and keeps an even gray', () => {
    const { data } = rotate(blank(90, 60, 200), 7, 200).picture;
    expect(new Set(data)).toEqual(new Set([200]));
  });
});
