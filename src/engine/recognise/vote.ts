/**
 * Several readings of the same picture as one, where none is much better than another: poor prints, of which every look
 * gets other words wrong. What most of them read, weighed by how sure they are, is kept.
 */
import type { Block, Line, Word } from '../../document/model.ts';
import { overlapOf, verticalOverlapOf } from './boxes.ts';
import { mapLines } from './build.ts';
import { DOUBT, isMark, isPointLost, qualityOf } from './judge.ts';
import { insertWords } from './merge.ts';

/** Words share ink from this share of the smaller box on. */
const SAME_INK = 0.35;
/** Of a word's score, what the wrong ones have, too: only what is above counts as a vote. */
const NO_VOTE = 0.2;
const LEAST_VOTE = 0.01;
/** The first reading's is preferred by so much. */
const FIRST = 0.05;
/** A sure reading of a word's beginning is none of the word. */
const LEAST_COVER = 0.6;
/** What the first reading has not at all is taken from this quality on, and from the lower one where two read the same. */
const LEAST_ALONE = 0.7;
const LEAST_TOGETHER = 0.3;
/**
 * Where so many looks see nothing, what nobody is sure of is dirt: 32 of 35 such words and signs on receipts, whose word F1
 * came from 0.827 to 0.831, CER from 0.072 to 0.069.
 */
const BLIND = 2;

/** The first of the readings, at least one, gives the order and the lines. */
export function vote(readings: readonly (readonly Block[])[]): Block[] {
  const [first = [], ...others] = readings;
  if (others.length === 0) return [...first];
  const lines = new Map<Word, Line>();
  for (const line of readings.flat().flatMap((block) => block.lines)) {
    for (const word of line.words) lines.set(word, line);
  }
  const inOneLine = (words: readonly Word[]) => new Set(words.map((word) => lines.get(word))).size === 1;
  const replacements = new Map<Word, Word[]>();
  const additions: Word[][] = [];
  for (const sides of groupsOf(readings)) {
    const own = sides[0] ?? [];
    // Boxes that reach into the next line tie lines together: nobody could say where which word belongs.
    if (own.length > 0 && !inOneLine(own)) continue;
    const elected = elect(sides.map((words) => (inOneLine(words) ? words : [])));
    if (!elected) continue;
    const isDirt = elected.quality < DOUBT && sides.filter((words) => words.length === 0).length >= BLIND;
    // In the place of the first of them.
    for (const [n, word] of own.entries()) replacements.set(word, n === 0 && !isDirt ? elected.words : []);
    const least = elected.voters > 1 ? LEAST_TOGETHER : LEAST_ALONE;
    if (own.length === 0 && elected.quality >= least) additions.push(elected.words);
  }
  const kept = mapLines(first, ({ words }) =>
    words.some((word) => replacements.has(word)) ? words.flatMap((word) => replacements.get(word) ?? [word]) : words,
  );
  return additions.reduce(insertWords, kept);
}

interface Candidate {
  text: string;
  words: Word[];
  votes: number;
  voters: number;
  /** Of the surest who read this. */
  quality: number;
}

function elect(sides: readonly Word[][]): Candidate | null {
  // Boxes of points and colons are a few pixels wide, and no look's like another's.
  const widest = sides.flat().every(isMark) ? 0 : Math.max(...sides.map(widthOf));
  const candidates: Candidate[] = [];
  for (const [n, words] of sides.entries()) {
    if (words.length === 0 || widthOf(words) < LEAST_COVER * widest) continue;
    const text = textOf(words);
    const quality = qualityOf(words);
    const votes = Math.max(LEAST_VOTE, quality - NO_VOTE) + (n === 0 ? FIRST : 0);
    const same = candidates.find((other) => other.text === text);
    if (same) {
      same.votes += votes;
      same.voters++;
      same.quality = Math.max(same.quality, quality);
    } else candidates.push({ text, words, votes, voters: 1, quality });
  }
  for (const pointed of candidates) {
    for (const other of candidates) {
      if (!isPointLost(other.text, pointed.text)) continue;
      pointed.votes += other.votes;
      other.votes = 0;
    }
  }
  const [best] = candidates.sort((a, b) => b.votes - a.votes);
  return best ? { ...best, words: best.words.map((word) => agreed(word, best.voters)) } : null;
}

/** Of two who read the same, half of the doubt is left, of three a third. */
const agreed = (word: Word, voters: number): Word =>
  voters === 1 ? word : { ...word, confidence: 1 - (1 - word.confidence) / voters };

/** Words that share ink, with what shares ink with them: each reading's own, in its order. */
function groupsOf(readings: readonly (readonly Block[])[]): Word[][][] {
  const all = readings.flatMap((blocks, reading) =>
    blocks.flatMap(({ lines }) => lines.flatMap(({ words }) => words.map((word) => ({ word, reading })))),
  );
  const parents = all.map((_, n) => n);
  const root = (n: number): number => {
    let at = n;
    while (parents[at] !== at) at = parents[at] as number;
    return at;
  };
  const order = all.map((_, n) => n).sort((a, b) => topOf(all[a]) - topOf(all[b]));
  for (const [n, a] of order.entries()) {
    const one = all[a] as (typeof all)[number];
    for (let m = n + 1; m < order.length; m++) {
      const b = order[m] as number;
      const other = all[b] as (typeof all)[number];
      if (other.word.bbox[1] >= one.word.bbox[3]) break;
      if (one.reading === other.reading || !isSameInk(one.word, other.word)) continue;
      const [x, y] = [root(a), root(b)];
      parents[Math.max(x, y)] = Math.min(x, y);
    }
  }
  const groups = new Map<number, Word[][]>();
  all.forEach(({ word, reading }, n) => {
    const at = root(n);
    const group = groups.get(at) ?? readings.map((): Word[] => []);
    groups.set(at, group);
    group[reading]?.push(word);
  });
  return [...groups.values()];
}

const topOf = (item: { word: Word } | undefined): number => item?.word.bbox[1] ?? 0;

const isSameInk = (a: Word, b: Word): boolean =>
  overlapOf(a.bbox, b.bbox) >= SAME_INK && verticalOverlapOf(a.bbox, b.bbox) >= 0.5;

const widthOf = (words: readonly Word[]): number => words.reduce((sum, { bbox }) => sum + bbox[2] - bbox[0], 0);

/** Full-width marks and ligatures are no other reading. */
const textOf = (words: readonly Word[]): string => words.map(({ text }) => text.normalize('NFKC')).join(' ');
