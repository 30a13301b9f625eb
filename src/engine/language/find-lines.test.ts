import { expect, it } from 'vitest';
import { blank, drawText, textPage } from '../prepare/test-pictures.ts';
import { findLines } from './find-lines.ts';

it('finds the lines of a page, and their boxes', () => {
  const lines = findLines(textPage(16), 20);
  expect(lines).toHaveLength(10);
  for (const { bbox, middle } of lines) {
    expect(bbox[0]).toBe(80);
    expect(bbox[2]).toBeGreaterThan(600);
    expect(middle[0]).toBeGreaterThan(bbox[0]);
    expect(middle[2]).toBeLessThan(bbox[2]);
    expect(middle[3] - middle[1]).toBeGreaterThanOrEqual(16);
    expect(middle[3] - middle[1]).toBeLessThanOrEqual(24);
  }
});

it('takes columns for lines of their own, and no more lines than asked for', () => {
  const picture = blank(1200, 500);
  drawText(picture, { x: 50, y: 50, lines: 6, letters: 25, xHeight: 16 });
  drawText(picture, { x: 650, y: 50, lines: 6, letters: 20, xHeight: 16 });
  expect(findLines(picture, 20)).toHaveLength(12);
  expect(findLines(picture, 6).every(({ bbox }) => bbox[0] === 50)).toBe(true);
});

it('finds none on an empty page', () => {
  expect(findLines(blank(600, 400), 8)).toEqual([]);
});
