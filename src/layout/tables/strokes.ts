/** Rules made whole: pieces of one stroke joined, double rules made one, strokes that meet taken together. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import { overlap } from './table.ts';

/** Strokes this near to each other are one, in em: double rules, the edges of neighbouring grounds. */
const SAME_STROKE = 0.35;
/** A break in a stroke up to this long, in em, is none. */
const BREAK = 0.5;
/** Strokes meet when they end this near to each other, in em. */
const MEET = 0.35;
/** Grounds thinner than this, in em, are drawn strokes; their edges part no cells. */
const GROUND = 0.7;

/** Of horizontal and vertical strokes: more are a map or a drawing, not worth their time. */
const MOST_PAIRS = 1_000_000;

/** A ground over nearly the width of another that is at most so many times as high is that of a line in it. */
const FILLS = 0.8;
const LINES = 4;
/** More are a picture's. */
const MOST_GROUNDS = 2000;

export interface Strokes {
  horizontal: Rule[];
  vertical: Rule[];
}

/** The edges of coloured grounds count as strokes. `em` of the text, pixels. */
export function toStrokes(rules: readonly Rule[], fills: readonly Bbox[], em: number): Strokes {
  const all = [...rules, ...cellGrounds(fills, em).flatMap(edgesOf)];
  return {
    horizontal: joinStrokes(
      all.filter(({ axis }) => axis === 'horizontal'),
      em,
    ),
    vertical: joinStrokes(
      all.filter(({ axis }) => axis === 'vertical'),
      em,
    ),
  };
}

const isGround = ([x0, y0, x1, y1]: Bbox, em: number): boolean => x1 - x0 > GROUND * em && y1 - y0 > GROUND * em;

/** Without the grounds of single lines within that of their cell. */
function cellGrounds(fills: readonly Bbox[], em: number): Bbox[] {
  const grounds = fills.filter((fill) => isGround(fill, em));
  const isLine = (a: Bbox) =>
    grounds.some((b) => {
      const isWithin = a[0] >= b[0] - 1 && a[1] >= b[1] - 1 && a[2] <= b[2] + 1 && a[3] <= b[3] + 1;
      const [height, around] = [a[3] - a[1], b[3] - b[1]];
      return isWithin && around > 1.1 * height && around < LINES * height && a[2] - a[0] > FILLS * (b[2] - b[0]);
    });
  return grounds.length > MOST_GROUNDS ? [] : grounds.filter((ground) => !isLine(ground));
}

function edgesOf([x0, y0, x1, y1]: Bbox): Rule[] {
  return [
    { axis: 'horizontal', at: y0, from: x0, to: x1, thickness: 0 },
    { axis: 'horizontal', at: y1, from: x0, to: x1, thickness: 0 },
    { axis: 'vertical', at: x0, from: y0, to: y1, thickness: 0 },
    { axis: 'vertical', at: x1, from: y0, to: y1, thickness: 0 },
  ];
}

function joinStrokes(rules: readonly Rule[], em: number): Rule[] {
  let strokes = [...rules];
  for (let before = -1; strokes.length !== before; ) {
    before = strokes.length;
    const joined: Rule[] = [];
    for (const rule of strokes.sort((a, b) => a.at - b.at || a.from - b.from)) {
      let same: Rule | undefined;
      for (let i = joined.length - 1; i >= 0; i--) {
        const other = joined[i] as Rule;
        if (rule.at - other.at > 2 * SAME_STROKE * em) break;
        if (
          Math.abs(other.at - rule.at) <= SAME_STROKE * em &&
          overlap(other.from, other.to, rule.from, rule.to) >= -BREAK * em
        ) {
          same = other;
          break;
        }
      }
      if (!same) joined.push({ ...rule });
      else {
        const [a, b] = [same.to - same.from, rule.to - rule.from];
        same.at = (same.at * a + rule.at * b) / Math.max(a + b, 1);
        same.from = Math.min(same.from, rule.from);
        same.to = Math.max(same.to, rule.to);
        same.thickness = Math.max(same.thickness, rule.thickness);
      }
    }
    strokes = joined;
  }
  return strokes;
}

/** Groups of strokes that meet, each with strokes of both directions. */
export function connected({ horizontal, vertical }: Strokes, em: number): Strokes[] {
  if (horizontal.length * vertical.length > MOST_PAIRS) return [];
  const group = new Map<Rule, Rule>();
  const rootOf = (rule: Rule): Rule => {
    let root = rule;
    for (let next = group.get(root); next && next !== root; next = group.get(root)) root = next;
    return root;
  };
  for (const h of horizontal) {
    for (const v of vertical) if (meet(h, v, MEET * em)) group.set(rootOf(h), rootOf(v));
  }
  const groups = new Map<Rule, Strokes>();
  for (const rule of [...horizontal, ...vertical]) {
    const root = rootOf(rule);
    const own = groups.get(root) ?? { horizontal: [], vertical: [] };
    own[rule.axis].push(rule);
    groups.set(root, own);
  }
  return [...groups.values()].filter((one) => one.horizontal.length > 0 && one.vertical.length > 0);
}

const meet = (h: Rule, v: Rule, reach: number): boolean =>
  v.at >= h.from - reach && v.at <= h.to + reach && h.at >= v.from - reach && h.at <= v.to + reach;

export function boxOfStrokes({ horizontal, vertical }: Strokes): Bbox {
  const x = [...horizontal.flatMap(({ from, to }) => [from, to]), ...vertical.map(({ at }) => at)];
  const y = [...vertical.flatMap(({ from, to }) => [from, to]), ...horizontal.map(({ at }) => at)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

/** Share of from…to that strokes at that place cover. */
export function covered(strokes: readonly Rule[], at: number, from: number, to: number, reach: number): number {
  if (to <= from) return 0;
  let length = 0;
  for (const stroke of strokes) {
    if (Math.abs(stroke.at - at) <= reach) length += Math.max(0, overlap(stroke.from, stroke.to, from, to));
  }
  return Math.min(1, length / (to - from));
}
