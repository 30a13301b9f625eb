/** The skew that a page has left, told from how its long lines rise or fall. */
import type { Bbox } from '../document/model.ts';
import { heightOf, median } from './segment.ts';

/** A line tells of skew from this many words on, and when it is this many times as long as its words are high. */
const WORDS = 4;
const LENGTH = 10;
/** So many lines must agree; fewer are as likely a slanted title. */
const LINES = 3;
/** Below, a line of the page's width stays within a sixth of a line: nothing is to be levelled. */
const LEAST = 0.002;
/** Beyond, as a tangent (5°), it is no skew: a source hands such lines over with an angle. */
const MOST = 0.0875;

/** dy / dx of the page's lines, in pixels with y downwards; 0 for a straight page. `lines`: boxes of words in their frame. */
export function estimateSlope(lines: readonly (readonly Bbox[])[]): number {
  const found: { slope: number; weight: number }[] = [];
  for (const words of lines) {
    const first = words[0];
    const last = words.at(-1);
    if (words.length < WORDS || !first || !last) continue;
    const length = Math.abs((last[0] + last[2] - first[0] - first[2]) / 2);
    if (length < LENGTH * median(words.map(heightOf))) continue;
    found.push({ slope: slopeOf(words), weight: length });
  }
  if (found.length < LINES) return 0;
  const slope = weightedMedian(found);
  return Math.abs(slope) < LEAST || Math.abs(slope) > MOST ? 0 : slope;
}

/** Theil's estimate over pairs half a line apart: a descender here or there does not move it. */
function slopeOf(words: readonly Bbox[]): number {
  const half = words.length >> 1;
  const slopes: number[] = [];
  for (let i = 0; i + half < words.length; i++) {
    const [a, b] = [words[i] as Bbox, words[i + half] as Bbox];
    const dx = (b[0] + b[2] - a[0] - a[2]) / 2;
    if (dx !== 0) slopes.push((b[1] + b[3] - a[1] - a[3]) / 2 / dx);
  }
  return median(slopes);
}

function weightedMedian(values: { slope: number; weight: number }[]): number {
  const sorted = [...values].sort((a, b) => a.slope - b.slope);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { slope, weight } of sorted) {
    seen += weight;
    if (seen >= total / 2) return slope;
  }
  return 0;
}
