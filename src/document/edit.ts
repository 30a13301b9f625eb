/** Proofreading: corrections to a page of the document model. */
import { meanConfidence } from './confidence.ts';
import type { Bbox, Block, Line, Page } from './model.ts';
import { blockText, lineText, pageText } from './text.ts';

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
  }
  for (const { block, type, level } of types) {
    const found = blocks[block];
    if (!found) return null;
    found.type = type;
    if (type === 'heading') found.level = level ?? found.level ?? 1;
    else delete found.level;
  }
  for (const { block, row, cell, text } of cells) {
    const found = blocks[block]?.table?.rows[row]?.[cell];
    if (!found) return null;
    Object.assign(found, { text: text.trim(), confidence: 1 });
  }
  const touched = new Set(edits.map(({ block }) => block));
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
    const left = rejoin({ ...block, lines: block.lines.filter((line) => !inside(line)) });
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
  return { ...block, lines, text: blockText(lines), confidence };
}

const wordsOf = (blocks: readonly Block[]) => blocks.flatMap((block) => block.lines).flatMap((line) => line.words);
