import type { GrayPicture } from '../recognise/recognizer.ts';
import { applyTable } from './apply-table.ts';

/** The picture with `low` made black, `high` white, and what lies between drawn out evenly. `low` < `high`. */
export const stretchContrast = (picture: GrayPicture, low: number, high: number): GrayPicture =>
  applyTable(
    picture,
    Uint8Array.from({ length: 256 }, (_, value) =>
      Math.min(255, Math.max(0, Math.round(((value - low) * 255) / (high - low)))),
    ),
  );
