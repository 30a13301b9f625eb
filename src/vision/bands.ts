/** A dense page in bands from top to bottom that overlap, and what was read of them as one text. */
import type { Bbox, Line } from '../document/model.ts';
import { slice } from './judge.ts';
import { type Token, textOf } from './written.ts';

/** Share of a band's height by which it reaches into the next. */
const OVERLAP = 0.12;
/** Share of the page's height: lower bands show too little to tell columns and tables by. */
const LOWEST = 0.15;

/**
 * `count` bands of a page of this size, cut where no line of words is crossed, if such a place is near. At least one.
 */
export function bandsOf(
  { width, height }: { width: number; height: number },
  count: number,
  lines: readonly Line[],
): Bbox[] {
  const wanted = Math.max(1, Math.min(count, Math.floor(1 / LOWEST)));
  const step = height / wanted;
  const cuts = Array.from({ length: wanted - 1 }, (_, i) => whiteNear((i + 1) * step, step / 3, lines));
  const edges = [0, ...cuts, height];
  return edges.slice(1).map((bottom, i): Bbox => {
    const top = edges[i] ?? 0;
    const above = i === 0 ? 0 : whiteNear(top - step * OVERLAP, step * OVERLAP, lines);
    return [0, Math.floor(above), width, Math.ceil(bottom)];
  });
}

/** The place nearest to `y`, within `reach`, that no line crosses; `y` itself where there is none. */
function whiteNear(y: number, reach: number, lines: readonly Line[]): number {
  const crossed = (at: number) => lines.some(({ bbox: [, top, , bottom] }) => at > top && at < bottom);
  for (let away = 0; away <= reach; away += Math.max(1, reach / 40)) {
    if (!crossed(y - away)) return y - away;
    if (!crossed(y + away)) return y + away;
  }
  return y;
}

/** Words that two bands must have in common in a row to be joined there. */
const COMMON = 3;
/** Words at the end of one and the head of the next among which these are looked for. */
const NEAR = 400;

/**
 * The bands' texts as one: where the end of one stands at the head of the next as well, once. Of what both have the first
 * keeps its words up to the middle of the longest run they share, since each is least sure at its own edge.
 */
export function joinBands(bands: readonly (readonly Token[])[]): Token[] {
  let whole: Token[] = [];
  for (const band of bands) whole = whole.length === 0 ? [...band] : joined(whole, band);
  return whole;
}

function joined(before: readonly Token[], after: readonly Token[]): Token[] {
  const [a, b] = [textOf(before), textOf(after)];
  const ends = wordsIn(a).slice(-NEAR);
  const heads = wordsIn(b).slice(0, NEAR);
  const run = longestRun(ends, heads);
  if (!run) return [...before, { text: '\n\n', logprob: null }, ...after];
  const middle = Math.floor(run.length / 2);
  const last = ends[run.a + middle];
  const next = heads[run.b + middle];
  if (!last || !next) return [...before, ...after];
  return [...slice(before, 0, last.at), ...slice(after, next.at, b.length)];
}

interface Found {
  key: string;
  at: number;
}

const wordsIn = (text: string): Found[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({ key: match[0].toLowerCase(), at: match.index }));

/** The longest run of words that both have, the last of equals in `ends`; null below `COMMON` words. */
function longestRun(ends: readonly Found[], heads: readonly Found[]): { a: number; b: number; length: number } | null {
  let best = { a: 0, b: 0, length: 0 };
  let row = new Int32Array(heads.length + 1);
  for (let i = 1; i <= ends.length; i++) {
    const next = new Int32Array(heads.length + 1);
    for (let j = 1; j <= heads.length; j++) {
      if (ends[i - 1]?.key !== heads[j - 1]?.key) continue;
      const length = (row[j - 1] ?? 0) + 1;
      next[j] = length;
      if (length >= best.length) best = { a: i - length, b: j - length, length };
    }
    row = next;
  }
  return best.length >= COMMON ? best : null;
}
