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

/**
 * How deep dark margins reach into the picture (a scanner's lid, a copier's edge, the neighbouring page's fold), in
 * pixels times `factor`. A page that is dark as a whole has none.
 */
export function darkBorders({ data, width, height }: GrayPicture, factor = 1): Borders {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  let dark = 0;
  for (let y = 0; y < height; y++) {
    let inRow = 0;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if ((data[at] as number) >= DARK) continue;
      inRow++;
      columns[x] = (columns[x] as number) + 1;
    }
    rows[y] = inRow / width;
    dark += inRow;
  }
  if (dark > 0.5 * data.length) return { left: 0, top: 0, right: 0, bottom: 0 };
  const shares = columns.map((count) => count / height);
  return {
    left: factor * depth(shares),
    top: factor * depth(rows),
    right: factor * depth(shares.toReversed()),
    bottom: factor * depth(rows.toReversed()),
  };
}

/** The last dark line near the edge, if the lines up to it are mostly dark. */
function depth(shares: Float64Array): number {
  const most = Math.floor(shares.length * DEEPEST);
  let [dark, found] = [0, 0];
  for (let n = 0; n < most; n++) {
    if ((shares[n] as number) < SHARE) continue;
    dark++;
    if (dark > 0.6 * (n + 1)) found = n + 1;
  }
  return found;
}
