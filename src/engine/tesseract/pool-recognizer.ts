/** The pool as the pipeline's recogniser. */
import { toPgm } from '../decode/pgm.ts';
import { letGo } from '../recognise/let-go.ts';
import type { Recognizer } from '../recognise/recognizer.ts';
import type { TesseractPool } from './pool.ts';
import { toBlocks } from './to-page.ts';
import { withOwnHeights } from './word-heights.ts';

export const poolRecognizer = (pool: TesseractPool): Recognizer => ({
  async read({
    picture: { data, width, height },
    packs,
    segmentation,
    threshold = 'otsu',
    resolution = 0,
    signal,
    onProgress,
  }) {
    const pgm = toPgm(data, width, height);
    const read = await pool.recognise({
      picture: pgm,
      packs,
      settings: { segmentation, threshold, resolution },
      signal,
      onProgress: onProgress ?? (() => {}),
    });
    letGo(pgm);
    return withOwnHeights(toBlocks(read, width, height), { data, width, height });
  },
});
