/**
 * The engine host: the one tab that works the queue off. It is elected by a Web Lock, which passes on within tens of
 * milliseconds when the tab dies; a fencing epoch in every commit makes a frozen former host harmless.
 */
import { HOST_LOCK } from '../contract/names.ts';
import { announce } from '../store/changes.ts';
import { beginEpoch } from '../store/fence.ts';
import { beat, readPulse, sweep } from '../store/queue.ts';
import type { Engine } from './engine.ts';
import { installModels } from './models/install-models.ts';
import { installPacks } from './packs/install-packs.ts';
import { workQueue } from './work.ts';

/** Milliseconds between the host's signs of life, and looks at the queue that need no message. */
const BEAT_EVERY = 3_000;
/** A host that has been silent this long while tasks wait is frozen (iOS, Energy Saver): a visible tab takes over. */
const STEAL_AFTER = 15_000;
const SWEEP_EVERY = 60_000;

/** Takes part in the election until `signal` aborts; whichever tab wins works the queue off with `engine`. */
export async function runHost(engine: Engine, signal: AbortSignal): Promise<void> {
  const watch = setInterval(() => void stealFromFrozen(), BEAT_EVERY);
  signal.addEventListener('abort', () => clearInterval(watch));
  let reigning = false;
  let steal = new AbortController();

  async function stealFromFrozen(): Promise<void> {
    if (reigning || document.visibilityState !== 'visible') return;
    const { silentFor, waiting } = await readPulse();
    if (waiting > 0 && silentFor > STEAL_AFTER) steal.abort();
  }

  while (!signal.aborted) {
    steal = new AbortController();
    const waiting = AbortSignal.any([signal, steal.signal]);
    const reign = async () => {
      reigning = true;
      await reignUntil(engine, signal);
    };
    try {
      await navigator.locks.request(HOST_LOCK, { signal: waiting }, reign);
    } catch (error) {
      if (!isAbort(error)) throw error;
      // Either the wait was given up in order to steal, or this tab was the one stolen from.
      if (steal.signal.aborted && !reigning) {
        await navigator.locks.request(HOST_LOCK, { steal: true }, reign).catch(ignoreAbort);
      }
    } finally {
      reigning = false;
    }
  }
}

/** Works until the signal aborts or the epoch is no longer ours. */
async function reignUntil(engine: Engine, signal: AbortSignal): Promise<void> {
  const epoch = await beginEpoch();
  const over = new AbortController();
  const reign = AbortSignal.any([signal, over.signal]);
  const pulse = setInterval(() => void beat().catch(() => {}), BEAT_EVERY);
  const broom = setInterval(() => void clean(), SWEEP_EVERY);
  try {
    await clean();
    void installPacks(reign).catch(console.error);
    void installModels(reign).catch(console.error);
    await workQueue(engine, epoch, reign);
  } finally {
    over.abort();
    clearInterval(pulse);
    clearInterval(broom);
  }
}

async function clean(): Promise<void> {
  for (const uuid of await sweep()) announce({ type: 'deleted', uuid });
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

function ignoreAbort(error: unknown): void {
  if (!isAbort(error)) throw error;
}
