/** PGM (P5), which Tesseract takes as it is: a BMP of a 300 dpi A4 costs it 10.8 s of re-encoding. */

/** `gray`: one byte a pixel, rows from the top. */
export function toPgm(gray: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const pgm = new Uint8Array(header.length + width * height);
  pgm.set(header);
  pgm.set(gray.subarray(0, width * height), header.length);
  return pgm;
}
