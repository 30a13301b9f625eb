/** Arithmetic of boxes: x0, y0, x1, y1 from the top left, x1 and y1 outside. */
import type { Bbox, Block, Line, Word } from '../../document/model.ts';

export const areaOf = ([x0, y0, x1, y1]: Bbox): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);

export const intersectionOf = (a: Bbox, b: Bbox): number =>
  Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/** Of the smaller box, the share that lies in the other: 0…1. */
export function overlapOf(a: Bbox, b: Bbox): number {
  const smaller = Math.min(areaOf(a), areaOf(b));
  return smaller === 0 ? 0 : intersectionOf(a, b) / smaller;
}

/** Of the lower of two boxes, the share of its height that lies beside the other. */
export function verticalOverlapOf(a: Bbox, b: Bbox): number {
  const smaller = Math.min(a[3] - a[1], b[3] - b[1]);
  return smaller <= 0 ? 0 : Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1])) / smaller;
}

export function horizontalOverlapOf(a: Bbox, b: Bbox): number {
  const smaller = Math.min(a[2] - a[0], b[2] - b[0]);
  return smaller <= 0 ? 0 : Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) / smaller;
}

/** The blocks with every box replaced. */
export const mapBoxes = (blocks: readonly Block[], map: (box: Bbox) => Bbox): Block[] =>
  blocks.map((block) => ({
    ...block,
    bbox: map(block.bbox),
    lines: block.lines.map(
      (line): Line => ({
        ...line,
        bbox: map(line.bbox),
        words: line.words.map((word): Word => ({ ...word, bbox: map(word.bbox) })),
      }),
    ),
  }));
