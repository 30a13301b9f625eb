import { describe, expect, it } from 'vitest';
import { cleanBorders } from './clean-borders.ts';
import { despeckle } from './despeckle.ts';
import { flattenLight } from './flatten-light.ts';
import { histogramOf, otsu, percentile } from './histogram.ts';
import { invert } from './invert.ts';
import { invertRegions } from './invert-regions.ts';
import { stretchContrast } from './stretch-contrast.ts';
import { blank, fillBox, inkBox, textPage } from './test-pictures.ts';
import { thicken } from './thicken.ts';

const row = (...values: number[]) => ({ data: Uint8Array.from(values), width: values.length, height: 1 });

/** Of large arrays `toEqual` takes seconds. */
const firstDifference = (a: Uint8Array, b: Uint8Array) => a.findIndex((value, n) => value !== b[n]);

describe('histogramOf, percentile, otsu', () => {
  it('finds shares of pixels', () => {
    const counts = histogramOf(row(...Array.from({ length: 100 }, (_, n) => n)));
    expect(percentile(counts, 0)).toBe(0);
    expect(percentile(counts, 0.01)).toBe(0);
    expect(percentile(counts, 0.5)).toBe(49);
    expect(percentile(counts, 1)).toBe(99);
  });

  it('parts two classes', () => {
    const { threshold, darkShare, separation } = otsu(histogramOf(row(10, 12, 14, 200, 210, 220, 205, 215, 201, 202)));
    expect(threshold).toBeGreaterThanOrEqual(14);
    expect(threshold).toBeLessThan(200);
    expect(darkShare).toBeCloseTo(0.3);
    expect(separation).toBeGreaterThan(0.95);
  });
});

describe('stretchContrast', () => {
  it('draws the span out and cuts what lies beyond', () => {
    expect([...stretchContrast(row(40, 50, 100, 150, 160), 50, 150).data]).toEqual([0, 0, 128, 255, 255]);
  });
});

describe('invert', () => {
  it('exchanges light and dark, in a region alone where one is given', () => {
    expect([...invert(row(0, 100, 255)).data]).toEqual([255, 155, 0]);
    expect([...invertRegions(row(0, 100, 255), [[1, 0, 2, 1]]).data]).toEqual([0, 155, 255]);
  });
});

describe('cleanBorders', () => {
  it('paints dark margins over and leaves the rest', () => {
    const page = textPage(16, 240);
    const clean = page.data.slice();
    fillBox(page, [0, 0, 900, 12], 10);
    fillBox(page, [860, 0, 900, 700], 10);
    expect(firstDifference(cleanBorders(page).data, clean)).toBe(-1);
  });

  it('leaves a rule within the margin', () => {
    const page = textPage();
    fillBox(page, [30, 40, 870, 43], 0);
    expect(firstDifference(cleanBorders(page).data, page.data)).toBe(-1);
  });
});

describe('flattenLight', () => {
  it('evens out a shadow and keeps the ink', () => {
    const page = textPage(16, 240, 40);
    for (let n = 0; n < page.data.length; n++) page.data[n] = page.data[n]! * (0.5 + (0.5 * (n % 900)) / 900);
    const { data } = flattenLight(page);
    const [left, right] = [data[350 * 900 + 40]!, data[350 * 900 + 860]!];
    expect(Math.abs(left - right)).toBeLessThan(8);
    expect(left).toBeGreaterThan(225);
    expect(inkBox({ data, width: 900, height: 700 }, 100)).toEqual(inkBox(textPage()));
  });

  it('leaves a dark area dark', () => {
    const page = textPage();
    fillBox(page, [300, 300, 800, 650], 40);
    expect(flattenLight(page).data[500 * 900 + 550]).toBeLessThan(110);
  });
});

describe('despeckle', () => {
  it('takes specks away, not the points beside letters', () => {
    const page = blank(400, 200);
    fillBox(page, [100, 90, 110, 120], 0);
    const clean = page.data.slice();
    fillBox(page, [112, 118, 114, 120], 0);
    const pointed = page.data.slice();
    fillBox(page, [300, 50, 302, 52], 0);
    fillBox(page, [20, 150, 21, 151], 60);
    expect(firstDifference(despeckle(page, 2).data, pointed)).toBe(-1);
    expect(firstDifference(pointed, clean)).toBe(118 * 400 + 112);
  });
});

describe('thicken', () => {
  it('widens strokes by a pixel to each side, and not around the edge of the picture', () => {
    const picture = { width: 5, height: 4, data: new Uint8Array(20).fill(200) };
    picture.data[1 * 5 + 0] = 30;
    picture.data[3 * 5 + 3] = 60;
    const { data } = thicken(picture, 1);
    const rows = Array.from({ length: 4 }, (_, y) => [...data.subarray(y * 5, y * 5 + 5)]);
    expect(rows).toEqual([
      [30, 30, 200, 200, 200],
      [30, 30, 200, 200, 200],
      [30, 30, 60, 60, 60],
      [200, 200, 60, 60, 60],
    ]);
    expect(picture.data[0]).toBe(200);
  });
});
