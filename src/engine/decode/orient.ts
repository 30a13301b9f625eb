/** The eight orientations of EXIF and TIFF, undone. */
import { isTurned, type Orientation } from './image-facts.ts';

/** Degrees clockwise by which the stored picture lies turned; a mirrored one after mirroring it back. */
export const ROTATION: Record<Orientation, 0 | 90 | 180 | 270> = {
  1: 0,
  2: 0,
  3: 180,
  4: 180,
  5: 90,
  6: 270,
  7: 270,
  8: 90,
};

/** The picture upright; `width` and `height` are those of `data`, rows of `channels` bytes a pixel. */
export function orient(
  data: Uint8Array,
  channels: 1 | 3,
  width: number,
  height: number,
  orientation: Orientation,
): Uint8Array {
  if (orientation === 1) return data;
  const [right, bottom] = [width - 1, (height - 1) * width];
  // Where the upright picture's first pixel is stored, and the steps to its right and lower neighbours.
  const [origin, dx, dy] = (
    {
      2: [right, -1, width],
      3: [bottom + right, -1, -width],
      4: [bottom, 1, -width],
      5: [0, width, 1],
      6: [bottom, -width, 1],
      7: [bottom + right, -width, -1],
      8: [right, width, -1],
    } as const satisfies Record<Exclude<Orientation, 1>, unknown>
  )[orientation].map((pixels) => pixels * channels) as [number, number, number];
  const [columns, rows] = isTurned(orientation) ? [height, width] : [width, height];
  const out = new Uint8Array(data.length);
  let to = 0;
  for (let y = 0; y < rows; y++) {
    let from = origin + y * dy;
    for (let x = 0; x < columns; x++, from += dx) {
      for (let channel = 0; channel < channels; channel++) out[to++] = data[from + channel] as number;
    }
  }
  return out;
}
