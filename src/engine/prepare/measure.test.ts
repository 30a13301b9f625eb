import { describe, expect, it } from 'vitest';
import { invert } from './invert.ts';
import { measurePage } from './measure.ts';
import { rotate } from './rotate.ts';
import { blank, drawText, fillBox, textPage } from './test-pictures.ts';
import { turn } from './turn.ts';

describe('measurePage', () => {
  it('finds nothing on an empty page', () => {
    const measures = measurePage(blank(300, 200));
    expect(measures).toMatchObject({ xHeight: null, letters: 0, textLines: 0, textBounds: null, ink: 0, noise: 0 });
    expect(measures).toMatchObject({ isLightOnDark: false, darkRegions: [], skew: { degrees: 0, certainty: 0 } });
  });

  it.each([
    [1, 1],
    [3, 2],
    [1, 40],
    [33, 5],
  ])('takes a picture of %i × %i pixels', (width, height) => {
    expect(measurePage(blank(width, height, 80)).xHeight).toBeNull();
  });

  it.each([7, 10, 16, 24, 33])('measures an x-height of %i pixels', (xHeight) => {
    expect(measurePage(textPage(xHeight)).xHeight).toBeCloseTo(xHeight, -0.4);
  });

  it('measures a large picture on a smaller copy', () => {
    const picture = blank(3000, 2600);
    drawText(picture, { x: 200, y: 200, lines: 12, letters: 60, xHeight: 30 });
    const measures = measurePage(picture);
    expect(Math.abs(measures.xHeight! - 30)).toBeLessThan(2);
    expect(Math.abs(measures.textBounds![0] - 200)).toBeLessThanOrEqual(2);
    expect(measures.textLines).toBe(12);
  });

  it('takes type without ascenders for capitals', () => {
    const picture = blank(900, 700);
    drawText(picture, { x: 80, y: 80, lines: 8, letters: 30, xHeight: 21, ascender: 0 });
    expect(Math.abs(measurePage(picture).xHeight! - 15)).toBeLessThan(1);
  });

  it('counts lines and bounds the text', () => {
    const { textLines, textBounds, letters } = measurePage(textPage());
    expect(textLines).toBe(10);
    expect(letters).toBe(370);
    expect(textBounds!.slice(0, 2)).toEqual([80, 80]);
  });

  it.each([-15, -9.3, -3, -0.4, 0, 0.7, 2, 5, 12])('finds a skew of %d°', (degrees) => {
    const { skew } = measurePage(rotate(textPage(), degrees, 255).picture);
    expect(Math.abs(skew.degrees - degrees)).toBeLessThan(0.11);
    expect(skew.certainty).toBeGreaterThan(0.2);
  });

  it('sees that a page lies on its side, skewed or not, and its x-height all the same', () => {
    expect(measurePage(textPage()).sideways).toBeLessThan(1);
    for (const degrees of [0, 4]) {
      const measures = measurePage(turn(rotate(textPage(), degrees, 255).picture, 90).picture);
      expect(measures.sideways).toBeGreaterThan(2);
      expect(Math.abs(measures.verticalSkew.degrees - degrees)).toBeLessThan(0.11);
      expect(Math.abs(measures.xHeight! - 16)).toBeLessThan(2);
    }
  });

  it('tells light on dark from dark on light, also on a dark table', () => {
    const page = textPage();
    expect(measurePage(page).isLightOnDark).toBe(false);
    const negative = measurePage(invert(page));
    expect(negative.isLightOnDark).toBe(true);
    expect(negative.xHeight).toBeCloseTo(measurePage(page).xHeight!, 5);
    const table = blank(1600, 1300, 30);
    for (let y = 0; y < 700; y++) table.data.set(page.data.subarray(y * 900, (y + 1) * 900), (y + 300) * 1600 + 350);
    expect(measurePage(table).isLightOnDark).toBe(false);
  });

  it('finds an area of light writing on a page of dark', () => {
    const page = textPage();
    fillBox(page, [60, 600, 840, 660], 40);
    drawText(page, { x: 80, y: 612, lines: 1, letters: 30, xHeight: 16, ink: 250 });
    expect(measurePage(page).darkRegions).toEqual([[60, 600, 840, 660]]);
    fillBox(page, [60, 600, 840, 660], 40);
    expect(measurePage(page).darkRegions).toEqual([]);
  });

  it('measures uneven light by the paper around the text', () => {
    const page = textPage();
    expect(measurePage(page).paper).toEqual({ low: 255, median: 255, high: 255 });
    for (let n = 0; n < page.data.length; n++) page.data[n] = page.data[n]! * (0.5 + (0.5 * (n % 900)) / 900);
    const { paper, xHeight } = measurePage(page);
    expect(paper.high - paper.low).toBeGreaterThan(70);
    expect(Math.abs(xHeight! - 16)).toBeLessThan(1.5);
  });

  it('counts specks', () => {
    const page = textPage();
    let seed = 1;
    for (let n = 0; n < 1_500; n++) {
      seed = (seed * 16807) % 2147483647;
      const at = seed % page.data.length;
      page.data[at] = 0;
    }
    expect(measurePage(page).noise).toBeGreaterThan(1.5);
    expect(measurePage(textPage()).noise).toBe(0);
  });

  it('sees dark margins', () => {
    const page = textPage();
    fillBox(page, [0, 0, 20, 700], 5);
    fillBox(page, [0, 690, 900, 700], 5);
    expect(measurePage(page).borders).toEqual({ left: 20, top: 0, right: 0, bottom: 10 });
  });

  it('reads faint print beside black', () => {
    const page = textPage(16, 250, 190);
    fillBox(page, [0, 0, 900, 40], 0);
    const { letters, xHeight } = measurePage(page);
    expect(letters).toBe(370);
    expect(Math.abs(xHeight! - 16)).toBeLessThan(1);
  });
});
