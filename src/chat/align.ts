/** Where a page's words stand in its text. */
import type { Bbox, Block, Page } from '../document/model.ts';
import type { AlignedWord } from '../layout/fields/rows.ts';
import type { PageWords } from './types.ts';

export interface BlockRange {
  start: number;
  end: number;
  type: Block['type'];
}

export interface Alignment {
  words: AlignedWord[];
  blocks: BlockRange[];
}

/** How far ahead a word is looked for: running heads are in no text, and a proofread line may miss a few words. */
const REACH = 400;

/** Words in text order. Those that the text does not hold (running heads) are left out. */
export function alignWords(page: Pick<Page, 'text' | 'blocks'>): Alignment {
  const words: AlignedWord[] = [];
  const blocks: BlockRange[] = [];
  let cursor = 0;
  let cells = 0;
  for (const block of page.blocks) {
    if (block.type === 'page-header' || block.type === 'page-footer') continue;
    const first = words.length;
    for (const piece of piecesOf(block)) {
      if (piece.cell) cells++;
      for (const { text, bbox } of piece.words) {
        const start = text === '' ? -1 : page.text.indexOf(text, cursor);
        if (start < 0 || start > cursor + REACH) continue;
        cursor = start + text.length;
        words.push({ start, end: cursor, bbox, cell: piece.cell ? cells : 0 });
      }
    }
    const [from, to] = [words[first], words.at(-1)];
    if (from && to) blocks.push({ start: from.start, end: to.end, type: block.type });
  }
  return { words, blocks };
}

interface Piece {
  words: { text: string; bbox: Bbox }[];
  cell: boolean;
}

/** A block's lines; where it has none (a vision model's page), its table's cells, or the block as one word. */
function piecesOf(block: Block): Piece[] {
  if (block.lines.length > 0) {
    return block.lines.map((line) => ({ words: line.words.length > 0 ? line.words : [line], cell: false }));
  }
  const cells = block.table?.rows.flat() ?? [];
  if (cells.length > 0) return cells.map((cell) => ({ words: wordsOf(cell.text, cell.bbox), cell: true }));
  return [{ words: wordsOf(block.text, block.bbox), cell: false }];
}

/** Each word in the box of the whole: a page of a vision model knows no finer one. */
const wordsOf = (text: string, bbox: Bbox) => text.split(/\s+/).map((word) => ({ text: word, bbox }));

export function packWords(words: readonly AlignedWord[]): PageWords {
  return {
    starts: Uint32Array.from(words, (word) => word.start),
    ends: Uint32Array.from(words, (word) => word.end),
    boxes: Float32Array.from(words.flatMap((word) => word.bbox)),
  };
}

/** The boxes of the words that a stretch of the text touches; equal ones once. */
export function boxesBetween({ starts, ends, boxes }: PageWords, start: number, end: number): Bbox[] {
  const found: Bbox[] = [];
  for (let i = lowerBound(ends, start + 1); i < starts.length && (starts[i] ?? end) < end; i++) {
    const box = Array.from(boxes.subarray(i * 4, i * 4 + 4)) as Bbox;
    if (found.at(-1)?.join() !== box.join()) found.push(box);
  }
  return found;
}

/** The first position whose value is at least `value`. */
function lowerBound(sorted: Uint32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
