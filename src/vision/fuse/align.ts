/**
 * Which of the words that one reader wrote are which of those that another read. Runs that stand once in both are anchors,
 * in whatever order the two take the page; between anchors words are aligned by their likeness (Needleman–Wunsch).
 */
import type { Bbox } from '../../document/model.ts';
import type { Atom } from './atoms.ts';
import { likeness } from './likeness.ts';

/** A written atom that stands for read ones. */
export interface Match {
  /** First and last of the read atoms. */
  from: number;
  to: number;
  /** 0…1. */
  likeness: number;
}

/** Of each written atom its match, or undefined. Each read atom stands for one written one, or for two that it joins. */
export type Alignment = (Match | undefined)[];

/** Lengths of the runs that are looked for, one after the other; a single word has to be long to tell a place. */
const RUNS = [4, 3, 2, 1] as const;
const LONG = 5;
/** Passes over what is left: a run that stood twice stands once when its twin is taken. */
const PASSES = 2;

/** `boxes`: of the read atoms; `isLabel`: of a written atom, whether it is a label or a cell that may stand anywhere. */
export function align(
  written: readonly Atom[],
  read: readonly Atom[],
  boxes: readonly Bbox[],
  isLabel: (i: number) => boolean,
): Alignment {
  const matches: Alignment = Array.from({ length: written.length });
  const taken = new Uint8Array(read.length);
  const free = { written: (i: number) => matches[i] === undefined, read: (j: number) => taken[j] === 0 };
  const take = (i: number, from: number, to: number, how: number): void => {
    matches[i] = { from, to, likeness: how };
    for (let j = from; j <= to; j++) taken[j] = 1;
  };
  for (let pass = 0; pass < PASSES; pass++) {
    for (const run of RUNS) {
      for (const [i, j] of anchors(written, read, run, free)) grow(i, j);
    }
    fillGaps();
  }
  const height = medianHeight(boxes);
  for (const least of [1, 1, NEARLY]) {
    takeNear(1, least);
    takeNear(-1, least);
    // What is left over once on either side.
    for (const run of [2, 1]) for (const [i, j] of anchors(written, read, run, free, 1)) grow(i, j);
  }
  takeInOrder();
  return matches;

  /** What stands often and nowhere near anything else: the first for the first, the second for the second. */
  function takeInOrder(): void {
    const kinds = freeByKey();
    for (const [i, { key }] of written.entries()) {
      const j = free.written(i) && isLabel(i) ? kinds.get(key)?.shift() : undefined;
      if (j !== undefined) take(i, j, j, 1);
    }
  }

  /**
   * Words that stand often, numbers of a table, say: each is the free one of its kind that is next to where its neighbour
   * stands, in the line or in the column.
   */
  function takeNear(step: 1 | -1, least: number): void {
    const kinds = least === 1 ? freeByKey() : null;
    const rest = kinds ? [] : freeOnes();
    for (let n = 0; n < written.length; n++) {
      const i = step === 1 ? n : written.length - 1 - n;
      const neighbour = matches[i - step];
      if (!free.written(i) || !neighbour) continue;
      const key = (written[i] as Atom).key;
      const box = boxes[step === 1 ? neighbour.to : neighbour.from] as Bbox;
      let best: { j: number; away: number; how: number } | null = null;
      for (const j of kinds ? (kinds.get(key) ?? []) : rest) {
        if (!free.read(j)) continue;
        const away = distance(box, boxes[j] as Bbox, height);
        if (away === null || (best && away >= best.away)) continue;
        const how = kinds ? 1 : likeness(key, (read[j] as Atom).key);
        if (how >= least) best = { j, away, how };
      }
      if (best) take(i, best.j, best.j, best.how);
    }
  }

  function freeOnes(): number[] {
    return read.flatMap((_, j) => (free.read(j) ? [j] : []));
  }

  function freeByKey(): Map<string, number[]> {
    const kinds = new Map<string, number[]>();
    for (const j of freeOnes()) {
      const { key } = read[j] as Atom;
      const known = kinds.get(key);
      if (known) known.push(j);
      else kinds.set(key, [j]);
    }
    return kinds;
  }

  /** An anchor, and what is equal before and after it. */
  function grow(i: number, j: number): void {
    if (!free.written(i) || !free.read(j)) return;
    take(i, j, j, 1);
    for (const step of [1, -1]) {
      for (let n = step; ; n += step) {
        const [a, b] = [written[i + n], read[j + n]];
        if (!a || !b || a.key !== b.key || !free.written(i + n) || !free.read(j + n)) break;
        take(i + n, j + n, j + n, 1);
      }
    }
  }

  /** Each stretch of unmatched written atoms against the free read ones behind the match before it and before the one after it. */
  function fillGaps(): void {
    for (let start = 0; start < written.length; start++) {
      if (!free.written(start)) continue;
      let end = start;
      while (end < written.length && free.written(end)) end++;
      const before = matches[start - 1]?.to;
      const after = matches[end]?.from;
      const size = end - start;
      const reach = size * 2 + NEAR;
      if (before !== undefined || after === undefined) {
        const from = before === undefined ? 0 : before + 1;
        const limit = after !== undefined && after >= from ? after : read.length;
        compare(start, end, freeFrom(from, Math.min(limit, from + reach), 1));
      }
      if (after !== undefined && !(before !== undefined && before < after && after - before - 1 <= reach)) {
        let from = start;
        let to = end;
        while (from < to && !free.written(from)) from++;
        while (to > from && !free.written(to - 1)) to--;
        const back = freeFrom(
          after - 1,
          Math.max(before !== undefined && before < after ? before : -1, after - 1 - reach),
          -1,
        );
        compare(from, to, back);
      }
      start = end - 1;
    }
  }

  /** Free read atoms in a row from `from` on, towards `limit`, which is not among them; in the order of the page. */
  function freeFrom(from: number, limit: number, step: 1 | -1): number[] {
    const found: number[] = [];
    for (let j = from; j !== limit && j >= 0 && j < read.length; j += step) {
      if (!free.read(j)) {
        // What another passage took ends the gap, but for a word or two.
        if (found.length > 0 || Math.abs(j - from) > 2) break;
        continue;
      }
      found.push(j);
    }
    return step === 1 ? found : found.reverse();
  }

  function compare(from: number, to: number, candidates: readonly number[]): void {
    if (to <= from || candidates.length === 0) return;
    const indexes: number[] = [];
    for (let i = from; i < to; i++) if (free.written(i)) indexes.push(i);
    const width = Math.min(candidates.length, Math.ceil(MOST_CELLS / indexes.length));
    const pairs = alignGap(
      indexes.map((i) => written[i] as Atom),
      candidates.slice(0, width).map((j) => read[j] as Atom),
    );
    // Any two passages have a word in common, and words that are a little alike.
    const likeness = pairs.reduce((sum, { like, aCount }) => sum + like * aCount, 0);
    const isSame = likeness >= SAME * Math.min(indexes.length, candidates.length);
    for (const { a, aCount, b, bCount, like } of pairs) {
      if (!isSame && (like < 1 || (written[indexes[a] as number]?.key.length ?? 0) < LONG)) continue;
      const first = candidates[b] as number;
      const last = candidates[b + bCount - 1] as number;
      // What is joined lies side by side.
      if (last - first !== bCount - 1) continue;
      for (let n = 0; n < aCount; n++) take(indexes[a + n] as number, first, last, like);
    }
  }
}

/** A word that stands near its neighbour may be read a little otherwise. */
const NEARLY = 0.6;
/** In heights of a line: how far the next word of a line, and of a column, may be. */
const ALONG = 30;
const BELOW = 6;

/** Of two boxes in heights of a line; null where neither can follow the other in a line or a column. */
export function distance(a: Bbox, b: Bbox, height: number): number | null {
  const x = Math.max(0, a[0] - b[2], b[0] - a[2]) / height;
  const y = Math.abs((a[1] + a[3]) / 2 - (b[1] + b[3]) / 2) / height;
  if ((y < 0.7 && x <= ALONG) || (x <= 2 && y <= BELOW)) return x / 4 + y;
  return null;
}

export function medianHeight(boxes: readonly Bbox[]): number {
  const heights = boxes.map(([, top, , bottom]) => bottom - top).sort((a, b) => a - b);
  return Math.max(1, heights[Math.floor(heights.length / 2)] ?? 1);
}

/** Atoms beyond twice a gap's length among which its words are looked for. */
const NEAR = 8;
/** Of the shorter of two passages: how much of it the other must be like. */
const SAME = 0.35;
/** Of a comparison of two gaps. */
const MOST_CELLS = 4_000_000;

/** Pairs (written, read) at which a run of so many atoms begins that is free and stands once on both sides. */
function anchors(
  written: readonly Atom[],
  read: readonly Atom[],
  run: number,
  free: { written: (i: number) => boolean; read: (j: number) => boolean },
  shortest = LONG,
): [number, number][] {
  const here = once(written, run, free.written, shortest);
  const there = once(read, run, free.read, shortest);
  const found: [number, number][] = [];
  for (const [key, i] of here) {
    const j = there.get(key);
    if (i >= 0 && j !== undefined && j >= 0) found.push([i, j]);
  }
  return found;
}

/** Where runs stand, −1 of those that stand more than once. */
function once(
  atoms: readonly Atom[],
  run: number,
  isFree: (i: number) => boolean,
  shortest: number,
): Map<string, number> {
  const places = new Map<string, number>();
  for (let i = 0; i + run <= atoms.length; i++) {
    const keys: string[] = [];
    for (let n = 0; n < run && isFree(i + n); n++) keys.push((atoms[i + n] as Atom).key);
    if (keys.length < run) continue;
    if (run === 1 && (keys[0]?.length ?? 0) < shortest) continue;
    const key = keys.join(' ');
    places.set(key, places.has(key) ? -1 : i);
  }
  return places;
}

interface Pair {
  a: number;
  aCount: number;
  b: number;
  bCount: number;
  like: number;
}

/** Below, two words are no readings of the same. */
const ALIKE = 0.5;
/** What it costs to leave a word without a partner. */
const SKIP = 0.1;
/** Joined words must be nearly equal: two of anything are often a little like a third. */
const JOINED = 0.75;

/** Needleman–Wunsch with two words for one and one for two. */
function alignGap(a: readonly Atom[], b: readonly Atom[]): Pair[] {
  const [n, m] = [a.length, b.length];
  const width = m + 1;
  const scores = new Float32Array((n + 1) * width);
  const moves = new Uint8Array((n + 1) * width);
  const likes = new Float32Array((n + 1) * width);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) continue;
      let [best, move, how] = [Number.NEGATIVE_INFINITY, 0, 0];
      const offer = (score: number, which: number, like: number): void => {
        if (score > best) [best, move, how] = [score, which, like];
      };
      if (i > 0) offer((scores[(i - 1) * width + j] as number) - SKIP, UP, 0);
      if (j > 0) offer((scores[i * width + j - 1] as number) - SKIP, LEFT, 0);
      if (i > 0 && j > 0) {
        const like = likeness(keyOf(a, i - 1), keyOf(b, j - 1));
        if (like >= ALIKE) offer((scores[(i - 1) * width + j - 1] as number) + like, PAIR, like);
      }
      if (i > 0 && j > 1) {
        const like = joinedLikeness(keyOf(a, i - 1), keyOf(b, j - 2), keyOf(b, j - 1));
        if (like >= JOINED) offer((scores[(i - 1) * width + j - 2] as number) + like * 1.5, SPLIT, like);
      }
      if (i > 1 && j > 0) {
        const like = joinedLikeness(keyOf(b, j - 1), keyOf(a, i - 2), keyOf(a, i - 1));
        if (like >= JOINED) offer((scores[(i - 2) * width + j - 1] as number) + like * 1.5, JOIN, like);
      }
      scores[i * width + j] = best;
      moves[i * width + j] = move;
      likes[i * width + j] = how;
    }
  }
  const pairs: Pair[] = [];
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const move = moves[i * width + j];
    const like = likes[i * width + j] as number;
    const aCount = move === JOIN ? 2 : move === LEFT ? 0 : 1;
    const bCount = move === SPLIT ? 2 : move === UP ? 0 : 1;
    i -= aCount;
    j -= bCount;
    if (aCount > 0 && bCount > 0) pairs.push({ a: i, aCount, b: j, bCount, like });
  }
  return pairs.reverse();
}

const [UP, LEFT, PAIR, SPLIT, JOIN] = [1, 2, 3, 4, 5];

const keyOf = (atoms: readonly Atom[], i: number): string => (atoms[i] as Atom).key;

function joinedLikeness(whole: string, first: string, second: string): number {
  const length = first.length + second.length;
  if (Math.abs(whole.length - length) > 2) return 0;
  return Math.max(likeness(whole, first + second), likeness(whole, `${first}-${second}`));
}
