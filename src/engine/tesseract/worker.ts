/** One tesseract.js worker, as the pool uses it. */
import { createWorker, OEM, type WorkerParams } from 'tesseract.js';
import { PAGE_SEGMENTATION, type ReadRequest, THRESHOLDING } from '../recognise/recognizer.ts';
import type { TesseractBlock } from './to-page.ts';

export type ReadSettings = Pick<ReadRequest, 'segmentation' | 'threshold' | 'resolution'>;

export interface TesseractWorker {
  /** A picture that Leptonica reads; PGM is taken as it is. Absent settings: a whole page, Otsu's threshold. */
  recognise(picture: Uint8Array, settings?: ReadSettings): Promise<TesseractBlock[]>;
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
    let refuse = (_cause: unknown): void => {};
    const refused = new Promise<never>((_, reject) => {
      refuse = reject;
    });
    const starting = createWorker(packs, OEM.LSTM_ONLY, {
      workerPath: paths.worker,
      corePath: paths.core,
      langPath: paths.tessdata,
      // Blob workers would need a wider policy, and the browser's cache holds the packs already.
      workerBlobURL: false,
      cacheMethod: 'none',
      gzip: true,
      logger: ({ status, progress }) => onLife(status === 'recognizing text' ? progress : null),
      // Later the rejection of the call says it; of a pack that cannot be had the start says nothing and never ends.
      errorHandler: refuse,
    });
    const worker = await Promise.race([starting, refused]);
    // tesseract.js listens to errors of its worker only until it has started.
    const inner = (worker as unknown as { worker: Worker }).worker;
    inner.onerror = ({ message }) => onDeath(message);
    movePictures(inner);
    let set = '';
    /** Parameters stay until the languages change. */
    async function adjust(settings: ReadSettings): Promise<void> {
      const wanted = JSON.stringify(settings);
      if (wanted === set) return;
      await worker.setParameters(parametersOf(settings));
      set = wanted;
    }
    return {
      async recognise(picture, settings = { segmentation: 'auto' }) {
        await adjust(settings);
        const { data } = await worker.recognize(picture as never, {}, { blocks: true, text: false });
        return data.blocks ?? [];
      },
      async relearn(changed) {
        set = '';
        await worker.reinitialize(changed, OEM.LSTM_ONLY);
      },
      terminate: () => void worker.terminate(),
    };
  };
}

/** tesseract.js copies a picture, then clones the copy into its message: it is moved instead, eight megabytes a page. */
function movePictures(worker: Worker): void {
  const post = worker.postMessage.bind(worker) as (message: unknown, transfer: Transferable[]) => void;
  worker.postMessage = (message: { payload?: { image?: unknown } }) => {
    const image = message.payload?.image;
    post(message, image instanceof Uint8Array ? [image.buffer as ArrayBuffer] : []);
  };
}

function parametersOf({ segmentation, threshold = 'otsu', resolution = 0 }: ReadSettings): Partial<WorkerParams> {
  const parameters = {
    tessedit_pageseg_mode: String(PAGE_SEGMENTATION[segmentation]),
    thresholding_method: String(THRESHOLDING[threshold]),
    // 0: none is known.
    user_defined_dpi: String(resolution),
    // What Tesseract notes for its developers would stand on the user's console as errors.
    debug_file: '/dev/null',
  };
  return parameters as Partial<WorkerParams>;
}
