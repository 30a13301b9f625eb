/** The page pipeline over a recogniser of Node, its work on pictures done in place. */
import { pageText } from '../../../src/document/text.ts';
import { imagesInPlace } from '../../../src/engine/recognise/images.ts';
import { type PictureReading, readPicture } from '../../../src/engine/recognise/read-picture.ts';
import type { GrayPicture, Recognizer } from '../../../src/engine/recognise/recognizer.ts';
import type { Result } from './readers.ts';

export async function readPage(
  picture: GrayPicture,
  packs: readonly string[],
  recognizer: Recognizer,
): Promise<Pick<Result, 'text' | 'preparation'>> {
  const reading = await readBlocks(picture, packs, recognizer);
  return {
    text: pageText(reading.blocks),
    preparation: reading.preparation.map(({ step, value }) => `${step} ${value}`),
  };
}

export function readBlocks(
  picture: GrayPicture,
  packs: readonly string[],
  recognizer: Recognizer,
): Promise<PictureReading> {
  const { signal } = new AbortController();
  return readPicture({ picture, packs, signal }, { recognizer, images: imagesInPlace });
}
