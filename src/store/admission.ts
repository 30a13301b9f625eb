/** How a job comes to be, and comes back: an upload received, its pages allowed, paid for and queued. */
import { ApiError, type ErrorCode } from '../contract/errors.ts';
import { PLANS } from '../contract/plans.ts';
import { type Transaction, transact } from './db.ts';
import { isOver, originalKey, pageRange, queueStructure } from './jobs.ts';
import { balance, periodOf, pricePerPage, reserve, usedCredits } from './ledger.ts';
import { type BlobRecord, type JobRecord, WAITED_FOR_RANK } from './schema.ts';

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
      if (lacking.length === 0) {
        // Cancelled after its last page: what is left is the look at the whole.
        if (job.summary.status === 'failed') await resumeStructure(tx, job);
        return job;
      }
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

async function resumeStructure(tx: Transaction<'jobs' | 'tasks'>, job: JobRecord): Promise<void> {
  const { error: _, ...summary } = job.summary;
  job.summary = { ...summary, status: 'processing', finished_at: null, expires_at: null };
  await tx.objectStore('jobs').put(job);
  await queueStructure(tx, job.uuid);
}

/** `pages` are the file's, `wanted` those to be read and paid for. */
async function checkAllowance(
  tx: Transaction<'jobs' | 'ledger'>,
  job: JobRecord,
  pages: number,
  wanted: number,
  now: number,
): Promise<void> {
  const { plan, owner } = job;
  const credits = wanted * pricePerPage(job);
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
        `This file needs ${credits} credits and ${left} are left. Top up on the account page.`,
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
