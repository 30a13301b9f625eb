/**
 * Rules of tables and frames: Tesseract divides a page along them and leaves cells out, or reads them as letters. A
 * clean ruled table had a word F1 of 0.50, and 0.9 without its rules.
 */
import { backgroundOf } from '../prepare/background.ts';
import { binarise } from '../prepare/binarise.ts';
import type { GrayPicture } from './recognizer.ts';

/** Strokes of letters are shorter, in x-heights: a Devanagari word's headline lies below 12, a bracket below 4. */
const LEAST_ACROSS = 14;
const LEAST_DOWN = 5;
/** And no thicker. */
const THICKEST = 0.45;
/** A frame has four corners. Underlines, a scan's edges and dashed lines of a receipt cross nothing, and cost nothing. */
const LEAST_CROSSINGS = 4;
const SQUARE = 32;

export interface RuleErasure {
  picture: GrayPicture;
  across: number;
  down: number;
}

/** The picture without its rules, or null where it has no grid of them. `xHeight` in pixels. */
export function eraseRules(picture: GrayPicture, xHeight: number): RuleErasure | null {
  const { width, height } = picture;
  const background = backgroundOf(picture, SQUARE);
  const sorted = background.values.toSorted();
  const { data: ink } = binarise(picture, background, sorted[sorted.length >> 1] as number);
  const thickest = Math.max(2, Math.round(THICKEST * xHeight));
  const down = runsDown(ink, width, height, Math.round(LEAST_DOWN * xHeight));
  const across = runsAcross(ink, width, height, Math.round(LEAST_ACROSS * xHeight));
  const downRules = rulesOf(down, thickest);
  const acrossRules = rulesOf(across, thickest);
  if (crossings(downRules, acrossRules, thickest) < LEAST_CROSSINGS) return null;
  const mask = new Uint8Array(ink.length);
  for (const { over, from, to } of downRules.flat()) for (let y = from; y < to; y++) mask[y * width + over] = 1;
  for (const { over, from, to } of acrossRules.flat()) mask.fill(1, over * width + from, over * width + to);
  const data = picture.data.slice();
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / SQUARE) * background.columns;
    for (let x = 0; x < width; x++) {
      if (!near(mask, width, height, x, y)) continue;
      data[y * width + x] = background.values[row + Math.floor(x / SQUARE)] as number;
    }
  }
  return { picture: { data, width, height }, across: acrossRules.length, down: downRules.length };
}

/** A straight run of ink: `over` is its row or column, `from` and `to` lie along it. */
interface Run {
  over: number;
  from: number;
  to: number;
}

function runsAcross(ink: Uint8Array, width: number, height: number, least: number): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < height; y++) {
    let from = 0;
    for (let x = 0; x <= width; x++) {
      if (x < width && ink[y * width + x] === 1) continue;
      if (x - from >= least) runs.push({ over: y, from, to: x });
      from = x + 1;
    }
  }
  return runs;
}

function runsDown(ink: Uint8Array, width: number, height: number, least: number): Run[] {
  const runs: Run[] = [];
  const since = new Int32Array(width);
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x < width; x++) {
      if (y < height && ink[y * width + x] === 1) continue;
      if (y - (since[x] as number) >= least) runs.push({ over: x, from: since[x] as number, to: y });
      since[x] = y + 1;
    }
  }
  return runs.sort((a, b) => a.over - b.over || a.from - b.from);
}

/** Runs that lie side by side, as far as they are no thicker than a rule; others are solid areas. */
function rulesOf(runs: readonly Run[], thickest: number): Run[][] {
  const rows = new Map<number, Run[]>();
  for (const run of runs) {
    const row = rows.get(run.over);
    if (row) row.push(run);
    else rows.set(run.over, [run]);
  }
  const rules: Run[][] = [];
  const done = new Set<Run>();
  for (const run of runs) {
    if (done.has(run)) continue;
    const bundle = [run];
    done.add(run);
    for (let at = 0; at < bundle.length; at++) {
      const { over, from, to } = bundle[at] as Run;
      for (const other of [...(rows.get(over) ?? []), ...(rows.get(over + 1) ?? [])]) {
        if (done.has(other) || other.from > to || other.to < from) continue;
        done.add(other);
        bundle.push(other);
      }
    }
    // A slanted rule climbs: its thickness is how many runs lie over one point, not how many rows it crosses.
    const { from, to } = extentOf(bundle);
    const thickness = bundle.reduce((sum, part) => sum + part.to - part.from, 0) / (to - from);
    if (thickness <= thickest) rules.push(bundle);
  }
  return rules;
}

/** Along the rule, and across it. */
function extentOf(rule: readonly Run[]) {
  const extent = { from: Infinity, to: 0, first: Infinity, last: 0 };
  for (const { over, from, to } of rule) {
    extent.from = Math.min(extent.from, from);
    extent.to = Math.max(extent.to, to);
    extent.first = Math.min(extent.first, over);
    extent.last = Math.max(extent.last, over);
  }
  return extent;
}

/** How often rules of one direction meet those of the other, at a distance of at most `reach`. */
function crossings(down: readonly Run[][], across: readonly Run[][], reach: number): number {
  const rows = across.map(extentOf);
  let count = 0;
  for (const column of down.map(extentOf)) {
    for (const row of rows) {
      const meets =
        row.from - reach <= column.last &&
        row.to + reach >= column.first &&
        column.from - reach <= row.last &&
        column.to + reach >= row.first;
      if (meets) count++;
    }
  }
  return count;
}

/** Within a pixel of a rule, where the print's edge is gray. */
function near(mask: Uint8Array, width: number, height: number, x: number, y: number): boolean {
  const at = y * width + x;
  return (
    mask[at] === 1 ||
    (x > 0 && mask[at - 1] === 1) ||
    (x + 1 < width && mask[at + 1] === 1) ||
    (y > 0 && mask[at - width] === 1) ||
    (y + 1 < height && mask[at + width] === 1)
  );
}
