/** Where unruled tables may stand: runs of lines with gaps, out of running text. */
import type { Rule } from '../input.ts';
import { median, type Segment, widthOf } from '../segment.ts';
import { type Chunk, overlap, type TableWord, type TextLine } from './table.ts';
import { toChunks, toLines } from './text-lines.ts';

/** Lines of running text are at least this wide, in em, and have so many words… */
const PROSE_WIDTH = 14;
const PROSE_WORDS = 4;
/** …and at least this many of them follow each other at most this far apart, in em. */
const PROSE_LINES = 3;
const PROSE_LEADING = 2.2;
/** Lines of a table follow each other at most at this distance, in em, or in its usual distance… */
const APART = 3;
/** …with at most so many lines of one entry between two lines of several. */
const SINGLES = 3;

/** Lines farther apart, in em, belong together in no table. */
const FAR = 5;
/** White of so many lines parts tables whose columns differ; lines are set at most at such a distance, in em. */
const WHITE = 1.6;
const LEADING = 1.5;
/** A head over several columns stands at most so far above the next line, in em. */
const HEAD_LEADING = 2.2;
/** A line with so many words and no wide gap stands between tables. */
const SENTENCE = 8;

/** Of running text: long lines, one under the other. */
export function proseSegments(segments: readonly Segment[]): Set<Segment> {
  const long = segments.filter(
    ({ box, words, size }) => widthOf(box) >= PROSE_WIDTH * size && words.length >= PROSE_WORDS && isWordy(words),
  );
  long.sort((a, b) => a.baseline - b.baseline);
  const above = new Map<Segment, Segment>();
  const depth = new Map<Segment, number>();
  for (const [i, segment] of long.entries()) {
    depth.set(segment, 1);
    for (let k = i - 1; k >= 0; k--) {
      const other = long[k] as Segment;
      if (segment.baseline - other.baseline > 4 * segment.size) break;
      if (!follows(other, segment) || (depth.get(other) ?? 0) + 1 <= (depth.get(segment) ?? 0)) continue;
      depth.set(segment, (depth.get(other) ?? 0) + 1);
      above.set(segment, other);
    }
  }
  const prose = new Set<Segment>();
  for (const segment of long) {
    if ((depth.get(segment) ?? 0) < PROSE_LINES) continue;
    for (let one: Segment | undefined = segment; one && !prose.has(one); one = above.get(one)) prose.add(one);
  }
  // The last, short lines of paragraphs.
  for (const segment of segments) {
    if (prose.has(segment)) continue;
    const last = [...prose].some(
      (other) =>
        follows(other, segment) && Math.abs(other.box[0] - segment.box[0]) < segment.size && segment.words.length > 1,
    );
    if (last && segment.words.length > 1) prose.add(segment);
  }
  return prose;
}

function follows(above: Segment, segment: Segment): boolean {
  const distance = segment.baseline - above.baseline;
  if (distance < 0.5 * segment.size || distance > PROSE_LEADING * segment.size) return false;
  if (Math.abs(above.size - segment.size) > 0.2 * segment.size) return false;
  return Math.abs(above.box[0] - segment.box[0]) < 3 * segment.size;
}

const isWordy = (words: Segment['words']): boolean => {
  const letters = words.filter(({ word }) => /\p{L}{2}/u.test(word.text)).length;
  return letters >= 0.6 * words.length;
};

/** Runs of lines, from the top, each with at least two lines of several entries. */
export function findRegions(
  words: readonly TableWord[],
  prose: ReadonlySet<Segment>,
  strokes: readonly Rule[],
): TableWord[][] {
  const lines = toLines(words.filter(({ segment }) => !prose.has(segment)));
  const walls = [...prose];
  const regions: TextLine[][] = [];
  let open: TextLine[] = [];
  let singles: TextLine[] = [];
  /** Lines of one entry before the run. */
  let heads: TextLine[] = [];
  const close = () => {
    if (open.length > 1) regions.push([...headsOf(open, heads), ...open]);
    open = [];
    heads = [];
    singles = [];
  };
  for (const line of lines) {
    const last = singles.at(-1) ?? open.at(-1);
    if (last && !goesOn(last, line, open, walls, strokes)) close();
    if (isEntryLine(line, walls)) {
      open.push(...singles, line);
      singles = [];
    } else if (open.length > 0 && isWordyLine(line)) close();
    else if (open.length > 0) {
      singles.push(line);
      if (singles.length > SINGLES) close();
    } else heads = [...heads, line].slice(-SINGLES);
  }
  close();
  return regions.map((region) => region.flatMap(({ words }) => words));
}

/** Of the lines before a run those that may be heads over some of its columns: short, near, and not at its left side. */
function headsOf(run: readonly TextLine[], before: readonly TextLine[]): TextLine[] {
  const left = Math.min(...run.map(({ box }) => box[0]));
  const right = Math.max(...run.map(({ box }) => box[2]));
  const heads: TextLine[] = [];
  let below = run[0] as TextLine;
  for (const line of [...before].reverse()) {
    const isNear = below.baseline - line.baseline < HEAD_LEADING * Math.max(line.size, below.size);
    const isOver = line.box[0] > left + 0.15 * (right - left) && line.box[2] < right + line.size;
    if (!isNear || !isOver || isWordyLine(line) || line.size > 1.2 * below.size) break;
    heads.unshift(line);
    below = line;
  }
  return heads;
}

function goesOn(
  last: TextLine,
  line: TextLine,
  open: readonly TextLine[],
  walls: readonly Segment[],
  strokes: readonly Rule[],
): boolean {
  const pitch = median(open.slice(1).map(({ baseline }, i) => baseline - (open[i] as TextLine).baseline));
  const distance = line.baseline - last.baseline;
  const isRuled = strokes.some(
    ({ at, from, to }) =>
      at > last.baseline && at < line.baseline && overlap(from, to, line.box[0], line.box[2]) > 0.8 * widthOf(line.box),
  );
  if (distance > Math.max(APART * line.size, 1.6 * pitch) * (isRuled ? 1.5 : 1)) return false;
  const usual = Math.min(pitch || line.size * LEADING, line.size * LEADING);
  const before = open.at(-1);
  if (before && distance > WHITE * usual && !isRuled && isOtherwise(before, line)) return false;
  const [left, right] = [Math.min(last.box[0], line.box[0]), Math.max(last.box[2], line.box[2])];
  return !walls.some(
    ({ box, baseline }) =>
      baseline > last.baseline + 0.3 * line.size &&
      baseline < line.baseline - 0.3 * line.size &&
      overlap(box[0], box[2], left, right) > 0,
  );
}

/** The words of a stack of strokes, parted at captions and notes, and where white parts lines of other columns. */
export function partAtText(words: readonly TableWord[], strokes: readonly Rule[]): TableWord[][] {
  const parts: TextLine[][] = [[]];
  for (const line of toLines(words)) {
    const part = parts.at(-1) as TextLine[];
    const last = part.at(-1);
    const distance = last ? line.baseline - last.baseline : 0;
    if (isWordyLine(line)) parts.push([]);
    else if (last && distance > FAR * line.size) parts.push([line]);
    else if (
      last &&
      distance > WHITE * LEADING * line.size &&
      isWhite(last, line, strokes) &&
      isOtherwise(entryLine(part), line)
    )
      parts.push([line]);
    else part.push(line);
  }
  return parts.filter((part) => part.length > 0).map((part) => part.flatMap((line) => line.words));
}

/** Without a stroke between them, as there is under a head over several columns. */
const isWhite = (above: TextLine, line: TextLine, strokes: readonly Rule[]): boolean =>
  !strokes.some(
    ({ at, from, to }) =>
      at > above.baseline - 0.2 * above.size &&
      at < line.baseline - 0.5 * line.size &&
      overlap(from, to, line.box[0], line.box[2]) > 0,
  );

const entryLine = (part: readonly TextLine[]): TextLine =>
  part.findLast((line) => toChunks(line.words).length > 1) ?? (part.at(-1) as TextLine);

/** A sentence, a caption or a note: more words than an entry has, without a wide gap. */
export const isWordyLine = (line: TextLine): boolean => {
  const chunks = toChunks(line.words);
  if (chunks.length > 1) return false;
  return (
    line.words.length >= SENTENCE &&
    line.words.filter(({ word }) => /\p{L}{2}/u.test(word.text)).length >= 0.5 * line.words.length
  );
};

/** Whether entries of either line stand under several of the other: columns of another table. */
function isOtherwise(above: TextLine, line: TextLine): boolean {
  const [a, b] = [toChunks(above.words), toChunks(line.words)];
  if (a.length < 2 || b.length < 2) return false;
  const spans = (one: Chunk, others: readonly Chunk[]) =>
    others.filter(({ box }) => overlap(box[0], box[2], one.box[0], one.box[2]) > 0).length > 1;
  return a.some((chunk) => spans(chunk, b)) || b.some((chunk) => spans(chunk, a));
}

/** Several entries with nothing of running text between them. */
function isEntryLine(line: TextLine, walls: readonly Segment[]): boolean {
  const chunks = toChunks(line.words);
  if (chunks.length < 2) return false;
  return !walls.some(
    ({ box, baseline }) =>
      Math.abs(baseline - line.baseline) < 0.8 * line.size && box[0] > line.box[0] && box[2] < line.box[2],
  );
}
