import type { GrayPicture } from '../recognise/recognizer.ts';
import { backgroundOf } from './background.ts';
import { binarise } from './binarise.ts';
import { componentsOf } from './components.ts';

const SQUARE = 32;

/**
 * The picture without specks of up to `size` × `size` pixels that stand alone: nothing larger within twice the size, so
 * that dots of i and points of numbers stay. They are painted over with the paper around them.
 */
export function despeckle(picture: GrayPicture, size: number): GrayPicture {
  const { width, height } = picture;
  const background = backgroundOf(picture, SQUARE);
  const sorted = background.values.toSorted();
  const binary = binarise(picture, background, sorted[sorted.length >> 1] as number);
  const { count, x0, y0, x1, y1, runs } = componentsOf(binary);
  const isSpeck = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    isSpeck[n] = (x1[n] as number) - (x0[n] as number) <= size && (y1[n] as number) - (y0[n] as number) <= size ? 1 : 0;
  }
  // What is larger, so that a speck's neighbourhood can be asked.
  const larger = new Uint8Array(width * height);
  for (let run = 0; run < runs.count; run++) {
    if (isSpeck[runs.of[run] as number] === 1) continue;
    const row = (runs.y[run] as number) * width;
    larger.fill(1, row + (runs.x0[run] as number), row + (runs.x1[run] as number));
  }
  const data = picture.data.slice();
  const reach = 2 * size + 1;
  for (let n = 0; n < count; n++) {
    if (isSpeck[n] === 0) continue;
    const [left, right] = [Math.max(0, (x0[n] as number) - reach), Math.min(width, (x1[n] as number) + reach)];
    const [top, bottom] = [Math.max(0, (y0[n] as number) - reach), Math.min(height, (y1[n] as number) + reach)];
    let alone = true;
    for (let y = top; alone && y < bottom; y++)
      alone = !larger.subarray(y * width + left, y * width + right).includes(1);
    if (!alone) continue;
    const column = Math.floor((x0[n] as number) / background.side);
    const square = Math.floor((y0[n] as number) / background.side) * background.columns + column;
    const paper = background.values[square] as number;
    // Its blurred edge, too.
    for (let y = Math.max(0, (y0[n] as number) - 1); y < Math.min(height, (y1[n] as number) + 1); y++) {
      data.fill(
        paper,
        y * width + Math.max(0, (x0[n] as number) - 1),
        y * width + Math.min(width, (x1[n] as number) + 1),
      );
    }
  }
  return { data, width, height };
}
