/** The pipeline's work on pictures, done in a worker of the browser. */
import type { PrepareMethods } from '../../../workers/prepare.ts';
import { unprepared } from '../prepare/preparation.ts';
import { createClient, WorkerDiedError, type WorkerLike } from '../worker-rpc.ts';
import type { Images } from './images.ts';
import type { GrayPicture } from './recognizer.ts';

/** A picture that keeps the worker silent for so long is given up, milliseconds; the slowest step takes seconds. */
const SILENCE = 60_000;

/** `idleMs`: a worker without work for this long is let go. Rejects with WorkerDiedError where two in a row end by themselves. */
export function workerImages(start: () => WorkerLike, idleMs: number): Images {
  const client = createClient<PrepareMethods>(start, { idleMs });

  /** A worker that dies, or never starts because its script was lost on the way, gets a successor and the picture anew. */
  async function sent<T>(
    picture: GrayPicture,
    signal: AbortSignal,
    call: (
      own: GrayPicture,
      options: { signal: AbortSignal; silenceMs: number; transfer: Transferable[] },
    ) => Promise<T>,
  ): Promise<T> {
    const once = (): Promise<T> => {
      const own = copyOf(picture);
      return call(own, { signal, silenceMs: SILENCE, transfer: [own.data.buffer as ArrayBuffer] });
    };
    return once().catch((error) => {
      if (signal.aborted || !(error instanceof WorkerDiedError)) throw error;
      return once();
    });
  }

  return {
    measure: (picture, signal) =>
      sent(picture, signal, (own, options) => client.call('measurePicture', [own], options)),
    // Without steps the picture would travel both ways for nothing.
    prepare: async (picture, steps, signal) =>
      steps.length === 0
        ? unprepared(picture)
        : sent(picture, signal, (own, options) => client.call('preparePicture', [own, steps], options)),
    eraseRules: (picture, xHeight, signal) =>
      sent(picture, signal, (own, options) => client.call('eraseRulesOf', [own, xHeight], options)),
    ink: ({ picture, toUpright }, xHeight, signal) =>
      sent(picture, signal, (own, options) => client.call('inkOf', [{ picture: own, toUpright }, xHeight], options)),
    lines: (picture, xHeight, signal) =>
      sent(picture, signal, (own, options) => client.call('findLines', [own, xHeight], options)),
    look: (picture, signal) => sent(picture, signal, (own, options) => client.call('lookAtLines', [own], options)),
  };
}

/** To be moved: a message that is cloned holds its bytes a second time until the browser collects it. */
const copyOf = ({ data, width, height }: GrayPicture): GrayPicture => ({ data: data.slice(), width, height });
