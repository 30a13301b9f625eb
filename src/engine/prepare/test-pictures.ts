/** Pictures drawn for tests: lines of letter-like shapes, of which all measures are known. */
import type { Bbox } from '../../document/model.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';

export const blank = (width: number, height: number, paper = 255): GrayPicture => ({
  data: new Uint8Array(width * height).fill(paper),
  width,
  height,
});

export function fillBox({ data, width }: GrayPicture, [x0, y0, x1, y1]: Bbox, value: number): void {
  for (let y = y0; y < y1; y++) data.fill(value, y * width + x0, y * width + x1);
}

export interface DrawnText {
  x: number;
  y: number;
  lines: number;
  letters: number;
  xHeight: number;
  /** 0 without ascenders. */
  ascender?: number;
  ink?: number;
}

/** Lines of open letters (three strokes each), words of five; every third letter has an ascender. */
export function drawText(picture: GrayPicture, text: DrawnText): void {
  const { x, y, lines, letters, xHeight, ascender = Math.round(0.45 * xHeight), ink = 0 } = text;
  const stroke = Math.max(1, Math.round(xHeight / 6));
  const advance = Math.round(xHeight * 1.1);
  for (let line = 0; line < lines; line++) {
    const bottom = y + line * Math.round(2.6 * xHeight) + ascender + xHeight;
    for (let n = 0; n < letters; n++) {
      const left = x + n * advance + Math.floor(n / 5) * Math.round(xHeight * 0.7);
      const right = left + Math.round(xHeight * 0.8);
      const top = bottom - xHeight - ((n + line) % 3 === 0 ? ascender : 0);
      fillBox(picture, [left, top, left + stroke, bottom], ink);
      fillBox(picture, [right - stroke, bottom - xHeight, right, bottom], ink);
      fillBox(picture, [left, bottom - stroke, right, bottom], ink);
    }
  }
}

/** A page of 900 × 700 pixels with ten lines. */
export function textPage(xHeight = 16, paper = 255, ink = 0): GrayPicture {
  const picture = blank(900, 700, paper);
  drawText(picture, { x: 80, y: 80, lines: 10, letters: Math.floor(600 / xHeight), xHeight, ink });
  return picture;
}

/** The box around what is darker than `threshold`. */
export function inkBox({ data, width, height }: GrayPicture, threshold = 128): Bbox {
  const box: Bbox = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] as number) >= threshold) continue;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1);
      box[3] = Math.max(box[3], y + 1);
    }
  }
  return box;
}
