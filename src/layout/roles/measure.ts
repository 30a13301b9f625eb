/** What is usual on a page: the size of its running text, its leading, its columns. */
import type { Block, Word } from '../../document/model.ts';
import { measureType } from '../type-size.ts';
import { median, weightedMedian } from './part.ts';
import type { PageFrame, PageMeasure, Part } from './types.ts';

/** Less text than in five lines tells little of a page. */
const FEW_CHARACTERS = 300;
/** A majority of what is read, so that it marks nothing. */
const USUAL = 0.6;
/** A paragraph of at least so many lines is running text. */
const PROSE_LINES = 3;

/** `blocks`: what is finished, of which only the size of its type counts. */
export function measurePage(
  parts: readonly Part[],
  blocks: readonly Block[],
  { width, height, boxes }: PageFrame,
): PageMeasure {
  const weighed = parts.map((part) => ({ part, weight: part.text.length }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const share = (of: (part: Part) => number) =>
    weighed.reduce((sum, { part, weight }) => sum + of(part) * weight, 0) / total;
  const sizes = parts.flatMap(({ lines }) => lines.map((line) => ({ value: line.size, weight: lineLength(line) })));
  const finished = blocks.flatMap(({ lines }) =>
    lines.map(({ words }) => ({ value: sizeOf(words, boxes), weight: lineLength({ words }) })),
  );
  // Of a page that is a title above a table the table's type is the usual one.
  const body = weightedMedian(total >= FEW_CHARACTERS ? sizes : [...sizes, ...finished]);
  const pitches = parts.flatMap(({ lines }) =>
    lines.slice(1).map((line, i) => line.box[1] - (lines[i]?.box[1] ?? line.box[1])),
  );
  return {
    width,
    height,
    boxes,
    body: body || height / 70,
    bold: share(({ bold }) => bold) > USUAL,
    mono: share(({ mono }) => mono) > USUAL,
    capitals: share(({ text }) => (isCapitals(text) ? 1 : 0)) > USUAL,
    leading: median(pitches.filter((pitch) => pitch > 0)) || 1.2 * (body || height / 70),
    rtl: share(({ text }) => (isRtl(text) ? 1 : 0)) > 0.5,
    prose: share(({ lines }) => (lines.length >= PROSE_LINES ? 1 : 0)) > 0.5,
  };
}

/** Left and right edge of the column that a part stands in: that of the running text around it, else its own. */
export type ColumnOf = (part: Part) => [left: number, right: number];

/** Stretches of text belong to one column where they share so much of their common width. */
const SAME_COLUMN = 0.7;

export function findColumns(parts: readonly Part[]): ColumnOf {
  const columns: { left: number; right: number; lines: number }[] = [];
  const byWidth = parts.filter(({ lines }) => lines.length > 1).toSorted((a, b) => widthOf(b) - widthOf(a));
  for (const { box, lines } of byWidth) {
    const column = columns.find(({ left, right }) => jaccard(left, right, box[0], box[2]) >= SAME_COLUMN);
    if (column) {
      column.left = Math.min(column.left, box[0]);
      column.right = Math.max(column.right, box[2]);
      column.lines += lines.length;
    } else columns.push({ left: box[0], right: box[2], lines: lines.length });
  }
  return ({ box }) => {
    const around = columns.filter(
      ({ left, right }) => Math.min(right, box[2]) - Math.max(left, box[0]) >= 0.9 * (box[2] - box[0]),
    );
    // Of nested ones the one with more text: an indented quote is no column of its own.
    const best = around.toSorted((a, b) => b.lines - a.lines)[0];
    return best ? [Math.min(best.left, box[0]), Math.max(best.right, box[2])] : [box[0], box[2]];
  };
}

const RTL_LETTERS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;

/** By the majority of its letters. */
export function isRtl(text: string): boolean {
  const rtl = text.match(RTL_LETTERS)?.length ?? 0;
  return rtl > 0 && rtl * 2 > (text.match(/\p{L}/gu)?.length ?? 0);
}

/** Four capitals at least, and hardly a small letter (`McDONALD`). */
export function isCapitals(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals >= 4 && (text.match(/\p{Ll}/gu)?.length ?? 0) <= capitals / 10;
}

const sizeOf = (words: readonly Word[], boxes: PageFrame['boxes']): number =>
  measureType(
    words.map((word) => ({ word, box: word.bbox })),
    null,
    boxes,
  ).size;

const lineLength = ({ words }: Pick<Part['lines'][number], 'words'>): number =>
  words.reduce((sum, { text }) => sum + text.length, 0);
const widthOf = ({ box }: Part): number => box[2] - box[0];

function jaccard(a0: number, a1: number, b0: number, b1: number): number {
  const union = Math.max(a1, b1) - Math.min(a0, b0);
  return union <= 0 ? 0 : (Math.min(a1, b1) - Math.max(a0, b0)) / union;
}
