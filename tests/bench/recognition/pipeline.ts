/** The page pipeline over a recogniser of Node, its work on pictures done in place. */
import { pageText } from '../../../src/document/text.ts';
import { imagesInPlace } from '../../../src/engine/recognise/images.ts';
import { readPicture } from '../../../src/engine/recognise/read-picture.ts';
import type { GrayPicture, Recognizer } from '../../../src/engine/recognise/recognizer.ts';
import type { Result } from './readers.ts';

export async function readPage(
  picture: GrayPicture,
  packs: readonly string[],
  recognizer: Recognizer,
): Promise<Pick<Result, 'text' | 'preparation'>> {
  const { signal } = new AbortController();
  const reading = await readPicture({ picture, packs, signal }, { recognizer, images: imagesInPlace });
  return {
    text: pageText(reading.blocks),
    preparation: reading.preparation.map(({ step, value }) => `${step} ${value}`),
  };
}
