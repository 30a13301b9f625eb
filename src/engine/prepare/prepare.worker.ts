/** Measuring and preparing a page's picture. Runs in the prepare worker. */
import { letGo } from '../recognise/let-go.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';
import { transferring } from '../worker-rpc.ts';
import { type Measures, measurePage } from './measure.ts';
import type { Step } from './plan.ts';
import type { Preparation } from './preparation.ts';
import { preparePage } from './prepare-page.ts';

/** The picture is used up, as by all methods here. */
export function measurePicture(picture: GrayPicture): Measures {
  const measures = measurePage(picture);
  letGo(picture.data);
  return measures;
}

/** The prepared picture's buffer moves to the caller. */
export function preparePicture(picture: GrayPicture, steps: readonly Step[]): Preparation {
  const preparation = preparePage(picture, steps);
  if (preparation.picture.data.buffer !== picture.data.buffer) letGo(picture.data);
  return transferring(preparation, [preparation.picture.data.buffer as ArrayBuffer]);
}
