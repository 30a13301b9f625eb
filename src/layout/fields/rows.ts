/**
 * Visual rows of a page: what stands side by side, in cells parted by wide gaps, whatever blocks it was recognised in.
 * Tesseract and PDF text layers often give a table column by column; a label and its value are still one row here.
 */
import type { Bbox } from '../../document/model.ts';

/** A word by its place in a text. */
export interface AlignedWord {
  start: number;
  end: number;
  bbox: Bbox;
  /** The same number for all words of one table cell; 0 outside tables that state their cells. */
  cell: number;
}

/** A stretch of a row between two wide gaps. Offsets count in the page's text; `x0`, `x1` are only comparable on a page. */
export interface Cell {
  start: number;
  end: number;
  x0: number;
  x1: number;
}

export interface Row {
  /** Left to right, or right to left on a page of such a script. */
  cells: Cell[];
  /** Pixels where words have boxes, else the line's number. */
  top: number;
  bottom: number;
}

interface Box {
  x0: number;
  x1: number;
  top: number;
  bottom: number;
}

/** A gap this many times the line's height parts two cells: words are about 0.3 apart, columns 1 and more. */
const CELL_GAP = 0.9;
/** Segments overlapping by this share of the lower one's height stand in one row. */
const SAME_ROW = 0.5;
/** Text that runs on in two columns must not be joined: one side of a joined row is short. */
const SHORT_WORDS = 5;
const LONG_WORDS = 12;

/** Rows in text order; a row whose cells stand apart in the text comes where its first cell does. */
export function buildRows(text: string, words: readonly AlignedWord[]): Row[] {
  const lines = linesOf(text);
  const covered = words.reduce((sum, word) => sum + word.end - word.start, 0);
  const boxed = words.length > 0 && covered >= 0.7 * text.replace(/\s/g, '').length;
  const rows = boxed ? joinRows(text, boxedRows(text, lines, words)) : lines.map((line, y) => typedRow(text, line, y));
  const filled = rows.filter((row) => row.cells.length > 0);
  if (isRightToLeft(text)) for (const row of filled) if (boxed) row.cells.sort((a, b) => b.x1 - a.x1);
  return filled;
}

export const isRightToLeft = (text: string): boolean =>
  (text.match(/[\u0590-\u08ff]/g)?.length ?? 0) > (text.match(/[a-z]/gi)?.length ?? 0);

type Range = [start: number, end: number];

function linesOf(text: string): Range[] {
  return [...text.matchAll(/[^\n]+/g)].map((match) => [match.index, match.index + match[0].length]);
}

/** Without boxes, columns are told by runs of spaces, tabs and bars; x counts characters. */
function typedRow(text: string, [start, end]: Range, y: number): Row {
  const line = text.slice(start, end);
  const cells = [...line.matchAll(/[^\s|](?:(?! {2}|\t|\|)[\s\S])*/g)].map((match) => {
    const from = match.index;
    const to = from + match[0].trimEnd().length;
    return { start: start + from, end: start + to, x0: from, x1: to };
  });
  return { cells: cells.filter((cell) => !/^[-:|\s]*$/.test(text.slice(cell.start, cell.end))), top: y, bottom: y + 1 };
}

function boxedRows(text: string, lines: Range[], words: readonly AlignedWord[]): Row[] {
  let next = 0;
  return lines.map(([, end]) => {
    const first = next;
    while (next < words.length && (words[next]?.start ?? end) < end) next++;
    return cellsOf(text, words.slice(first, next));
  });
}

function cellsOf(text: string, words: readonly AlignedWord[]): Row {
  const cells: Cell[] = [];
  let [top, bottom] = [Infinity, -Infinity];
  let previous: AlignedWord | undefined;
  for (const word of words) {
    const box = boxOf(word);
    const last = cells.at(-1);
    const gap = last ? Math.max(box.x0 - last.x1, last.x0 - box.x1) : Infinity;
    const height = box.bottom - box.top;
    const apart = gap > CELL_GAP * height || / {2}|\t|\|/.test(text.slice(previous?.end ?? word.start, word.start));
    const sameCell = word.cell !== 0 && word.cell === previous?.cell;
    const otherCell = word.cell !== (previous?.cell ?? word.cell);
    if (last && (sameCell || !(apart || otherCell))) {
      last.end = word.end;
      last.x0 = Math.min(last.x0, box.x0);
      last.x1 = Math.max(last.x1, box.x1);
    } else cells.push({ start: word.start, end: word.end, x0: box.x0, x1: box.x1 });
    [top, bottom] = [Math.min(top, box.top), Math.max(bottom, box.bottom)];
    previous = word;
  }
  return { cells, top, bottom };
}

const boxOf = ({ bbox: [x0, top, x1, bottom] }: AlignedWord): Box => ({ x0, x1, top, bottom });

/** Puts lines that stand side by side into one row. */
function joinRows(text: string, rows: Row[]): Row[] {
  const byTop = rows.filter((row) => row.cells.length > 0).sort((a, b) => a.top - b.top);
  const joinedTo = new Map<Row, Row>();
  const root = (row: Row): Row => joinedTo.get(row) ?? row;
  for (let i = 0; i < byTop.length; i++) {
    for (let j = i + 1; j < byTop.length; j++) {
      const [a, b] = [byTop[i], byTop[j]];
      if (!a || !b || b.top > a.bottom) break;
      const [into, from] = rows.indexOf(root(a)) <= rows.indexOf(root(b)) ? [root(a), root(b)] : [root(b), root(a)];
      if (into === from || !sideBySide(text, into, from, a, b)) continue;
      into.cells.push(...from.cells);
      into.cells.sort((x, y) => x.x0 - y.x0);
      [into.top, into.bottom] = [Math.min(into.top, from.top), Math.max(into.bottom, from.bottom)];
      for (const row of byTop) if (root(row) === from) joinedTo.set(row, into);
    }
  }
  return rows.filter((row) => !joinedTo.has(row));
}

function sideBySide(text: string, into: Row, from: Row, a: Row, b: Row): boolean {
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (overlap < SAME_ROW * Math.min(a.bottom - a.top, b.bottom - b.top)) return false;
  const crossing = into.cells.some((x) => from.cells.some((y) => x.x0 < y.x1 - 1 && y.x0 < x.x1 - 1));
  if (crossing) return false;
  const [short = 0, long = 0] = [wordCount(text, into), wordCount(text, from)].sort((x, y) => x - y);
  return short <= SHORT_WORDS && long <= LONG_WORDS;
}

/** Of its longest cell. */
const wordCount = (text: string, row: Row): number =>
  Math.max(...row.cells.map((cell) => text.slice(cell.start, cell.end).split(/\s+/).length));
