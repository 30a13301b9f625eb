import type { GrayPicture } from '../recognise/recognizer.ts';

export interface Borders {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Margins are looked for in this share of a side. */
const DEEPEST = 0.12;
/** A row or column belongs to a dark margin when this share of it is darker than `DARK`. */
const SHARE = 0.6;
const DARK = 80;
/** Gray from the margin to what lies beside it. */
const EDGE = 60;

/**
 * How deep dark margins reach into the picture (a scanner's lid, a copier's edge, the neighbouring page's fold), in
 * pixels times `factor`. A page that is dark as a whole has none.
 */
export function darkBorders({ data, width, height }: GrayPicture, factor = 1): Borders {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  const rowGray = new Float64Array(height);
  const columnGray = new Float64Array(width);
  let dark = 0;
  for (let y = 0; y < height; y++) {
    let [inRow, gray] = [0, 0];
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const value = data[at] as number;
      gray += value;
      columnGray[x] = (columnGray[x] as number) + value;
      if (value >= DARK) continue;
      inRow++;
      columns[x] = (columns[x] as number) + 1;
    }
    rows[y] = inRow / width;
    rowGray[y] = gray / width;
    dark += inRow;
  }
  if (dark > 0.5 * data.length) return { left: 0, top: 0, right: 0, bottom: 0 };
  const shares = columns.map((count) => count / height);
  const grays = columnGray.map((sum) => sum / height);
  return {
    left: factor * depth(shares, grays),
    top: factor * depth(rows, rowGray),
    right: factor * depth(shares.toReversed(), grays.toReversed()),
    bottom: factor * depth(rows.toReversed(), rowGray.toReversed()),
  };
}

/** The last dark line near the edge, if the lines up to it are mostly dark and the ones after it are not. */
function depth(shares: Float64Array, grays: Float64Array): number {
  const most = Math.floor(shares.length * DEEPEST);
  let [dark, found] = [0, 0];
  for (let n = 0; n < most; n++) {
    if ((shares[n] as number) < SHARE) continue;
    dark++;
    if (dark > 0.6 * (n + 1)) found = n + 1;
  }
  if (found === 0) return 0;
  // A shadow deepens slowly; a margin ends at an edge.
  const mean = (from: number, to: number) =>
    grays.subarray(from, to).reduce((sum, gray) => sum + gray, 0) / (to - from);
  const beside = Math.min(shares.length, found + 2 + Math.ceil(shares.length / 50));
  return mean(Math.min(found + 2, beside - 1), beside) - mean(0, found) >= EDGE ? found : 0;
}
