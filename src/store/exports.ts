/** Files built from a job: asked for once, built by the host, kept until a page changes. */
import type { ExportOptions, Format } from '../contract/formats.ts';
import { type Transaction, transact } from './db.ts';
import { type BlobRecord, type Task, WAITED_FOR_RANK } from './schema.ts';

export interface ExportSpec extends ExportOptions {
  format: Format;
}

export const exportKey = (uuid: string, spec: ExportSpec): string => {
  const options = Object.entries(spec)
    .filter(([, value]) => value !== undefined)
    .sort();
  return `${uuid}/export/${new URLSearchParams(options.map(([name, value]) => [name, String(value)]))}`;
};

/** `queued`: its building was asked for now; `waiting`: earlier; `gone`: the job is no longer there. */
export type Asked = BlobRecord | 'queued' | 'waiting' | 'gone';

/**
 * The built file; else queues its building, unless that is queued already. A failure is handed out once, so that asking
 * again tries again.
 */
export function askForExport(uuid: string, spec: ExportSpec): Promise<Asked> {
  const key = exportKey(uuid, spec);
  return transact(['jobs', 'blobs', 'tasks'], 'readwrite', async (tx) => {
    const found = await tx.objectStore('blobs').get(key);
    if (found?.failure) await tx.objectStore('blobs').delete(key);
    if (found) return found;
    if ((await tx.objectStore('jobs').getKey(uuid)) === undefined) return 'gone';
    if (await queuedExport(tx, uuid, spec)) return 'waiting';
    await tx.objectStore('tasks').add({ kind: 'export', uuid, index: 0, rank: WAITED_FOR_RANK, attempts: 0, spec });
    return 'queued';
  });
}

/** Takes the building of a file back: what the host has of it is not stored. False where it was over already. */
export function cancelExport(uuid: string, spec: ExportSpec): Promise<boolean> {
  return transact(['tasks'], 'readwrite', async (tx) => {
    const queued = await queuedExport(tx, uuid, spec);
    if (queued) await tx.objectStore('tasks').delete(queued.id);
    return queued !== undefined;
  });
}

async function queuedExport(tx: Transaction<'tasks'>, uuid: string, spec: ExportSpec): Promise<Task | undefined> {
  const key = exportKey(uuid, spec);
  const tasks = (await tx.objectStore('tasks').index('uuid').getAll(uuid)) as Task[];
  return tasks.find((task) => task.spec && exportKey(uuid, task.spec) === key);
}

/** Forgets what was built from a job whose pages have changed. */
export async function dropExports(tx: Transaction<'blobs'>, uuid: string): Promise<void> {
  await tx.objectStore('blobs').delete(IDBKeyRange.bound(`${uuid}/export/`, `${uuid}/export0`, false, true));
}

/** Takes back what is being built from a job whose pages have changed: it would be kept though it is out of date. */
export async function cancelExports(tx: Transaction<'tasks'>, uuid: string): Promise<void> {
  const tasks = (await tx.objectStore('tasks').index('uuid').getAll(uuid)) as Task[];
  await Promise.all(tasks.filter(({ kind }) => kind === 'export').map(({ id }) => tx.objectStore('tasks').delete(id)));
}
