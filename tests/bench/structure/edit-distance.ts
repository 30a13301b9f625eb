/** How alike texts are: the similarity and best partial match of the rapidfuzz library. */

/** 0…1: twice the longest common subsequence over both lengths (rapidfuzz's `ratio`); two empty texts: 1. */
export function similarity(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  return x.length + y.length === 0
    ? 1
    : (2 * commonSubsequence(positionsOf(x), x.length, y, 0, y.length)) / (x.length + y.length);
}

/** 0…1: the best `similarity` of the shorter text with a stretch of the longer that is no longer (`partial_ratio`). */
export function partialSimilarity(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
  if (short.length === 0) return long.length === 0 ? 1 : 0;
  if (long.join('').includes(short.join(''))) return 1;
  const positions = positionsOf(short);
  let best = 0;
  // Stretches at both ends may be shorter.
  for (let start = 1 - short.length; start < long.length; start++) {
    const from = Math.max(0, start);
    const to = Math.min(long.length, start + short.length);
    const most = (2 * Math.min(short.length, to - from)) / (short.length + to - from);
    if (most <= best) continue;
    const common = commonSubsequence(positions, short.length, long, from, to);
    best = Math.max(best, (2 * common) / (short.length + to - from));
  }
  return best;
}

type Positions = ReadonlyMap<string, Uint32Array>;

/** Where each character stands, a bit a place. */
function positionsOf(text: readonly string[]): Positions {
  const positions = new Map<string, Uint32Array>();
  for (const [i, character] of text.entries()) {
    let bits = positions.get(character);
    if (!bits) {
      bits = new Uint32Array((text.length + 31) >> 5);
      positions.set(character, bits);
    }
    bits[i >> 5]! |= 1 << (i & 31);
  }
  return positions;
}

/** The length of the longest common subsequence, 32 places at a time (Hyyrö 2004). */
function commonSubsequence(
  positions: Positions,
  length: number,
  text: readonly string[],
  from: number,
  to: number,
): number {
  const words = (length + 31) >> 5;
  const rest = new Uint32Array(words).fill(0xffffffff);
  for (let i = from; i < to; i++) {
    const bits = positions.get(text[i]!);
    if (!bits) continue;
    let carry = 0;
    for (let w = 0; w < words; w++) {
      const all = rest[w]!;
      const matched = (all & bits[w]!) >>> 0;
      const sum = all + matched + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      rest[w] = (sum | (all & ~bits[w]!)) >>> 0;
    }
  }
  let common = 0;
  for (let i = 0; i < length; i++) if ((rest[i >> 5]! & (1 << (i & 31))) === 0) common++;
  return common;
}

export interface NearMatch {
  start: number;
  end: number;
  distance: number;
}

/** Where a text stands in another with at most `most` edits (fuzzysearch's `find_near_matches`): the best of each place. */
export function nearMatches(wanted: string, text: string, most: number): NearMatch[] {
  const [a, b] = [[...wanted], [...text]];
  // Sellers 1980: the pattern against every end; each entry knows where its match begins.
  let above = Array.from({ length: a.length + 1 }, (_, i) => ({ distance: i, start: 0 }));
  const matches: NearMatch[] = [];
  for (let end = 1; end <= b.length; end++) {
    const column = [{ distance: 0, start: end }];
    for (let i = 1; i <= a.length; i++) {
      const change = above[i - 1]!;
      const changed = {
        distance: change.distance + (a[i - 1] === b[end - 1] ? 0 : 1),
        start: i === 1 ? end - 1 : change.start,
      };
      const left = { distance: above[i]!.distance + 1, start: above[i]!.start };
      const up = { distance: column[i - 1]!.distance + 1, start: column[i - 1]!.start };
      column.push([changed, left, up].reduce((best, other) => (other.distance < best.distance ? other : best)));
    }
    above = column;
    const { distance, start } = column[a.length]!;
    if (distance > most) continue;
    const last = matches.at(-1);
    if (!last || start >= last.end) matches.push({ start, end, distance });
    else if (distance < last.distance) matches[matches.length - 1] = { start, end, distance };
  }
  return matches;
}
