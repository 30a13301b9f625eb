/** Frames drawn with four strokes around text. */
import type { Bbox } from '../document/model.ts';
import type { Rule } from './input.ts';

/** Looked at, the longest first; a ruled form has more, and they are its cells. */
const MOST = 100;
/** Strokes that meet may miss each other by this share of an em. */
const REACH = 0.5;

/** Boxes between two horizontal strokes one below the other and two vertical ones that join their ends. */
export function framesOf(rules: readonly Rule[], em: number): Bbox[] {
  const reach = REACH * em;
  const longest = (axis: Rule['axis']) =>
    rules
      .filter((rule) => rule.axis === axis && rule.to - rule.from > 2 * em)
      .sort((a, b) => b.to - b.from - (a.to - a.from))
      .slice(0, MOST)
      .sort((a, b) => a.at - b.at);
  const [across, down] = [longest('horizontal'), longest('vertical')];
  const frames: Bbox[] = [];
  for (const [i, top] of across.entries()) {
    // The next one below of the same length closes the frame.
    const bottom = across
      .slice(i + 1)
      .find(
        ({ at, from, to }) =>
          at - top.at > 2 * em && Math.abs(from - top.from) <= reach && Math.abs(to - top.to) <= reach,
      );
    const isJoined = (x: number) =>
      bottom !== undefined &&
      down.some(({ at, from, to }) => Math.abs(at - x) <= reach && from <= top.at + reach && to >= bottom.at - reach);
    if (bottom && isJoined(top.from) && isJoined(top.to)) frames.push([top.from, top.at, top.to, bottom.at]);
  }
  return frames;
}
