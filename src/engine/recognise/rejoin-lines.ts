/** Lines that the division of the page cut in two, and whose rest came to stand after the lines below, as one again. */
import type { Bbox, Block, Line, Word } from '../../document/model.ts';
import { verticalOverlapOf } from './boxes.ts';
import { blockOf, lineOf } from './build.ts';
import { isRightToLeft } from './direction.ts';

/** The rest begins within this share of the line's height from its end: gutters between columns are wider. */
const BLANK = 0.8;
/** What overlaps more than this is no rest. */
const OVERLAP = 0.5;
/** Of the lower word's height, what lies beside the other. */
const BESIDE = 0.6;
/** The lower line's height as a share of the other's. */
const ALIKE = 0.5;

/** Only blocks of a single line are a rest: several lines below each other are a column. */
export function rejoinLines(blocks: readonly Block[]): Block[] {
  const all = [...blocks];
  for (let n = 0; n < all.length; n++) {
    const [rest, more] = (all[n] as Block).lines;
    if (!rest || more) continue;
    const at = all.findIndex((block, other) => other !== n && block.lines.some((line) => goesOn(line, rest)));
    if (at < 0) continue;
    const { lines, type } = all[at] as Block;
    const joined = lines.map((line) => (goesOn(line, rest) ? lineOf([...line.words, ...rest.words]) : line));
    all[at] = blockOf(joined, type);
    all.splice(n, 1);
    // The line is longer now: what went before may be its rest.
    n = -1;
  }
  return all;
}

/** By the words at the joint: the box of a line that leans reaches into the next one. */
function goesOn(line: Line, rest: Line): boolean {
  // Nearly all pairs of a page: without looking at words.
  if (line.bbox[1] >= rest.bbox[3] || rest.bbox[1] >= line.bbox[3]) return false;
  const [height, other] = [heightOf(line), heightOf(rest)];
  const rightToLeft = isRightToLeft(line.words);
  const end = outermost(line.words, !rightToLeft);
  const start = outermost(rest.words, rightToLeft);
  const gap = rightToLeft ? end[0] - start[2] : start[0] - end[2];
  return (
    gap > -OVERLAP * height &&
    gap < BLANK * height &&
    verticalOverlapOf(end, start) > BESIDE &&
    Math.min(height, other) > ALIKE * Math.max(height, other)
  );
}

const outermost = (words: readonly Word[], onTheRight: boolean): Bbox =>
  words
    .map(({ bbox }) => bbox)
    .reduce((found, box) => ((onTheRight ? box[2] > found[2] : box[0] < found[0]) ? box : found));

/** The median of its words. */
function heightOf({ words }: Line): number {
  const heights = words.map(({ bbox }) => bbox[3] - bbox[1]).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}
