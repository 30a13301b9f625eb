/** A found table as a block of the document model. */

import { unionOf } from '../../document/boxes.ts';
import { meanConfidence } from '../../document/confidence.ts';
import type { Bbox, Block, Line, TableCell, Word } from '../../document/model.ts';
import { lineText, tableText } from '../../document/text.ts';
import type { Frame } from '../frame.ts';
import type { FoundCell, FoundTable } from './table.ts';

/** What Unicode offers for the end of a broken word. */
const BROKEN_WORD = /\p{L}[-\u00ad\u2010\u2011]$/u;

/** `frame`: that of the text in which the table was found. Cells' boxes are pixels of the page, within its sides. */
export function toTableBlock(table: FoundTable, { toPage }: Pick<Frame, 'toPage'>): Block {
  const rows = Array.from({ length: table.rowCount }, (_, row) => table.cells.filter((cell) => cell.row === row));
  const cells = rows.map((row) => row.map((cell) => toCell(cell, toPage)));
  const lines = rows.flatMap((row): Line[] => {
    const words = row.flatMap(wordsOf);
    if (words.length === 0) return [];
    const bbox = unionOf(words.map((word) => word.bbox));
    return [{ text: lineText(words), bbox, confidence: meanConfidence(words) ?? 0, words }];
  });
  const words = lines.flatMap((line) => line.words);
  return {
    type: 'table',
    text: tableText(cells),
    bbox: unionOf([rounded(toPage(table.box)), ...words.map(({ bbox }) => bbox)]),
    confidence: meanConfidence(words) ?? 0,
    lines,
    table: { rows: cells },
  };
}

const wordsOf = ({ lines }: FoundCell): Word[] => lines.flatMap((line) => line.map(({ word }) => word));

function toCell(cell: FoundCell, toPage: Frame['toPage']): TableCell {
  const { rowSpan, colSpan, header, box } = cell;
  const said = cell.lines.map((line) => line.flatMap(({ word, filler }) => (filler ? [] : [word])));
  const text = said.map((words) => lineText(words)).reduce(joinLines, '');
  const confidence = meanConfidence(said.flat()) ?? 1;
  return { text, row_span: rowSpan, col_span: colSpan, header, bbox: rounded(toPage(box)), confidence };
}

/** A broken word loses its hyphen; in scripts without spaces lines are joined without one. */
function joinLines(before: string, after: string): string {
  if (BROKEN_WORD.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  if (after === '') return before;
  return before === '' ? after : lineText([{ text: before }, { text: after }]);
}

const rounded = ([x0, y0, x1, y1]: Bbox): Bbox => [tenth(x0), tenth(y0), tenth(x1), tenth(y1)];
const tenth = (value: number): number => Math.max(0, Math.round(value * 10) / 10);
