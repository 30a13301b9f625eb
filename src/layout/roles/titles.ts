/** A title and the paragraph below it, where they were taken for one paragraph, parted. */
import type { Word } from '../../document/model.ts';
import type { ColumnOf } from './measure.ts';
import { median, textOfLine, toPart } from './part.ts';
import type { PageMeasure, Part, TextLine } from './types.ts';

/** Of the em of the lines that follow. */
const LARGER = { font: 1.12, ink: 1.15 };
/** Of the column's width: a title told by the jittering size of recognised letters is shorter. */
const ROOM = 0.85;
const MAX_LINES = 3;

/** Parts whose first lines are all bold, or larger, with lines below that are neither. */
export const splitTitles = (parts: readonly Part[], measure: PageMeasure, columnOf: ColumnOf): Part[] =>
  parts.flatMap((part) => (part.role ? [part] : splitTitle(part, measure, columnOf(part))));

function splitTitle(part: Part, measure: PageMeasure, column: readonly [number, number]): Part[] {
  const { lines } = part;
  const count = lines.findIndex((line) => !stands(line, lines, measure, column));
  if (count < 1 || count > MAX_LINES || count === lines.length) return [part];
  const rest = lines.slice(count);
  // What goes on in small letters, or after a comma, is a sentence whose beginning is bold.
  const [end, start] = [textOfLine(lines[count - 1] as TextLine), textOfLine(rest[0] as TextLine)];
  if (/[,;،\-‐]$/u.test(end) || /^\p{Ll}/u.test(start)) return [part];
  return [toPart(lines.slice(0, count)), toPart(rest)];
}

/** Whether a line stands out from the part's last, by its weight or, where it leaves room, by its size. */
function stands(
  line: TextLine,
  lines: readonly TextLine[],
  measure: PageMeasure,
  [left, right]: readonly [number, number],
): boolean {
  const last = lines.at(-1) as TextLine;
  if (isBold(line.words) && !isBold(last.words) && !measure.bold) return true;
  const isShort = line.box[2] - line.box[0] <= ROOM * (right - left);
  const usual = median(lines.slice(1).map(({ size }) => size));
  return line.size >= LARGER[measure.boxes] * usual && (measure.boxes === 'font' || isShort);
}

const isBold = (words: readonly Word[]): boolean =>
  words.every((word) => word.bold || !/[\p{L}\p{N}]/u.test(word.text));
