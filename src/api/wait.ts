/** Waiting for the host: a change announced on the channel, or a look at the store now and then. */
import { ApiError } from '../contract/errors.ts';
import { LIMITS } from '../contract/limits.ts';
import { onChange } from '../store/changes.ts';
import { readPulse } from '../store/queue.ts';
import type { Context } from './handle.ts';

/** A message can be lost when a realm is suspended; the store is looked at this often all the same. Milliseconds. */
const LOOK_EVERY = 500;

/**
 * Calls `look` until it answers with something other than undefined, after every change of the job and every half
 * second. Answers undefined after `timeout` milliseconds, or as soon as `signal` aborts.
 */
export async function waitFor<T>(
  uuid: string,
  look: () => Promise<T | undefined>,
  { timeout, signal }: { timeout: number; signal?: AbortSignal },
): Promise<T | undefined> {
  let wake = (): void => {};
  const stop = onChange((change) => {
    if ('uuid' in change && change.uuid === uuid) wake();
  });
  const abort = (): void => wake();
  signal?.addEventListener('abort', abort);
  try {
    const end = Date.now() + timeout;
    for (;;) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
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
    signal?.removeEventListener('abort', abort);
  }
}

/** How long a task waits for a tab that can take it to appear, milliseconds. */
const HOST_GRACE = 6_000;
/** A host in a hidden tab has its timers held back to one a minute; one silent for longer than that is frozen. */
const HOST_SILENCE = 70_000;

/**
 * Waits for what only the host can do. Throws `no_host` where nobody is there to do it, the signal's reason once it
 * aborts, `engine_unavailable` with the message `late` where it takes longer than a caller can wait.
 */
export async function waitForHost<T>(
  uuid: string,
  context: Context,
  look: () => Promise<T | undefined>,
  { signal, late }: { signal?: AbortSignal; late?: string } = {},
): Promise<T> {
  let lastAlive = Date.now();
  const found = await waitFor(
    uuid,
    async () => {
      const result = await look();
      if (result !== undefined) return { result };
      const now = Date.now();
      if ((await context.hostHeld()) && (await readPulse(now)).silentFor < HOST_SILENCE) lastAlive = now;
      return now - lastAlive < HOST_GRACE ? undefined : null;
    },
    { timeout: LIMITS.inlineWait, ...(signal && { signal }) },
  );
  signal?.throwIfAborted();
  if (found) return found.result;
  if (late && found === undefined) throw new ApiError('engine_unavailable', late);
  throw new ApiError(
    'no_host',
    'No tab of the app is open to do this. Open the app in this browser and send it again.',
  );
}

/** So long before the wait for a host ends, a slow fetch is answered as being in work. Milliseconds. */
const MARGIN = 10_000;

/** What `look` finds once the host no longer fetches, or has fetched for so long that the caller is told so. */
export function waitForFetch<T>(
  key: string,
  context: Context,
  look: () => Promise<T>,
  isComing: (found: T) => boolean | undefined | object,
): Promise<T> {
  const end = Date.now() + LIMITS.inlineWait - MARGIN;
  return waitForHost(key, context, async () => {
    const found = await look();
    return isComing(found) && Date.now() < end ? undefined : found;
  });
}
