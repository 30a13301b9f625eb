/**
 * The lines of a page cut apart by its ink alone: by blank rows and gutters (a recursive XY cut, Nagy and Seth, ICPR
 * 1984). For scripts whose marks stand off their letters, which Tesseract takes for rows of their own.
 */
import { unionOf } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import { backgroundOf } from '../prepare/background.ts';
import { binarise } from '../prepare/binarise.ts';
import { type Components, componentsOf } from '../prepare/components.ts';
import { shrink } from '../prepare/shrink.ts';
import type { GrayPicture } from './recognizer.ts';

const MOST_PIXELS = 2_500_000;
/** More components are a picture's grain. */
const MOST_COMPONENTS = 20_000;
const SQUARE = 32;
/** In x-heights: what is smaller both ways is a speck, and what is higher a picture or a frame. */
const [SPECK, HIGHEST] = [0.15, 8];
/** Times as wide as high, and lower than so many x-heights: a rule. */
const [RULE, RULE_HEIGHT] = [15, 0.4];
/** Blank columns through several lines, and within one, in x-heights: between columns, and between cells. */
const [GUTTER, CELL] = [3, 6];
/** Of the usual height of a line: bands below are marks of the line beside them, those above lines that touch. */
const [LOW, TALL] = [0.5, 1.6];
/** Of the mean row's ink: rows with less may divide lines that touch. */
const VALLEY = 0.4;

interface Ink {
  boxes: Bbox[];
  /** Ink of a row between two columns. */
  inRow(y: number, x0: number, x1: number): number;
}

/** From the top, column by column, in pixels of a level picture; `xHeight` in its pixels. */
export function inkLines(picture: GrayPicture, xHeight: number): Bbox[] {
  const factor = Math.max(1, Math.ceil(Math.sqrt(picture.data.length / MOST_PIXELS)));
  const small = shrink(picture, factor);
  const size = xHeight / factor;
  const background = backgroundOf(small, SQUARE);
  const paper = background.values.toSorted()[background.values.length >> 1] as number;
  const binary = binarise(small, background, paper);
  const boxes = writingOf(componentsOf(binary), size);
  if (boxes.length === 0 || boxes.length > MOST_COMPONENTS) return [];
  const inRow = (y: number, x0: number, x1: number) => {
    let ink = 0;
    for (let at = y * small.width + x0; at < y * small.width + x1; at++) ink += binary.data[at] as number;
    return ink;
  };
  return cut({ boxes, inRow }, size)
    .filter(([x0, y0, x1, y1]) => x1 - x0 >= size && y1 - y0 >= size)
    .map((box) => box.map((value) => value * factor) as Bbox);
}

function cut(ink: Ink, size: number): Bbox[] {
  const { boxes } = ink;
  const columns = partsOf(boxes, 0, GUTTER * size);
  if (columns.length > 1 && columns.every((part) => partsOf(part, 1, 1).length > 2)) {
    return columns.flatMap((part) => cut({ ...ink, boxes: part }, size));
  }
  const bands = partsOf(boxes, 1, 1);
  if (bands.length === 1) return dividedBand(ink, size, Infinity);
  const heights = bands
    .map((part) => heightOf(unionOf(part)))
    .filter((height) => height >= size)
    .sort((a, b) => a - b);
  // The lower of the two middle ones: lines that touch are the taller.
  const usual = heights[(heights.length - 1) >> 1] ?? size;
  return withMarks(bands, usual).flatMap((part) => {
    const band = { ...ink, boxes: part };
    const gutters = partsOf(part, 0, GUTTER * size);
    // Columns whose lines do not stand side by side leave no blank row.
    if (gutters.length > 1 && heightOf(unionOf(part)) > TALL * usual) return cut(band, size);
    return partsOf(part, 0, CELL * size).flatMap((cell) => dividedBand({ ...ink, boxes: cell }, size, usual));
  });
}

/** Rows of marks go with the nearer line. */
function withMarks(bands: readonly Bbox[][], usual: number): Bbox[][] {
  const joined: Bbox[][] = [];
  let waiting: Bbox[] = [];
  for (const [n, band] of bands.entries()) {
    const box = unionOf(band);
    if (heightOf(box) >= LOW * usual) {
      joined.push([...waiting, ...band]);
      waiting = [];
      continue;
    }
    const last = joined.at(-1);
    const above = last ? box[1] - unionOf(last)[3] : Infinity;
    const next = bands[n + 1];
    const below = next ? unionOf(next)[1] - box[3] : Infinity;
    if (Math.min(above, below) > LOW * usual) joined.push(band);
    else if (last && above <= below) last.push(...band);
    else waiting.push(...band);
  }
  return waiting.length > 0 ? [...joined, waiting] : joined;
}

/** Lines that touch, parted where their rows hold least ink. */
function dividedBand({ boxes, inRow }: Ink, size: number, usual: number): Bbox[] {
  const around = unionOf(boxes);
  const [x0, top, x1] = around;
  const rows = Array.from({ length: heightOf(around) }, (_, n) => inRow(top + n, x0, x1));
  const line = Math.min(usual, MOST_LINE * size);
  const divide = (from: number, to: number): [number, number][] => {
    if (to - from <= TALL * line) return [[from, to]];
    const mean = rows.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
    let best = -1;
    for (let y = from + Math.ceil(0.7 * line); y <= to - 0.7 * line; y++) {
      if (best < 0 || (rows[y] as number) < (rows[best] as number)) best = y;
    }
    if (best < 0 || (rows[best] as number) > VALLEY * mean) return [[from, to]];
    return [...divide(from, best), ...divide(best, to)];
  };
  return divide(0, rows.length).map(([from, to]) => [x0, top + from, x1, top + to]);
}

/** Where no other line tells it: a line of the scripts in question with its marks, in x-heights. */
const MOST_LINE = 4;

const heightOf = ([, y0, , y1]: Bbox): number => y1 - y0;

/** Along an axis (0 across, 1 down), what is parted by `gap` blank pixels. */
function partsOf(boxes: readonly Bbox[], axis: 0 | 1, gap: number): Bbox[][] {
  const parts: Bbox[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const box of boxes.toSorted((a, b) => a[axis] - b[axis])) {
    if (box[axis] >= end + gap) parts.push([]);
    (parts.at(-1) as Bbox[]).push(box);
    end = Math.max(end, box[axis + 2] as number);
  }
  return parts;
}

function writingOf({ count, x0, y0, x1, y1 }: Components, size: number): Bbox[] {
  const boxes: Bbox[] = [];
  for (let n = 0; n < count; n++) {
    const box: Bbox = [x0[n] as number, y0[n] as number, x1[n] as number, y1[n] as number];
    const [width, height] = [box[2] - box[0], heightOf(box)];
    if (Math.max(width, height) < Math.max(2, SPECK * size) || height > HIGHEST * size) continue;
    if (width > RULE * height && height < RULE_HEIGHT * size) continue;
    boxes.push(box);
  }
  return boxes;
}
