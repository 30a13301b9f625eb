/** Jobs as the API sees them: received, admitted, read, listed, cancelled, deleted. */
import { ApiError, type ErrorCode } from '../contract/errors.ts';
import type { JobSummary } from '../contract/job.ts';
import { CREDITS_PER_PAGE, PLANS } from '../contract/plans.ts';
import { transact, type Transaction } from './db.ts';
import { balance, periodOf, release, reserve, usedCredits } from './ledger.ts';
import type { BlobRecord, JobRecord, Owner, PageRecord } from './schema.ts';

/** Inspections go before every page, whoever pays: a caller is waiting for them. */
const INSPECT_RANK = -1_000;

export const originalKey = (uuid: string): string => `${uuid}/original`;
export const pictureKey = (uuid: string, index: number): string => `${uuid}/picture/${index}`;

/**
 * Stores an upload, hidden, and queues its inspection. Answers with the job that the same request made before, where
 * there is one: the same Idempotency-Key, or a request that the browser delivers a second time because the service
 * worker died before it answered (same client, same upload, another life of the service worker, never answered).
 */
export function receive(job: JobRecord, file: BlobRecord): Promise<{ job: JobRecord; repeat: boolean }> {
  return transact(['jobs', 'blobs', 'tasks'], 'readwrite', async (tx) => {
    const earlier = await findRepeat(tx, job);
    if (earlier) return { job: earlier, repeat: true };
    await tx.objectStore('jobs').add(job);
    await tx.objectStore('blobs').add(file, originalKey(job.uuid));
    await tx.objectStore('tasks').add({ kind: 'inspect', uuid: job.uuid, index: 0, rank: INSPECT_RANK, attempts: 0 });
    return { job, repeat: false };
  }, 'strict');
}

async function findRepeat(
  tx: Transaction<'jobs' | 'blobs' | 'tasks'>, { request }: JobRecord,
): Promise<JobRecord | undefined> {
  const jobs = tx.objectStore('jobs');
  if (request.idempotency !== undefined) {
    const same = await jobs.index('idempotency').get(request.idempotency);
    if (same) return same;
  }
  const alike = await jobs.index('repeat').getAll(request.repeat);
  const repeat = alike.find((job) => job.request.boot !== request.boot && !job.request.answered);
  if (!repeat) return undefined;
  // Taken over by this life, so that a second identical request that was also in flight finds its own job.
  repeat.request.boot = request.boot;
  await jobs.put(repeat);
  return repeat;
}

/**
 * Makes an inspected job appear, in one transaction: plan and balance checked, credits reserved, pages queued.
 * Refused with `page_cap`, `daily_limit`, `monthly_limit` or `no_credits`; the caller then erases the job.
 * Answers undefined where the job is gone, and with the job as it is where it was admitted before.
 */
export function admit(uuid: string, pages: number, now = Date.now()): Promise<JobRecord | undefined> {
  return transact(['jobs', 'tasks', 'ledger'], 'readwrite', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job || job.listed_at !== undefined) return job;
    const credits = pages * CREDITS_PER_PAGE[job.summary.tier];
    await checkAllowance(tx, job, pages, credits, now);
    job.summary.page_count = pages;
    job.summary.progress = { done: 0, total: pages };
    if (job.inspection?.ok) job.summary.warnings.push(...job.inspection.warnings);
    job.listed_at = now;
    await reserve(tx, job, credits, now);
    await tx.objectStore('jobs').put(job);
    await queuePages(tx, job, Array.from({ length: pages }, (_, index) => index));
    return job;
  }, 'strict');
}

async function checkAllowance(
  tx: Transaction<'jobs' | 'tasks' | 'ledger'>, job: JobRecord, pages: number, credits: number, now: number,
): Promise<void> {
  const { plan, owner } = job;
  const { allowance, pagesPerFile, period } = PLANS[plan];
  const end = periodOf(plan, now).end;
  const resets_at = end === null ? null : new Date(end).toISOString();
  if (pages > pagesPerFile) {
    throw new ApiError('page_cap', `This file has ${pages} pages; the ${plan} plan takes ${pagesPerFile} a file. `
      + 'Split the file or choose another plan on the account page.', { used: pages, cap: pagesPerFile, plan, resets_at });
  }
  if (plan === 'credits') {
    const left = await balance(tx, owner, now);
    if (credits > left) {
      throw new ApiError('no_credits', `This file needs ${credits} credits and ${left} are left. `
        + 'Top up on the account page.', { used: credits, cap: left, plan, resets_at });
    }
  }
  if (allowance === null) return;
  const used = await usedCredits(tx, owner, plan, now);
  if (used + credits > allowance) {
    const code: ErrorCode = period === 'day' ? 'daily_limit' : 'monthly_limit';
    throw new ApiError(code, `This file needs ${credits} credits; ${used} of the ${allowance} of this ${period} are used. `
      + `Try again after the reset, or ${plan === 'anonymous' ? 'send the account\'s token' : 'choose another plan on the account page'}.`,
      { used, cap: allowance, plan, resets_at });
  }
}

/** Queues pages of a job. */
export async function queuePages(
  tx: Transaction<'jobs' | 'tasks' | 'ledger'>, job: JobRecord, indexes: number[],
): Promise<void> {
  for (const index of indexes) {
    await tx.objectStore('tasks').add({ kind: 'page', uuid: job.uuid, index, rank: -job.priority, attempts: 0 });
  }
}

/** Notes that the answer to the POST was handed over: what comes after it is a new upload. */
export function markAnswered(uuid: string): Promise<void> {
  return transact(['jobs'], 'readwrite', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job || job.request.answered) return;
    job.request.answered = true;
    await tx.objectStore('jobs').put(job);
  });
}

/** The job, hidden or not. */
export function readJob(uuid: string): Promise<JobRecord | undefined> {
  return transact(['jobs'], 'readonly', (tx) => tx.objectStore('jobs').get(uuid));
}

/** The job and its finished pages in order, read together. */
export function readJobWithPages(uuid: string): Promise<{ job: JobRecord; pages: PageRecord[] } | undefined> {
  return transact(['jobs', 'pages'], 'readonly', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job) return undefined;
    return { job, pages: await tx.objectStore('pages').getAll(pageRange(uuid)) };
  });
}

/**
 * Listed jobs of the owners, newest first. `before` is the `next` of an earlier answer; null once there are no more.
 */
export function listJobs(
  owners: readonly Owner[], { limit, before }: { limit: number; before: number },
): Promise<{ jobs: JobSummary[]; next: number | null }> {
  return transact(['jobs'], 'readonly', async (tx) => {
    const jobs: JobSummary[] = [];
    let last = before;
    let cursor = await tx.objectStore('jobs').index('listed_at').openCursor(IDBKeyRange.upperBound(before, true), 'prev');
    while (cursor) {
      if (owners.includes(cursor.value.owner)) {
        if (jobs.length === limit) return { jobs, next: last };
        jobs.push(cursor.value.summary);
        last = cursor.key;
      }
      cursor = await cursor.continue();
    }
    return { jobs, next: null };
  });
}

/** Ends a job that is not over: its queue is emptied, its reservation released, finished pages stay. */
export function failJob(uuid: string, error: { code: string; message: string }, now = Date.now()): Promise<JobRecord | undefined> {
  return transact(['jobs', 'tasks', 'ledger'], 'readwrite', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job || job.summary.status === 'done' || job.summary.status === 'failed') return job;
    job.summary.status = 'failed';
    job.summary.error = error;
    job.summary.finished_at = new Date(now).toISOString();
    await release(tx, job, now);
    await tx.objectStore('jobs').put(job);
    await dropTasks(tx, uuid);
    return job;
  }, 'strict');
}

/** Removes a job with all that belongs to it. The ledger keeps its rows; what was reserved is released. */
export function deleteJob(uuid: string, now = Date.now()): Promise<void> {
  return transact(['jobs', 'pages', 'blobs', 'tasks', 'ledger'], 'readwrite', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (job) await release(tx, job, now);
    await dropTasks(tx, uuid);
    await tx.objectStore('jobs').delete(uuid);
    await tx.objectStore('pages').delete(pageRange(uuid));
    await tx.objectStore('blobs').delete(blobRange(uuid));
  }, 'strict');
}

async function dropTasks(tx: Transaction<'jobs' | 'tasks' | 'ledger'>, uuid: string): Promise<void> {
  for (const id of await tx.objectStore('tasks').index('uuid').getAllKeys(uuid)) await tx.objectStore('tasks').delete(id);
}

/** The upload as it came. */
export function readOriginal(uuid: string): Promise<BlobRecord | undefined> {
  return transact(['blobs'], 'readonly', (tx) => tx.objectStore('blobs').get(originalKey(uuid)));
}

/** What shows a page: its own picture where one was made, else the upload, which the browser shows as it is. */
export function readPicture(uuid: string, index: number): Promise<BlobRecord | undefined> {
  return transact(['blobs'], 'readonly', async (tx) => {
    const blobs = tx.objectStore('blobs');
    return await blobs.get(pictureKey(uuid, index)) ?? await blobs.get(originalKey(uuid));
  });
}

export const pageRange = (uuid: string): IDBKeyRange => IDBKeyRange.bound([uuid, 0], [uuid, Infinity]);
/** Every blob of a job: '0' is the character after '/'. */
export const blobRange = (uuid: string): IDBKeyRange => IDBKeyRange.bound(`${uuid}/`, `${uuid}0`, false, true);
