/**
 * tesseract.js in a pool of Web Workers: one page a worker, each kept on the languages it last read. Cancelling a page
 * terminates its worker. A worker's WASM memory never shrinks, so a worker is replaced after a number of pages, and
 * all are let go after a while without work.
 */
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { ApiError } from '../../contract/errors.ts';
import type { TesseractBlock } from './to-page.ts';

export interface RecogniseRequest {
  /** A picture that Leptonica reads; PGM is taken as it is. */
  picture: Uint8Array;
  packs: readonly string[];
  signal: AbortSignal;
  /** 0…1. */
  onProgress: (ratio: number) => void;
}

export interface TesseractPool {
  recognise(request: RecogniseRequest): Promise<TesseractBlock[]>;
  /** Starts one worker on these packs and has it read a speck, so that the first page does not pay for it. */
  warmUp(packs: readonly string[]): void;
  close(): void;
}

export interface TesseractPaths {
  /** Absolute addresses: worker.min.js, the core's .wasm.js, and the folder of packs without a final slash. */
  worker: string;
  core: string;
  tessdata: string;
}

/** Pages after which a worker is replaced: its memory has grown to the largest page it saw. */
const PAGES_PER_WORKER = 100;
const IDLE_MS = 120_000;

interface Slot {
  worker: Worker | null;
  packs: string;
  pages: number;
  busy: boolean;
  onProgress: (ratio: number) => void;
}

export function createTesseractPool(size: number, paths: TesseractPaths): TesseractPool {
  const slots: Slot[] = Array.from({ length: size }, () => ({
    worker: null,
    packs: '',
    pages: 0,
    busy: false,
    onProgress: () => {},
  }));
  const waiting: (() => void)[] = [];
  let idle: ReturnType<typeof setTimeout> | undefined;

  async function recognise({ picture, packs, signal, onProgress }: RecogniseRequest): Promise<TesseractBlock[]> {
    const languages = packs.join('+');
    const slot = await acquire(languages, signal);
    const stop = () => terminate(slot);
    // The worker is gone the moment the page is cancelled; the promise of the call it was in never settles.
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          stop();
          reject(signal.reason);
        },
        { once: true },
      );
    });
    try {
      slot.onProgress = onProgress;
      const worker = await Promise.race([prepare(slot, languages, signal), aborted]);
      const { data } = await Promise.race([
        worker.recognize(picture as never, {}, { blocks: true, text: false }),
        aborted,
      ]);
      slot.pages += 1;
      return data.blocks ?? [];
    } catch (error) {
      stop();
      throw error;
    } finally {
      slot.onProgress = () => {};
      release(slot);
    }
  }

  async function acquire(languages: string, signal: AbortSignal): Promise<Slot> {
    for (;;) {
      signal.throwIfAborted();
      const free = slots.filter((slot) => !slot.busy);
      const slot = free.find((s) => s.worker && s.packs === languages) ?? free.find((s) => !s.worker) ?? free[0];
      if (slot) {
        clearTimeout(idle);
        slot.busy = true;
        return slot;
      }
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  function release(slot: Slot): void {
    slot.busy = false;
    if (slot.pages >= PAGES_PER_WORKER) terminate(slot);
    waiting.shift()?.();
    if (slots.every((s) => !s.busy)) {
      clearTimeout(idle);
      idle = setTimeout(() => slots.forEach(terminate), IDLE_MS);
    }
  }

  /** A worker on these languages in this slot. */
  async function prepare(slot: Slot, languages: string, signal: AbortSignal): Promise<Worker> {
    try {
      if (slot.worker && slot.packs !== languages) await slot.worker.reinitialize(languages, OEM.LSTM_ONLY);
      const worker = slot.worker ?? (await start(slot, languages));
      if (signal.aborted) {
        // Cancelled while it started: the slot may serve another page by now.
        void worker.terminate();
        signal.throwIfAborted();
      }
      slot.worker = worker;
      slot.packs = languages;
      // What Tesseract notes for its developers would stand on the user's console as errors.
      await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, debug_file: '/dev/null' });
      return worker;
    } catch (error) {
      signal.throwIfAborted();
      // tesseract.js rejects with strings: an error of its own making, a 404 of a pack, a network that is away.
      throw new ApiError(
        'engine_unavailable',
        `The recogniser could not start for "${languages}". ` +
          'Check that its language pack is part of this installation, go online once, and retry.',
        { cause: String(error) },
      );
    }
  }

  async function start(slot: Slot, languages: string): Promise<Worker> {
    slot.pages = 0;
    return createWorker(languages, OEM.LSTM_ONLY, {
      workerPath: paths.worker,
      corePath: paths.core,
      langPath: paths.tessdata,
      // Blob workers would need a wider policy, and the browser's cache holds the packs already.
      workerBlobURL: false,
      cacheMethod: 'none',
      gzip: true,
      logger: ({ status, progress }) => {
        if (status === 'recognizing text') slot.onProgress(progress);
      },
      // The rejection of the call says it; without a handler tesseract.js throws it a second time.
      errorHandler: () => {},
    });
  }

  function terminate(slot: Slot): void {
    void slot.worker?.terminate();
    slot.worker = null;
    slot.packs = '';
  }

  return {
    recognise,
    warmUp(packs) {
      if (slots.some((slot) => slot.busy || slot.worker)) return;
      const speck = new Uint8Array([
        ...new TextEncoder().encode('P5\n32 32\n255\n'),
        ...new Uint8Array(32 * 32).fill(255),
      ]);
      recognise({ picture: speck, packs, signal: new AbortController().signal, onProgress: () => {} })
        // The page that follows meets the same error and reports it.
        .catch(() => {});
    },
    close: () => slots.forEach(terminate),
  };
}
