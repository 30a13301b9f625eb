/** Straight marks of a path that is painted: lines along an axis, outlines of rectangles, filled rectangles. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../../layout/input.ts';
import { apply, intersect, type Matrix } from './matrix.ts';

/** pdf.js's codes within a path, each followed by its points; 1 is a line. */
const MOVE = 0;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;
/** A filled rectangle no thicker is a line, points: the boldest rules of print have 4 to 6, type has 7 and more. */
const THICKEST = 6;
/** And it is so many times as long as thick. */
const SLENDER = 3;
/** Off its axis by so much over its length, a line is slanted: a scan's skew of half a degree is none. */
const SLANT = 0.01;
/** Of paths with curves or slanted lines, only longer parts are rules, points: a rounded frame's, no drawing's. */
const LEAST_IN_DRAWING = 12;
/** A filled rectangle with both sides shorter is no cell's ground, points. */
const LEAST_FILL = 5;

export interface PaintedPath {
  /** pdf.js's: codes and coordinates in user space. */
  data: ArrayLike<number>;
  ctm: Matrix;
  /** What shows of it, pixels. */
  clip: Bbox;
  /** Width of the stroke, pixels; null where it is not stroked in a colour to be seen. */
  stroke: number | null;
  /** Colour of what is filled; null where it is not filled in one to be seen. */
  fill: string | null;
}

/** A piece of a rule; with the colour of its ground where it is a filled rectangle. */
export type RulePiece = Rule & { colour?: string };

/** A rectangle that is filled, thicker than a rule. */
export interface Fill {
  box: Bbox;
  colour: string;
}

export interface PathMarks {
  rules: RulePiece[];
  fills: Fill[];
}

/** The straight marks of one path, pixels, in pieces as painted; `point` is the number of pixels in one. */
export function pathMarks(path: PaintedPath, point: number): PathMarks {
  const shapes = subpaths(path);
  const marks: PathMarks = { rules: [], fills: [] };
  if (path.fill !== null) {
    const boxes = shapes.map(boxOfShape).filter((box) => box !== null);
    if (isRing(boxes, point)) {
      for (const [x0, y0, x1, y1] of boxes.slice(0, 1)) {
        const corners = [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0];
        stroked({ points: corners, isStraight: true }, path.clip, 1, 0, marks.rules);
      }
    } else for (const box of boxes) filled(box, path.clip, path.fill, point, marks);
  }
  if (path.stroke !== null) {
    for (const shape of shapes) {
      stroked(shape, path.clip, Math.max(1, path.stroke), shape.isStraight ? 0 : LEAST_IN_DRAWING * point, marks.rules);
    }
  }
  return marks;
}

/** A thin image is a rule as well; null where it is none. */
export function ruleOfBox(box: Bbox, point: number): Rule | null {
  const [x0, y0, x1, y1] = box;
  const [wide, high] = [x1 - x0, y1 - y0];
  const thickness = Math.min(wide, high);
  if (thickness > THICKEST * point || Math.max(wide, high) < SLENDER * thickness) return null;
  return wide >= high
    ? { axis: 'horizontal', at: (y0 + y1) / 2, from: x0, to: x1, thickness: Math.max(1, high) }
    : { axis: 'vertical', at: (x0 + x1) / 2, from: y0, to: y1, thickness: Math.max(1, wide) };
}

/** The corners of a subpath as x, y, x, y …, pixels; a curve counts as the line to its end and is not straight. */
interface Shape {
  points: number[];
  isStraight: boolean;
}

function subpaths({ data, ctm }: PaintedPath): Shape[] {
  const shapes: Shape[] = [];
  let shape: Shape = { points: [], isStraight: true };
  const to = (x: number, y: number) => {
    const [px, py] = apply(ctm, x, y);
    const n = shape.points.length;
    if (n > 0 && !isAxial(shape.points[n - 2] as number, shape.points[n - 1] as number, px, py)) {
      shape.isStraight = false;
    }
    shape.points.push(px, py);
  };
  for (let i = 0; i < data.length; ) {
    const code = data[i++] as number;
    if (code === MOVE) {
      shape = { points: [], isStraight: true };
      shapes.push(shape);
    }
    if (code === CLOSE) {
      const [x, y] = shape.points;
      if (x !== undefined && y !== undefined) shape.points.push(x, y);
      continue;
    }
    if (code === CURVE || code === QUADRATIC) shape.isStraight = false;
    i += code === CURVE ? 4 : code === QUADRATIC ? 2 : 0;
    if (code <= QUADRATIC && i + 1 < data.length) to(data[i] as number, data[i + 1] as number);
    else if (code > CLOSE) break;
    i += 2;
  }
  return shapes.filter(({ points }) => points.length >= 4);
}

/** Along an axis, or so short that it does not matter. */
function isAxial(x0: number, y0: number, x1: number, y1: number): boolean {
  const [wide, high] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
  return Math.min(wide, high) <= Math.max(0.5, SLANT * Math.max(wide, high));
}

/** The box of a shape that is one: all sides along the axes and no corner within it. */
function boxOfShape({ points, isStraight }: Shape): Bbox | null {
  if (!isStraight || points.length < 6 || points.length > 12) return null;
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  const box: Bbox = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const isEdge = (value: number, low: number, high: number) => Math.min(value - low, high - value) <= 1;
  return xs.every((x) => isEdge(x, box[0], box[2])) && ys.every((y) => isEdge(y, box[1], box[3])) ? box : null;
}

/** A frame painted as the space between two rectangles. */
function isRing(boxes: readonly Bbox[], point: number): boolean {
  const [outer, inner] = boxes;
  if (boxes.length !== 2 || !outer || !inner) return false;
  const margins = [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]];
  return margins.every((margin) => margin > 0 && margin <= THICKEST * point);
}

function filled(box: Bbox, clip: Bbox, colour: string, point: number, marks: PathMarks): void {
  const seen = intersect(box, clip);
  if (!seen) return;
  const rule = ruleOfBox(seen, point);
  if (rule) marks.rules.push({ ...rule, colour });
  else if (Math.min(seen[2] - seen[0], seen[3] - seen[1]) >= LEAST_FILL * point)
    marks.fills.push({ box: seen, colour });
}

function stroked({ points }: Shape, clip: Bbox, thickness: number, least: number, rules: Rule[]): void {
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [ax, ay, bx, by] = points.slice(i, i + 4) as Bbox;
    if (!isAxial(ax, ay, bx, by)) continue;
    const box = intersect([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)], clip);
    if (!box) continue;
    const [wide, high] = [box[2] - box[0], box[3] - box[1]];
    if (Math.max(wide, high) <= Math.max(least, 0)) continue;
    // A wide stroke that is as long as thick fills an area or is a dot; dots in a row join.
    rules.push(
      wide >= high
        ? { axis: 'horizontal', at: (box[1] + box[3]) / 2, from: box[0], to: box[2], thickness }
        : { axis: 'vertical', at: (box[0] + box[2]) / 2, from: box[1], to: box[3], thickness },
    );
  }
}
