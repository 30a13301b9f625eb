/** Amounts that lost their point ("3180" among "31.80" and "190.80"): looked for once more, in the picture. */

import { unionOf } from '../../document/boxes.ts';
import type { Bbox, Block, Word } from '../../document/model.ts';
import { horizontalOverlapOf, verticalOverlapOf } from './boxes.ts';
import { mapLines } from './build.ts';
import { isAmount, isPointLost, wordsOf } from './judge.ts';

/** Reads a part of the picture in several ways; boxes in the picture's pixels. */
export type ReadPart = (box: Bbox) => AsyncIterable<Block[]>;

/** Fewer amounts do not make a column of them. */
const LEAST_AMOUNTS = 2;
/** As many a page: each is read up to three times, some 30 ms each. */
const MOST = 12;
/** Figures with a blank in the place of the point are less than this share of their height apart. */
const NEAR = 1;

/**
 * Figures without a point that stand in a column of amounts. A reading with the same figures and a point is taken; no
 * point is set without one in the picture.
 */
export async function readAmountsAgain(blocks: readonly Block[], readPart: ReadPart): Promise<Block[]> {
  const amounts = wordsOf(blocks).filter(({ text }) => isAmount(text));
  if (amounts.length < LEAST_AMOUNTS) return [...blocks];
  const pointed = new Map<Word, Word[]>();
  for (const words of blocks.flatMap(({ lines }) => lines.flatMap((line) => bareFigures(line.words))).slice(0, MOST)) {
    const box = unionOf(words.map(({ bbox }) => bbox));
    if (!amounts.some(({ bbox }) => horizontalOverlapOf(bbox, box) > 0.5)) continue;
    const text = words.map((word) => word.text).join(' ');
    for await (const found of readPart(box)) {
      const amount = wordsOf(found).find((word) => isPointLost(text, word.text));
      if (!amount) continue;
      for (const [n, word] of words.entries()) pointed.set(word, n === 0 ? [{ ...amount, bbox: box }] : []);
      break;
    }
  }
  if (pointed.size === 0) return [...blocks];
  return mapLines(blocks, ({ words }) =>
    words.some((word) => pointed.has(word)) ? words.flatMap((word) => pointed.get(word) ?? [word]) : words,
  );
}

/** Of a line: "3180", and "57 50" as one. */
function bareFigures(words: readonly Word[]): Word[][] {
  return words.flatMap((word, n) => {
    const next = words[n + 1];
    if (next && /^-?\d{1,4}$/.test(word.text) && /^\d\d$/.test(next.text) && isNear(word.bbox, next.bbox)) {
      return [[word, next]];
    }
    return /^-?\d{3,7}$/.test(word.text) ? [[word]] : [];
  });
}

const isNear = (a: Bbox, b: Bbox): boolean =>
  b[0] - a[2] < NEAR * (a[3] - a[1]) && b[0] >= a[0] && verticalOverlapOf(a, b) > 0.5;
