import type { ExportOptions } from './document.ts';

/** Long enough that the pauses cost nothing (a timer is 4 ms in a worker), short enough that a cancel is felt at once. */
const PAUSE_EVERY_MS = 50;

/**
 * To be awaited after each of `total` steps: reports it, throws the signal's reason once aborted, and lets the worker
 * read its messages now and then, without which an abort could never arrive.
 */
export function progressSteps(total: number, { signal, onProgress }: ExportOptions): () => Promise<void> {
  signal?.throwIfAborted();
  let done = 0;
  let paused = performance.now();
  return async () => {
    done += 1;
    onProgress?.(done, total);
    if (performance.now() - paused > PAUSE_EVERY_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      paused = performance.now();
    }
    signal?.throwIfAborted();
  };
}
