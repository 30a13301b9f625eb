/** What comes of the look at a document as a whole, once its pages are read. */
import type { Data } from '../contract/data.ts';
import type { Page, Warning } from '../contract/job.ts';
import { transact } from './db.ts';
import { type Commit, ownedJob } from './fence.ts';
import { close, pagesChanged } from './jobs.ts';
import type { Task } from './schema.ts';

/** Stores pages that changed when the document was looked at as a whole. The task goes on. */
export function commitStructuredPages(epoch: number, task: Task, pages: readonly Page[]): Promise<Commit> {
  return transact(['meta', 'jobs', 'tasks', 'pages'], 'readwrite', async (tx) => {
    const job = await ownedJob(tx, epoch, task);
    if (typeof job === 'string') return job;
    for (const page of pages) {
      const record = await tx.objectStore('pages').get([task.uuid, page.index]);
      if (record) await tx.objectStore('pages').put({ ...record, page });
    }
    return 'committed';
  });
}

/** Ends the look at a document as a whole, and the job where it was still in work. `data` as its tool found it. */
export function commitStructure(
  epoch: number,
  task: Task,
  { data, warnings }: { data: Data | null; warnings: Warning[] },
  now = Date.now(),
): Promise<Commit> {
  return transact(
    ['meta', 'jobs', 'pages', 'blobs', 'tasks', 'ledger'],
    'readwrite',
    async (tx) => {
      const job = await ownedJob(tx, epoch, task);
      if (typeof job === 'string') return job;
      await tx.objectStore('tasks').delete(task.id);
      if (data) job.data = data;
      job.summary.warnings.push(...warnings);
      if (task.pages) {
        await pagesChanged(tx, job);
        return 'committed';
      }
      job.summary.status = 'done';
      await close(tx, job, now);
      return 'committed';
    },
    'strict',
  );
}
