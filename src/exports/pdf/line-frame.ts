/** Where a line runs: its direction, its baseline, and the places of its words in a frame of its own. */
import type { Bbox, Line } from '../../document/model.ts';
import { IDEOGRAPHIC } from '../characters.ts';

/**
 * In pixels: `start` and `end` along the line; `base`, the baseline under the word, across it (up is positive), and
 * `low` and `high` from there.
 */
export type FramedWord = {
  text: string;
  /** Its place in the order of reading. */
  order: number;
  start: number;
  end: number;
  base: number;
  low: number;
  high: number;
};

export type LineFrame = {
  /** Of the line's direction; the line's frame begins at `x`, `y`, in pixels from the page's bottom left. */
  dx: 0 | 1;
  dy: -1 | 0 | 1;
  x: number;
  y: number;
  /** The font size: a little more than the height of the words. */
  size: number;
  /** From the line's start to its end, as they stand on paper. */
  words: FramedWord[];
};

/** `height` is the page's, in pixels. Vertical lines run down (Japanese, Chinese) or as their words follow each other. */
export function lineFrame(line: Line, height: number): LineFrame {
  const turn = turnOf(line);
  const boxes = line.words.map(({ bbox }) => turned(bbox, turn));
  const x = Math.min(...boxes.map((box) => box.start));
  const slope = slopeOf(boxes);
  const lean = (box: TurnedBox): number => slope * ((box.start + box.end) / 2 - x);
  const y = median(boxes.map((box) => box.low - lean(box)));
  const words = boxes.map((box, index) => {
    const base = lean(box);
    return {
      text: line.words[index]?.text ?? '',
      order: index,
      start: box.start - x,
      end: box.end - x,
      base,
      low: box.low - y - base,
      high: box.high - y - base,
    };
  });
  const size = median(boxes.map((box) => box.high - box.low)) * 1.2;
  return { ...unturned(x, y, height, turn), size, words: words.sort((a, b) => a.start - b.start) };
}

type Turn = 'level' | 'down' | 'up';
type TurnedBox = { start: number; end: number; low: number; high: number };

function turnOf({ bbox, words }: Line): Turn {
  const [width, height] = [bbox[2] - bbox[0], bbox[3] - bbox[1]];
  const [first, last] = [words[0], words.at(-1)];
  const text = words.map((word) => word.text).join('');
  // A tall narrow box may as well be a letter: l, 1, a bracket.
  if (height < 2 * width || text.length < 2 || !first || !last) return 'level';
  if (IDEOGRAPHIC.test(text)) return 'down';
  if (text.length < 4) return 'level';
  return first.bbox[1] > last.bbox[1] ? 'up' : 'down';
}

/** In a frame where the line runs to the right and its letters stand up; the page's top is 0. */
function turned([x0, y0, x1, y1]: Bbox, turn: Turn): TurnedBox {
  if (turn === 'down') return { start: y0, end: y1, low: x0, high: x1 };
  if (turn === 'up') return { start: -y1, end: -y0, low: -x1, high: -x0 };
  return { start: x0, end: x1, low: -y1, high: -y0 };
}

function unturned(x: number, y: number, height: number, turn: Turn): Pick<LineFrame, 'x' | 'y' | 'dx' | 'dy'> {
  if (turn === 'down') return { x: y, y: height - x, dx: 0, dy: -1 };
  if (turn === 'up') return { x: -y, y: height + x, dx: 0, dy: 1 };
  return { x, y: height + y, dx: 1, dy: 0 };
}

/** A line that leans by less is taken for level: the boxes of its words tell no finer. */
const MIN_SLOPE = Math.tan((0.4 * Math.PI) / 180);
/** Nothing that leans more is read, so a steeper line is a slip of its boxes. */
const MAX_SLOPE = Math.tan((15 * Math.PI) / 180);
/** Fewer words, or a line shorter than this many heights, tell nothing about its lean. */
const MIN_WORDS = 4;
const MIN_LENGTH = 6;
/** More words make the slope no surer, and its cost grows with their square. */
const MAX_WORDS = 40;

/** Rise per pixel: the median of the slopes between any two words that are far apart (Theil–Sen), tops and bottoms. */
function slopeOf(boxes: readonly TurnedBox[]): number {
  const length = Math.max(...boxes.map((box) => box.end)) - Math.min(...boxes.map((box) => box.start));
  const height = median(boxes.map((box) => box.high - box.low));
  if (boxes.length < MIN_WORDS || length < MIN_LENGTH * height) return 0;
  const every = Math.ceil(boxes.length / MAX_WORDS);
  const some = boxes.filter((_, index) => index % every === 0);
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
