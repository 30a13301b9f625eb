/** Jobs as the API sees them: received, admitted, read, listed, cancelled, deleted. */
import { ApiError, type ErrorCode } from '../contract/errors.ts';
import type { JobSummary } from '../contract/job.ts';
import { CREDITS_PER_PAGE, PLANS } from '../contract/plans.ts';
import { dropMessages } from './chat.ts';
import { type Transaction, transact } from './db.ts';
import { dropExports } from './exports.ts';
import { balance, periodOf, release, reserve, usedCredits } from './ledger.ts';
import { type BlobRecord, type JobRecord, type Owner, type PageRecord, WAITED_FOR_RANK } from './schema.ts';

const DAY_MS = 86_400_000;

export const originalKey = (uuid: string): string => `${uuid}/original`;
export const pictureKey = (uuid: string, index: number): string => `${uuid}/picture/${index}`;

/**
 * Stores an upload, hidden, and queues its inspection. Answers with the job that the same request made before, where
 * there is one: the same Idempotency-Key, or a request that the browser delivers a second time because the service
 * worker died before it answered (same client, same upload, another life of the service worker, never answered).
 */
export function receive(job: JobRecord, file: BlobRecord): Promise<{ job: JobRecord; repeat: boolean }> {
  return transact(
    ['jobs', 'blobs', 'tasks'],
    'readwrite',
    async (tx) => {
      const earlier = await findRepeat(tx, job);
      if (earlier) return { job: earlier, repeat: true };
      await tx.objectStore('jobs').add(job);
      await tx.objectStore('blobs').add(file, originalKey(job.uuid));
      await tx
        .objectStore('tasks')
        .add({ kind: 'inspect', uuid: job.uuid, index: 0, rank: WAITED_FOR_RANK, attempts: 0 });
      return { job, repeat: false };
    },
    'strict',
  );
}

async function findRepeat(
  tx: Transaction<'jobs' | 'blobs' | 'tasks'>,
  { request }: JobRecord,
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
  return transact(
    ['jobs', 'tasks', 'ledger'],
    'readwrite',
    async (tx) => {
      const job = await tx.objectStore('jobs').get(uuid);
      if (!job || job.listed_at !== undefined) return job;
      await checkAllowance(tx, job, pages, pages, now);
      job.summary.page_count = pages;
      if (job.inspection?.ok) job.summary.warnings.push(...job.inspection.warnings);
      // Lists are paged by this time: no two jobs may have the same.
      const newest = await tx.objectStore('jobs').index('listed_at').openKeyCursor(null, 'prev');
      job.listed_at = Math.max(now, (newest?.key ?? 0) + 1);
      await queuePages(
        tx,
        job,
        Array.from({ length: pages }, (_, index) => index),
        now,
      );
      return job;
    },
    'strict',
  );
}

/**
 * Queues again what an ended job lacks: pages that failed or were never begun. Who asks pays, from the plan of now.
 * Answers with the job; unchanged where it is still in work, or lacks nothing. Refused with `not_found` where the upload is gone.
 */
export function retry(
  uuid: string,
  { owner, plan }: Pick<JobRecord, 'owner' | 'plan'>,
  now = Date.now(),
): Promise<JobRecord | undefined> {
  return transact(
    ['jobs', 'pages', 'blobs', 'tasks', 'ledger'],
    'readwrite',
    async (tx) => {
      const job = await tx.objectStore('jobs').get(uuid);
      if (!job || !isOver(job)) return job;
      const records = await tx.objectStore('pages').getAll(pageRange(uuid));
      const read = new Set(records.filter((record) => !record.failed).map((record) => record.index));
      const lacking = Array.from({ length: job.summary.page_count }, (_, index) => index).filter(
        (index) => !read.has(index),
      );
      if (lacking.length === 0) return job;
      if ((await tx.objectStore('blobs').getKey(originalKey(uuid))) === undefined) {
        throw new ApiError('not_found', "The upload was deleted, as the job's retention asks. Send the file again.");
      }
      Object.assign(job, { owner, plan, priority: PLANS[plan].priority });
      await checkAllowance(tx, job, job.summary.page_count, lacking.length, now);
      for (const index of lacking) await tx.objectStore('pages').delete([uuid, index]);
      const { summary } = job;
      delete summary.error;
      summary.finished_at = null;
      summary.expires_at = null;
      summary.warnings = summary.warnings.filter(({ page }) => page === undefined || read.has(page - 1));
      await queuePages(tx, job, lacking, now);
      return job;
    },
    'strict',
  );
}

const isOver = (job: JobRecord): boolean => job.summary.status === 'done' || job.summary.status === 'failed';

/** `pages` are the file's, `wanted` those to be read and paid for. */
async function checkAllowance(
  tx: Transaction<'jobs' | 'ledger'>,
  job: JobRecord,
  pages: number,
  wanted: number,
  now: number,
): Promise<void> {
  const { plan, owner } = job;
  const credits = wanted * CREDITS_PER_PAGE[job.summary.tier];
  const { allowance, pagesPerFile, period } = PLANS[plan];
  const end = periodOf(plan, now).end;
  const resets_at = end === null ? null : new Date(end).toISOString();
  if (pages > pagesPerFile) {
    throw new ApiError(
      'page_cap',
      `This file has ${pages} pages; the ${plan} plan takes ${pagesPerFile} a file. ` +
        'Split the file or choose another plan on the account page.',
      { used: pages, cap: pagesPerFile, plan, resets_at },
    );
  }
  if (plan === 'credits') {
    const left = await balance(tx, owner, now);
    if (credits > left) {
      throw new ApiError(
        'no_credits',
        `This file needs ${credits} credits and ${left} are left. ` + 'Top up on the account page.',
        { used: credits, cap: left, plan, resets_at },
      );
    }
  }
  if (allowance === null) return;
  const used = await usedCredits(tx, owner, plan, now);
  if (used + credits > allowance) {
    const code: ErrorCode = period === 'day' ? 'daily_limit' : 'monthly_limit';
    throw new ApiError(
      code,
      `This file needs ${credits} credits; ${used} of the ${allowance} of this ${period} are used. ` +
        `Try again after the reset, or ${plan === 'anonymous' ? "send the account's token" : 'choose another plan on the account page'}.`,
      { used, cap: allowance, plan, resets_at },
    );
  }
}

/** Reserves credits for pages of a job and queues them. Stores the job. */
async function queuePages(
  tx: Transaction<'jobs' | 'tasks' | 'ledger'>,
  job: JobRecord,
  indexes: number[],
  now: number,
): Promise<void> {
  const total = job.summary.page_count;
  job.summary.status = 'pending';
  job.summary.progress = { done: total - indexes.length, total };
  await reserve(tx, job, indexes.length, now);
  await tx.objectStore('jobs').put(job);
  for (const index of indexes) {
    await tx.objectStore('tasks').add({ kind: 'page', uuid: job.uuid, index, rank: -job.priority, attempts: 0 });
  }
}

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

/** The job and its finished pages in order, read together. */
export function readJobWithPages(uuid: string): Promise<{ job: JobRecord; pages: PageRecord[] } | undefined> {
  return transact(['jobs', 'pages'], 'readonly', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job) return undefined;
    return { job, pages: await tx.objectStore('pages').getAll(pageRange(uuid)) };
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
}

/** Listed jobs of the owners, newest first; `next` is null once there are no more. */
export function listJobs(
  owners: readonly Owner[],
  { limit, before, q, tag }: ListQuery,
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
export async function pagesChanged(tx: Transaction<'jobs' | 'pages' | 'blobs'>, job: JobRecord): Promise<void> {
  await summarise(tx, job);
  job.revision = (job.revision ?? 0) + 1;
  await tx.objectStore('jobs').put(job);
  await dropExports(tx, job.uuid);
}

/** What a job's pages have in common. The caller stores the job. Answers with its pages. */
export async function summarise(tx: Transaction<'pages'>, job: JobRecord): Promise<PageRecord[]> {
  const records = await tx.objectStore('pages').getAll(pageRange(job.uuid));
  const read = records.filter((record) => !record.failed).map((record) => record.page);
  const sure = read.map((page) => page.mean_confidence).filter((confidence) => confidence !== null);
  job.summary.mean_confidence = sure.length > 0 ? sure.reduce((a, b) => a + b, 0) / sure.length : null;
  const languages = new Set(read.flatMap((page) => page.detected_language?.split('+') ?? []));
  job.summary.detected_language = languages.size > 0 ? [...languages].join('+') : null;
  return records;
}

/** What every end of a job has in common: the time, what is still reserved, what its retention asks. Stores the job. */
export async function close(tx: Transaction<'jobs' | 'blobs' | 'ledger'>, job: JobRecord, now: number): Promise<void> {
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
    ['jobs', 'pages', 'blobs', 'tasks', 'ledger', 'messages'],
    'readwrite',
    async (tx) => {
      const job = await tx.objectStore('jobs').get(uuid);
      if (job) await release(tx, job, now);
      await dropTasks(tx, uuid);
      await tx.objectStore('jobs').delete(uuid);
      await tx.objectStore('pages').delete(pageRange(uuid));
      await tx.objectStore('blobs').delete(blobRange(uuid));
      await dropMessages(tx, uuid);
    },
    'strict',
  );
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
