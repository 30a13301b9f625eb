/**
 * Where pictures on a page hold what may be text and no words are known: print has two tones and thin strokes,
 * photographs have neither. What is let through here is read for nothing at worst, so the bounds are wide.
 */

import { union } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import { intersect } from './matrix.ts';

/** Gray levels between paper and ink; less is a tinted ground, or noise. */
const MIN_CONTRAST = 50;
/** Share of ink in a region of print: a single line on a wide ground, the densest type. */
const INK_SHARE = [0.002, 0.5] as const;
/** Mean length of a row's stretches of ink at 300 dpi, pixels: specks, 100 pt capitals. */
const STROKE = [1.5, 60] as const;
/** Share of pixels that lie near one of two tones: print 0.9 and more, photographs about 0.5. */
const MIN_TWO_TONE = 0.7;
/** Pictures nearer than this are strips of one, pixels. */
const JOIN = 12;
/** Words' boxes are made so much larger before their ink is left out, pixels: the tails of letters. */
const MARGIN = 6;

export interface GrayPage {
  gray: Uint8Array;
  width: number;
  height: number;
}

/** The regions, of the candidates, that hold ink outside the words' boxes; pixels. */
export function inkRegions(page: GrayPage, candidates: readonly Bbox[], words: readonly Bbox[]): Bbox[] {
  return joined(candidates).filter((box) => {
    const inside = words
      .map((word) => grown(word))
      .flatMap((word) => [intersect(word, box)].filter((part) => part !== null));
    return looksLikePrint(page, box, inside);
  });
}

const grown = ([x0, y0, x1, y1]: Bbox): Bbox => [x0 - MARGIN, y0 - MARGIN, x1 + MARGIN, y1 + MARGIN];

function joined(boxes: readonly Bbox[]): Bbox[] {
  const result: Bbox[] = [];
  for (const box of boxes) {
    let whole = box;
    for (let i = result.length - 1; i >= 0; i--) {
      const other = result[i] as Bbox;
      const [x0, y0, x1, y1] = whole;
      if (!intersect(other, [x0 - JOIN, y0 - JOIN, x1 + JOIN, y1 + JOIN])) continue;
      whole = union(whole, other);
      result.splice(i, 1);
    }
    result.push(whole);
  }
  return result;
}

function looksLikePrint({ gray, width }: GrayPage, box: Bbox, words: readonly Bbox[]): boolean {
  const [x0, y0, x1, y1] = box.map(Math.round) as Bbox;
  const counts = new Uint32Array(256);
  const known = maskOf(box, words);
  const boxWidth = x1 - x0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const isKnown = known?.[(y - y0) * boxWidth + x - x0] === 1;
      if (!isKnown) (counts[gray[y * width + x] as number] as number)++;
    }
  }
  const tones = twoTones(counts);
  if (tones.light - tones.dark < MIN_CONTRAST || tones.share < MIN_TWO_TONE) return false;
  const inkIsDark = tones.darkShare <= 0.5;
  const inkShare = inkIsDark ? tones.darkShare : 1 - tones.darkShare;
  if (inkShare < INK_SHARE[0] || inkShare > INK_SHARE[1]) return false;
  let [stretches, ink] = [0, 0];
  for (let y = y0; y < y1; y++) {
    let before = false;
    for (let x = x0; x < x1; x++) {
      const isKnown = known?.[(y - y0) * boxWidth + x - x0] === 1;
      const isInk = !isKnown && (gray[y * width + x] as number) < tones.threshold === inkIsDark;
      if (isInk) ink++;
      if (isInk && !before) stretches++;
      before = isInk;
    }
  }
  const stroke = ink / Math.max(1, stretches);
  return stroke >= STROKE[0] && stroke <= STROKE[1];
}

/** 1 where a word is known; null where none is. */
function maskOf([x0, y0, x1, y1]: Bbox, words: readonly Bbox[]): Uint8Array | null {
  if (words.length === 0) return null;
  const [left, top, right, bottom] = [x0, y0, x1, y1].map(Math.round) as Bbox;
  const mask = new Uint8Array((right - left) * (bottom - top));
  for (const word of words) {
    const [from, to] = [Math.max(0, Math.floor(word[0] - left)), Math.min(right - left, Math.ceil(word[2] - left))];
    for (let y = Math.max(top, Math.floor(word[1])); y < Math.min(bottom, Math.ceil(word[3])); y++) {
      mask.fill(1, (y - top) * (right - left) + from, (y - top) * (right - left) + to);
    }
  }
  return mask;
}

/** Otsu's threshold (1979), the means on its two sides, and how many pixels lie near them. */
function twoTones(counts: Uint32Array): {
  threshold: number;
  dark: number;
  light: number;
  darkShare: number;
  share: number;
} {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const sum = counts.reduce((all, count, level) => all + count * level, 0);
  let best = { threshold: 0, dark: 0, light: 0, darkShare: 0, between: -1 };
  let [below, belowSum] = [0, 0];
  for (let level = 0; level < 255; level++) {
    below += counts[level] as number;
    belowSum += (counts[level] as number) * level;
    if (below === 0 || below === total) continue;
    const dark = belowSum / below;
    const light = (sum - belowSum) / (total - below);
    const between = below * (total - below) * (light - dark) ** 2;
    if (between > best.between) best = { threshold: level + 1, dark, light, darkShare: below / total, between };
  }
  const reach = (best.light - best.dark) / 4;
  const near = counts.reduce(
    (all, count, level) =>
      Math.abs(level - best.dark) <= reach || Math.abs(level - best.light) <= reach ? all + count : all,
    0,
  );
  return { ...best, share: total === 0 ? 0 : near / total };
}
