/** The page pipeline over a recogniser of Node. */
import { pageText } from '../../../src/document/text.ts';
import type { GrayPicture, Recognizer } from '../../../src/engine/recognise/recognizer.ts';
import type { Result } from './readers.ts';

export async function readPage(
  picture: GrayPicture,
  packs: readonly string[],
  recognizer: Recognizer,
): Promise<Pick<Result, 'text' | 'preparation'>> {
  const { signal } = new AbortController();
  const blocks = await recognizer.read({ picture, packs, segmentation: 'auto', signal });
  return { text: pageText(blocks) };
}
