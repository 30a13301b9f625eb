import type { Bbox } from '../../../document/model.ts';

/** Boxes of words that follow each other in a line, joined: a stretch is marked as one, and small marks do not overlap. */
export function joinBoxes(boxes: readonly Bbox[]): Bbox[] {
  const joined: Bbox[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    if (last && followsInLine(last, box)) joined[joined.length - 1] = hullOf(last, box);
    else joined.push(box);
  }
  return joined;
}

/** On either side, at most as far off as the line is high, which is more than a space of justified text. */
function followsInLine([ax0, ay0, ax1, ay1]: Bbox, [bx0, by0, bx1, by1]: Bbox): boolean {
  const height = Math.min(ay1 - ay0, by1 - by0);
  const shared = Math.min(ay1, by1) - Math.max(ay0, by0);
  const gap = Math.max(ax0, bx0) - Math.min(ax1, bx1);
  return shared > height / 2 && gap <= Math.max(ay1 - ay0, by1 - by0);
}

const hullOf = ([ax0, ay0, ax1, ay1]: Bbox, [bx0, by0, bx1, by1]: Bbox): Bbox => [
  Math.min(ax0, bx0),
  Math.min(ay0, by0),
  Math.max(ax1, bx1),
  Math.max(ay1, by1),
];
