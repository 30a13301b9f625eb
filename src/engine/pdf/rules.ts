/**
 * Rules of a page, from the pieces that it paints: word processors draw a table's grid in a piece a cell, other programs
 * in dashes or twice beside itself.
 */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../../layout/input.ts';
import type { Fill, RulePiece } from './path-marks.ts';

/** Parallel rules nearer than this are one double rule, points; the smallest type needs 5 between two rules. */
const DOUBLE = 3;
/** Pieces of one rule leave gaps up to this, points; dashes and dots, up to their own length or the second figure. */
const GAP = 1.5;
const DASH_GAP = 4;
const DASH = 7;
/** Shorter than any cell's side, points. */
const SHORTEST = 5;
/** With more pieces than this the page is a map or a plan. */
export const MOST_PIECES = 20_000;
const MOST_GROUNDS = 2_000;

/** Pieces put together, double rules made one; without what is too short for a cell's side, or part of a ground. */
export function joinRules(pieces: readonly RulePiece[], fills: readonly Fill[], point: number): Rule[] {
  if (pieces.length > MOST_PIECES) return [];
  const own = withoutGrounds(pieces, fills, point);
  return (['horizontal', 'vertical'] as const).flatMap((axis) => {
    let rules = own.filter((piece) => piece.axis === axis);
    // A joined rule may reach what its pieces did not.
    for (let before = Infinity; rules.length < before; ) {
      before = rules.length;
      rules = joined(rules, point);
    }
    return rules.filter(({ from, to }) => to - from >= SHORTEST * point);
  });
}

/** A stripe is often filled cell by cell, thin strips for the space between columns among them. */
function withoutGrounds(pieces: readonly RulePiece[], fills: readonly Fill[], point: number): Rule[] {
  const grounds = new Map<string, Bbox[]>();
  for (const { box, colour } of fills.slice(0, MOST_GROUNDS)) {
    const same = grounds.get(colour);
    if (same) same.push(box);
    else grounds.set(colour, [box]);
  }
  return pieces.flatMap(({ colour, ...rule }) => {
    const isGround = colour !== undefined && grounds.get(colour)?.some((box) => isAlong(rule, box, point));
    return isGround ? [] : [rule];
  });
}

/** Whether a side of the box is the rule's for most of the rule's length. */
function isAlong({ axis, at, from, to, thickness }: Rule, [x0, y0, x1, y1]: Bbox, point: number): boolean {
  const [low, high, start, end] = axis === 'horizontal' ? [y0, y1, x0, x1] : [x0, x1, y0, y1];
  const reach = thickness / 2 + 0.5 * point;
  if (at < low - reach || at > high + reach) return false;
  return Math.min(to, end) - Math.max(from, start) > 0.8 * (to - from);
}

function joined(pieces: readonly Rule[], point: number): Rule[] {
  const done: Rule[] = [];
  let open: Rule[] = [];
  for (const piece of [...pieces].sort((a, b) => a.at - b.at || a.from - b.from)) {
    const reach = piece.at - DOUBLE * point;
    const rest = open.filter(({ at, thickness }) => at + thickness / 2 >= reach - piece.thickness / 2);
    if (rest.length < open.length) done.push(...open.filter((rule) => !rest.includes(rule)));
    open = rest;
    const rule = open.find((other) => isSame(other, piece, point));
    if (rule) take(rule, piece);
    else open.push({ ...piece });
  }
  return [...done, ...open];
}

function isSame(one: Rule, other: Rule, point: number): boolean {
  const apart = Math.abs(one.at - other.at) - (one.thickness + other.thickness) / 2;
  if (apart > DOUBLE * point) return false;
  const gap = Math.max(one.from, other.from) - Math.min(one.to, other.to);
  const short = Math.min(one.to - one.from, other.to - other.from);
  // Ends meet only on one line; what lies side by side is a double rule.
  if (gap > -Math.min(short / 2, 2 * point) && apart > point) return false;
  return gap <= (short <= DASH * point ? DASH_GAP : GAP) * point;
}

function take(rule: Rule, piece: Rule): void {
  const [long, added] = [rule.to - rule.from, piece.to - piece.from];
  const isBeside = Math.min(rule.to, piece.to) - Math.max(rule.from, piece.from) > 0.5 * Math.min(long, added);
  const low = Math.min(rule.at - rule.thickness / 2, piece.at - piece.thickness / 2);
  const high = Math.max(rule.at + rule.thickness / 2, piece.at + piece.thickness / 2);
  if (isBeside && added > 0.5 * long && long > 0.5 * added) {
    rule.at = (low + high) / 2;
    rule.thickness = high - low;
  } else {
    rule.at = (rule.at * long + piece.at * added) / Math.max(1e-6, long + added);
    rule.thickness = Math.max(rule.thickness, piece.thickness);
  }
  rule.from = Math.min(rule.from, piece.from);
  rule.to = Math.max(rule.to, piece.to);
}
