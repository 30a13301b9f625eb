import type { GrayPicture } from '../recognise/recognizer.ts';
import { type Affine, IDENTITY } from './affine.ts';
import type { Step } from './plan.ts';

export interface Preparation {
  picture: GrayPicture;
  /** From the prepared picture to the picture given. */
  toOriginal: Affine;
  /** From the prepared picture to the picture given after its turns: the upright original. */
  toUpright: Affine;
  /** Sides of the upright original. */
  upright: { width: number; height: number };
  steps: Step[];
}

/** A picture that needs no step. */
export const unprepared = (picture: GrayPicture): Preparation => ({
  picture,
  toOriginal: IDENTITY,
  toUpright: IDENTITY,
  upright: { width: picture.width, height: picture.height },
  steps: [],
});
