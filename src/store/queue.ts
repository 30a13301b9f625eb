/**
 * The queue as the engine host sees it. Every commit checks the host's epoch: a former host that was frozen and wakes
 * up finds its epoch old and can spoil nothing.
 */
import type { ChatMessage } from '../contract/chat.ts';
import type { Page, Warning } from '../contract/job.ts';
import { CREDITS_PER_PAGE } from '../contract/plans.ts';
import { replaceRegion } from '../document/edit.ts';
import { type Transaction, transact } from './db.ts';
import { dropExports, exportKey } from './exports.ts';
import { close, deleteJob, pagesChanged, pictureKey, summarise } from './jobs.ts';
import { charge } from './ledger.ts';
import { type BlobRecord, type Inspection, type JobRecord, type TaskRecord, WAITED_FOR_RANK } from './schema.ts';

/** A task as stored. */
export type Task = TaskRecord & { id: number };

/** `stale`: another host took over. `gone`: the job was cancelled or deleted, or the page was committed before. */
export type Commit = 'committed' | 'stale' | 'gone';

/** A hidden job that has waited this long has no request behind it any more. */
const ABANDONED_MS = 10 * 60_000;

/** Begins a host's reign: a new epoch, higher than every earlier one. */
export function beginEpoch(): Promise<number> {
  return transact(
    ['meta'],
    'readwrite',
    async (tx) => {
      const epoch = (((await tx.objectStore('meta').get('epoch')) as number | undefined) ?? 0) + 1;
      await tx.objectStore('meta').put(epoch, 'epoch');
      await tx.objectStore('meta').put(Date.now(), 'heartbeat');
      return epoch;
    },
    'strict',
  );
}

export function beat(now = Date.now()): Promise<void> {
  return transact(['meta'], 'readwrite', async (tx) => {
    await tx.objectStore('meta').put(now, 'heartbeat');
  });
}

/** Milliseconds since the host's last sign of life, and how many tasks wait. */
export function readPulse(now = Date.now()): Promise<{ silentFor: number; waiting: number }> {
  return transact(['meta', 'tasks'], 'readonly', async (tx) => ({
    silentFor: now - (((await tx.objectStore('meta').get('heartbeat')) as number | undefined) ?? 0),
    waiting: await tx.objectStore('tasks').count(),
  }));
}

/**
 * The next task, and no page unless `pages`. `taken` are those in work, by id, with their jobs. What a caller waits for
 * goes first; then the plans' order; within it the two oldest jobs take turns, so that a short document does not wait
 * for the end of a long one (two: so many PDFs stay open). Its attempts are counted up as it is handed out.
 */
export function takeTask(
  epoch: number,
  taken: ReadonlyMap<number, string>,
  pages: boolean,
): Promise<{ task: Task; job: JobRecord } | 'stale' | null> {
  return transact(['meta', 'tasks', 'jobs'], 'readwrite', async (tx) => {
    if (await isStale(tx, epoch)) return 'stale';
    const next = await nextTask(tx, taken, pages);
    if (!next) return null;
    const task = { ...next, attempts: next.attempts + 1 };
    const job = await tx.objectStore('jobs').get(task.uuid);
    if (!job) {
      await tx.objectStore('tasks').delete(task.id);
      return null;
    }
    await tx.objectStore('tasks').put(task);
    if (task.kind === 'page' && job.summary.status === 'pending') {
      job.summary.status = 'processing';
      await tx.objectStore('jobs').put(job);
    }
    return { task, job };
  });
}

async function nextTask(
  tx: Transaction<'tasks'>,
  taken: ReadonlyMap<number, string>,
  pages: boolean,
): Promise<Task | null> {
  // Only pages stand behind what is waited for; walking past those of a long document would take longer with each.
  const range = pages ? null : IDBKeyRange.upperBound([WAITED_FOR_RANK, Infinity]);
  const first = await firstTask(tx, range, taken, pages);
  if (first?.kind !== 'page' || first.again) return first;
  // The pages of a job were queued together: behind its last one begins the next job of the same rank.
  const last = await tx.objectStore('tasks').index('uuid').openKeyCursor(first.uuid, 'prev');
  const behind = IDBKeyRange.bound([first.rank, last?.primaryKey ?? first.id], [first.rank, Infinity], true);
  const second = await firstTask(tx, behind, taken, pages);
  const inWork = ({ uuid }: Task) => [...taken.values()].filter((job) => job === uuid).length;
  return second && inWork(second) < inWork(first) ? second : first;
}

/** The first task in the queue's order that is not taken. */
async function firstTask(
  tx: Transaction<'tasks'>,
  range: IDBKeyRange | null,
  taken: ReadonlyMap<number, string>,
  pages: boolean,
): Promise<Task | null> {
  let cursor = await tx.objectStore('tasks').index('rank').openCursor(range);
  while (cursor && (taken.has(cursor.primaryKey) || (!pages && cursor.value.kind === 'page'))) {
    cursor = await cursor.continue();
  }
  return cursor && { ...cursor.value, id: cursor.primaryKey };
}

/** Stores what the inspection found; the request that waits for it decides what follows. */
export function commitInspection(epoch: number, task: Task, inspection: Inspection): Promise<Commit> {
  return transact(
    ['meta', 'jobs', 'tasks'],
    'readwrite',
    async (tx) => {
      const job = await ownedJob(tx, epoch, task);
      if (typeof job === 'string') return job;
      job.inspection = inspection;
      await tx.objectStore('jobs').put(job);
      await tx.objectStore('tasks').delete(task.id);
      return 'committed';
    },
    'strict',
  );
}

/** Stores a built file, or why it could not be built. */
export function commitExport(epoch: number, task: Task, file: BlobRecord): Promise<Commit> {
  return transact(['meta', 'jobs', 'tasks', 'blobs'], 'readwrite', async (tx) => {
    const job = await ownedJob(tx, epoch, task);
    if (typeof job === 'string') return job;
    if (task.spec) await tx.objectStore('blobs').put(file, exportKey(task.uuid, task.spec));
    await tx.objectStore('tasks').delete(task.id);
    return 'committed';
  });
}

/** Stores a page's picture; null where none could be made. */
export function commitPicture(epoch: number, task: Task, picture: BlobRecord | null): Promise<Commit> {
  return transact(['meta', 'jobs', 'tasks', 'blobs'], 'readwrite', async (tx) => {
    const job = await ownedJob(tx, epoch, task);
    if (typeof job === 'string') return job;
    if (picture) await tx.objectStore('blobs').put(picture, pictureKey(task.uuid, task.index));
    await tx.objectStore('tasks').delete(task.id);
    return 'committed';
  });
}

/** Stores the answer to a question. */
export function commitAnswer(epoch: number, task: Task, message: ChatMessage): Promise<Commit> {
  return transact(
    ['meta', 'jobs', 'tasks', 'messages'],
    'readwrite',
    async (tx) => {
      const job = await ownedJob(tx, epoch, task);
      if (typeof job === 'string') return job;
      const question = await tx.objectStore('messages').get(task.question ?? -1);
      if (question?.id !== undefined) {
        const { uuid, conversation, id } = question;
        await tx.objectStore('messages').add({ uuid, conversation, message, answers: id });
      }
      await tx.objectStore('tasks').delete(task.id);
      return 'committed';
    },
    'strict',
  );
}

/**
 * Stores a page, its picture, the job's progress and the charge in one transaction. A failed page carries its warning
 * and is not charged. The last page ends the job: `failed` where no page could be read, else `done`.
 */
export function commitPage(
  epoch: number,
  task: Task,
  result: { page: Page; failed: boolean; picture: BlobRecord | null },
  now = Date.now(),
): Promise<Commit> {
  return transact(
    ['meta', 'jobs', 'pages', 'blobs', 'tasks', 'ledger'],
    'readwrite',
    async (tx) => {
      const job = await ownedJob(tx, epoch, task);
      if (typeof job === 'string') return job;
      const { page, failed, picture } = result;
      await tx.objectStore('pages').put({ uuid: task.uuid, index: task.index, page, failed });
      await dropExports(tx, task.uuid);
      if (picture) await tx.objectStore('blobs').put(picture, pictureKey(task.uuid, task.index));
      if (!failed) await charge(tx, job, task.index, CREDITS_PER_PAGE[job.summary.tier], now);
      job.summary.warnings.push(...page.warnings);
      job.summary.progress.done += 1;
      await tx.objectStore('tasks').delete(task.id);
      if (job.summary.progress.done >= job.summary.progress.total) await finish(tx, job, now);
      else await tx.objectStore('jobs').put(job);
      return 'committed';
    },
    'strict',
  );
}

/**
 * Stores a page that was read again, whole or the part its task names. One that could not be read stays as it was and
 * says so in a warning. Never charged again.
 */
export function commitRereading(
  epoch: number,
  task: Task,
  { page, failed, picture }: { page: Page; failed: boolean; picture: BlobRecord | null },
): Promise<Commit> {
  return transact(
    ['meta', 'jobs', 'pages', 'blobs', 'tasks'],
    'readwrite',
    async (tx) => {
      const job = await ownedJob(tx, epoch, task);
      if (typeof job === 'string') return job;
      const record = await tx.objectStore('pages').get([task.uuid, task.index]);
      await tx.objectStore('tasks').delete(task.id);
      if (!record) return 'gone';
      const region = task.again?.bbox;
      if (failed) record.page.warnings.push(...page.warnings);
      else record.page = region ? replaceRegion(record.page, region, page.blocks) : page;
      await tx.objectStore('pages').put(record);
      if (!failed && !region) replaceWarnings(job, page);
      await pagesChanged(tx, job);
      if (picture && !failed && !region) await tx.objectStore('blobs').put(picture, pictureKey(task.uuid, task.index));
      return 'committed';
    },
    'strict',
  );
}

/** What was said of the earlier reading, a language that was missing, say, no longer holds. */
function replaceWarnings({ summary }: JobRecord, { index, warnings }: Page): void {
  summary.warnings = [...summary.warnings.filter(({ page }) => page !== index + 1), ...warnings];
}

type EngineTransaction = Transaction<'meta' | 'jobs' | 'pages' | 'blobs' | 'tasks' | 'ledger'>;

async function finish(tx: EngineTransaction, job: JobRecord, now: number): Promise<void> {
  const records = await summarise(tx, job);
  const { summary } = job;
  const read = records.some((record) => !record.failed);
  summary.status = read ? 'done' : 'failed';
  if (!read) {
    const cause: Warning | undefined = records[0]?.page.warnings[0];
    summary.error = { code: cause?.code ?? 'unreadable', message: cause?.message ?? 'No page could be read.' };
  }
  await close(tx, job, now);
}

async function ownedJob(
  tx: Transaction<'meta' | 'jobs' | 'tasks'>,
  epoch: number,
  task: Task,
): Promise<JobRecord | 'stale' | 'gone'> {
  if (await isStale(tx, epoch)) return 'stale';
  const job = await tx.objectStore('jobs').get(task.uuid);
  return job && (await tx.objectStore('tasks').getKey(task.id)) !== undefined ? job : 'gone';
}

async function isStale(tx: Transaction<'meta' | 'jobs' | 'tasks'>, epoch: number): Promise<boolean> {
  return (await tx.objectStore('meta').get('epoch')) !== epoch;
}

/** Deletes what time has overtaken: jobs past `expires_at`, uploads whose request died before they were admitted. */
export async function sweep(now = Date.now()): Promise<string[]> {
  const over = await transact(['jobs'], 'readonly', async (tx) => {
    const uuids: string[] = [];
    for (let cursor = await tx.objectStore('jobs').openCursor(); cursor; cursor = await cursor.continue()) {
      const { uuid, listed_at, received_at, summary } = cursor.value;
      const expired = summary.expires_at !== null && Date.parse(summary.expires_at) <= now;
      const abandoned = listed_at === undefined && received_at < now - ABANDONED_MS;
      if (expired || abandoned) uuids.push(uuid);
    }
    return uuids;
  });
  for (const uuid of over) await deleteJob(uuid, now);
  return over;
}
