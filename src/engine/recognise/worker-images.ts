/** The pipeline's work on pictures, done in a worker of the browser. */
import type { PrepareMethods } from '../../../workers/prepare.ts';
import { unprepared } from '../prepare/preparation.ts';
import { createClient, type WorkerLike } from '../worker-rpc.ts';
import type { Images } from './images.ts';

/** A picture that keeps the worker silent for so long is given up, milliseconds; the slowest step takes seconds. */
const SILENCE = 60_000;

/** `idleMs`: a worker without work for this long is let go. Rejects with WorkerDiedError where it ends by itself. */
export function workerImages(start: () => WorkerLike, idleMs: number): Images {
  const client = createClient<PrepareMethods>(start, { idleMs });
  const options = (signal: AbortSignal) => ({ signal, silenceMs: SILENCE });
  return {
    measure: (picture, signal) => client.call('measurePicture', [picture], options(signal)),
    // Without steps the picture would travel both ways for nothing.
    prepare: async (picture, steps, signal) =>
      steps.length === 0 ? unprepared(picture) : client.call('preparePicture', [picture, steps], options(signal)),
    eraseRules: (picture, xHeight, signal) => client.call('eraseRulesOf', [picture, xHeight], options(signal)),
    ink: ({ picture, toUpright }, xHeight, signal) =>
      client.call('inkOf', [{ picture, toUpright }, xHeight], options(signal)),
    lines: (picture, xHeight, signal) => client.call('findLines', [picture, xHeight], options(signal)),
    look: (picture, signal) => client.call('lookAtLines', [picture], options(signal)),
  };
}
