/**
 * Which text of a page can be seen. What something opaque was painted over afterwards cannot, nor can white text that
 * has nothing under it but paper. Where the outline of a shape is not known exactly, the text counts as seen.
 */
import type { Bbox } from '../../document/model.ts';
import type { Glyph } from './page-content.ts';

/** An image or a filled shape. */
export interface Paint {
  box: Bbox;
  /** How many glyphs were painted before it. */
  at: number;
  /** It fills its box and lets nothing shine through. */
  covers: boolean;
  /** White text on it could be read. */
  isGround: boolean;
}

/** Less hides no letter and carries none, pixels. */
const MIN_SIDE = 4;

export const isNotable = ([x0, y0, x1, y1]: Bbox): boolean => x1 - x0 >= MIN_SIDE && y1 - y0 >= MIN_SIDE;

/** Cells a side of the grid in which glyphs are looked up: pages may have a million shapes. */
const CELLS = 64;

/** Sets `hidden` of what cannot be seen; `pale` are the indices of white glyphs. */
export function hideUnseen(
  glyphs: readonly Glyph[],
  pale: ReadonlySet<number>,
  paints: readonly Paint[],
  width: number,
  height: number,
): void {
  if (pale.size === 0 && !paints.some(({ covers }) => covers)) return;
  const column = (x: number) => Math.min(CELLS - 1, Math.max(0, Math.floor((x / width) * CELLS)));
  const row = (y: number) => Math.min(CELLS - 1, Math.max(0, Math.floor((y / height) * CELLS)));
  const grid: (number[] | undefined)[] = Array.from({ length: CELLS * CELLS });
  for (let i = 0; i < glyphs.length; i++) {
    const { box } = glyphs[i] as Glyph;
    const cell = row((box[1] + box[3]) / 2) * CELLS + column((box[0] + box[2]) / 2);
    const inCell = grid[cell];
    if (inCell) inCell.push(i);
    else grid[cell] = [i];
  }

  const grounded = new Set<number>();
  for (const { box, at, covers, isGround } of paints) {
    if (!covers && (pale.size === 0 || !isGround)) continue;
    for (let r = row(box[1]); r <= row(box[3]); r++) {
      for (let c = column(box[0]); c <= column(box[2]); c++) {
        for (const i of grid[r * CELLS + c] ?? []) {
          const glyph = glyphs[i] as Glyph;
          const [x, y] = [(glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2];
          if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
          if (i < at) glyph.hidden ||= covers;
          else if (isGround && pale.has(i)) grounded.add(i);
        }
      }
    }
  }
  for (const i of pale) if (!grounded.has(i)) (glyphs[i] as Glyph).hidden = true;
}
