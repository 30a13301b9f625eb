/** The pipeline's work on pictures, done in a worker of the browser. */
import type { PrepareMethods } from '../../../workers/prepare.ts';
import { unprepared } from '../prepare/preparation.ts';
import { createClient, type WorkerLike } from '../worker-rpc.ts';
import type { Images } from './images.ts';
import type { GrayPicture } from './recognizer.ts';

/** A picture that keeps the worker silent for so long is given up, milliseconds; the slowest step takes seconds. */
const SILENCE = 60_000;

/** `idleMs`: a worker without work for this long is let go. Rejects with WorkerDiedError where it ends by itself. */
export function workerImages(start: () => WorkerLike, idleMs: number): Images {
  const client = createClient<PrepareMethods>(start, { idleMs });
  const options = (signal: AbortSignal, { data }: GrayPicture) => ({
    signal,
    silenceMs: SILENCE,
    transfer: [data.buffer as ArrayBuffer],
  });
  return {
    measure: (picture, signal) => {
      const own = copyOf(picture);
      return client.call('measurePicture', [own], options(signal, own));
    },
    // Without steps the picture would travel both ways for nothing.
    prepare: async (picture, steps, signal) => {
      if (steps.length === 0) return unprepared(picture);
      const own = copyOf(picture);
      return client.call('preparePicture', [own, steps], options(signal, own));
    },
    eraseRules: (picture, xHeight, signal) => {
      const own = copyOf(picture);
      return client.call('eraseRulesOf', [own, xHeight], options(signal, own));
    },
    ink: ({ picture, toUpright }, xHeight, signal) => {
      const own = copyOf(picture);
      return client.call('inkOf', [{ picture: own, toUpright }, xHeight], options(signal, own));
    },
    lines: (picture, xHeight, signal) => {
      const own = copyOf(picture);
      return client.call('findLines', [own, xHeight], options(signal, own));
    },
    look: (picture, signal) => {
      const own = copyOf(picture);
      return client.call('lookAtLines', [own], options(signal, own));
    },
  };
}

/** To be moved: a message that is cloned holds its bytes a second time until the browser collects it. */
const copyOf = ({ data, width, height }: GrayPicture): GrayPicture => ({ data: data.slice(), width, height });
