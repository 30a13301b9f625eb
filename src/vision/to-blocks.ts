/** Blocks of the document model from what a model wrote, its words placed on the page. */
import { union, unionOf } from '../document/boxes.ts';
import { meanConfidence } from '../document/confidence.ts';
import type { Bbox, Block, Line, TableCell, Word } from '../document/model.ts';
import { blockText, lineText, tableText } from '../document/text.ts';
import type { WrittenBlock, WrittenCell } from './written.ts';

/** Share of the lower of two boxes' heights in which they must overlap to stand in one line. */
const SAME_LINE = 0.4;

/** `words`: of each block its words, placed, in its order. Boxes are pixels of the page. */
export function toBlocks(
  written: readonly WrittenBlock[],
  words: readonly (readonly Word[])[],
  page: { width: number; height: number },
): Block[] {
  return written.flatMap((block, i): Block[] => {
    if (block.type === 'figure') return [figure(block.place, page)];
    const placed = words[i] ?? [];
    if (placed.length === 0) return [];
    if (block.type === 'table') return [table(block.rows, placed)];
    const lines = linesOf(placed);
    const common = { bbox: boxOf(lines), confidence: meanConfidence(placed) ?? 0, lines };
    const text = blockText(lines);
    switch (block.type) {
      case 'heading':
      case 'list-item':
        return [{ type: block.type, level: block.level, text, ...common }];
      // Lines of LaTeX mean nothing.
      case 'formula':
        return [{ type: 'formula', text: lineText(placed), ...common }];
      default:
        return [{ type: 'paragraph', ...(block.style && { style: block.style }), text, ...common }];
    }
  });
}

const boxOf = (lines: readonly Line[]): Bbox => unionOf(lines.map(({ bbox }) => bbox));

/** Words in their order as the lines in which they stand on the page. */
export function linesOf(words: readonly Word[]): Line[] {
  const lines: { words: Word[]; bbox: Bbox }[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line && isBeside(line.words.at(-1)?.bbox ?? line.bbox, word.bbox)) {
      line.words.push(word);
      line.bbox = union(line.bbox, word.bbox);
    } else lines.push({ words: [word], bbox: word.bbox });
  }
  return lines.map((line) => ({ text: lineText(line.words), confidence: meanConfidence(line.words) ?? 0, ...line }));
}

function isBeside([, top, , bottom]: Bbox, [, y0, , y1]: Bbox): boolean {
  const common = Math.min(bottom, y1) - Math.max(top, y0);
  return common >= SAME_LINE * Math.min(bottom - top, y1 - y0);
}

function figure([x0, y0, x1, y1]: Bbox, { width, height }: { width: number; height: number }): Block {
  const bbox: Bbox = [x0 * width, y0 * height, x1 * width, y1 * height].map(Math.round) as Bbox;
  return { type: 'figure', text: '', bbox, confidence: 1, lines: [] };
}

/** An empty cell takes the place that its row and its column leave it. */
function table(rows: readonly (readonly WrittenCell[])[], words: readonly Word[]): Block {
  let next = 0;
  const filled = rows.map((row) =>
    row.map((cell) => {
      const from = next;
      next += cell.words.length;
      return { cell, words: words.slice(from, next) };
    }),
  );
  const bbox = unionOf(words.map((word) => word.bbox));
  const starts = columnStarts(rows);
  const rowBoxes = filled.map((row) => extent(row.flatMap((cell) => cell.words)));
  const columnBoxes = new Map<number, Bbox>();
  filled.forEach((row, y) => {
    row.forEach(({ cell, words: own }, x) => {
      const column = starts[y]?.[x] ?? x;
      const box = cell.col_span === 1 ? extent(own) : null;
      const known = columnBoxes.get(column);
      if (box) columnBoxes.set(column, known ? union(known, box) : box);
    });
  });
  const cells = filled.map((row, y) =>
    row.map(({ cell, words: own }, x): TableCell => {
      const lines = linesOf(own);
      const [left, , right] = columnBoxes.get(starts[y]?.[x] ?? x) ?? bbox;
      const [, top, , bottom] = rowBoxes[y] ?? bbox;
      return {
        text: blockText(lines),
        row_span: cell.row_span,
        col_span: cell.col_span,
        header: cell.header,
        bbox: extent(own) ?? [left, top, right, bottom],
        confidence: meanConfidence(own) ?? 1,
      };
    }),
  );
  const lines = filled.flatMap((row) => row.flatMap((cell) => linesOf(cell.words)));
  return {
    type: 'table',
    text: tableText(cells),
    bbox,
    confidence: meanConfidence(words) ?? 0,
    lines,
    table: { rows: cells },
  };
}

const extent = (words: readonly Word[]): Bbox | null =>
  words.length > 0 ? unionOf(words.map(({ bbox }) => bbox)) : null;

/** Of each cell the column in which it begins, from 0: cells that reach down from above push those of later rows on. */
function columnStarts(rows: readonly (readonly WrittenCell[])[]): number[][] {
  /** By column, how many more rows a cell above reaches down. */
  const taken: number[] = [];
  return rows.map((row) => {
    const above = taken.slice();
    const starts: number[] = [];
    let column = 0;
    for (const { row_span, col_span } of row) {
      while ((above[column] ?? 0) > 0) column++;
      starts.push(column);
      for (let i = 0; i < col_span; i++) taken[column + i] = row_span;
      column += col_span;
    }
    for (let i = 0; i < taken.length; i++) taken[i] = Math.max(0, (taken[i] ?? 0) - 1);
    return starts;
  });
}
