/** Single pages of finished jobs: corrected, or read again. */
import { applyPatch, type PagePatch } from '../document/edit.ts';
import type { Page } from '../document/model.ts';
import { transact } from './db.ts';
import { originalKey, pagesChanged, queueStructure } from './jobs.ts';
import { type TaskRecord, WAITED_FOR_RANK } from './schema.ts';

/** The page, from 0; undefined where it was not read yet or does not exist. */
export function readPage(uuid: string, index: number): Promise<Page | undefined> {
  return transact(['pages'], 'readonly', async (tx) => (await tx.objectStore('pages').get([uuid, index]))?.page);
}

/** The pages `from`…`to`, from 0, `to` not among them, as far as they were read. */
export function readPages(uuid: string, from: number, to: number): Promise<Page[]> {
  return transact(['pages'], 'readonly', async (tx) => {
    const range = IDBKeyRange.bound([uuid, from], [uuid, to], false, true);
    return (await tx.objectStore('pages').getAll(range)).map(({ page }) => page);
  });
}

/** Stores a corrected page and forgets what was built from it. Null where a correction names what is not there. */
export function patchPage(uuid: string, index: number, patch: PagePatch): Promise<Page | null> {
  return transact(
    ['jobs', 'pages', 'blobs', 'tasks'],
    'readwrite',
    async (tx) => {
      const job = await tx.objectStore('jobs').get(uuid);
      const record = await tx.objectStore('pages').get([uuid, index]);
      const page = record && applyPatch(record.page, patch);
      if (!job || !record || !page) return null;
      await tx.objectStore('pages').put({ ...record, page });
      await pagesChanged(tx, job);
      // A corrected total is to be found anew.
      if (job.data) await queueStructure(tx, uuid, []);
      return page;
    },
    'strict',
  );
}

/** Queues a page to be read again. Answers with the task, undefined where the upload is no longer there. */
export function requestRereading(
  uuid: string,
  index: number,
  again: NonNullable<TaskRecord['again']>,
): Promise<number | undefined> {
  return transact(['blobs', 'tasks'], 'readwrite', async (tx) => {
    if ((await tx.objectStore('blobs').getKey(originalKey(uuid))) === undefined) return undefined;
    const task = { kind: 'page', uuid, index, rank: WAITED_FOR_RANK, attempts: 0, again } as const;
    return tx.objectStore('tasks').add(task);
  });
}

/** Queues the drawing of a page's picture, or finds that it is queued. Undefined where the upload is no longer there. */
export function requestPicture(uuid: string, index: number): Promise<number | undefined> {
  return transact(['blobs', 'tasks'], 'readwrite', async (tx) => {
    if ((await tx.objectStore('blobs').getKey(originalKey(uuid))) === undefined) return undefined;
    const tasks = await tx.objectStore('tasks').index('uuid').getAll(uuid);
    const queued = tasks.find((task) => task.kind === 'picture' && task.index === index)?.id;
    if (queued !== undefined) return queued;
    return tx.objectStore('tasks').add({ kind: 'picture', uuid, index, rank: WAITED_FOR_RANK, attempts: 0 });
  });
}

export function isQueued(task: number): Promise<boolean> {
  return transact(['tasks'], 'readonly', async (tx) => (await tx.objectStore('tasks').getKey(task)) !== undefined);
}
