import { describe, expect, it } from 'vitest';
import { mapBoxInto } from './affine.ts';
import { invert } from './invert.ts';
import { type Measures, measurePage } from './measure.ts';
import { planPreparation, scaleFor } from './plan.ts';
import { preparePage } from './prepare-page.ts';
import { rotate } from './rotate.ts';
import { inkBox, textPage } from './test-pictures.ts';
import { turn } from './turn.ts';

const clean = measurePage(textPage());
const plan = (changes: Partial<Measures>) => planPreparation({ ...clean, ...changes }).map(({ step }) => step);

describe('planPreparation', () => {
  it('leaves a clean upright page alone', () => {
    expect(planPreparation(clean)).toEqual([]);
  });

  it('leaves an empty page alone', () => {
    expect(plan({ xHeight: null, letters: 0, skew: { degrees: 0, certainty: 0, contrast: 1 } })).toEqual([]);
  });

  it('enlarges small type to the best x-height, within the bound of pixels', () => {
    expect(scaleFor(8, 1e6)).toBe(2.5);
    expect(scaleFor(2, 1e5)).toBe(4);
    expect(scaleFor(8, 9e6)).toBe(1.33);
    expect(scaleFor(8, 40e6)).toBe(1);
    expect(scaleFor(20, 1e6)).toBe(1);
    expect(scaleFor(null, 1e6)).toBe(1);
  });

  it('reduces very large type', () => {
    expect(scaleFor(80, 40e6)).toBe(0.25);
  });

  it('deskews what lies askew for sure', () => {
    expect(planPreparation({ ...clean, skew: { degrees: 3, certainty: 0.3, contrast: 2 } })).toEqual([
      { step: 'deskew', value: -3, reason: 'lines lie at 3°' },
    ]);
    expect(plan({ skew: { degrees: 3, certainty: 0.02, contrast: 2 } })).toEqual([]);
    expect(plan({ skew: { degrees: 0.2, certainty: 0.9, contrast: 2 } })).toEqual([]);
  });

  it('says why', () => {
    const [step] = planPreparation({ ...clean, isLightOnDark: true });
    expect(step).toEqual({ step: 'invert', value: 1, reason: 'light writing on a dark ground' });
  });

  it('does the steps in an order in which each helps the next', () => {
    const all = plan({
      borders: { left: 30, top: 0, right: 0, bottom: 0 },
      darkRegions: [[0, 0, 100, 40]],
      paper: { low: 90, median: 180, high: 230 },
      tails: { low: 90, high: 200 },
      xHeight: 7,
      skew: { degrees: -5, certainty: 0.5, contrast: 2 },
    });
    expect(all).toEqual(['clean-borders', 'invert-regions', 'flatten-light', 'stretch-contrast', 'scale', 'deskew']);
  });
});

describe('preparePage', () => {
  it('hands back the picture where nothing is to be done', () => {
    const page = textPage();
    expect(preparePage(page, []).picture).toBe(page);
  });

  it('brings a turned, skewed, small and dark page upright and maps its boxes back', () => {
    const page = textPage(9);
    const skewed = rotate(page, 4, 255);
    const turned = turn(skewed.picture, 270);
    const given = invert(turned.picture);
    const measures = measurePage(given);
    expect(measures.sideways).toBeGreaterThan(2);
    const steps = planPreparation(measures, { turn: 90 });
    expect(steps.map(({ step }) => step)).toEqual(['turn', 'invert', 'scale', 'deskew']);
    const { picture, toOriginal, toUpright, upright } = preparePage(given, steps);
    const after = measurePage(picture);
    expect(Math.abs(after.skew.degrees)).toBeLessThan(0.11);
    expect(after.isLightOnDark).toBe(false);
    expect(after.xHeight).toBeGreaterThan(15);

    expect(upright).toEqual({ width: given.height, height: given.width });
    const here = inkBox(picture);
    const there = mapBoxInto(toUpright, here, upright.width, upright.height);
    const ink = inkBox(skewed.picture);
    // The box around the skewed text lies within that around its straight one's corners.
    expect(there[0]).toBeLessThanOrEqual(ink[0] + 1);
    expect(there[1]).toBeLessThanOrEqual(ink[1] + 1);
    expect(there[2]).toBeGreaterThanOrEqual(ink[2] - 1);
    expect(there[3]).toBeGreaterThanOrEqual(ink[3] - 1);
    expect((there[0] + there[2]) / 2).toBeCloseTo((ink[0] + ink[2]) / 2, -0.7);
    const back = mapBoxInto(toOriginal, here, given.width, given.height);
    expect([back[2] - back[0], back[3] - back[1]]).toEqual([there[3] - there[1], there[2] - there[0]]);
  });
});
