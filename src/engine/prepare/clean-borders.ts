import type { GrayPicture } from '../recognise/recognizer.ts';
import { darkBorders } from './borders.ts';
import { histogramOf, percentile } from './histogram.ts';

/** The picture with its dark margins painted over with paper. */
export function cleanBorders(picture: GrayPicture): GrayPicture {
  const { width, height } = picture;
  const { left, top, right, bottom } = darkBorders(picture);
  const paper = percentile(histogramOf(picture, 8), 0.75);
  const data = picture.data.slice();
  data.fill(paper, 0, top * width);
  data.fill(paper, (height - bottom) * width);
  for (let y = top; y < height - bottom; y++) {
    data.fill(paper, y * width, y * width + left);
    data.fill(paper, (y + 1) * width - right, (y + 1) * width);
  }
  return { data, width, height };
}
