/** Waiting for the host: a change announced on the channel, or a look at the store now and then. */
import { onChange } from '../store/changes.ts';

/** A message can be lost when a realm is suspended; the store is looked at this often all the same. Milliseconds. */
const LOOK_EVERY = 500;

/**
 * Calls `look` until it answers with something other than undefined, after every change of the job and every half
 * second. Answers undefined after `timeout` milliseconds, or as soon as `signal` aborts.
 */
export async function waitFor<T>(
  uuid: string, look: () => Promise<T | undefined>, { timeout, signal }: { timeout: number; signal?: AbortSignal },
): Promise<T | undefined> {
  let wake = (): void => {};
  const stop = onChange((change) => { if ('uuid' in change && change.uuid === uuid) wake(); });
  signal?.addEventListener('abort', () => wake());
  try {
    const end = Date.now() + timeout;
    for (;;) {
      const woken = new Promise<void>((resolve) => { wake = resolve; });
      const found = await look();
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0 || signal?.aborted) return undefined;
      const timer = setTimeout(() => wake(), Math.min(left, LOOK_EVERY));
      await woken;
      clearTimeout(timer);
    }
  } finally {
    stop();
  }
}
