/** Plain text, as it flows, or laid out: columns and gaps kept with spaces, for receipts, forms and tables. */
import type { Line, Page, Word } from '../document/model.ts';
import { lineText } from '../document/text.ts';
import { directionOfText, IDEOGRAPHIC, printable } from './characters.ts';
import { linesOf } from './lines.ts';

/** A gap between words wider than this many characters parts columns; spaces in justified lines are narrower. */
const COLUMN_GAP = 2.5;
/** Empty lines that a gap between rows becomes at most. */
const MAX_EMPTY_LINES = 2;

/**
 * The page in the characters of a fixed-width font, where a Chinese, Japanese or Korean one takes two columns. On a
 * page read from right to left columns count from the right. Running heads stay: the page is shown as it is.
 */
export function layoutText(page: Pick<Page, 'blocks'>): string {
  const lines = page.blocks.flatMap(linesOf);
  const words = lines.flatMap((line) => line.words);
  if (words.length === 0) return '';
  const rtl = directionOfText(words.map((word) => word.text).join(' ')) === 'rtl';
  const left = Math.min(...words.map((word) => word.bbox[0]));
  const right = Math.max(...words.map((word) => word.bbox[2]));
  const cell = median(words.map((word) => (word.bbox[2] - word.bbox[0]) / columnsOf(word.text)));
  const place = (x: number): number => Math.round((rtl ? right - x : x - left) / cell);

  const rows = toRows(lines);
  const pitch = median(rows.slice(1).map((row, index) => row.top - (rows[index]?.top ?? 0)));
  const out: string[] = [];
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const gap = before && pitch > 0 ? Math.round((row.top - before.top) / pitch) - 1 : 0;
    out.push(...new Array<string>(Math.min(MAX_EMPTY_LINES, Math.max(0, gap))).fill(''));
    out.push(
      rowText(
        row.lines.flatMap((line) => toPieces(line, cell)),
        place,
        rtl,
      ),
    );
  }
  return out.join('\n');
}

type Row = { lines: Line[]; top: number; bottom: number };
/** Words that stand together; x from `start` to `end` as one reads. */
type Piece = { text: string; start: number; end: number };

/** Lines side by side make a row: those that overlap by more than half of the lower one's height. */
function toRows(lines: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of lines.toSorted((a, b) => a.bbox[1] + a.bbox[3] - b.bbox[1] - b.bbox[3])) {
    const [, top, , bottom] = line.bbox;
    const row = rows.at(-1);
    const overlap = row ? Math.min(row.bottom, bottom) - Math.max(row.top, top) : 0;
    if (row && overlap > Math.min(row.bottom - row.top, bottom - top) / 2) row.lines.push(line);
    else rows.push({ lines: [line], top, bottom });
  }
  return rows;
}

function toPieces(line: Line, cell: number): Piece[] {
  const pieces: Word[][] = [];
  let last: Word | undefined;
  for (const word of line.words) {
    const gap = last ? Math.max(word.bbox[0] - last.bbox[2], last.bbox[0] - word.bbox[2]) : Number.POSITIVE_INFINITY;
    if (gap > COLUMN_GAP * cell) pieces.push([word]);
    else pieces.at(-1)?.push(word);
    last = word;
  }
  return pieces.map((words) => ({
    text: lineText(words),
    start: Math.min(...words.map((word) => word.bbox[0])),
    end: Math.max(...words.map((word) => word.bbox[2])),
  }));
}

function rowText(pieces: Piece[], place: (x: number) => number, rtl: boolean): string {
  const placed = pieces.map((piece) => ({ text: piece.text, column: place(rtl ? piece.end : piece.start) }));
  let text = '';
  let column = 0;
  for (const piece of placed.sort((a, b) => a.column - b.column)) {
    const spaces = Math.max(piece.column - column, text === '' ? 0 : 1);
    text += ' '.repeat(spaces) + piece.text;
    column += spaces + columnsOf(piece.text);
  }
  return text;
}

const WIDE = /[\p{Script=Hangul}]/u;

/** At least one, so that it can be divided by. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of printable(text)) {
    if (/\p{Mn}|\p{Cf}/u.test(character)) continue;
    columns += IDEOGRAPHIC.test(character) || WIDE.test(character) ? 2 : 1;
  }
  return Math.max(1, columns);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
