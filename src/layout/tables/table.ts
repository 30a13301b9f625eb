/** What the steps of table finding hand each other. Boxes and lengths: pixels of the text's frame. */
import type { Bbox } from '../../document/model.ts';
import type { PlacedWord, Segment } from '../segment.ts';

/** A word as cells hold it. */
export interface CellWord extends PlacedWord {
  /** Leads from entry to entry or makes a stroke: no part of what the cell says. */
  filler?: true;
}

/** A word as tables see it: they cut segments anew. */
export interface TableWord extends CellWord {
  segment: Segment;
  /** Its position in the segment, which is logical order. */
  index: number;
}

/** Words on one baseline, from the left. */
export interface TextLine {
  words: TableWord[];
  box: Bbox;
  baseline: number;
  size: number;
}

/** Words of a line that stand as close as in running text. */
export interface Chunk {
  words: TableWord[];
  box: Bbox;
}

export interface FoundCell {
  /** Of the cell's first row and column, from 0; columns in reading direction. */
  row: number;
  column: number;
  rowSpan: number;
  colSpan: number;
  header: boolean;
  /** A list a line of the cell; empty for an empty cell. */
  lines: CellWord[][];
  box: Bbox;
}

export interface FoundTable {
  box: Bbox;
  rowCount: number;
  columnCount: number;
  /** By row, then by column; every place of the grid belongs to one cell. */
  cells: FoundCell[];
}

export const middleX = (box: Bbox): number => (box[0] + box[2]) / 2;
export const middleY = (box: Bbox): number => (box[1] + box[3]) / 2;

/** How long two intervals run along each other; negative: the gap between them. */
export const overlap = (a0: number, a1: number, b0: number, b1: number): number => Math.min(a1, b1) - Math.max(a0, b0);

export const isWithin = (value: number, from: number, to: number): boolean => value >= from && value <= to;

/** Around the boxes of words; as unionOf, without a box for each step: this is most of the work on a table. */
export function boundsOf(words: readonly { box: Bbox }[]): Bbox {
  let [x0, y0, x1, y1] = words[0]?.box ?? [0, 0, 0, 0];
  for (const { box } of words) {
    if (box[0] < x0) x0 = box[0];
    if (box[1] < y0) y0 = box[1];
    if (box[2] > x1) x1 = box[2];
    if (box[3] > y1) y1 = box[3];
  }
  return [x0, y0, x1, y1];
}
