/** Phase 1: the source's lines in frames of their direction, levelled, and parted where a gap is wide. */

import { unionOf } from '../document/boxes.ts';
import type { Bbox } from '../document/model.ts';
import { createFrame, type Frame, type Turn } from './frame.ts';
import type { LayoutInput, SourceLine } from './input.ts';
import { estimateSlope } from './level.ts';
import { heightOf, median, type PlacedWord, type Segment } from './segment.ts';
import { measureSigns, measureType } from './type-size.ts';

/**
 * A wider gap, in em, parts a line: gutters of 10 points stand between type of 12, and justified lines seldom stretch a
 * space as far. What was parted within a column is joined again when its lines are made.
 */
const WIDE_GAP = 0.75;

/** A letter this many times as high as the next word is no part of its line; two lines set solid are 1.9 times. */
const DROP_CAP = 1.9;

/** Text of one direction. */
export interface TextGroup {
  frame: Frame;
  vertical: boolean;
  segments: Segment[];
  /** Of its words; tells which group is the page's own. */
  characters: number;
}

/** The page's text by direction, the direction of most of it first. Every word is in one segment. */
export function toSegments(input: LayoutInput): TextGroup[] {
  const groups = new Map<string, { line: SourceLine; order: number }[]>();
  for (const [order, line] of input.lines.entries()) {
    const key = `${line.vertical ? 90 : turnOf(line.angle)} ${line.vertical ? 'vertical' : ''}`;
    const group = groups.get(key);
    if (group) group.push({ line, order });
    else groups.set(key, [{ line, order }]);
  }
  return [...groups.values()].map((lines) => toGroup(lines, input)).sort((a, b) => b.characters - a.characters);
}

/** Slanted text counts to the nearest right angle. */
const turnOf = (angle: number): Turn => ((((Math.round(angle / 90) * 90) % 360) + 360) % 360) as Turn;

function toGroup(lines: readonly { line: SourceLine; order: number }[], input: LayoutInput): TextGroup {
  const vertical = lines[0]?.line.vertical ?? false;
  const turn = vertical ? 90 : turnOf(lines[0]?.line.angle ?? 0);
  const plain = createFrame(turn, 0, input);
  const slope = input.skew
    ? Math.tan((input.skew * Math.PI) / 180)
    : estimateSlope(lines.map(({ line }) => line.words.map(({ bbox }) => plain.toFrame(bbox))));
  const frame = createFrame(turn, slope, input);
  const found = lines.flatMap(({ line, order }) => toLineSegments(line, order, frame, input.boxes));
  const segments = input.boxes === 'ink' && !vertical ? withSigns(found) : found;
  const characters = segments.reduce(
    (sum, { words }) => sum + words.reduce((length, { word }) => length + word.text.length, 0),
    0,
  );
  return { frame, vertical, segments, characters };
}

/** Segments without a letter stand on the baseline that their signs imply. */
function withSigns(segments: Segment[]): Segment[] {
  const textOf = ({ words }: Segment) => words.map(({ word }) => word.text).join('');
  const told = segments.filter((segment) => /[\p{L}\p{N}]/u.test(textOf(segment)));
  const em = median(told.map(({ size }) => size));
  if (told.length === 0) return segments;
  return segments.map((segment) => ({ ...segment, ...measureSigns(textOf(segment), segment.box, em) }));
}

function toLineSegments(line: SourceLine, order: number, frame: Frame, boxes: LayoutInput['boxes']): Segment[] {
  const placed = line.words.map((word): PlacedWord => ({ word, box: frame.toFrame(ordered(word.bbox)) }));
  if (placed.length === 0) return [];
  const vertical = line.vertical ?? false;
  const whole = measureType(placed, line.size, boxes);
  // A line of the source may reach over columns of unlike type, and hold a drop cap; its em is that of the largest.
  const heights = placed.map(({ box }) => heightOf(box));
  const tallest = vertical ? 0 : Math.max(...heights.filter((_, i) => !holdsRaisedSign(placed, i)));
  const shareOf = (height: number) => (boxes === 'font' && tallest > 0 ? Math.min(1, height / tallest) : 1);
  return partAtGaps(placed, WIDE_GAP * whole.size * shareOf(median(heights))).map((words) => {
    const share = shareOf(median(words.map(({ box }) => heightOf(box))));
    const known = line.size === null ? null : line.size * share;
    const { size, baseline } = measureType(words, known, boxes);
    const box = unionOf(words.map((word) => word.box));
    return { words, box, baseline: vertical ? box[3] : baseline, size, mono: line.mono ?? false, vertical, order };
  });
}

/** Of a word's height: what two boxes of one type differ by at the edge at which nothing is raised or lowered. */
const SAME_EDGE = 0.02;

/**
 * Whether a word is taller than one next to it at one edge alone, as `Center¹` is by its note's number: larger type reaches
 * further up and down.
 */
function holdsRaisedSign(words: readonly PlacedWord[], index: number): boolean {
  const { box, word } = words[index] as PlacedWord;
  const [height, reach] = [heightOf(box), SAME_EDGE * heightOf(box)];
  if ([...word.text].length < 2) return false;
  return [words[index - 1], words[index + 1]].some((next) => {
    if (!next || heightOf(next.box) > height - reach) return false;
    return Math.abs(next.box[3] - box[3]) <= reach || Math.abs(next.box[1] - box[1]) <= reach;
  });
}

/** Words stand in logical order, so within right-to-left text a gap lies on either side of a word. */
function partAtGaps(words: readonly PlacedWord[], wide: number): PlacedWord[][] {
  const visual = words.map((word, index) => ({ word, index })).sort((a, b) => a.word.box[0] - b.word.box[0]);
  const parts: { word: PlacedWord; index: number }[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const item of visual) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part && before && item.word.box[0] - end <= wide && !isDropCap(before.word, item.word)) part.push(item);
    else parts.push([item]);
    end = Math.max(end, item.word.box[2]);
  }
  return parts.map((part) => part.sort((a, b) => a.index - b.index).map(({ word }) => word));
}

/** A letter that reaches over two lines and was taken for a word of the second. */
const isDropCap = ({ word, box }: PlacedWord, next: PlacedWord): boolean =>
  word.text.length === 1 && /\p{Lu}/u.test(word.text) && heightOf(box) > DROP_CAP * heightOf(next.box);

const ordered = ([x0, y0, x1, y1]: Bbox): Bbox => [
  Math.min(x0, x1),
  Math.min(y0, y1),
  Math.max(x0, x1),
  Math.max(y0, y1),
];
