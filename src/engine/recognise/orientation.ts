/** Which way a page lies, told by reading a sample of it turned each way. */
import type { Bbox, Page } from '../../document/model.ts';
import type { Measures } from '../prepare/measure.ts';
import { planPreparation } from '../prepare/plan.ts';
import { cropOf } from './crop.ts';
import { wordsOf, worthOf } from './judge.ts';
import type { PictureRequest, Tools } from './read-picture.ts';
import type { GrayPicture } from './recognizer.ts';

/** Side of the sample in x-heights: some ten lines of forty letters. */
const SAMPLE = 50;

/**
 * The turn of `turns`, degrees clockwise, after which a sample from the middle of the text is worth most. 0 where none
 * reads at all.
 */
export async function findTurn(
  picture: GrayPicture,
  measures: Measures,
  turns: readonly Page['rotation'][],
  { packs, signal }: Pick<PictureRequest, 'packs' | 'signal'>,
  { recognizer, images }: Tools,
): Promise<Page['rotation']> {
  const sample = cropOf(picture, sampleBox(measures)).picture;
  let [best, most] = [0 as Page['rotation'], 0];
  for (const turn of turns) {
    const steps = planPreparation(measures, turn === 0 ? {} : { turn }).filter(({ step }) => step !== 'clean-borders');
    const prepared = await images.prepare(sample, steps, signal);
    const read = typeof packs === 'function' ? await packs(prepared.picture) : packs;
    const blocks = await recognizer.read({ picture: prepared.picture, packs: read, segmentation: 'block', signal });
    const worth = worthOf(wordsOf(blocks));
    if (worth > most) [best, most] = [turn, worth];
  }
  return best;
}

function sampleBox({ textBounds, xHeight, width, height }: Measures): Bbox {
  const [x0, y0, x1, y1] = textBounds ?? [0, 0, width, height];
  const side = SAMPLE * (xHeight ?? 20);
  const within = (from: number, to: number): [number, number] => {
    const size = Math.min(side, to - from);
    const start = (from + to - size) / 2;
    return [start, start + size];
  };
  const [left, right] = within(x0, x1);
  const [top, bottom] = within(y0, y1);
  return [left, top, right, bottom];
}
