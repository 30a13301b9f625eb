/** What comes of the look at a document as a whole, once its pages are read. */
import type { Data } from '../contract/data.ts';
import type { Page, Warning } from '../contract/job.ts';
import { transact } from './db.ts';
import { type Commit, ownedJob } from './fence.ts';
import { close, pagesChanged } from './jobs.ts';
import type { Task } from './schema.ts';

/**
 * Changes the pages `from`…`to` (from 0, `to` not among them) as the look at the whole document says; `change` answers
 * null for a page that stays. The indexes of those that changed. The task goes on.
 */
export function changePages(
  epoch: number,
  task: Task,
  { from, to, change }: { from: number; to: number; change: (page: Page) => Page | null },
): Promise<number[] | Exclude<Commit, 'committed'>> {
  return transact(['meta', 'jobs', 'tasks', 'pages'], 'readwrite', async (tx) => {
    const job = await ownedJob(tx, epoch, task);
    if (typeof job === 'string') return job;
    const pages = tx.objectStore('pages');
    const records = await pages.getAll(IDBKeyRange.bound([task.uuid, from], [task.uuid, to], false, true));
    const changed = records.flatMap((record) => {
      const page = change(record.page);
      return page ? [{ ...record, page }] : [];
    });
    await Promise.all(changed.map((record) => pages.put(record)));
    return changed.map(({ page }) => page.index);
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
