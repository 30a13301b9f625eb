/** Jobs as the API sees them: read, listed, changed, cancelled, deleted. */
import type { JobSummary } from '../contract/job.ts';
import { dropMessages } from './chat.ts';
import { type Transaction, transact } from './db.ts';
import { cancelExports, dropExports } from './exports.ts';
import { dropIndexes } from './indexes.ts';
import { release } from './ledger.ts';
import { type BlobRecord, type JobRecord, type Owner, type PageRecord, WAITED_FOR_RANK } from './schema.ts';
import { count, emptyTally, type Tally, writeSummary } from './tally.ts';

const DAY_MS = 86_400_000;

export const originalKey = (uuid: string): string => `${uuid}/original`;
export const pictureKey = (uuid: string, index: number): string => `${uuid}/picture/${index}`;

export const isOver = (job: JobRecord): boolean => job.summary.status === 'done' || job.summary.status === 'failed';

/** Notes that the answer to the POST was handed over: what comes after it is a new upload. */
export async function markAnswered(uuid: string): Promise<void> {
  await changeJob(uuid, (job) => {
    job.request.answered = true;
  });
}

/** The job, hidden or not. */
export function readJob(uuid: string): Promise<JobRecord | undefined> {
  return transact(['jobs'], 'readonly', (tx) => tx.objectStore('jobs').get(uuid));
}

/** The job and its finished pages in order, read together; `only` names the pages wanted, from 0. */
export function readJobWithPages(
  uuid: string,
  only?: ReadonlySet<number>,
): Promise<{ job: JobRecord; pages: PageRecord[] } | undefined> {
  return transact(['jobs', 'pages'], 'readonly', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job) return undefined;
    const store = tx.objectStore('pages');
    if (!only) return { job, pages: await store.getAll(pageRange(uuid)) };
    const pages = await Promise.all([...only].sort((a, b) => a - b).map((index) => store.get([uuid, index])));
    return { job, pages: pages.filter((page) => page !== undefined) };
  });
}

export interface ListQuery {
  /** At most so many. */
  limit: number;
  /** The `next` of an earlier answer. */
  before: number;
  /** Part of the file's name or of a page's text, whatever the case. */
  q?: string | undefined;
  tag?: string | undefined;
  /** Of the upload, in hex. */
  sha256?: string | undefined;
}

/** Listed jobs of the owners, newest first; `next` is null once there are no more. */
export function listJobs(
  owners: readonly Owner[],
  { limit, before, q, tag, sha256 }: ListQuery,
): Promise<{ jobs: JobSummary[]; next: number | null }> {
  const needle = q?.trim().toLowerCase();
  return transact(['jobs', 'pages'], 'readonly', async (tx) => {
    const jobs: JobSummary[] = [];
    let last = before;
    let cursor = await tx
      .objectStore('jobs')
      .index('listed_at')
      .openCursor(IDBKeyRange.upperBound(before, true), 'prev');
    for (; cursor; cursor = await cursor.continue()) {
      const { uuid, owner, summary } = cursor.value;
      if (!owners.includes(owner) || (tag !== undefined && !summary.tags.includes(tag))) continue;
      if (sha256 !== undefined && summary.sha256 !== sha256) continue;
      if (needle && !summary.filename.toLowerCase().includes(needle) && !(await textIncludes(tx, uuid, needle)))
        continue;
      if (jobs.length === limit) return { jobs, next: last };
      jobs.push(summary);
      last = cursor.key;
    }
    return { jobs, next: null };
  });
}

async function textIncludes(tx: Transaction<'pages', 'readonly'>, uuid: string, needle: string): Promise<boolean> {
  let cursor = await tx.objectStore('pages').openCursor(pageRange(uuid));
  for (; cursor; cursor = await cursor.continue()) {
    if (cursor.value.page.text.toLowerCase().includes(needle)) return true;
  }
  return false;
}

/** Changes a job in one transaction; the object handed in is the caller's to change. Undefined where there is none. */
export function changeJob(uuid: string, change: (job: JobRecord) => void): Promise<JobRecord | undefined> {
  return transact(['jobs'], 'readwrite', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job) return undefined;
    change(job);
    await tx.objectStore('jobs').put(job);
    return job;
  });
}

/** Ends a job that is not over: its queue is emptied, its reservation released, finished pages stay. */
export function failJob(
  uuid: string,
  error: { code: string; message: string },
  now = Date.now(),
): Promise<JobRecord | undefined> {
  return transact(
    ['jobs', 'blobs', 'tasks', 'ledger'],
    'readwrite',
    async (tx) => {
      const job = await tx.objectStore('jobs').get(uuid);
      if (!job || isOver(job)) return job;
      job.summary.status = 'failed';
      job.summary.error = error;
      await close(tx, job, now);
      await dropTasks(tx, uuid);
      return job;
    },
    'strict',
  );
}

/** Brings up to date what a finished job says of its pages, and forgets what was built from them. Stores the job. */
export async function pagesChanged(
  tx: Transaction<'jobs' | 'pages' | 'blobs' | 'tasks'>,
  job: JobRecord,
): Promise<void> {
  await summarise(tx, job);
  job.revision = (job.revision ?? 0) + 1;
  await tx.objectStore('jobs').put(job);
  await dropExports(tx, job.uuid);
  await cancelExports(tx, job.uuid);
}

/** What a job's pages have in common, from the pages themselves. The caller stores the job. */
export async function summarise(tx: Transaction<'pages'>, job: JobRecord): Promise<Tally> {
  const tally = emptyTally();
  for (const { page, failed } of await tx.objectStore('pages').getAll(pageRange(job.uuid))) {
    if (!failed) count(tally, page);
  }
  writeSummary(job.summary, tally);
  return tally;
}

/** What every end of a job has in common: the time, what is still reserved, what its retention asks. Stores the job. */
export async function close(tx: Transaction<'jobs' | 'blobs' | 'ledger'>, job: JobRecord, now: number): Promise<void> {
  delete job.tally;
  job.summary.finished_at = new Date(now).toISOString();
  if (job.retention === 'text') await tx.objectStore('blobs').delete(blobRange(job.uuid));
  if (typeof job.retention === 'number') {
    job.summary.expires_at = new Date(now + job.retention * DAY_MS).toISOString();
  }
  await release(tx, job, now);
  await tx.objectStore('jobs').put(job);
}

/** Removes a job with all that belongs to it. The ledger keeps its rows; what was reserved is released. */
export function deleteJob(uuid: string, now = Date.now()): Promise<void> {
  return transact(
    ['jobs', 'pages', 'blobs', 'tasks', 'ledger', 'messages', 'indexes'],
    'readwrite',
    async (tx) => {
      const job = await tx.objectStore('jobs').get(uuid);
      if (job) await release(tx, job, now);
      await dropTasks(tx, uuid);
      await tx.objectStore('jobs').delete(uuid);
      await tx.objectStore('pages').delete(pageRange(uuid));
      await tx.objectStore('blobs').delete(blobRange(uuid));
      await dropMessages(tx, uuid);
      await dropIndexes(tx, uuid);
    },
    'strict',
  );
}

/** Queues the look at a job as a whole; `pages` as of the task. */
export async function queueStructure(tx: Transaction<'tasks'>, uuid: string, pages?: number[]): Promise<void> {
  const task = { kind: 'structure', uuid, index: 0, rank: WAITED_FOR_RANK, attempts: 0 } as const;
  await tx.objectStore('tasks').add({ ...task, ...(pages && { pages }) });
}

async function dropTasks(tx: Transaction<'jobs' | 'tasks' | 'ledger'>, uuid: string): Promise<void> {
  for (const id of await tx.objectStore('tasks').index('uuid').getAllKeys(uuid))
    await tx.objectStore('tasks').delete(id);
}

/** The upload as it came. */
export function readOriginal(uuid: string): Promise<BlobRecord | undefined> {
  return transact(['blobs'], 'readonly', (tx) => tx.objectStore('blobs').get(originalKey(uuid)));
}

/**
 * What shows a page: its own picture where one was made, else the upload where every browser shows it as it is. Undefined
 * where neither is so, or not yet.
 */
export function readPicture(uuid: string, index: number): Promise<BlobRecord | undefined> {
  return transact(['blobs'], 'readonly', async (tx) => {
    const blobs = tx.objectStore('blobs');
    const own = await blobs.get(pictureKey(uuid, index));
    if (own) return own;
    const original = await blobs.get(originalKey(uuid));
    return original && SHOWN.test(original.type) ? original : undefined;
  });
}

const SHOWN = /^image\/(png|jpeg|webp|gif|bmp)$/;

export const pageRange = (uuid: string): IDBKeyRange => IDBKeyRange.bound([uuid, 0], [uuid, Infinity]);
/** Every blob of a job: '0' is the character after '/'. */
export const blobRange = (uuid: string): IDBKeyRange => IDBKeyRange.bound(`${uuid}/`, `${uuid}0`, false, true);
