import type { GrayPicture } from '../recognise/recognizer.ts';

/** The paper's gray, a value a square of `side` pixels. */
export interface Background {
  values: Uint8Array;
  columns: number;
  rows: number;
  side: number;
}

/** Paper is what nine in ten pixels of a square do not outshine; of every second pixel both ways. */
const PAPER = 0.9;

/**
 * The background under the ink. Squares that ink fills take a neighbour's paper (a closing over 3 × 3 squares): a
 * region darker than that is the picture's own, a photograph or a dark heading.
 */
export function backgroundOf({ data, width, height }: GrayPicture, side: number): Background {
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const raw = new Uint8Array(columns * rows);
  const counts = new Uint16Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      const right = Math.min(width, (column + 1) * side);
      const bottom = Math.min(height, (row + 1) * side);
      let total = 0;
      for (let y = row * side; y < bottom; y += 2) {
        for (let at = y * width + column * side; at < y * width + right; at += 2) {
          const value = data[at] as number;
          counts[value] = (counts[value] as number) + 1;
          total++;
        }
      }
      let value = 255;
      for (let above = counts[255] as number; above <= (1 - PAPER) * total && value > 0; ) {
        above += counts[--value] as number;
      }
      raw[row * columns + column] = value;
    }
  }
  const closed = extreme(extreme(raw, columns, rows, Math.max), columns, rows, Math.min);
  return { values: closed, columns, rows, side };
}

/** Over each square and its eight neighbours. */
function extreme(
  values: Uint8Array,
  columns: number,
  rows: number,
  choose: (a: number, b: number) => number,
): Uint8Array {
  const across = new Uint8Array(values.length);
  const out = new Uint8Array(values.length);
  for (let n = 0; n < values.length; n++) {
    const column = n % columns;
    let value = values[n] as number;
    if (column > 0) value = choose(value, values[n - 1] as number);
    if (column < columns - 1) value = choose(value, values[n + 1] as number);
    across[n] = value;
  }
  for (let n = 0; n < values.length; n++) {
    let value = across[n] as number;
    if (n >= columns) value = choose(value, across[n - columns] as number);
    if (n < (rows - 1) * columns) value = choose(value, across[n + columns] as number);
    out[n] = value;
  }
  return out;
}
