/** Which steps a page's picture needs before it is read, and why. Figures behind the thresholds: docs/decisions/0006. */
import type { Measures } from './measure.ts';
import type { Turn } from './turn.ts';

/** In the order in which they are done. Each changes the picture that the one before it left. */
export type Step = { reason: string } & (
  | { /** Degrees clockwise. */ step: 'turn'; value: Turn }
  | { /** How deep the deepest dark margin reaches, 0…1 of the side. */ step: 'clean-borders'; value: number }
  | { /** 1. */ step: 'invert'; value: number }
  | { /** How many areas. */ step: 'invert-regions'; value: number }
  | { /** Difference of the paper's gray that was evened out. */ step: 'flatten-light'; value: number }
  | { /** Specks up to so many pixels wide and high are gone. */ step: 'despeckle'; value: number }
  | { /** Black and white were this far apart, of 255. */ step: 'stretch-contrast'; value: number }
  | { /** Times as wide and high. */ step: 'scale'; value: number }
  | { /** Degrees clockwise. */ step: 'deskew'; value: number }
  | { /** Strokes are so many pixels wider to each side. */ step: 'thicken'; value: number }
);

export interface PlanHints {
  /** What makes the page upright; the measures are of the picture as it lies. */
  turn?: Turn;
}

/** Type is brought to this x-height, in pixels: what Tesseract's models were trained at (30 px from top to bottom). */
export const BEST_X_HEIGHT = 20;
/** Smaller type is enlarged. Above, enlarging costs time and, on good scans, words. */
export const SMALL_X_HEIGHT = 11;
/** The same of pictures up to `SMALL_PICTURE` pixels: poor prints like receipts gain below this, and the time is short. */
export const SMALL_X_HEIGHT_OF_SMALL_PICTURE = 16;
const SMALL_PICTURE = 2_500_000;
/** Larger type is reduced: no gain in reading, but time. */
export const LARGE_X_HEIGHT = 40;
const MOST_ENLARGED = 4;
/** Pixels of what is read; Tesseract's memory grows with them. */
export const MOST_PIXELS = 16_000_000;
/** Tesseract follows lines that lie at up to so many degrees without loss; straightened ones read no better. */
const LEAST_SKEW = 0.8;
const SURE_SKEW = 0.12;
/** Of a few letters, ascenders at either end can look like a slope. */
const ENOUGH_LETTERS = 30;
/** Thinner dark margins do no harm; painting them over sometimes did. */
const LEAST_MARGIN = 0.02;
/** Gray between the darkest and the lightest paper: a scanner's usual shade (30) is read as it is. */
const UNEVEN = 40;
/** Gray between the tails: faint print. Above, a stretch changes nothing that counts. */
const NARROW = 160;
/** Specks for each letter; charts with halftone have about one, and lost words to despeckling. */
const NOISY = 1.3;

export function planPreparation(measures: Measures, { turn }: PlanHints = {}): Step[] {
  const { width, height, xHeight, paper, tails, noise, borders, isLightOnDark, darkRegions, letters } = measures;
  const skew = turn === 90 || turn === 270 ? measures.verticalSkew : measures.skew;
  const steps: Step[] = [];
  if (turn) steps.push({ step: 'turn', value: turn, reason: `upright after a turn of ${turn}° clockwise` });

  const { left, top, right, bottom } = borders;
  const depth = Math.max(left / width, right / width, top / height, bottom / height);
  if (depth >= LEAST_MARGIN) steps.push({ step: 'clean-borders', value: round(depth, 3), reason: 'dark margins' });
  if (isLightOnDark) steps.push({ step: 'invert', value: 1, reason: 'light writing on a dark ground' });
  else if (darkRegions.length > 0) {
    steps.push({
      step: 'invert-regions',
      value: darkRegions.length,
      reason: 'areas of light writing on a dark ground',
    });
  }

  const unevenness = paper.high - paper.low;
  if (unevenness >= UNEVEN && !isLightOnDark) {
    steps.push({
      step: 'flatten-light',
      value: unevenness,
      reason: `paper between ${paper.low} and ${paper.high} of 255`,
    });
  }
  if (noise >= NOISY && xHeight !== null) {
    const value = Math.max(1, Math.round(xHeight * 0.12));
    steps.push({ step: 'despeckle', value, reason: `${round(noise, 1)} specks for each letter` });
  }
  const span = tails.high - tails.low;
  if (span < NARROW && span > 0) {
    steps.push({ step: 'stretch-contrast', value: span, reason: `gray between ${tails.low} and ${tails.high} of 255` });
  }
  const factor = scaleFor(xHeight, width * height);
  if (factor !== 1 && xHeight !== null) {
    steps.push({ step: 'scale', value: factor, reason: `x-height ${round(xHeight, 1)} px` });
  }
  if (letters >= ENOUGH_LETTERS && Math.abs(skew.degrees) >= LEAST_SKEW && skew.certainty >= SURE_SKEW) {
    steps.push({ step: 'deskew', value: -skew.degrees, reason: `lines lie at ${skew.degrees}°` });
  }
  return steps;
}

/** 1 where type is of a size to be read as it is, or its size is not known. */
export function scaleFor(xHeight: number | null, pixels: number): number {
  const small = pixels <= SMALL_PICTURE ? SMALL_X_HEIGHT_OF_SMALL_PICTURE : SMALL_X_HEIGHT;
  if (xHeight === null || (xHeight >= small && xHeight <= LARGE_X_HEIGHT)) return 1;
  const wanted = Math.min(MOST_ENLARGED, BEST_X_HEIGHT / xHeight);
  const factor = wanted > 1 ? Math.max(1, Math.min(wanted, Math.sqrt(MOST_PIXELS / pixels))) : wanted;
  return round(factor, 2);
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
