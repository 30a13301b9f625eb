/** Drawn pictures and readings, for unit tests only. */
import type { Bbox, Block, Word } from '../../document/model.ts';
import { blockOf, lineOf } from './build.ts';
import type { GrayPicture } from './recognizer.ts';

export const paper = (width: number, height: number): GrayPicture => ({
  data: new Uint8Array(width * height).fill(255),
  width,
  height,
});

/** Fills a box with black. */
export function ink({ data, width }: GrayPicture, [x0, y0, x1, y1]: Bbox): void {
  for (let y = y0; y < y1; y++) data.fill(0, y * width + x0, y * width + x1);
}

/** Letters of a sort: frames 12 × 16 pixels with a bar, 18 apart. Returns the box around them. */
export function letters(picture: GrayPicture, x: number, y: number, count: number): Bbox {
  for (let n = 0; n < count; n++) {
    const left = x + n * 18;
    ink(picture, [left, y, left + 3, y + 16]);
    ink(picture, [left + 9, y, left + 12, y + 16]);
    ink(picture, [left, y + 7, left + 12, y + 10]);
  }
  return [x, y, x + (count - 1) * 18 + 12, y + 16];
}

export const word = (text: string, bbox: Bbox, confidence = 0.95): Word => ({ text, bbox, confidence });

export const block = (...lines: Word[][]): Block => blockOf(lines.map((words) => lineOf(words)));
