import type { ExportOptions } from './document.ts';

/** Long enough that the pauses cost nothing (a timer is 4 ms in a worker), short enough that a cancel is felt at once. */
const PAUSE_EVERY_MS = 50;

/**
 * To be awaited after each step; each of `total` pages takes `perPage` of them, in any order. Reports how many pages'
 * worth is done, throws the signal's reason once aborted, and lets the worker read its messages now and then, without
 * which an abort could never arrive.
 */
export function progressSteps(total: number, { signal, onProgress }: ExportOptions, perPage = 1): () => Promise<void> {
  signal?.throwIfAborted();
  let done = 0;
  let paused = performance.now();
  return async () => {
    done += 1;
    if (done % perPage === 0) onProgress?.(done / perPage, total);
    if (performance.now() - paused > PAUSE_EVERY_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      paused = performance.now();
    }
    signal?.throwIfAborted();
  };
}
