import type { Bbox } from '../../document/model.ts';

/**
 * A region of a page as PGM (P5), which Tesseract takes as it is: a BMP of a 300 dpi A4 costs it 10.8 s of re-encoding.
 * `gray`: one byte a pixel, rows from the top; `region` in whole pixels within the page.
 */
export function toPgm(
  gray: Uint8Array,
  width: number,
  height: number,
  [x0, y0, x1, y1]: Bbox = [0, 0, width, height],
): Uint8Array<ArrayBuffer> {
  const columns = x1 - x0;
  const header = new TextEncoder().encode(`P5\n${columns} ${y1 - y0}\n255\n`);
  const pgm = new Uint8Array(header.length + columns * (y1 - y0));
  pgm.set(header);
  for (let y = y0; y < y1; y++) {
    pgm.set(gray.subarray(y * width + x0, y * width + x1), header.length + (y - y0) * columns);
  }
  return pgm;
}
