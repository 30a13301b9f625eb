/**
 * The queue as the engine host sees it. Every commit checks the host's epoch.
 */
import type { ChatMessage } from '../contract/chat.ts';
import type { Page, Warning } from '../contract/job.ts';
import { replaceRegion } from '../document/edit.ts';
import { type Transaction, transact } from './db.ts';
import { dropExports, exportKey } from './exports.ts';
import { type Commit, isStale, ownedJob } from './fence.ts';
import { close, deleteJob, pageRange, pagesChanged, pictureKey, queueStructure, summarise } from './jobs.ts';
import { charge } from './ledger.ts';
import { nextTasks, type Taken } from './next-tasks.ts';
import type { BlobRecord, Inspection, JobRecord, Task } from './schema.ts';
import { count, emptyTally, writeSummary } from './tally.ts';

/** A hidden job that has waited this long has no request behind it any more. */
const ABANDONED_MS = 10 * 60_000;

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

/** A task that was handed out, and the job that it is about. */
export interface Assignment {
  task: Task;
  job: JobRecord;
}

/** Hands out the next task, and no page unless `pages`. `taken` are those in work. */
export function takeTask(epoch: number, taken: Taken, pages: boolean): Promise<Assignment | 'stale' | null> {
  return transact(['meta', 'tasks', 'jobs'], 'readwrite', async (tx) => {
    if (await isStale(tx, epoch)) return 'stale';
    const [next] = await handOut(tx, await nextTasks(tx, taken, 1, pages));
    return next ?? null;
  });
}

/** Attempts are counted up as tasks are handed out. Tasks of jobs that are gone are dropped. */
async function handOut(tx: Transaction<'tasks' | 'jobs'>, tasks: readonly Task[]): Promise<Assignment[]> {
  const uuids = [...new Set(tasks.map(({ uuid }) => uuid))];
  const jobs = new Map(
    await Promise.all(uuids.map(async (uuid) => [uuid, await tx.objectStore('jobs').get(uuid)] as const)),
  );
  const assignments = tasks.map(async (queued): Promise<Assignment | null> => {
    const job = jobs.get(queued.uuid);
    if (!job) {
      await tx.objectStore('tasks').delete(queued.id);
      return null;
    }
    const task = { ...queued, attempts: queued.attempts + 1 };
    const stored = tx.objectStore('tasks').put(task);
    if (task.kind === 'page' && job.summary.status === 'pending') {
      job.summary.status = 'processing';
      await tx.objectStore('jobs').put(job);
    }
    await stored;
    return { task, job };
  });
  return (await Promise.all(assignments)).filter((assignment) => assignment !== null);
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

/** What was made of a page. A failed one is empty but for its warning. */
export interface PageResult {
  page: Page;
  failed: boolean;
  picture: BlobRecord | null;
}

export interface ReadPage extends PageResult {
  task: Task;
}

export interface PagesCommit {
  /** The tasks of the pages that were stored. */
  stored: Task[];
  /** Jobs that ended with these pages: none of theirs could be read. */
  ended: string[];
  /** What is to be worked on next. */
  next: Assignment[];
}

/**
 * Stores pages, their pictures, their jobs' progress and the charges in one transaction, and hands out the next tasks,
 * at most `wanted`. A failed page carries its warning and is not charged. After the last page the job is looked at as a
 * whole, or fails where no page could be read. A page that was committed before, or whose job is gone, is left out.
 *
 * Several at a time, since a transaction costs as much as the pages in it: it waits for the disk and reads the job.
 */
export function commitPages(
  epoch: number,
  read: readonly ReadPage[],
  { taken, wanted }: { taken: Taken; wanted: number },
  now = Date.now(),
): Promise<PagesCommit | 'stale'> {
  return transact(
    ['meta', 'jobs', 'pages', 'blobs', 'tasks', 'ledger'],
    'readwrite',
    async (tx) => {
      if (await isStale(tx, epoch)) return 'stale';
      const ended: string[] = [];
      const stored: Task[] = [];
      for (const uuid of new Set(read.map(({ task }) => task.uuid))) {
        const job = await tx.objectStore('jobs').get(uuid);
        const pages = job ? await stillWanted(tx, read, uuid) : [];
        if (!job || pages.length === 0) continue;
        if (await storePages(tx, job, pages, now)) ended.push(uuid);
        stored.push(...pages.map(({ task }) => task));
      }
      const next = wanted > 0 ? await handOut(tx, await nextTasks(tx, taken, wanted, true)) : [];
      return { stored, ended, next };
    },
    'strict',
  );
}

/** Those of the job's pages whose task is still there: it goes with the commit, and with the job when that ends. */
async function stillWanted(tx: Transaction<'tasks'>, read: readonly ReadPage[], uuid: string): Promise<ReadPage[]> {
  const pages = read.filter(({ task }) => task.uuid === uuid);
  const keys = await Promise.all(pages.map(({ task }) => tx.objectStore('tasks').getKey(task.id)));
  return pages.filter((_, i) => keys[i] !== undefined);
}

/** Stores pages of one job, and the job. True where it ended with them. */
async function storePages(tx: EngineTransaction, job: JobRecord, read: ReadPage[], now: number): Promise<boolean> {
  const { uuid, summary } = job;
  const stored = read.map(async ({ task, page, failed, picture }) => {
    await Promise.all([
      tx.objectStore('pages').put({ uuid, index: task.index, page, failed }),
      picture && tx.objectStore('blobs').put(picture, pictureKey(uuid, task.index)),
      failed || charge(tx, job, task.index, page.source === 'vlm' ? 'vlm' : 'cpu', now),
      tx.objectStore('tasks').delete(task.id),
    ]);
  });
  await Promise.all([dropExports(tx, uuid), ...stored]);
  if (summary.progress.done === 0) job.tally = emptyTally();
  for (const { page, failed } of read) if (job.tally && !failed) count(job.tally, page);
  summary.warnings.push(...read.flatMap(({ page }) => page.warnings));
  summary.progress.done += read.length;
  if (summary.progress.done < summary.progress.total) {
    await tx.objectStore('jobs').put(job);
    return false;
  }
  const tally = job.tally ?? (await summarise(tx, job));
  writeSummary(summary, tally);
  if (tally.pages === 0) {
    await fail(tx, job, now);
    return true;
  }
  await tx.objectStore('jobs').put(job);
  await queueStructure(tx, uuid);
  return false;
}

/**
 * Stores a page that was read again, whole or the part its task names. One that could not be read stays as it was and
 * says so in a warning. Never charged again.
 */
export function commitRereading(epoch: number, task: Task, { page, failed, picture }: PageResult): Promise<Commit> {
  return transact(
    ['meta', 'jobs', 'pages', 'blobs', 'tasks'],
    'readwrite',
    async (tx) => {
      const job = await ownedJob(tx, epoch, task);
      if (typeof job === 'string') return job;
      const record = await tx.objectStore('pages').get([task.uuid, task.index]);
      if (!record || failed) await tx.objectStore('tasks').delete(task.id);
      if (!record) return 'gone';
      const region = task.again?.bbox;
      if (failed) record.page.warnings.push(...page.warnings);
      else record.page = region ? replaceRegion(record.page, region, page.blocks) : page;
      await tx.objectStore('pages').put(record);
      if (!failed && !region) replaceWarnings(job, page);
      await pagesChanged(tx, job);
      // Whoever waits for the task waits for the page as it will stay.
      if (!failed) await tx.objectStore('tasks').put(structureTask(task));
      if (picture && !failed && !region) await tx.objectStore('blobs').put(picture, pictureKey(task.uuid, task.index));
      return 'committed';
    },
    'strict',
  );
}

/** In place of the task of a page that was read again: the page in its document. */
function structureTask({ again: _, ...task }: Task): Task {
  return { ...task, kind: 'structure', index: 0, pages: [task.index], attempts: 0 };
}

/** What was said of the earlier reading, a language that was missing, say, no longer holds. */
function replaceWarnings({ summary }: JobRecord, { index, warnings }: Page): void {
  summary.warnings = [...summary.warnings.filter(({ page }) => page !== index + 1), ...warnings];
}

type EngineTransaction = Transaction<'meta' | 'jobs' | 'pages' | 'blobs' | 'tasks' | 'ledger'>;

/** Ends a job of which no page could be read. */
async function fail(tx: EngineTransaction, job: JobRecord, now: number): Promise<void> {
  const [first] = await tx.objectStore('pages').getAll(pageRange(job.uuid), 1);
  const cause: Warning | undefined = first?.page.warnings[0];
  job.summary.status = 'failed';
  job.summary.error = { code: cause?.code ?? 'unreadable', message: cause?.message ?? 'No page could be read.' };
  await close(tx, job, now);
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
