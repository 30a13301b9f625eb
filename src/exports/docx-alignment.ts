/** Which blocks stand in the middle of their column, or at its far end: told from the boxes, and only where they leave no doubt. */
import type { Bbox, Block } from '../document/model.ts';
import { directionOfText } from './characters.ts';
import { isRunningHead } from './document.ts';

export type Alignment = 'start' | 'center' | 'end';

/** Of the column's width: by how much the middles may differ, and how much must be free on each side. */
const CENTRED = { slip: 0.025, free: 0.07 };
/** The same for what ends at the far edge. */
const AT_END = { slip: 0.02, free: 0.35 };
/** More lines are running text, whose first line may be indented and whose last is short. */
const MAX_LINES = 6;

/** `blocks` are all of the page that is `width` pixels wide. */
export function alignmentOf(block: Block, blocks: readonly Block[], width: number): Alignment {
  const { type, lines } = block;
  if (type !== 'heading' && type !== 'paragraph' && type !== 'caption') return 'start';
  if (block.style === 'code' || lines.length === 0 || lines.length > MAX_LINES) return 'start';
  const column = columnOf(block, blocks, width);
  const room = column[1] - column[0];
  if (room <= 0) return 'start';
  const gaps = lines.map(({ bbox: [x0, , x1] }) => [(x0 - column[0]) / room, (column[1] - x1) / room] as const);
  const isCentred =
    gaps.every(([left, right]) => Math.abs(left - right) / 2 <= CENTRED.slip) &&
    gaps.some(([left, right]) => Math.min(left, right) >= CENTRED.free) &&
    !(lines.length > 1 && isFlush(gaps.map(([left]) => left)));
  if (isCentred) return 'center';
  const rtl = directionOfText(block.text) === 'rtl';
  const isAtEnd = gaps.every(([left, right]) => {
    const [before, after] = rtl ? [right, left] : [left, right];
    return after <= AT_END.slip && after >= -AT_END.slip && before >= AT_END.free;
  });
  return isAtEnd && lines.length <= 3 ? 'end' : 'start';
}

/** A quotation that is set in from both sides has its lines begin below each other. */
const isFlush = (starts: readonly number[]): boolean => Math.max(...starts) - Math.min(...starts) < 0.01;

/**
 * Left and right end of the column that a block stands in: the nearest running text that reaches over it on both sides,
 * else all of the body, else the paper.
 */
function columnOf(block: Block, blocks: readonly Block[], width: number): readonly [number, number] {
  const [x0, y0, x1, y1] = block.bbox;
  const others = blocks.filter((other) => other !== block && !isRunningHead(other) && other.bbox[2] > other.bbox[0]);
  const distance = ({ bbox }: { bbox: Bbox }) => Math.max(y0 - bbox[3], bbox[1] - y1, 0);
  const [nearest] = others
    .filter(({ type, lines, bbox }) => {
      const slip = (bbox[2] - bbox[0]) * AT_END.slip;
      return type === 'paragraph' && lines.length >= 3 && bbox[0] <= x0 + slip && bbox[2] >= x1 - slip;
    })
    .sort((a, b) => distance(a) - distance(b));
  if (nearest) return [nearest.bbox[0], nearest.bbox[2]];
  const left = Math.min(...others.map(({ bbox }) => bbox[0]));
  const right = Math.max(...others.map(({ bbox }) => bbox[2]));
  const isBody = others.length > 1 && left <= x0 && right >= x1 && right - left > width / 2;
  return isBody ? [left, right] : [0, width];
}
