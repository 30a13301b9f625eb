/** Proofreading: corrections to a page of the document model. */
import { unionOf } from './boxes.ts';
import { meanConfidence } from './confidence.ts';
import type { Bbox, Block, Line, Page, Word } from './model.ts';
import { wordsByCell } from './table-words.ts';
import { blockText, lineText, pageText, tableText } from './text.ts';

/** Positions count from 0. */
export interface PagePatch {
  /** The text of a word; an empty one removes it. */
  edits?: readonly { block: number; line: number; word: number; text: string }[] | undefined;
  types?: readonly { block: number; type: Block['type']; level?: number | undefined }[] | undefined;
  /** The text of a table cell, by its place in the rows as they are stored. */
  cells?: readonly { block: number; row: number; cell: number; text: string }[] | undefined;
}

/**
 * The page with the corrections made, its texts put together anew; a corrected word is certain (confidence 1). Null where
 * a correction names what is not there: nothing is changed then.
 */
export function applyPatch(page: Page, { edits = [], types = [], cells = [] }: PagePatch): Page | null {
  const blocks = structuredClone(page.blocks);
  for (const { block, line, word, text } of edits) {
    const found = blocks[block]?.lines[line]?.words[word];
    if (!found) return null;
    Object.assign(found, { text: text.trim(), confidence: 1 });
    // Somebody looked: nothing is disputed any more.
    delete found.other_reading;
  }
  for (const block of new Set(edits.map((edit) => blocks[edit.block] as Block))) {
    retellCells(block, new Set(edits.flatMap((edit) => blocks[edit.block]?.lines[edit.line]?.words[edit.word] ?? [])));
  }
  for (const { block, type, level } of types) {
    const found = blocks[block];
    if (!found) return null;
    found.type = type;
    if (type === 'heading') found.level = level ?? found.level ?? 1;
    else delete found.level;
  }
  for (const { block, row, cell, text } of cells) {
    const table = blocks[block];
    const found = table?.table?.rows[row]?.[cell];
    if (!table || !found) return null;
    retypeCell(table, row, cell, text.trim());
    Object.assign(found, { text: text.trim(), confidence: 1 });
  }
  const touched = new Set([...edits, ...cells].map(({ block }) => block));
  const mended = blocks.map((block, i) => (touched.has(i) ? rejoin(block) : block));
  const kept = mended.filter((block) => block.lines.length > 0 || block.table !== undefined || block.text !== '');
  return { ...page, blocks: kept, text: pageText(kept), mean_confidence: meanConfidence(wordsOf(kept)) };
}

/**
 * The page with a region read again: lines whose middle lies in `region` (pixels, as the page's boxes) make room for
 * `blocks`, which stand where the first of them stood.
 */
export function replaceRegion(page: Page, region: Bbox, blocks: readonly Block[]): Page {
  const [x0, y0, x1, y1] = region;
  const inside = ({ bbox: [left, top, right, bottom] }: { bbox: Bbox }) => {
    const x = (left + right) / 2;
    const y = (top + bottom) / 2;
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  };
  const isHit = (block: Block) => block.lines.some(inside);
  const at = page.blocks.findIndex(isHit);
  const rest = (block: Block): Block[] => {
    if (!isHit(block)) return [block];
    // The rows of a table no longer hold once some of its lines are gone.
    const { table, ...plain } = block;
    const kept: Block = table ? { ...plain, type: 'paragraph' } : block;
    const left = rejoin({ ...kept, lines: block.lines.filter((line) => !inside(line)) });
    return left.lines.length > 0 ? [left] : [];
  };
  const place = at < 0 ? page.blocks.length : at;
  const merged = [...page.blocks.slice(0, place), ...blocks, ...page.blocks.slice(place)].flatMap((block) =>
    blocks.includes(block) ? [block] : rest(block),
  );
  return { ...page, blocks: merged, text: pageText(merged), mean_confidence: meanConfidence(wordsOf(merged)) };
}

function rejoin(block: Block): Block {
  const lines = block.lines
    .map((line): Line => {
      const words = line.words.filter((word) => word.text !== '');
      return { ...line, words, text: lineText(words), confidence: meanConfidence(words) ?? 0 };
    })
    .filter((line) => line.words.length > 0);
  const confidence = meanConfidence(lines.flatMap((line) => line.words)) ?? 0;
  const text = block.table ? tableText(block.table.rows) : blockText(lines);
  return { ...block, lines, text, confidence };
}

/** Cells of which a word was changed say what their words say now. */
function retellCells(block: Block, changed: ReadonlySet<Word>): void {
  const placed = wordsByCell(block);
  for (const [y, row] of (block.table?.rows ?? []).entries()) {
    for (const [x, cell] of row.entries()) {
      const words = (placed[y]?.[x] ?? []).map(({ word }) => word);
      if (!words.some((word) => changed.has(word))) continue;
      const left = words.filter(({ text }) => text !== '');
      cell.text = lineText(left);
      cell.confidence = meanConfidence(left) ?? 1;
    }
  }
}

/** A cell that was typed anew: its words share the stretch of those that stood there, by their lengths. */
function retypeCell(block: Block, y: number, x: number, text: string): void {
  const cell = block.table?.rows[y]?.[x];
  const old = (wordsByCell(block)[y]?.[x] ?? []).map(({ word }) => word);
  const texts = text.split(/\s+/).filter(Boolean);
  if (!cell) return;
  const bbox = old.length > 0 ? unionOf(old.map((word) => word.bbox)) : cell.bbox;
  const words = texts.map((part, i) => ({ text: part, bbox: stretch(bbox, texts, i), confidence: 1 }));
  const line = block.lines.find((one) => one.words.some((word) => old.includes(word))) ?? block.lines[y];
  if (!line) {
    if (words.length > 0) block.lines.push({ text, bbox, confidence: 1, words });
    return;
  }
  const at = line.words.findIndex((word) => old.includes(word));
  line.words.splice(at < 0 ? line.words.length : at, 0, ...words);
  for (const one of block.lines) one.words = one.words.filter((word) => !old.includes(word));
}

/** The part of a box that the word at `i` takes, left to right. */
function stretch([x0, y0, x1, y1]: Bbox, texts: readonly string[], i: number): Bbox {
  const all = texts.join(' ').length;
  const before = texts.slice(0, i).join(' ').length + (i > 0 ? 1 : 0);
  const from = x0 + ((x1 - x0) * before) / all;
  return [from, y0, from + ((x1 - x0) * (texts[i]?.length ?? 0)) / all, y1];
}
const wordsOf = (blocks: readonly Block[]) => blocks.flatMap((block) => block.lines).flatMap((line) => line.words);
