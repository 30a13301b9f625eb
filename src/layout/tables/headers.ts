/** Which lines at the top of a table are heads of its columns. */
import type { Rule } from '../input.ts';
import type { Piece, TableLine } from './pieces.ts';
import { toBands } from './rows.ts';

/** Heads of more lines are none. */
const MOST_LINES = 9;
/** Years, and the words and numbers of dates beside them. */
const YEAR = /^(?:19|20)\d\d(?:[-–/]\d{2,4})?[a-z*]?$/i;
const OF_DATE =
  /^(?:\d{1,2}[.,]?|Q[1-4]|H[12]|FY|(?:jan|feb|f[ée]v|m[aä]r|apr|avr|ma[iy]|jui?n|jui?l|aug|ao[uû]|sep|o[ck]t|nov|de[czs])\p{L}*[.,]?)$/iu;

export function headerLineCount(lines: readonly TableLine[], strokes: readonly Rule[], columns: number): number {
  const starts = bandStarts(lines, strokes);
  const first = lines.findIndex((line, i) => isBody(line, lines[i + 1]));
  const ruled = starts.filter((start) => start > 0 && start <= MOST_LINES);
  if (first < 0) {
    // A table of words: what stands above its first stroke; else its first line, where it is no list of pairs.
    const start = ruled[0];
    if (start !== undefined && start < lines.length) return start;
    return columns > 2 && lines.length > 2 && (lines[0]?.pieces.length ?? 0) === columns ? 1 : 0;
  }
  if (first > MOST_LINES) return 0;
  const stroke = ruled.findLast((start) => start <= first);
  const isTitle = (line: TableLine) => line.pieces.length === 1;
  if (stroke !== undefined && lines.slice(stroke, first).every(isTitle)) return stroke;
  let count = first;
  while (count > 0 && isSection(lines, count - 1)) count--;
  return count;
}

const bandStarts = (lines: readonly TableLine[], strokes: readonly Rule[]): number[] => {
  const starts: number[] = [];
  let at = 0;
  for (const band of toBands(lines, strokes)) {
    starts.push(at);
    at += band.length;
  }
  return starts;
};

/** Numbers beside a stub; years are heads, unless what follows is years too. */
function isBody({ pieces }: TableLine, next: TableLine | undefined): boolean {
  const data = pieces.filter(({ column }) => column > 0);
  const numbers = data.filter(({ numeric }) => numeric);
  if (numbers.length === 0 || numbers.length * 2 < data.length) return false;
  const isYears = (some: typeof pieces) => some.length > 0 && some.every(isDate);
  if (!isYears(data)) return pieces.some(({ column }) => column === 0) || !next || numbers.length === data.length;
  return next !== undefined && isYears(next.pieces.filter(({ column }) => column > 0));
}

const isDate = ({ words }: Piece): boolean =>
  words.some(({ word }) => YEAR.test(word.text)) &&
  words.every(({ word }) => YEAR.test(word.text) || OF_DATE.test(word.text));

/** A line with a title of the rows below it: in the stub's column alone, after a line that had more. */
function isSection(lines: readonly TableLine[], index: number): boolean {
  const { pieces, baseline, size } = lines[index] as TableLine;
  if (pieces.length !== 1 || pieces[0]?.column !== 0 || pieces[0].colSpan > 1) return false;
  const above = lines[index - 1];
  if (!above) return false;
  if (/[:：]$/.test(pieces[0].words.at(-1)?.word.text ?? '')) return true;
  const hasStub = above.pieces.some(({ column }) => column === 0);
  return !hasStub || baseline - above.baseline > 1.6 * size;
}
