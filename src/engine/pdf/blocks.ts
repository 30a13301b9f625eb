/**
 * Rows of words to the document model: rows that stand close under each other make a paragraph, and paragraphs are
 * ordered by cutting the page along its white gaps (the XY-cut of Nagy and Seth 1984).
 */
import type { Bbox, Block, Line, Word } from '../../document/model.ts';
import { blockText, lineText } from '../../document/text.ts';
import { isRtl, plainWord } from './characters.ts';
import { union } from './matrix.ts';
import type { Glyph } from './page-content.ts';
import { inReadingOrder } from './reading-direction.ts';
import { pieceBox, toRows, type WordRow } from './words.ts';

/** Of baselines within a paragraph, in em: most text is set at 1.2, typescripts at 2. */
const LEADING = 1.75;
/** Type of another size begins another paragraph. */
const SIZE_RATIO = 1.25;

interface SetLine {
  line: Line;
  row: WordRow;
}

/** Boxes are kept within the page, in tenths of a pixel; every word is certain. */
export function toBlocks(glyphs: readonly Glyph[], width: number, height: number): Block[] {
  const lines = toRows(glyphs)
    .map((row): SetLine => ({ row, line: toLine(row, width, height) }))
    .filter(({ line }) => line.words.length > 0);
  const paragraphs = toParagraphs(lines);
  const rtl = glyphs.reduce((sum, { text }) => sum + (isRtl(text) ? 1 : -1), 0) > 0;
  const upright = paragraphs.filter(({ angle }) => angle === 0).map(({ block }) => block);
  const turned = paragraphs.filter(({ angle }) => angle !== 0).map(({ block }) => block);
  return [...cut(upright, rtl), ...turned];
}

function toLine(row: WordRow, width: number, height: number): Line {
  const within = ([x0, y0, x1, y1]: Bbox): Bbox => [
    tenth(Math.min(Math.max(x0, 0), width)),
    tenth(Math.min(Math.max(y0, 0), height)),
    tenth(Math.min(Math.max(x1, 0), width)),
    tenth(Math.min(Math.max(y1, 0), height)),
  ];
  const pieces = inReadingOrder(row.pieces);
  const words = pieces
    .map(({ piece, text }, i): Word => {
      const isHead = i === 0 && pieces.length > 1;
      return { text: plainWord(text.normalize('NFC'), isHead), bbox: within(pieceBox(piece)), confidence: 1 };
    })
    .filter((word) => word.text !== '');
  const bbox = words.map((word) => word.bbox).reduce(union, words[0]?.bbox ?? [0, 0, 0, 0]);
  return { text: lineText(words), bbox, confidence: 1, words };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function toParagraphs(lines: readonly SetLine[]): { block: Block; angle: number }[] {
  const open: SetLine[][] = [];
  for (const line of [...lines].sort((a, b) => a.row.angle - b.row.angle || a.row.v - b.row.v)) {
    const above = open.findLast((paragraph) => follows(paragraph.at(-1) as SetLine, line));
    if (above) above.push(line);
    else open.push([line]);
  }
  return open.map((paragraph) => {
    const set = paragraph.map(({ line }) => line);
    const bbox = set.map((line) => line.bbox).reduce(union);
    const block: Block = { type: 'paragraph', text: blockText(set), bbox, confidence: 1, lines: set };
    return { block, angle: (paragraph[0] as SetLine).row.angle };
  });
}

function follows({ row: above }: SetLine, { row }: SetLine): boolean {
  if (above.angle !== row.angle) return false;
  const small = Math.min(above.size, row.size);
  const gap = row.v - above.v;
  if (gap < 0.5 * small || gap > LEADING * Math.max(above.size, row.size)) return false;
  if (Math.max(above.size, row.size) > SIZE_RATIO * small) return false;
  const shared = Math.min(above.u1, row.u1) - Math.max(above.u0, row.u0);
  return shared > 0.3 * Math.min(above.u1 - above.u0, row.u1 - row.u0);
}

/** Cuts at the widest gap across or down, again and again; what cannot be cut is read from the top. */
function cut(blocks: Block[], rtl: boolean): Block[] {
  if (blocks.length < 2) return blocks;
  const down = widestGap(blocks, 1);
  const across = widestGap(blocks, 0);
  // A gutter is narrower than the gaps between paragraphs and parts more.
  if (across && (!down || across.width > 0.5 * down.width)) {
    const [left, right] = split(blocks, 0, across.at);
    const [first, second] = rtl ? [right, left] : [left, right];
    return [...cut(first, rtl), ...cut(second, rtl)];
  }
  if (down) {
    const [upper, lower] = split(blocks, 1, down.at);
    return [...cut(upper, rtl), ...cut(lower, rtl)];
  }
  return [...blocks].sort((a, b) => a.bbox[1] - b.bbox[1] || (rtl ? b.bbox[2] - a.bbox[2] : a.bbox[0] - b.bbox[0]));
}

function widestGap(blocks: readonly Block[], axis: 0 | 1): { at: number; width: number } | null {
  const spans = blocks.map(({ bbox }) => [bbox[axis], bbox[axis + 2]] as [number, number]).sort((a, b) => a[0] - b[0]);
  let end = spans[0]?.[1] ?? 0;
  let best: { at: number; width: number } | null = null;
  for (const [from, to] of spans) {
    if (from > end && from - end > (best?.width ?? 0)) best = { at: (from + end) / 2, width: from - end };
    end = Math.max(end, to);
  }
  return best;
}

function split(blocks: readonly Block[], axis: 0 | 1, at: number): [Block[], Block[]] {
  return [blocks.filter(({ bbox }) => bbox[axis] < at), blocks.filter(({ bbox }) => bbox[axis] >= at)];
}
