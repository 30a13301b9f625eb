/** Measuring and preparing a page's picture. Runs in the prepare worker. */
import type { GrayPicture } from '../recognise/recognizer.ts';
import { transferring } from '../worker-rpc.ts';
import { type Measures, measurePage } from './measure.ts';
import type { Step } from './plan.ts';
import type { Preparation } from './preparation.ts';
import { preparePage } from './prepare-page.ts';

/** The picture's buffer is to be copied, not moved: it is prepared next. */
export const measurePicture = (picture: GrayPicture): Measures => measurePage(picture);

/** The prepared picture's buffer moves to the caller. */
export function preparePicture(picture: GrayPicture, steps: readonly Step[]): Preparation {
  const preparation = preparePage(picture, steps);
  return transferring(preparation, [preparation.picture.data.buffer as ArrayBuffer]);
}
