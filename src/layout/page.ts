/** A page's words to its structure, in phases; pure, in milliseconds. */

import { unionOf } from '../document/boxes.ts';
import type { Bbox, Block } from '../document/model.ts';
import { partsForTables } from './apart.ts';
import { takeInline } from './directions.ts';
import { createFrame, type Frame, ruleInFrame } from './frame.ts';
import { framesOf } from './frames-of-rules.ts';
import type { LayoutInput } from './input.ts';
import { type Item, mirrored, segmentItem, typicalSize, wholeItem } from './items.ts';
import { inOrder, type Whole } from './order.ts';
import { facingPages } from './page-edges.ts';
import { assignRoles } from './roles/assign.ts';
import { withMargins } from './roles/formula-regions.ts';
import type { PageFrame, Piece, TextLine } from './roles/types.ts';
import { directionOf, type Row } from './rows.ts';
import { least, median, type Segment } from './segment.ts';
import { type TextGroup, toSegments } from './segments.ts';
import { findTables } from './tables/find-tables.ts';
import { mirrorSegments } from './tables/mirror.ts';
import { isReceipt } from './tables/receipts.ts';
import { toTableBlock } from './tables/table-block.ts';

/**
 * The page's blocks in reading order. Boxes are pixels of the page, those of words as they were given. Every word stands
 * in one block; a drop cap is one with the word that it begins.
 */
export function layoutPage(input: LayoutInput): Block[] {
  // 1. Text by direction, levelled and parted; the direction of most of it is the page's.
  const groups = toSegments(input);
  let main = groups[0] ?? { frame: createFrame(0, 0, input), vertical: false, segments: [], characters: 0 };
  const wholes: Placed[] = [];
  const apart: Piece[] = [];
  for (const other of groups.slice(1)) {
    const inline = takeInline(main, other);
    main = inline.main;
    const pieces = readOther({ ...other, segments: inline.rest }, input, main.frame);
    // Upright heads of vertical text, and the like, stand among it; text turned by 90° does not.
    if (main.vertical || other.vertical) wholes.push(...pieces);
    else apart.push(...pieces.map(({ piece }) => piece));
  }
  const { frame } = main;
  const isRtl = directionOf(main.segments) ?? false;
  const page: FramedPage = { ...inFrame(input, frame), isReceipt: isReceiptOf(main.segments, isRtl, frame) };
  // 2. Tables.
  const parts = partsForTables(main.segments, page.rules).map((segments) => tablesOf(segments, page));
  const rest = parts.flatMap((part) => part.rest);
  wholes.push(
    ...parts.flatMap(({ tables }) => tables.map((table) => ({ piece: toTableBlock(table, frame), box: table.box }))),
  );
  // 3, 4, 5. Order and paragraphs, then roles; of facing pages one after the other.
  const mirrorAt = isRtl ? page.width : null;
  const items: Item<Whole<Piece>>[] = [
    ...rest.map((segment) => segmentItem(segment, mirrorAt)),
    ...wholes.map(({ piece, box }) => wholeItem<Whole<Piece>>({ done: [piece] }, box, mirrorAt)),
  ];
  const sides = facingPages({ items, width: page.width, height: page.height }) ?? [items];
  const folds = sides.map((side) => least(side.map(({ box }) => box[0])));
  const blocks = sides.flatMap((side, i) => {
    const [from, to] = [
      i === 0 ? Number.NEGATIVE_INFINITY : (folds[i] as number),
      folds[i + 1] ?? Number.POSITIVE_INFINITY,
    ];
    const isHere = (box: Bbox) => mirrored(box, mirrorAt)[0] >= from && mirrored(box, mirrorAt)[0] < to;
    const pieces = readItems(side, page, isRtl, toTextLine);
    if (i === sides.length - 1) pieces.push(...apart);
    return footnotesLast(toBlocks(pieces, { ...page, pictures: page.pictures.filter(isHere) }, frame));
  });
  return withMargins(blocks, input);
}

const isReceiptOf = (segments: readonly Segment[], isRtl: boolean, { width }: Frame): boolean =>
  isReceipt(isRtl ? mirrorSegments(segments, width) : segments);

/** With its box in the frame of the page's text. */
interface Placed {
  piece: Piece;
  box: Bbox;
}

interface FramedPage extends PageFrame {
  fills: Bbox[];
}

function inFrame(input: LayoutInput, frame: Frame): FramedPage {
  return {
    width: frame.width,
    height: frame.height,
    boxes: input.boxes,
    rules: input.rules.map((rule) => ruleInFrame(rule, frame)),
    pictures: input.pictures.map(frame.toFrame),
    fills: (input.fills ?? []).map(frame.toFrame),
  };
}

/** With the strokes that lie among the segments or right beside them. */
function tablesOf(segments: Segment[], page: FramedPage): ReturnType<typeof findTables> {
  const em = median(segments.map(({ size }) => size));
  const [x0, y0, x1, y1] = unionOf(segments.map(({ box }) => box));
  const isNear = (a: number, b: number, from: number, to: number) =>
    (a + b) / 2 > from - 2 * em && (a + b) / 2 < to + 2 * em;
  const rules = page.rules.filter(({ axis, at, from, to }) =>
    axis === 'horizontal'
      ? isNear(at, at, y0, y1) && isNear(from, to, x0, x1)
      : isNear(at, at, x0, x1) && isNear(from, to, y0, y1),
  );
  return findTables({ ...page, rules, segments });
}

function readItems(
  items: readonly Item<Whole<Piece>>[],
  page: FramedPage,
  isRtl: boolean,
  toLine: (row: Row) => TextLine,
): Piece[] {
  const { width, height, boxes } = page;
  const ordered = inOrder(
    { items, width, height, isOrderKnown: boxes === 'ink' },
    {
      isRtl,
      isSizeKnown: boxes === 'font',
      boxes: [...page.pictures, ...page.fills, ...framesOf(page.rules, typicalSize(items))],
    },
  );
  return ordered.map((piece) => (Array.isArray(piece) ? { lines: piece.map(toLine) } : piece));
}

/** Text of another direction than the page's, without tables; `frame` is that of the page's text. */
function readOther({ segments, frame: own, vertical }: TextGroup, input: LayoutInput, frame: Frame): Placed[] {
  const isRtl = directionOf(segments) ?? false;
  const items: Item<Whole<Piece>>[] = segments.map((segment) => segmentItem(segment, isRtl ? own.width : null));
  const angle = (own.turn - frame.turn + 360) % 360;
  const toLine = (row: Row): TextLine => {
    const words = row.words.map(({ word }) => word);
    const box = frame.toFrame(unionOf(words.map(({ bbox }) => bbox)));
    return {
      words,
      box,
      size: row.size,
      ...(row.mono ? { mono: true } : {}),
      ...(vertical ? { vertical } : { angle }),
    };
  };
  return readItems(items, inFrame(input, own), isRtl, toLine).flatMap((piece) =>
    'lines' in piece && !('type' in piece) ? [{ piece, box: unionOf(piece.lines.map(({ box }) => box)) }] : [],
  );
}

function toTextLine({ words, box, size, mono, vertical }: Row): TextLine {
  const own = words.map(({ word }) => word);
  return { words: own, box, size, ...(mono ? { mono } : {}), ...(vertical ? { vertical } : {}) };
}

/** Roles are told in the frame of the text, in which a sideways page stands upright; blocks lie on the page. */
function toBlocks(pieces: readonly Piece[], page: PageFrame, frame: Frame): Block[] {
  if (frame.turn === 0) return assignRoles(pieces, page);
  const originals = new Map<Block, Block>();
  const framed = pieces.map((piece): Piece => {
    if (!('type' in piece)) return piece;
    const copy = { ...piece, bbox: frame.toFrame(piece.bbox) };
    originals.set(copy, piece);
    return copy;
  });
  return assignRoles(framed, page).map((block) => {
    const isFigure = block.lines.length === 0 && block.type === 'figure';
    return originals.get(block) ?? (isFigure ? { ...block, bbox: frame.toPage(block.bbox) } : block);
  });
}

/** Behind the text of all columns, but before the page's foot. */
function footnotesLast(blocks: readonly Block[]): Block[] {
  const isNote = ({ style }: Block) => style === 'footnote';
  const rest = blocks.filter((block) => !isNote(block));
  const end = rest.findLastIndex(({ type }) => type !== 'page-footer') + 1;
  return [...rest.slice(0, end), ...blocks.filter(isNote), ...rest.slice(end)];
}
