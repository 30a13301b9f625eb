/** Language packs that this device keeps, and those that the host shall fetch. */
import type { Offer } from '../contract/packs.ts';
import { isRemote } from '../contract/packs.ts';
import { type Transaction, transact } from './db.ts';
import type { PackRecord } from './schema.ts';

const blobKey = (code: string): string => `pack/${code}`;

/** All that are here or wanted, without their bytes. */
export function listPacks(): Promise<PackRecord[]> {
  return transact(['packs'], 'readonly', (tx) => tx.objectStore('packs').getAll());
}

/** A pack as it was fetched, gzipped or plain; undefined where this device keeps none. */
export async function readPack(code: string): Promise<ArrayBuffer | undefined> {
  const blob = await transact(['blobs'], 'readonly', (tx) => tx.objectStore('blobs').get(blobKey(code)));
  return blob?.bytes;
}

/** Has the host fetch a pack, and notes the hosts that it may come from. What is here stays until it is replaced. */
export function wantPack(code: string, offers: Offer[]): Promise<void> {
  const origins = offers.filter(isRemote).map(({ url }) => new URL(url).origin);
  return transact(['packs', 'meta'], 'readwrite', async (tx) => {
    const { failure: _, ...known } = (await tx.objectStore('packs').get(code)) ?? { code };
    await tx.objectStore('packs').put({ ...known, wanted: offers });
    await agreeTo(tx, origins);
  });
}

/** Notes origins that files may be fetched from, since the person agreed. */
export async function agreeTo(tx: Transaction<'meta'>, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const agreed = ((await tx.objectStore('meta').get('remotes')) as string[] | undefined) ?? [];
  await tx.objectStore('meta').put([...new Set([...agreed, ...origins])], 'remotes');
}

/** Origins that packs and models may be fetched from, since the person agreed. */
export async function agreedRemotes(): Promise<string[]> {
  return transact(
    ['meta'],
    'readonly',
    async (tx) => ((await tx.objectStore('meta').get('remotes')) as string[] | undefined) ?? [],
  );
}

/** Stores a pack that was verified; false where nobody wants it any more. */
export function commitPack(code: string, bytes: ArrayBuffer, sha256: string, now = Date.now()): Promise<boolean> {
  return transact(['packs', 'blobs'], 'readwrite', async (tx) => {
    if (!(await tx.objectStore('packs').get(code))?.wanted) return false;
    await tx.objectStore('blobs').put({ bytes, type: 'application/octet-stream' }, blobKey(code));
    await tx.objectStore('packs').put({ code, installed: { bytes: bytes.byteLength, sha256, at: now } });
    return true;
  });
}

/** Ends a wish, with the reason where nothing came of it. What was here before stays. */
export function endWish(code: string, failure?: PackRecord['failure']): Promise<void> {
  return transact(['packs'], 'readwrite', async (tx) => {
    const known = await tx.objectStore('packs').get(code);
    if (!known?.wanted) return;
    const { wanted: _, ...rest } = known;
    await tx.objectStore('packs').put({ ...rest, ...(failure && { failure }) });
  });
}

export function removePack(code: string): Promise<void> {
  return transact(['packs', 'blobs'], 'readwrite', async (tx) => {
    await tx.objectStore('packs').delete(code);
    await tx.objectStore('blobs').delete(blobKey(code));
  });
}
