/** Lines to rows: which lines are the further lines of cells. */
import type { Rule } from '../input.ts';
import { median, widthOf } from '../segment.ts';
import type { Piece, TableLine } from './pieces.ts';
import { overlap } from './table.ts';

/** Strokes along this share of the table's width part rows. */
const FULL = 0.6;
/** Lines of one cell follow each other at most at this distance, in em, unless a stroke surrounds them. */
const LEADING = 1.5;
/** A line that stands so much nearer to its neighbour than lines of the table usually do belongs to it. */
const NEARER = 0.8;
/** A band between strokes with more lines is no single row. */
const LINES_OF_ROW = 12;

export type Row = TableLine[];

/** `header`: how many of the lines, from the top, are heads of columns. */
export function toTableRows(
  lines: readonly TableLine[],
  strokes: readonly Rule[],
  header: number,
  columns: number,
): Row[] {
  const bands = toBands(lines, strokes);
  const isRuled = bands.length >= 3 && median(bands.map((band) => band.length)) <= 4;
  const usual: Usual = { pitch: usualPitch(lines), rights: rightSides(lines, columns), indents: entryIndents(lines) };
  let at = 0;
  const rows: Row[] = [];
  for (const band of bands) {
    const heads = Math.min(Math.max(header - at, 0), band.length);
    at += band.length;
    if (heads > 0) rows.push(...headRows(band.slice(0, heads), strokes));
    const body = band.slice(heads);
    if (body.length === 0) continue;
    if (isRuled && isOneRow(body, columns)) rows.push(body);
    else rows.push(...softRows(body, usual));
  }
  return rows;
}

/** Lines between strokes. */
export function toBands(lines: readonly TableLine[], strokes: readonly Rule[]): TableLine[][] {
  const bands: TableLine[][] = [];
  const left = Math.min(...lines.map(({ box }) => box[0]));
  const right = Math.max(...lines.map(({ box }) => box[2]));
  for (const [i, line] of lines.entries()) {
    const above = lines[i - 1];
    if (above && !strokeBetween(above, line, strokes, left, right)) bands.at(-1)?.push(line);
    else bands.push([line]);
  }
  return bands;
}

function strokeBetween(
  above: TableLine,
  line: TableLine,
  strokes: readonly Rule[],
  left: number,
  right: number,
): boolean {
  return strokes.some(
    (stroke) => isBetween(stroke, above, line) && overlap(stroke.from, stroke.to, left, right) >= FULL * (right - left),
  );
}

const isBetween = ({ at }: Rule, above: TableLine, line: TableLine): boolean =>
  at >= above.baseline - 0.2 * above.size && at <= line.baseline - 0.5 * line.size;

const usualPitch = (lines: readonly TableLine[]): number =>
  median(
    lines.slice(1).map((line, i) => line.baseline - (lines[i] as TableLine).baseline),
    0,
  );

interface Usual {
  /** Between lines. */
  pitch: number;
  /** How far text reaches in each column. */
  rights: readonly number[];
  /** Where stubs with entries beside them begin. */
  indents: readonly number[];
}

const entryIndents = (lines: readonly TableLine[]): number[] =>
  lines.flatMap(({ pieces }) => (pieces.length > 1 && pieces[0]?.column === 0 ? [pieces[0].box[0]] : []));

/** How far text reaches in each column. */
const rightSides = (lines: readonly TableLine[], columns: number): number[] =>
  Array.from({ length: columns }, (_, column) =>
    Math.max(
      ...lines.flatMap(({ pieces }) =>
        pieces.filter((p) => p.column === column && p.colSpan === 1).map(({ box }) => box[2]),
      ),
    ),
  );

/** Cells of several lines: no column has two numbers, and not every line has something in every column. */
function isOneRow(band: readonly TableLine[], columns: number): boolean {
  if (band.length === 1) return true;
  if (band.length > LINES_OF_ROW) return false;
  for (let column = 0; column < columns; column++) {
    const own = band.flatMap(({ pieces }) => pieces.filter((piece) => piece.column === column));
    if (own.filter(({ numeric }) => numeric).length > 1 && own.every(({ numeric }) => numeric)) return false;
  }
  const full = band.filter(({ pieces }) => pieces.length === columns).length;
  return band.length < 4 || full < 0.7 * band.length;
}

/** A line of spanning heads is a row, and so are the lines of heads under it; a stroke under some of the heads parts too. */
function headRows(lines: readonly TableLine[], strokes: readonly Rule[]): Row[] {
  const rows: Row[] = [];
  for (const [i, line] of lines.entries()) {
    const above = lines[i - 1];
    const spans = (one: TableLine) => one.pieces.some(({ colSpan }) => colSpan > 1);
    const isParted =
      above !== undefined &&
      strokes.some(
        (stroke) => isBetween(stroke, above, line) && overlap(stroke.from, stroke.to, line.box[0], line.box[2]) > 0,
      );
    if (above && !isParted && spans(above) === spans(line)) rows.at(-1)?.push(line);
    else rows.push([line]);
  }
  return rows;
}

function softRows(lines: readonly TableLine[], usual: Usual): Row[] {
  const rows: Row[] = [];
  for (const line of lines) {
    const row = rows.at(-1);
    if (row && continues(row, line, usual)) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

function continues(row: Row, line: TableLine, { pitch, rights, indents }: Usual): boolean {
  const above = row.at(-1) as TableLine;
  const distance = line.baseline - above.baseline;
  if (distance > LEADING * Math.max(line.size, above.size)) return false;
  const isNear = distance < NEARER * pitch;
  const filled = new Set(row.flatMap(({ pieces }) => pieces.map(({ column }) => column)));
  const stub = line.pieces.find(({ column }) => column === 0);
  const data = line.pieces.filter(({ column }) => column > 0);
  const start = (row[0] as TableLine).pieces.find(({ column }) => column === 0);
  // Further lines of a stub are set in, not out.
  if (stub && start && stub.box[0] < start.box[0] - 0.4 * line.size) return false;
  const rowData = row.some(({ pieces }) => pieces.some(({ column }) => column > 0));
  if (!stub) {
    // Further lines of text cells; numbers without a stub are a row of their own.
    const isText = data.every(({ numeric, words }) => !numeric || (isNear && words.length === 1));
    const isWrap = data.some((piece) => {
      const own =
        above.pieces.find(({ column }) => column === piece.column) ??
        row.flatMap(({ pieces }) => pieces).find(({ column }) => column === piece.column);
      return own !== undefined && (isWrapped(own, piece, rights) || startsLow(piece));
    });
    return (
      isText &&
      (isWrap || isNear) &&
      data.every(({ column }) => filled.has(column)) &&
      (isNear || data.length < filled.size)
    );
  }
  const aboveStub = above.pieces.find(({ column }) => column === 0);
  if (!aboveStub || stub.colSpan > 1 || aboveStub.colSpan > 1) return false;
  if (data.length === 0 && rowData) return isNear || isWrapped(aboveStub, stub, rights) || startsLow(stub);
  // Under the title of a section its entries stand set in, all alike.
  const isEntry =
    start &&
    stub.box[0] > start.box[0] + 0.35 * line.size &&
    indents.filter((x) => Math.abs(x - stub.box[0]) < 0.2 * line.size).length > 1;
  if (data.length > 0 && isEntry) return false;
  if (data.length > 0 && !rowData)
    return !endsWithColon(aboveStub) && (isWrapped(aboveStub, stub, rights) || startsLow(stub));
  if (data.length === 0 && !rowData) return isWrapped(aboveStub, stub, rights);
  return isNear && data.every(({ numeric }) => !numeric);
}

const startsLow = ({ words }: Piece): boolean => /^[\p{Ll}(&]/u.test(words[0]?.word.text ?? '');
const endsWithColon = ({ words }: Piece): boolean => /[:：]$/.test(words.at(-1)?.word.text ?? '');

/** The first word below had no room on the line above. */
function isWrapped(above: Piece, below: Piece, rights: readonly number[]): boolean {
  const first = below.words[0];
  const right = rights[above.column];
  if (!first || right === undefined || endsWithColon(above) || above.words.length < 2) return false;
  const space = 0.25 * first.segment.size;
  return above.box[2] + space + widthOf(first.box) > right && below.box[0] >= above.box[0] - space;
}
