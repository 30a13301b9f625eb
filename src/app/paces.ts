/** The paces of the documents and batches in work, from what the list of documents tells. */
import type { JobSummary } from '../contract/job.ts';
import { batchesOf, sumOf } from './group-jobs.ts';
import { outlook, type Pace, paceAfter } from './pace.ts';

const paces = new Map<string, Pace>();

/** To be called with each new state of the list; kept by uuid and by a batch's name. */
export function followPaces(jobs: readonly JobSummary[], now = Date.now()): void {
  const running = jobs.filter(({ status }) => status === 'pending' || status === 'processing');
  const names = new Set(running.flatMap(batchesOf));
  const keys = new Set([...running.map(({ uuid }) => uuid), ...names]);
  for (const key of paces.keys()) if (!keys.has(key)) paces.delete(key);
  for (const { uuid, progress } of running) note(uuid, progress.done, progress.total, now);
  for (const name of names) {
    const { pages } = sumOf(jobs.filter((job) => batchesOf(job).includes(name)));
    note(name, pages.done, pages.total, now);
  }
}

/** Pages a minute and milliseconds left of a document (by uuid) or batch (by name); null while that is not known. */
export const outlookOf = (key: string, now = Date.now()) => outlook(paces.get(key), now);

function note(key: string, done: number, total: number, now: number): void {
  paces.set(key, paceAfter(paces.get(key), done, total, now));
}
