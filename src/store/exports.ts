/** Files built from a job: asked for once, built by the host, kept until a page changes. */
import type { ExportOptions, Format } from '../contract/formats.ts';
import { type Transaction, transact } from './db.ts';
import { type BlobRecord, WAITED_FOR_RANK } from './schema.ts';

export interface ExportSpec extends ExportOptions {
  format: Format;
}

export const exportKey = (uuid: string, spec: ExportSpec): string => {
  const options = Object.entries(spec)
    .filter(([, value]) => value !== undefined)
    .sort();
  return `${uuid}/export/${new URLSearchParams(options.map(([name, value]) => [name, String(value)]))}`;
};

/** Queues the building of a file, unless it is there or queued already. True where it was queued now. */
export function requestExport(uuid: string, spec: ExportSpec): Promise<boolean> {
  const key = exportKey(uuid, spec);
  return transact(['blobs', 'tasks'], 'readwrite', async (tx) => {
    if ((await tx.objectStore('blobs').getKey(key)) !== undefined) return false;
    const queued = await tx.objectStore('tasks').index('uuid').getAll(uuid);
    if (queued.some((task) => task.spec && exportKey(uuid, task.spec) === key)) return false;
    await tx.objectStore('tasks').add({ kind: 'export', uuid, index: 0, rank: WAITED_FOR_RANK, attempts: 0, spec });
    return true;
  });
}

/** The built file. A failure is handed out once, so that asking again tries again. */
export function readExport(uuid: string, spec: ExportSpec): Promise<BlobRecord | undefined> {
  const key = exportKey(uuid, spec);
  return transact(['blobs'], 'readwrite', async (tx) => {
    const found = await tx.objectStore('blobs').get(key);
    if (found?.failure) await tx.objectStore('blobs').delete(key);
    return found;
  });
}

/** Forgets what was built from a job whose pages have changed. */
export async function dropExports(tx: Transaction<'blobs'>, uuid: string): Promise<void> {
  await tx.objectStore('blobs').delete(IDBKeyRange.bound(`${uuid}/export/`, `${uuid}/export0`, false, true));
}
