import type { GrayPicture } from '../recognise/recognizer.ts';
import type { Affine, Moved } from './affine.ts';

/** Degrees clockwise. */
export type Turn = 90 | 180 | 270;

/** The picture turned clockwise. */
export function turn(picture: GrayPicture, degrees: Turn): Moved {
  const { data, width, height } = picture;
  if (degrees === 180) {
    return {
      picture: { data: data.slice().reverse(), width, height },
      toOriginal: [-1, 0, 0, -1, width, height],
    };
  }
  const toOriginal: Affine = degrees === 90 ? [0, -1, 1, 0, 0, height] : [0, 1, -1, 0, width, 0];
  return { picture: { data: transpose(picture, degrees), width: height, height: width }, toOriginal };
}

/** Pixels that lie beside each other on a side of the copy lie a row apart on the other: in squares they stay cached. */
const SQUARE = 64;

function transpose({ data, width, height }: GrayPicture, degrees: 90 | 270): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let top = 0; top < height; top += SQUARE) {
    const bottom = Math.min(height, top + SQUARE);
    for (let left = 0; left < width; left += SQUARE) {
      const right = Math.min(width, left + SQUARE);
      for (let x = left; x < right; x++) {
        const row = (degrees === 90 ? x : width - 1 - x) * height;
        for (let y = top; y < bottom; y++) {
          out[row + (degrees === 90 ? height - 1 - y : y)] = data[y * width + x] as number;
        }
      }
    }
  }
  return out;
}
