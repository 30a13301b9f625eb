/** Whether what has rows and columns is a table: numbers, short entries, strokes; not prose in columns, lists, contents. */
import { meanConfidence } from '../../document/confidence.ts';
import { median } from '../segment.ts';
import { hasProseColumns } from './prose-columns.ts';
import type { Structure } from './structure.ts';
import type { FoundCell, FoundTable, TableWord } from './table.ts';
import { isNumericChunk } from './text-lines.ts';

/** Share of data cells with numbers that makes a table of numbers. */
const NUMBERS = 0.4;
/** Share of places with text; a table is not mostly empty. */
const FILLED = 0.45;
const TANGLED = 0.2;
/** An entry of more words is a text. */
const PROSE = 14;
/** Titles of a table of contents, at least: as many numbers seldom rise by chance. */
const CONTENTS = 4;
/** Numbers of an axis, at least, and the share of them that have the usual step between them. */
const AXIS = 4;
const STEADY = 0.6;
/** Mean confidence below which there is no text. */
const BELIEVED = 0.5;
/** Words of a cell, in the middle: entries are short. */
const WORDS = 5;
/** Of few rows of words without strokes they are shorter still: addresses stand beside each other, too. */
const FEW_WORDS = 2;
const MANY_ROWS = 8;

/** Share of the rows with at least two entries; the others are titles of sections. */
const ROWS = 0.5;

/** Whether most rows have entries side by side: charts with lines and numbers seldom do. */
export function hasRows({ cells, rowCount }: FoundTable): boolean {
  const filled = cells.filter(({ lines }) => lines.length > 0);
  let full = 0;
  for (let row = 0; row < rowCount; row++)
    if (filled.filter((cell) => row >= cell.row && row < cell.row + cell.rowSpan).length > 1) full++;
  return full >= ROWS * rowCount;
}

/** Recognised from specks and pictures: words of which the recogniser itself believes little. */
export function isNoise(cells: readonly FoundCell[]): boolean {
  const words = cells.flatMap(({ lines }) => lines.flat());
  return (meanConfidence(words.map(({ word }) => word)) ?? 1) < BELIEVED;
}

/** Words in type of one width, as programs are set. */
function isCode(body: readonly FoundCell[]): boolean {
  const words = body.flatMap(({ lines }) => lines.flat() as TableWord[]);
  return words.filter(({ segment }) => segment.mono).length > 0.6 * words.length;
}

/** Most of the words stand in long texts, which nothing but their place beside others makes entries of a table. */
export function hasProse(cells: readonly FoundCell[]): boolean {
  const counts = cells.map(({ lines }) => lines.reduce((sum, line) => sum + line.length, 0));
  const sum = (some: readonly number[]) => some.reduce((all, count) => all + count, 0);
  return sum(counts.filter((count) => count > PROSE)) > 0.5 * sum(counts);
}

/** Body cells over several columns are the titles of sections; more of them are words about a picture. */
const isTangled = (body: readonly FoundCell[]): boolean =>
  body.filter(({ colSpan }) => colSpan > 1).length > TANGLED * body.length;

export function isTable({ table, lines, drawn, strokes }: Structure, ruled: boolean): boolean {
  const { cells, columnCount, rowCount } = table;
  const filled = cells.filter((cell) => cell.lines.length > 0);
  const body = filled.filter(({ header }) => !header);
  const data = body.filter(({ column }) => column > 0);
  if (data.length === 0) return false;
  const rows = rowsWithData(data);
  const numbers = data.filter(isNumber).length / data.length;
  const fill = filled.length / cells.length;
  const words = median(data.map(({ lines: own }) => own.flat().length));
  if (isContents(body, columnCount) || isList(body) || isChart(filled, columnCount)) return false;
  if (rows < (ruled ? 1 : columnCount > 3 ? 2 : 3) || rowCount < 2) return false;
  if (fill < FILLED || !hasRows(table) || isNoise(cells)) return false;
  if (lines.length < 2) return false;
  if (numbers >= (columnCount === 2 && !ruled ? 0.6 : NUMBERS)) return true;
  if (isTangled(body)) return false;
  if (isCode(body) || (hasProse(filled) && !(drawn && rows > 2))) return false;
  const isParted = drawn || strokes >= ROWS * rowCount;
  if (!isParted && (columnCount === 2 || hasProseColumns(lines, columnCount))) return false;
  if (ruled) return rows > 1 && words <= 2 * WORDS && fill >= 0.5;
  return columnCount > 2 && rows >= 3 && fill >= 0.6 && words <= (rows >= MANY_ROWS ? WORDS : FEW_WORDS);
}

const rowsWithData = (data: readonly FoundCell[]): number => new Set(data.map(({ row }) => row)).size;

const textOf = ({ lines }: FoundCell): string =>
  lines
    .flat()
    .map(({ word }) => word.text)
    .join(' ');
/** Numbers, not a label and its number. */
const isNumber = ({ lines }: FoundCell): boolean => {
  const words = lines.flat() as TableWord[];
  return isNumericChunk(words) && !/^\p{L}{2}/u.test(words[0]?.word.text ?? '');
};

/** Page numbers that never fall, after titles, and hardly anything else: a table of contents. */
function isContents(body: readonly FoundCell[], columns: number): boolean {
  if (columns > 3) return false;
  const last = body.filter(({ column, colSpan }) => column + colSpan === columns).map((cell) => textOf(cell));
  const pages = last.filter((text) => /^\d{1,4}$/.test(text)).map(Number);
  const front = last.filter((text) => /^[ivxlc]+$/i.test(text)).length;
  const titles = body.filter(({ column, colSpan }) => column + colSpan === columns - 1);
  if (titles.filter((cell) => /\p{L}{3}/u.test(textOf(cell))).length < 0.5 * titles.length) return false;
  if (pages.length + front < 0.8 * last.length || pages.length < CONTENTS) return false;
  return pages.every((page, i) => i === 0 || page >= (pages[i - 1] as number));
}

/** Numbers in steps down every column that has some: the axes of charts. */
export function isChart(cells: readonly FoundCell[], columns: number): boolean {
  let axes = 0;
  for (let column = 0; column < columns; column++) {
    const numbers = cells.filter((cell) => cell.column === column).flatMap((cell) => scaleNumbers(cell));
    if (numbers.length < AXIS) {
      if (numbers.length > 1) return false;
      continue;
    }
    const steps = numbers.slice(1).map((number, i) => number - (numbers[i] as number));
    const step = median(steps);
    const alike = steps.filter((one) => Math.abs(one - step) < 1e-6 * Math.abs(step)).length;
    if (step >= 0 || alike < STEADY * steps.length) return false;
    axes++;
  }
  return axes > 0;
}

/** Lines that begin with a number. */
const scaleNumbers = ({ lines }: FoundCell): number[] =>
  lines.flatMap(([first]) => {
    const number = Number(first?.word.text.replace(/[,%]/g, '').replace(/[−–]/g, '-') || 'none');
    return Number.isNaN(number) ? [] : [number];
  });

/** First entries that are bullets or numbers of a list, and one text after each. */
function isList(body: readonly FoundCell[]): boolean {
  const rows = new Map<number, FoundCell[]>();
  for (const cell of body) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  const marked = [...rows.values()].filter(
    ([first]) =>
      first && first.column === 0 && /^(?:[•●○■□▪–—*·o-]|\(?[\divxlc]{1,4}[.)]|\(?[a-z][.)])$/iu.test(textOf(first)),
  );
  const pairs = [...rows.values()].filter((own) => own.length <= 2);
  return marked.length >= 0.6 * rows.size && pairs.length >= 0.7 * rows.size;
}
