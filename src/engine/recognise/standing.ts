/** Columns of a table's cells that were read as one line, lying on its side. */
import type { Block, Word } from '../../document/model.ts';
import { mapLines } from './build.ts';
import { DOUBT, wordScore } from './judge.ts';

/** In x-heights: higher is no word of the page's type. */
const TALL = 4;
/** Words of so many letters are wider than they are high, whatever their size. */
const LETTERS = 3;

/**
 * Without what was read of narrow columns that were taken for turned lines: a dozen "yes" and "no" under each other come
 * out as "EEE3RRRER", whose box keeps what another look reads there from being set in (TEDS of such a table 0.23 → 0.42).
 * Text that does stand on its side reads well, and stays. `xHeight` of the page's type, in pixels of the boxes.
 */
export function withoutStanding(blocks: readonly Block[], xHeight: number): Block[] {
  const isColumn = (word: Word): boolean => {
    const [x0, y0, x1, y1] = word.bbox;
    const height = y1 - y0;
    if (height <= TALL * xHeight || height <= x1 - x0) return false;
    return [...word.text].length >= LETTERS && wordScore(word) < DOUBT;
  };
  return mapLines(blocks, ({ words }) => (words.some(isColumn) ? words.filter((word) => !isColumn(word)) : words));
}
