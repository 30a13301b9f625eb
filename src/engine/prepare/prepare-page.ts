import type { GrayPicture } from '../recognise/recognizer.ts';
import { compose, IDENTITY, type Moved } from './affine.ts';
import { cleanBorders } from './clean-borders.ts';
import { despeckle } from './despeckle.ts';
import { flattenLight } from './flatten-light.ts';
import { histogramOf, percentile } from './histogram.ts';
import { invert } from './invert.ts';
import { darkTextRegions, invertRegions } from './invert-regions.ts';
import type { Step } from './plan.ts';
import { type Preparation, unprepared } from './preparation.ts';
import { resample } from './resample.ts';
import { rotate } from './rotate.ts';
import { stretchContrast } from './stretch-contrast.ts';
import { thicken } from './thicken.ts';
import { turn } from './turn.ts';

/** Does the steps in the order given. The picture given is left as it is; without steps it is the one handed back. */
export function preparePage(original: GrayPicture, steps: readonly Step[]): Preparation {
  let { picture, upright, toOriginal, toUpright } = unprepared(original);
  for (const step of steps) {
    const moved = doStep(picture, step);
    picture = moved.picture;
    toOriginal = compose(toOriginal, moved.toOriginal);
    if (step.step === 'turn') upright = { width: picture.width, height: picture.height };
    else toUpright = compose(toUpright, moved.toOriginal);
  }
  return { picture, toOriginal, toUpright, upright, steps: [...steps] };
}

function doStep(picture: GrayPicture, { step, value }: Step): Moved {
  switch (step) {
    case 'turn':
      return turn(picture, value);
    case 'scale':
      return resample(picture, value);
    case 'deskew':
      return rotate(picture, value, paperOf(picture));
    case 'clean-borders':
      return inPlace(cleanBorders(picture));
    case 'invert':
      return inPlace(invert(picture));
    case 'invert-regions':
      return inPlace(invertRegions(picture, darkTextRegions(picture)));
    case 'flatten-light':
      return inPlace(flattenLight(picture));
    case 'despeckle':
      return inPlace(despeckle(picture, value));
    case 'thicken':
      return inPlace(thicken(picture, value));
    case 'stretch-contrast': {
      const counts = sampled(picture);
      return inPlace(stretchContrast(picture, percentile(counts, 0.01), percentile(counts, 0.99)));
    }
  }
}

const inPlace = (picture: GrayPicture): Moved => ({ picture, toOriginal: IDENTITY });

const sampled = (picture: GrayPicture) => histogramOf(picture, 1 + Math.floor(picture.data.length / 1_000_000));

/** The commonest light gray. */
function paperOf(picture: GrayPicture): number {
  const counts = sampled(picture);
  let paper = 255;
  for (let value = 255; value >= 128; value--) {
    if ((counts[value] as number) > (counts[paper] as number)) paper = value;
  }
  return paper;
}
