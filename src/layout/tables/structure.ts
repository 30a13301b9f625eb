/** A region's words to a table where strokes alone do not tell: columns by vote, rows by strokes, leading and content. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import { median } from '../segment.ts';
import { buildCells } from './cells.ts';
import { findColumnEdges } from './columns.ts';
import { headerLineCount } from './headers.ts';
import { type TableLine, toTableLines } from './pieces.ts';
import { toBands, toTableRows } from './rows.ts';
import type { Strokes } from './strokes.ts';
import { boundsOf, type FoundTable, isWithin, overlap, type TableWord } from './table.ts';
import { toLines } from './text-lines.ts';

export interface Structure {
  table: FoundTable;
  lines: TableLine[];
  /** Strokes stand between all of its columns, not just edges of grounds. */
  drawn: boolean;
  /** How many strokes part its lines. */
  strokes: number;
}

/** What a row is: a printed line, or what strokes, leading and content tell. */
export type RowRule = 'printed' | 'told';

/** Null where there is but one column. `around`: where strokes surround the table, their box. */
export function toStructure(
  words: readonly TableWord[],
  strokes: Strokes,
  around: Bbox | null,
  rowRule: RowRule,
): Structure | null {
  const plain = toLines(words);
  if (plain.length === 0) return null;
  const em = median(words.map(({ segment }) => segment.size));
  const text = boundsOf(words);
  let box = around ?? text;
  const isNear = (rule: Rule, lo: number, hi: number, from: number, to: number) =>
    isWithin(rule.at, lo - em, hi + em) && rule.to > from && rule.from < to;
  const horizontal = strokes.horizontal.filter((rule) => isNear(rule, box[1], box[3], box[0], box[2]));
  const vertical = strokes.vertical.filter((rule) => isNear(rule, box[0], box[2], box[1], box[3]));
  const edges = findColumnEdges(plain, vertical, em);
  if (edges.length === 0) return null;
  const lines = trimLines(toTableLines(plain, edges), horizontal);
  if (lines.length === 0) return null;
  if (!around) box = boundsOf(lines);
  const columns = edges.length + 1;
  const told = headerLineCount(lines, horizontal, columns);
  // Over printed rows stands one line of heads, and what seems to be more are items.
  const header = rowRule === 'printed' && told > 1 ? 0 : told;
  const rows = rowRule === 'printed' ? lines.map((line) => [line]) : toTableRows(lines, horizontal, header, columns);
  const xs = [box[0], ...edges.map(({ x }) => x), box[2]];
  const table = buildCells({ rows, xs, box, header, horizontal });
  return {
    table,
    lines,
    drawn: edges.every(({ x }) => vertical.some(({ at, thickness }) => at === x && thickness > 0)),
    strokes: toBands(lines, horizontal).length - 1,
  };
}

/** Whether strokes part lines of the table: what stands between strokes need not prove itself as much. */
export const hasStrokeWithin = ({ lines }: Structure, { horizontal }: Strokes): boolean => {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return false;
  const box = boundsOf(lines);
  const own = horizontal.filter(({ from, to }) => overlap(from, to, box[0], box[2]) > 0.6 * (box[2] - box[0]));
  return own.some(({ at }) => at > first.baseline - 0.3 * first.size && at < last.baseline - 0.5 * last.size);
};

/** A line of more words is a sentence. */
const WORDS = 5;
const CAPTION = /^(?:table|tab\.|figure|fig\.|chart|exhibit|box|tabelle|abbildung|tableau|tabla|cuadro|tabella)\b/i;

/** Captions and notes, as far as they stand in a line of their own above and below: no table ends with a section's title. */
function trimLines(lines: readonly TableLine[], strokes: readonly Rule[]): TableLine[] {
  const isAlone = ({ pieces }: TableLine) => pieces.length === 1;
  let end = lines.length;
  while (end > 0 && isAlone(lines[end - 1] as TableLine) && !isLastOfRow(lines, end - 1, strokes)) end--;
  let start = 0;
  while (
    start < end &&
    isAlone(lines[start] as TableLine) &&
    isAbove(lines[start] as TableLine, lines[start + 1], strokes)
  )
    start++;
  return lines.slice(start, end);
}

/** A further line of a text in the last row: near, small-lettered or in a column of its own, and not below a stroke. */
function isLastOfRow(lines: readonly TableLine[], index: number, strokes: readonly Rule[]): boolean {
  const [line, above] = [lines[index] as TableLine, lines[index - 1]];
  const piece = line.pieces[0];
  if (!above || !piece || piece.colSpan > 1 || line.baseline - above.baseline > 1.4 * line.size) return false;
  const isBelowStroke = strokes.some(
    ({ at, from, to }) =>
      isWithin(at, above.baseline - 0.2 * above.size, line.baseline - 0.5 * line.size) &&
      from < line.box[2] &&
      to > line.box[0],
  );
  if (isBelowStroke || piece.words.length > 2 * WORDS) return false;
  return piece.column > 0 || /^[\p{Ll}(&]/u.test(piece.words[0]?.word.text ?? '');
}

function isAbove(line: TableLine, next: TableLine | undefined, strokes: readonly Rule[]): boolean {
  const [piece] = line.pieces;
  if (!piece || !next) return true;
  if (CAPTION.test(piece.words[0]?.word.text ?? '')) return true;
  if (piece.column > 0 && piece.words.length <= WORDS) return false;
  const isParted = strokes.some(
    ({ at, from, to }) =>
      isWithin(at, line.baseline - 0.2 * line.size, next.baseline - 0.5 * next.size) &&
      to - from > 0.6 * (next.box[2] - next.box[0]),
  );
  return isParted || piece.words.length > WORDS || next.baseline - line.baseline > 2 * next.size;
}
