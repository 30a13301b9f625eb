/** The host's other work: fetching the language packs that are wanted, one after the other. */
import { ApiError } from '../../contract/errors.ts';
import type { Change } from '../../contract/job.ts';
import { isRemote } from '../../contract/packs.ts';
import { announce } from '../../store/changes.ts';
import { isQuota } from '../../store/db.ts';
import { commitPack, endWish, listPacks, readPack } from '../../store/packs.ts';
import type { PackRecord } from '../../store/schema.ts';
import { workOffWishes } from '../work-off-wishes.ts';
import { createClient, WorkerDiedError } from '../worker-rpc.ts';
import { type FetchedPack, type fetchPack, hashOf } from './fetch-pack.ts';

/** A host that sends nothing for so long is given up, milliseconds. */
const SILENCE = 60_000;

/** Works until `signal` aborts; what is in work then is begun anew by the next host. */
export async function installPacks(signal: AbortSignal): Promise<void> {
  const isWish = (change: Change): boolean => change.type === 'pack' && change.done === undefined;
  await workOffWishes(isWish, signal, async () => {
    const next = (await listPacks()).find(({ wanted }) => wanted);
    if (next) await install(next, signal);
    return next !== undefined;
  });
}

async function install(record: PackRecord, signal: AbortSignal): Promise<void> {
  const { code } = record;
  try {
    if (await isCurrent(record)) await endWish(code);
    else {
      const { bytes, sha256 } = await download(record, signal);
      await commitPack(code, bytes, sha256);
    }
  } catch (error) {
    if (signal.aborted) return;
    await endWish(code, failureOf(error));
  }
  announce({ type: 'pack', code });
}

/** Whether the pack that is here is what its sources have, byte for byte. */
async function isCurrent({ code, installed, wanted = [] }: PackRecord): Promise<boolean> {
  if (!wanted.some(({ sha256 }) => sha256 === installed?.sha256)) return false;
  const bytes = await readPack(code);
  return bytes !== undefined && (await hashOf(bytes)) === installed?.sha256;
}

async function download({ code, wanted = [] }: PackRecord, signal: AbortSignal): Promise<FetchedPack> {
  if (wanted.every(isRemote) && !navigator.serviceWorker?.controller) {
    // Only the service worker can widen the policy of the worker that fetches.
    throw new ApiError('engine_unavailable', 'Reload this page once, then get the language pack.');
  }
  // A fresh worker each time: its policy is the one of the moment when it started.
  const client = createClient<{ fetchPack: typeof fetchPack }>(
    () =>
      new Worker(new URL('../../../workers/fetch-packs.ts', import.meta.url), { type: 'module', name: 'fetch-packs' }),
  );
  try {
    const offers = wanted.map((offer) => ({ ...offer, url: new URL(offer.url, document.baseURI).href }));
    return await client.call('fetchPack', [offers], {
      signal,
      silenceMs: SILENCE,
      onProgress: ({ done, total }) => announce({ type: 'pack', code, done, total }),
    });
  } finally {
    client.close();
  }
}

function failureOf(error: unknown): NonNullable<PackRecord['failure']> {
  if (error instanceof ApiError) return { code: error.code, message: error.message };
  if (isQuota(error)) {
    return {
      code: 'storage_full',
      message: "The browser's storage for this site is full. Delete what is no longer needed and get the pack again.",
    };
  }
  if (!(error instanceof WorkerDiedError)) console.error(error);
  return { code: 'engine_unavailable', message: 'The language pack stopped coming. Try again.' };
}
