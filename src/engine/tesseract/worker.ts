/** One tesseract.js worker, as the pool uses it. */
import { createWorker, OEM, PSM } from 'tesseract.js';
import type { TesseractBlock } from './to-page.ts';

export interface TesseractWorker {
  /** A picture that Leptonica reads; PGM is taken as it is. */
  recognise(picture: Uint8Array): Promise<TesseractBlock[]>;
  /** Changes what it reads: packs joined with `+`. */
  relearn(packs: string): Promise<void>;
  /** Promises of calls in work never settle. */
  terminate(): void;
}

export interface WorkerEvents {
  /** At every sign of life; `ratio` is 0…1 while a page is recognised, else null. */
  onLife: (ratio: number | null) => void;
  /** An error outside of every call: no answer will come from it. */
  onDeath: (cause: string) => void;
}

/** Starts a worker on packs joined with `+`. Rejects with what tesseract.js says, mostly strings. */
export type StartWorker = (packs: string, events: WorkerEvents) => Promise<TesseractWorker>;

export interface TesseractPaths {
  /** Absolute addresses: worker.min.js, the core's .wasm.js, and the folder of packs without a final slash. */
  worker: string;
  core: string;
  tessdata: string;
}

export function tesseractStarter(paths: TesseractPaths): StartWorker {
  return async (packs, { onLife, onDeath }) => {
    const worker = await createWorker(packs, OEM.LSTM_ONLY, {
      workerPath: paths.worker,
      corePath: paths.core,
      langPath: paths.tessdata,
      // Blob workers would need a wider policy, and the browser's cache holds the packs already.
      workerBlobURL: false,
      cacheMethod: 'none',
      gzip: true,
      logger: ({ status, progress }) => onLife(status === 'recognizing text' ? progress : null),
      // The rejection of the call says it; without a handler tesseract.js throws it a second time.
      errorHandler: () => {},
    });
    // tesseract.js listens to errors of its worker only until it has started.
    (worker as unknown as { worker: Worker }).worker.onerror = ({ message }) => onDeath(message);
    // What Tesseract notes for its developers would stand on the user's console as errors.
    await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, debug_file: '/dev/null' });
    return {
      async recognise(picture) {
        const { data } = await worker.recognize(picture as never, {}, { blocks: true, text: false });
        return data.blocks ?? [];
      },
      async relearn(changed) {
        await worker.reinitialize(changed, OEM.LSTM_ONLY);
        await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, debug_file: '/dev/null' });
      },
      terminate: () => void worker.terminate(),
    };
  };
}
