/** Phase 4: lines to paragraphs, by what typesetters mark them with: white, indents, size, weight, a list's signs. */
import { evenSizes } from './even-sizes.ts';
import type { Row } from './rows.ts';
import { median } from './segment.ts';

/** Baselines further apart than this, in em, are no running text; typescripts are set at up to 2.4. */
const LARGEST_LEADING = 2.6;
/** A leading so many times the usual one is white between paragraphs; baselines told from letters' boxes vary more. */
const WHITE = 1.22;
const ESTIMATED_WHITE = 1.35;
/** Type so many times as large as the other is of another paragraph; sizes told from letters' boxes vary more. */
const SIZE_CHANGE = 1.12;
const ESTIMATED_SIZE_CHANGE = 1.3;
/** First lines are set in by this, in em; further, they are placed otherwise. */
const INDENT_FROM = 0.5;
const INDENT_TO = 8;
/** A text runs on when this share of its line breaks had to be: the next word had no room. */
const FORCED = 0.6;
/** A line with so much room left, in em, and its sentence ended, ends its paragraph. */
const SHORT = 3;

/** Fewer lines than this share are no edge: a sign hung into the margin. */
const FEW = 0.08;

/** Nothing else begins with these; what may stand within a sentence, too, begins an item after a line with room. */
const BULLET = /^[•◦▪▫‣⁃●○■□◆◇►▶➢➤✓✔❖]$/u;
const LIKELY_ITEM = /^(?:[–—*·∙-]|\(?(?:\p{N}{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])$/u;
const SENTENCE_END = /[.!?:;。！？؟۔…"”»)]$/u;

export interface Setting {
  isRtl: boolean;
  /** Whether the source knows the type's sizes. */
  isSizeKnown: boolean;
}

interface Measured {
  row: Row;
  /** Edges along the direction of reading. */
  from: number;
  to: number;
  /** What the next line's first word needs. */
  need: number;
}

/** Rows of a region from the top; the result holds each of them once. */
export function toParagraphs(found: readonly Row[], { isRtl, isSizeKnown }: Setting): Row[][] {
  const rows = isSizeKnown ? found : evenSizes(found, isRtl);
  const lines = rows.map((row, i): Measured => {
    const { box } = row;
    const first = rows[i + 1]?.words[0]?.box;
    const [from, to] = isRtl ? [-box[2], -box[0]] : [box[0], box[2]];
    return { row, from, to, need: first ? first[2] - first[0] + row.size / 3 : 0 };
  });
  const change = isSizeKnown ? SIZE_CHANGE : ESTIMATED_SIZE_CHANGE;
  const stretches = part(lines, (line, i) => {
    const above = lines[i - 1] as Measured;
    return isOtherType(above, line, change) || isWhite(lines, i, isSizeKnown ? WHITE : ESTIMATED_WHITE, change);
  });
  return stretches.flatMap((stretch) => partByIndents(stretch)).map((paragraph) => paragraph.map(({ row }) => row));
}

function part<T>(items: readonly T[], begins: (item: T, index: number) => boolean): T[][] {
  const parts: T[][] = [];
  for (const [i, item] of items.entries()) {
    const last = parts.at(-1);
    if (!last || (i > 0 && begins(item, i))) parts.push([item]);
    else last.push(item);
  }
  return parts;
}

function isOtherType({ row: above }: Measured, { row }: Measured, change: number): boolean {
  const [small, large] = above.size < row.size ? [above.size, row.size] : [row.size, above.size];
  if (large > change * small || above.mono !== row.mono || above.vertical !== row.vertical) return true;
  return isBold(above) !== isBold(row) && isEvenWeight(above) && isEvenWeight(row);
}

const isBold = ({ words }: Row): boolean => words.every(({ word }) => word.bold);
const isEvenWeight = (row: Row): boolean => isBold(row) || row.words.every(({ word }) => !word.bold);

/** More white above the line than is usual around it, between lines whose sizes differ by less than `change`. */
function isWhite(lines: readonly Measured[], i: number, white: number, change: number): boolean {
  const pitch = pitchAt(lines, i);
  const size = Math.max((lines[i] as Measured).row.size, (lines[i - 1] as Measured).row.size);
  if (pitch > LARGEST_LEADING * size) return true;
  const isLike = (k: number) => {
    const other = (lines[k] as Measured).row.size;
    return Math.max(other, size) <= change * Math.min(other, size);
  };
  const near = [i - 2, i - 1, i + 1, i + 2]
    .filter((k) => k > 0 && k < lines.length && isLike(k) && isLike(k - 1))
    .map((k) => pitchAt(lines, k))
    .filter((other) => other > 0.5 * size);
  if (near.length === 0) return pitch > 1.75 * size;
  return pitch > white * Math.min(...near) + 0.1 * size && pitch > 1.1 * size;
}

const pitchAt = (lines: readonly Measured[], i: number): number =>
  (lines[i] as Measured).row.baseline - (lines[i - 1] as Measured).row.baseline;

/** Lines of one type and leading. */
function partByIndents(lines: readonly Measured[]): Measured[][] {
  const em = median(lines.map(({ row }) => row.size));
  const start = leftEdge(lines, em);
  const end = Math.max(...lines.map(({ to }) => to));
  const isIndented = ({ from }: Measured) => from > start + INDENT_FROM * em && from < start + INDENT_TO * em;
  const isFlush = ({ from }: Measured) => Math.abs(from - start) <= INDENT_FROM * em;
  const isForced = (line: Measured) => end - line.to <= line.need;
  // A line follows one that is full where it goes on, and one that is not where it begins something.
  const forced = (goesOn: (line: Measured) => boolean) => {
    const breaks = lines.slice(1).flatMap((line, i) => (goesOn(line) ? [lines[i] as Measured] : []));
    return breaks.length === 0 ? 0 : breaks.filter(isForced).length / breaks.length;
  };
  const flush = forced(isFlush);
  const indented = forced(isIndented);
  const isHanging = indented >= FORCED && indented > flush;
  const runsOn = isHanging || flush >= FORCED;
  return part(lines, (line, i) => {
    const above = lines[i - 1] as Measured;
    const isFull = isForced(above);
    const ended = SENTENCE_END.test(above.row.words.at(-1)?.word.text ?? '');
    if (beginsItem(line, above, !isFull || ended, em)) return true;
    if (isCapitals(above.row) && !isCapitals(line.row) && !isFull) return true;
    if (!runsOn) return false;
    if (isHanging) return isFlush(line) && (isIndented(above) || !isFull);
    if (isIndented(line) && (isFlush(above) || !isFull)) return true;
    return !isFull && ended && end - above.to > SHORT * em;
  });
}

function beginsItem(line: Measured, above: Measured, isFree: boolean, em: number): boolean {
  const text = firstWord(line);
  if (line.row.words.length < 2 || BULLET.test(text)) return line.row.words.length > 1;
  if (!LIKELY_ITEM.test(text)) return false;
  const isOut = line.from < above.from - INDENT_FROM * em;
  const isNext = Math.abs(line.from - above.from) <= INDENT_FROM * em && isMarker(firstWord(above));
  return isFree || isOut || isNext;
}

const firstWord = ({ row }: Measured): string => row.words[0]?.word.text ?? '';
const isMarker = (text: string): boolean => BULLET.test(text) || LIKELY_ITEM.test(text);

/** A heading set in capitals; shorter ones are names and acronyms. */
function isCapitals({ words }: Row): boolean {
  const text = words.map(({ word }) => word.text).join('');
  return !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 5;
}

/** Where the lines furthest to the left begin, if they are not but a few. */
function leftEdge(lines: readonly Measured[], em: number): number {
  const starts = lines.map(({ from }) => from).sort((a, b) => a - b);
  for (const [i, start] of starts.entries()) {
    const near = starts.filter((other) => Math.abs(other - start) <= INDENT_FROM * em).length;
    if (near >= FEW * starts.length || i > 3) return start;
  }
  return starts[0] ?? 0;
}
