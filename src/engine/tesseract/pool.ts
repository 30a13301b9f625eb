/**
 * Tesseract in a pool of Web Workers: one page a worker, each kept on the languages it last read. Cancelling a page
 * terminates its worker, and so does silence: nothing else stops WebAssembly. All are let go after a while without work.
 */
import { ApiError } from '../../contract/errors.ts';
import type { TesseractBlock } from './to-page.ts';
import type { ReadSettings, StartWorker, TesseractWorker } from './worker.ts';

export interface RecogniseRequest {
  /** A picture that Leptonica reads; PGM is taken as it is. */
  picture: Uint8Array;
  packs: readonly string[];
  /** Absent: a whole page, Otsu's threshold. */
  settings?: ReadSettings;
  signal: AbortSignal;
  /** 0…1. */
  onProgress: (ratio: number) => void;
}

export interface TesseractPool {
  /** Rejects with ApiError: `engine_unavailable`, or `unreadable` for a picture that stopped two workers. */
  recognise(request: RecogniseRequest): Promise<TesseractBlock[]>;
  /** Starts one worker on these packs and has it read a speck, so that the first page does not pay for it. */
  warmUp(packs: readonly string[]): void;
  close(): void;
}

/**
 * WASM memory never shrinks: a worker is replaced after so many pages, or once it has read a picture of at least so
 * many bytes and the pages have become half as large. Read pages of 300 dpi leave 60 to 75 MB, a picture of 40
 * megapixels several times that.
 */
const PAGES_PER_WORKER = 100;
const LARGE_PICTURE = 16_000_000;
/** Smaller ones are parts of a page, lines mostly: they neither count as pages nor say how large those are. */
const PART = 1_000_000;
/**
 * A worker that is silent for so long is ended, milliseconds. It speaks at every word, but not while it looks for lines,
 * which takes seconds.
 */
const SILENCE = 180_000;
const IDLE = 120_000;

interface Slot {
  /** `pages` and bytes of the `largest` picture that it has read. */
  current: { worker: TesseractWorker; packs: string; pages: number; largest: number } | null;
  busy: boolean;
  onLife: (ratio: number | null) => void;
  onDeath: (cause: string) => void;
}

export function createTesseractPool(size: number, start: StartWorker): TesseractPool {
  const slots = Array.from({ length: size }, newSlot);
  const waiting: (() => void)[] = [];
  let idle: ReturnType<typeof setTimeout> | undefined;

  async function recognise(request: RecogniseRequest): Promise<TesseractBlock[]> {
    const packs = request.packs.join('+');
    const slot = await acquire(packs, request.signal);
    try {
      return await attempt(slot, packs, request).catch((error) => {
        if (request.signal.aborted || isUnavailable(error)) throw error;
        // Earlier pages may have spoilt the worker: a fresh one gets the page once more.
        return attempt(slot, packs, request);
      });
    } catch (error) {
      if (request.signal.aborted || isUnavailable(error)) throw error;
      throw new ApiError('unreadable', GIVEN_UP, { cause: String(error) });
    } finally {
      endIfDue(slot, request.picture.length);
      release(slot);
    }
  }

  async function attempt(slot: Slot, packs: string, { picture, settings, signal, onProgress }: RecogniseRequest) {
    signal.throwIfAborted();
    const guard = guarded(signal);
    slot.onDeath = guard.stop;
    slot.onLife = (ratio) => {
      guard.alive();
      if (ratio !== null) onProgress(ratio);
    };
    try {
      const current = await Promise.race([prepare(slot, packs, () => guard.over), guard.stopped]);
      const blocks = await Promise.race([current.worker.recognise(picture, settings), guard.stopped]);
      if (picture.length >= PART) current.pages += 1;
      current.largest = Math.max(current.largest, picture.length);
      return blocks;
    } catch (error) {
      end(slot);
      throw error;
    } finally {
      guard.finish();
      slot.onLife = slot.onDeath = () => {};
    }
  }

  async function acquire(packs: string, signal: AbortSignal): Promise<Slot> {
    for (;;) {
      signal.throwIfAborted();
      const free = slots.filter((slot) => !slot.busy);
      const slot = free.find((s) => s.current?.packs === packs) ?? free.find((s) => !s.current) ?? free[0];
      if (slot) {
        clearTimeout(idle);
        slot.busy = true;
        return slot;
      }
      await turn(waiting, signal);
    }
  }

  function release(slot: Slot): void {
    slot.busy = false;
    waiting.shift()?.();
    if (slots.every((s) => !s.busy)) {
      clearTimeout(idle);
      idle = setTimeout(() => slots.forEach(end), IDLE);
    }
  }

  /** A worker on these packs in this slot. `isOver`: nobody waits for it any more. */
  async function prepare(slot: Slot, packs: string, isOver: () => boolean) {
    try {
      if (slot.current && slot.current.packs !== packs) {
        await slot.current.worker.relearn(packs);
        slot.current.packs = packs;
      }
      if (slot.current) return slot.current;
      const worker = await begin(slot, packs);
      const current = { worker, packs, pages: 0, largest: 0 };
      // Given up while it started: the slot may serve another page by now.
      if (isOver()) worker.terminate();
      else slot.current = current;
      return current;
    } catch (error) {
      // tesseract.js rejects with strings: an error of its own making, a 404 of a pack, a network that is away.
      throw new ApiError(
        'engine_unavailable',
        `The recogniser could not start for "${packs}". ` +
          'Check that its language pack is part of this installation, go online once, and retry.',
        { cause: String(error) },
      );
    }
  }

  const begin = (slot: Slot, packs: string): Promise<TesseractWorker> =>
    start(packs, {
      onLife: (ratio) => slot.onLife(ratio),
      onDeath: (cause) => (slot.busy ? slot.onDeath(cause) : end(slot)),
    });

  /**
   * Ends a worker that holds more than it needs; the next page starts another. Started beside it, the successor would
   * spare that page half of its time, and cost 100 MB at the very moment when most is in use.
   */
  function endIfDue(slot: Slot, size: number): void {
    const { current } = slot;
    if (!current || size < PART) return;
    const { pages, largest } = current;
    const wasteful = largest >= LARGE_PICTURE && largest >= 2 * size;
    if (pages >= PAGES_PER_WORKER || wasteful) end(slot);
  }

  function warmUp(packs: readonly string[]): void {
    if (slots.some((slot) => slot.busy || slot.current)) return;
    const speck = new Uint8Array([
      ...new TextEncoder().encode('P5\n32 32\n255\n'),
      ...new Uint8Array(32 * 32).fill(255),
    ]);
    recognise({ picture: speck, packs, signal: new AbortController().signal, onProgress: () => {} })
      // The page that follows meets the same error and reports it.
      .catch(() => {});
  }

  return { recognise, warmUp, close: () => slots.forEach(end) };
}

const newSlot = (): Slot => ({
  current: null,
  busy: false,
  onLife: () => {},
  onDeath: () => {},
});

function end(slot: Slot): void {
  slot.current?.worker.terminate();
  slot.current = null;
}

/** Resolves when a slot may be free, or `signal` aborts. */
function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const abort = () => {
      // Its turn would be lost on a page that is gone.
      waiting.splice(waiting.indexOf(proceed), 1);
      resolve();
    };
    const proceed = () => {
      signal.removeEventListener('abort', abort);
      resolve();
    };
    waiting.push(proceed);
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** `stopped` rejects when `signal` aborts, `stop` is called, or nothing is heard for too long. */
function guarded(signal: AbortSignal) {
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reject = (_reason: unknown): void => {};
  const stopped = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  const abort = () => cut(signal.reason);
  const alive = () => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(() => cut(new Error(`silent for ${SILENCE / 1000} s`)), SILENCE);
  };
  function cut(reason: unknown): void {
    over = true;
    reject(reason);
  }
  signal.addEventListener('abort', abort, { once: true });
  alive();
  return {
    stopped,
    alive,
    stop: (cause: string) => cut(new Error(cause)),
    finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
    get over(): boolean {
      return over;
    },
  };
}

const isUnavailable = (error: unknown): boolean => error instanceof ApiError && error.code === 'engine_unavailable';

const GIVEN_UP =
  'The recogniser stopped on this page twice and gave it up. Send the page as a picture of lower resolution, or retry it.';
