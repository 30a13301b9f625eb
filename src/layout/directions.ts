/** Pages with text of several directions: signs set upright in vertical lines, and blocks of another direction. */

import { unionOf } from '../document/boxes.ts';
import type { Bbox } from '../document/model.ts';
import type { Frame } from './frame.ts';
import { median, type PlacedWord, type Segment, widthOf } from './segment.ts';
import type { TextGroup } from './segments.ts';

/** Two or three figures are set upright in a vertical line, at most so wide, in em of the line. */
const INLINE_WIDTH = 1.5;
const INLINE_CHARACTERS = 4;

/**
 * The group with the short upright pieces of `other` that stand in its vertical lines, and what is left of `other`: the
 * segments of that group as they were.
 */
export function takeInline(main: TextGroup, other: TextGroup): { main: TextGroup; rest: Segment[] } {
  if (!main.vertical || other.vertical) return { main, rest: other.segments };
  const em = median(main.segments.map(({ size }) => size));
  const isShort = ({ words, box }: Segment) =>
    widthOf(box) <= INLINE_WIDTH * em &&
    words.reduce((sum, { word }) => sum + word.text.length, 0) <= INLINE_CHARACTERS;
  const inline: Segment[] = [];
  const rest: Segment[] = [];
  for (const segment of other.segments) {
    const moved = isShort(segment) ? inFrame(segment, other.frame, main.frame) : null;
    if (moved && main.segments.some((line) => standsIn(moved.box, line, em))) inline.push(moved);
    else rest.push(segment);
  }
  return { main: { ...main, segments: [...main.segments, ...inline] }, rest };
}

/** At the end of the line's text or in a gap of it, within its width. */
function standsIn(box: Bbox, line: Segment, em: number): boolean {
  const middle = (box[1] + box[3]) / 2;
  const isWithin = middle > line.box[1] && middle < line.box[3];
  return isWithin && box[0] < line.box[2] + em && box[2] > line.box[0] - em;
}

function inFrame(segment: Segment, from: Frame, to: Frame): Segment {
  const words = segment.words.map(({ word, box }): PlacedWord => ({ word, box: to.toFrame(from.toPage(box)) }));
  const box = unionOf(words.map((word) => word.box));
  return { ...segment, words, box, baseline: box[3], vertical: true };
}
