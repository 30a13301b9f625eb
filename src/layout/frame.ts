/** Frames of text: in each of them lines run from left to right and follow each other downwards. */
import type { Bbox } from '../document/model.ts';
import type { LayoutInput, Rule } from './input.ts';

/** Quarter turns clockwise in which text runs: upright, down the page, upside down, up the page. */
export type Turn = 0 | 90 | 180 | 270;

export interface Frame {
  turn: Turn;
  /** dy / dx of its lines: what is left of the page's skew. */
  slope: number;
  /** Of the page, as it lies in the frame. */
  width: number;
  height: number;
  toFrame: (box: Bbox) => Bbox;
  /** Back on the page; of a skewed page, the box as it would be around the same middle. */
  toPage: (box: Bbox) => Bbox;
}

export function createFrame(
  turn: Turn,
  slope: number,
  { width, height, skew }: Pick<LayoutInput, 'width' | 'height' | 'skew'>,
): Frame {
  const isSideways = turn === 90 || turn === 270;
  const [across, down] = isSideways ? [height, width] : [width, height];
  const back = ((360 - turn) % 360) as Turn;
  return {
    turn,
    slope,
    width: across,
    height: down,
    toFrame: (box) => {
      const levelled = level(turned(box, turn, width, height), slope, across, down);
      return skew ? upright(levelled, slope) : levelled;
    },
    toPage: (box) => turned(level(box, -slope, across, down), back, across, down),
  };
}

/** The stroke as it lies in the frame. */
export function ruleInFrame(rule: Rule, frame: Frame): Rule {
  const { axis, at, from, to } = rule;
  const [x0, y0, x1, y1] = frame.toFrame(axis === 'horizontal' ? [from, at, to, at] : [at, from, at, to]);
  const isHorizontal = (axis === 'horizontal') === (frame.turn === 0 || frame.turn === 180);
  return isHorizontal
    ? { ...rule, axis: 'horizontal', at: (y0 + y1) / 2, from: x0, to: x1 }
    : { ...rule, axis: 'vertical', at: (x0 + x1) / 2, from: y0, to: y1 };
}

/** A box of a page of that size after the page is turned counter-clockwise, so that its text stands upright. */
function turned([x0, y0, x1, y1]: Bbox, turn: Turn, width: number, height: number): Bbox {
  if (turn === 90) return [y0, width - x1, y1, width - x0];
  if (turn === 180) return [width - x1, height - y1, width - x0, height - y0];
  if (turn === 270) return [height - y1, x0, height - y0, x1];
  return [x0, y0, x1, y1];
}

/** The box moved as its middle moves when the page is turned back by its skew about its own middle. */
function level([x0, y0, x1, y1]: Bbox, slope: number, width: number, height: number): Bbox {
  if (slope === 0) return [x0, y0, x1, y1];
  const [cos, sin] = turnOfSlope(slope);
  const [x, y] = [(x0 + x1) / 2 - width / 2, (y0 + y1) / 2 - height / 2];
  const dx = cos * x + sin * y - x;
  const dy = cos * y - sin * x - y;
  return [x0 + dx, y0 + dy, x1 + dx, y1 + dy];
}

/** What a box around a leaning word surrounds, the word upright again about its middle; no less than a quarter of it. */
function upright([x0, y0, x1, y1]: Bbox, slope: number): Bbox {
  const [cos, sin] = turnOfSlope(Math.abs(slope));
  const [w, h] = [x1 - x0, y1 - y0];
  const part = cos * cos - sin * sin;
  const width = Math.max(w / 4, Math.min(w, (w * cos - h * sin) / part));
  const height = Math.max(h / 4, Math.min(h, (h * cos - w * sin) / part));
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

/** Cosine and sine of the angle with that tangent. */
function turnOfSlope(slope: number): [cos: number, sin: number] {
  const cos = 1 / Math.hypot(1, slope);
  return [cos, slope * cos];
}
