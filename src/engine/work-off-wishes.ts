/** The loop of a host's side work: what is asked for in the store is done, one after the other. */
import type { Change } from '../contract/job.ts';
import { onChange } from '../store/changes.ts';

/** Messages can be lost when a realm is suspended: the store is looked at this often all the same, milliseconds. */
const LOOK_EVERY = 5_000;

/**
 * Calls `work` until it finds nothing to do, then again after each change that is a wish, until `signal` aborts. `work`
 * answers whether there was something.
 */
export async function workOffWishes(
  isWish: (change: Change) => boolean,
  signal: AbortSignal,
  work: () => Promise<boolean>,
): Promise<void> {
  let wake = (): void => {};
  const stop = onChange((change) => {
    if (isWish(change)) wake();
  });
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (await work()) continue;
      const timer = setTimeout(() => wake(), LOOK_EVERY);
      await woken;
      clearTimeout(timer);
    }
  } finally {
    stop();
  }
}
