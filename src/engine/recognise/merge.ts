/**
 * Two readings of the same picture as one: where their words lie on the same ink, the side that is worth more is kept;
 * what only the second has is set in at its place.
 */

import { unionOf } from '../../document/boxes.ts';
import type { Bbox, Block, Line, Word } from '../../document/model.ts';
import { horizontalOverlapOf, overlapOf, verticalOverlapOf } from './boxes.ts';
import { blockOf, lineOf, mapLines } from './build.ts';
import { isRightToLeft } from './direction.ts';
import { isMark, isPointLost, qualityOf, wordScore, worthOf } from './judge.ts';

export interface MergeOptions {
  /** Words that only the second reading has are taken from this score on. */
  least?: number;
  /** By so much more a letter the second side has to be worth, 0…1: the first one's layout is kept in doubt. */
  margin?: number;
}

const GOOD_LINE = 0.75;
const UNSURE = 0.2;
/** Words share ink from this share of the smaller box on. */
const SAME_INK = 0.35;

export function merge(
  first: readonly Block[],
  second: readonly Block[],
  { least = 0.6, margin = 0.05 }: MergeOptions = {},
): Block[] {
  const mine = first.flatMap(({ lines }) => lines.flatMap(({ words }) => words));
  const theirs = second.flatMap(({ lines }) => lines.flatMap(({ words }) => words));
  const replacements = new Map<Word, Word[]>();
  const used = new Set<Word>();
  const lineOfWord = new Map<Word, Line>();
  for (const line of [...first, ...second].flatMap(({ lines }) => lines)) {
    for (const word of line.words) lineOfWord.set(word, line);
  }
  const inOneLine = (words: readonly Word[]) => new Set(words.map((word) => lineOfWord.get(word))).size === 1;
  for (const { own, other } of groupsOf(mine, theirs)) {
    for (const word of other) used.add(word);
    // Boxes that reach into the next line tie lines together: nobody could say where which word belongs.
    if (!inOneLine(own) || !inOneLine(other)) continue;
    if (textOf(own) === textOf(other)) {
      own.forEach((word, n) => {
        if (own.length === other.length) replacements.set(word, [agreed(word, other[n] as Word)]);
      });
      continue;
    }
    const letters = own.reduce((sum, { text }) => sum + text.length, 0);
    if (isPointLost(textOf(other), textOf(own))) continue;
    if (worthOf(other) <= worthOf(own) + margin * letters && !isPointLost(textOf(own), textOf(other))) continue;
    if (widthOf(other) < LEAST_COVER * widthOf(own)) continue;
    // In the place of the first of them, in the other reading's order.
    own.forEach((word, n) => {
      replacements.set(word, n === 0 ? other : []);
    });
  }
  const kept =
    replacements.size === 0
      ? [...first]
      : mapLines(first, ({ words }) =>
          words.some((word) => replacements.has(word))
            ? words.flatMap((word) => replacements.get(word) ?? [word])
            : words,
        );
  const additions = second
    .flatMap(({ lines }) => lines)
    .flatMap((line) => {
      // In a line that reads well also its unsure words are taken: one that is left out is wrong for certain.
      const needed = qualityOf(line.words) >= GOOD_LINE && line.words.length >= 4 ? UNSURE : least;
      return runsOf(line.words, (word) => !used.has(word) && wordScore(word) >= needed);
    });
  return additions.reduce(insertWords, kept);
}

/** A sure reading of a word's beginning is none of the word. */
const LEAST_COVER = 0.6;
const widthOf = (words: readonly Word[]): number => words.reduce((sum, { bbox }) => sum + bbox[2] - bbox[0], 0);

/** Full-width marks and ligatures are no other reading. */
const textOf = (words: readonly Word[]): string => words.map(({ text }) => text.normalize('NFKC')).join(' ');

/** Read alike twice, from different pictures: half of the surer one's doubt is gone. */
function agreed(word: Word, other: Word): Word {
  const surer = Math.max(word.confidence, other.confidence);
  return { ...word, confidence: surer + (1 - surer) / 2 };
}

/** Words of either side that share ink, together with what shares ink with them. */
function groupsOf(mine: readonly Word[], theirs: readonly Word[]): { own: Word[]; other: Word[] }[] {
  const all = [...mine, ...theirs];
  const parents = all.map((_, n) => n);
  const root = (n: number): number => {
    let at = n;
    while (parents[at] !== at) at = parents[at] as number;
    return at;
  };
  const order = theirs.map((_, n) => n).sort((a, b) => (theirs[a] as Word).bbox[1] - (theirs[b] as Word).bbox[1]);
  const tallest = theirs.reduce((most, { bbox }) => Math.max(most, bbox[3] - bbox[1]), 0);
  mine.forEach(({ bbox }, m) => {
    for (let n = firstFrom(order, theirs, bbox[1] - tallest); n < order.length; n++) {
      const t = order[n] as number;
      const other = (theirs[t] as Word).bbox;
      if (other[1] >= bbox[3]) break;
      if (overlapOf(bbox, other) < SAME_INK) continue;
      const [a, b] = [root(m), root(mine.length + t)];
      parents[Math.max(a, b)] = Math.min(a, b);
    }
  });
  const groups = new Map<number, { own: Word[]; other: Word[] }>();
  all.forEach((word, n) => {
    const at = root(n);
    const group = groups.get(at) ?? { own: [], other: [] };
    groups.set(at, group);
    (n < mine.length ? group.own : group.other).push(word);
  });
  return [...groups.values()].filter(({ own, other }) => own.length > 0 && other.length > 0);
}

/** The first of `order` whose top lies at `y` or below. */
function firstFrom(order: readonly number[], words: readonly Word[], y: number): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[order[middle] as number] as Word).bbox[1] < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stretches of a line's words that are wanted. */
function runsOf(words: readonly Word[], wanted: (word: Word) => boolean): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  for (const word of words) {
    if (wanted(word)) run.push(word);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** A line's words go on in the line beside them from so many heights off. */
const NEAR = 2.5;

/**
 * Sets words in that were read on their own: into the line that they stand in, else as a line of the block around or
 * next above them, else as a block of their own.
 */
export function insertWords(blocks: readonly Block[], words: Word[]): Block[] {
  const box = unionOf(words.map(({ bbox }) => bbox));
  const ownHeight = box[3] - box[1];
  const areMarks = words.every(isMark);
  // By the nearest word, not the line's box: where a line leans or was divided wrongly, that reaches into the next one.
  const beside = (line: Line) => {
    const gaps = line.words.map(({ bbox }) => Math.max(bbox[0] - box[2], box[0] - bbox[2]));
    const gap = Math.min(...gaps);
    const nearest = (line.words[gaps.indexOf(gap)] as Word).bbox;
    const other = nearest[3] - nearest[1];
    // That of a point or a colon is no line's.
    const height = areMarks ? Math.max(ownHeight, other) : ownHeight;
    return (
      Math.abs(gap) < NEAR * height &&
      verticalOverlapOf(nearest, box) > 0.5 &&
      Math.min(other, height) > 0.4 * Math.max(other, height)
    );
  };
  const rightToLeft = isRightToLeft(words);
  for (const [n, block] of blocks.entries()) {
    const at = block.lines.findIndex(beside);
    if (at < 0) continue;
    const line = block.lines[at] as Line;
    const next = line.words.findIndex(({ bbox }) => (rightToLeft ? bbox[2] < box[2] : bbox[0] > box[0]));
    const index = next < 0 ? line.words.length : next;
    const joined = lineOf([...line.words.slice(0, index), ...words, ...line.words.slice(index)]);
    return blocks.with(n, blockOf(block.lines.with(at, joined), block.type));
  }
  const added = lineOf(words);
  const around = blocks.findIndex((block) => holds(block.bbox, box));
  if (around >= 0) {
    const block = blocks[around] as Block;
    const next = block.lines.findIndex((line) => middleOf(line.bbox) > middleOf(box));
    const index = next < 0 ? block.lines.length : next;
    return blocks.with(around, blockOf(block.lines.toSpliced(index, 0, added), block.type));
  }
  // After the nearest block above it in its column; else after the nearest above at all; else first.
  const above = lowestAbove(blocks, box, true) ?? lowestAbove(blocks, box, false) ?? -1;
  return blocks.toSpliced(above + 1, 0, blockOf([added]));
}

function lowestAbove(blocks: readonly Block[], box: Bbox, sameColumn: boolean): number | null {
  let [found, bottom] = [null as number | null, Number.NEGATIVE_INFINITY];
  for (const [n, { bbox }] of blocks.entries()) {
    if (middleOf(bbox) > middleOf(box) && bbox[3] > box[1]) continue;
    if (sameColumn && horizontalOverlapOf(bbox, box) < 0.3) continue;
    if (bbox[3] >= bottom) [found, bottom] = [n, bbox[3]];
  }
  return found;
}

const middleOf = ([, y0, , y1]: Bbox): number => (y0 + y1) / 2;

const holds = (outer: Bbox, inner: Bbox): boolean =>
  middleOf(inner) > outer[1] && middleOf(inner) < outer[3] && horizontalOverlapOf(outer, inner) > 0.5;
