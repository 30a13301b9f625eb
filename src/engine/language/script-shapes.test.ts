import { expect, it } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import { blank, fillBox } from '../prepare/test-pictures.ts';
import model from './script-shapes.json';
import { type ShapeModel, scriptsOf } from './script-shapes.ts';

const LINE: Bbox = [0, 0, 320, 32];

/** The tap in the middle alone; what is dense is `Dark`, what is not `Thin`. */
const DENSITY: ShapeModel = {
  scripts: ['Dark', 'Thin'],
  layers: [
    { inputs: 1, outputs: 1, scale: 1, weights: btoa('\0\0\0\0\x01\0\0\0\0'), bias: [0] },
    { inputs: 2, outputs: 2, scale: 1, weights: btoa('\x04\0\0\0'), bias: [0, 4] },
  ],
};

it('convolves, pools and weighs', () => {
  const stripes = (width: number) => {
    const picture = blank(320, 32);
    for (let x = 0; x < 320; x += 16) fillBox(picture, [x, 0, x + width, 32], 0);
    return picture;
  };
  // Every second column of a stripe's pixels is looked at: 12 of 16 are ink, twice their mean times four is 6 against 4.
  expect(scriptsOf(stripes(12), [LINE], DENSITY)[0]?.script).toBe('Dark');
  expect(scriptsOf(stripes(4), [LINE], DENSITY)[0]?.script).toBe('Thin');
});

it('gives every script a share', () => {
  const picture = blank(320, 32);
  fillBox(picture, [20, 8, 200, 20], 0);
  const scripts = scriptsOf(picture, [LINE, LINE], model);
  expect(scripts).toHaveLength(model.scripts.length);
  expect(scripts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(scripts.every(({ share }, n) => n === 0 || share <= (scripts[n - 1]?.share ?? 0))).toBe(true);
});

it('says nothing of no lines', () => {
  expect(scriptsOf(blank(10, 10), [], model)).toEqual([]);
});
