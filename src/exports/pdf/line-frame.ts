/** Where a line runs: its origin, its direction, and its words in a frame of its own. */
import type { Bbox, Line } from '../../document/model.ts';
import { IDEOGRAPHIC } from '../characters.ts';

/** `along` the line from its origin to the word's two ends, `low` and `high` across it (up is positive); in pixels. */
export type FramedWord = { text: string; start: number; end: number; low: number; high: number };

/** The origin in pixels from the page's bottom left, the line's direction as a unit vector, up positive. */
export type LineFrame = { x: number; y: number; dx: number; dy: number; size: number; words: FramedWord[] };

/** A line that leans by less is taken for level: the boxes of its words tell no finer. */
const MIN_SLOPE = Math.tan((0.5 * Math.PI) / 180);
/** Tesseract reads nothing beyond, so a steeper line is a slip of its boxes. */
const MAX_SLOPE = Math.tan((15 * Math.PI) / 180);
/** Fewer words, or a line shorter than this many heights, tell nothing about its lean. */
const MIN_WORDS = 4;
const MIN_LENGTH = 6;
/** More words than this make the slope no surer, and its cost grows with their square. */
const MAX_WORDS = 40;

/** `height` is the page's, in pixels. Vertical lines run down (Japanese, Chinese) or as their words follow each other. */
export function lineFrame(line: Line, height: number): LineFrame {
  const turn = turnOf(line);
  const boxes = line.words.map(({ bbox }) => turned(bbox, height, turn));
  const slope = slopeOf(boxes);
  const cos = 1 / Math.hypot(1, slope);
  const x = Math.min(...boxes.map((box) => box.start));
  // Of a leaning word's box the part that is lean, not letter, goes: the box is the letters' and the lean's.
  const leaning = boxes.map((box) => {
    const lean = Math.min(Math.abs(slope) * (box.end - box.start), (box.high - box.low) * 0.8) / 2;
    const drop = slope * ((box.start + box.end) / 2 - x);
    return {
      start: (box.start - x) / cos, end: (box.end - x) / cos,
      low: box.low + lean - drop, high: box.high - lean - drop,
    };
  });
  const baseline = median(leaning.map((box) => box.low));
  const size = median(leaning.map((box) => box.high - box.low)) * 1.2;
  const words = leaning.map((box, index) => ({
    ...box, text: line.words[index]?.text ?? '', low: (box.low - baseline) * cos, high: (box.high - baseline) * cos,
  }));
  words.sort((a, b) => a.start - b.start);
  return { ...unturned(x, baseline, cos, slope * cos, height, turn), size, words };
}

type Turn = 'level' | 'down' | 'up';
type TurnedBox = { start: number; end: number; low: number; high: number };

function turnOf({ bbox, words }: Line): Turn {
  const [width, height] = [bbox[2] - bbox[0], bbox[3] - bbox[1]];
  const [first, last] = [words[0], words.at(-1)];
  if (height < 2 * width || !first || !last) return 'level';
  const text = words.map((word) => word.text).join('');
  if (IDEOGRAPHIC.test(text)) return 'down';
  if (text.length < 3) return 'level';
  return first.bbox[1] > last.bbox[1] ? 'up' : 'down';
}

/** In a frame where the line runs to the right and its letters stand up. */
function turned([x0, y0, x1, y1]: Bbox, height: number, turn: Turn): TurnedBox {
  if (turn === 'down') return { start: y0, end: y1, low: x0, high: x1 };
  if (turn === 'up') return { start: -y1, end: -y0, low: -x1, high: -x0 };
  return { start: x0, end: x1, low: height - y1, high: height - y0 };
}

function unturned(x: number, y: number, cos: number, sin: number, height: number, turn: Turn) {
  if (turn === 'down') return { x: y, y: height - x, dx: sin, dy: -cos };
  if (turn === 'up') return { x: -y, y: height + x, dx: -sin, dy: cos };
  return { x, y, dx: cos, dy: sin };
}

/** Rise per pixel: the median of the slopes between any two words that are far apart (Theil–Sen), tops and bottoms. */
function slopeOf(boxes: readonly TurnedBox[]): number {
  const every = Math.ceil(boxes.length / MAX_WORDS);
  const some = boxes.filter((_, index) => index % every === 0);
  const length = Math.max(...boxes.map((box) => box.end)) - Math.min(...boxes.map((box) => box.start));
  const height = median(boxes.map((box) => box.high - box.low));
  if (boxes.length < MIN_WORDS || length < MIN_LENGTH * height) return 0;
  const slopes: number[] = [];
  for (const a of some) {
    for (const b of some) {
      const run = (b.start + b.end - a.start - a.end) / 2;
      if (run > length / 4) slopes.push((b.low - a.low) / run, (b.high - a.high) / run);
    }
  }
  const slope = slopes.length > 0 ? median(slopes) : 0;
  return Math.abs(slope) >= MIN_SLOPE && Math.abs(slope) <= MAX_SLOPE ? slope : 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
