/** Jobs that are over, as a backup holds them, and how they come back. What is checked here is all that is kept. */
import * as v from 'valibot';
import { ChatMessage } from '../contract/chat.ts';
import { JobPatch, Retention } from '../contract/endpoints.ts';
import { JobSummary, Page } from '../contract/job.ts';
import { LIMITS } from '../contract/limits.ts';
import { typeByMime } from '../contract/media-types.ts';
import { PLANS, type PlanName } from '../contract/plans.ts';
import { transact } from './db.ts';
import { blobRange, pageRange } from './jobs.ts';
import type { BlobRecord, JobRecord } from './schema.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const planNames = Object.keys(PLANS) as [PlanName, ...PlanName[]];
/** The latest time that a Date can be, in milliseconds. */
const MAX_TIME = 8.64e15;

const SavedRecord = v.object({
  owner: v.picklist(['anonymous', 'account']),
  summary: v.object({
    ...JobSummary.entries,
    status: v.picklist(['done', 'failed']),
    // What can be changed over the API keeps the bounds that hold there.
    filename: JobPatch.entries.filename.wrapped,
    tags: JobPatch.entries.tags.wrapped,
    page_count: v.pipe(count, v.maxValue(LIMITS.filePages)),
  }),
  listed_at: v.pipe(count, v.maxValue(MAX_TIME)),
  packs: v.array(v.pipe(v.string(), v.regex(/^\w{1,40}$/))),
  media_type: v.pipe(v.string(), v.check(isAccepted)),
  bytes: count,
  retention: Retention,
  fallback: v.picklist(['cpu', 'none']),
  revision: v.optional(count),
  plan: v.picklist(planNames),
});

/** Without the bytes of its files. What was asked with (token, password, keys) and the ledger are not in it. */
export const SavedJob = v.object({
  job: v.object({
    ...SavedRecord.entries,
    /** The upload and the pictures of pages, as far as they are kept. Their types decide how a browser takes them. */
    files: v.array(
      v.object({
        name: v.pipe(v.string(), v.regex(/^(original|picture\/\d{1,4})$/)),
        type: v.pipe(v.string(), v.check(isAccepted)),
      }),
    ),
  }),
  pages: v.array(v.object({ failed: v.boolean(), page: Page })),
  /** Oldest first. A question may have no answer. */
  messages: v.array(v.object({ conversation: v.string(), question: ChatMessage, answer: v.optional(ChatMessage) })),
});

export type SavedJob = v.InferOutput<typeof SavedJob>;

const isOver = ({ summary }: JobRecord): boolean => summary.status === 'done' || summary.status === 'failed';

function isAccepted(mime: string): boolean {
  return typeByMime(mime)?.accepted ?? false;
}

/** What no schema says: pages are the document's, times are times. */
export function isConsistent({ job: { summary }, pages, messages }: SavedJob): boolean {
  const said = messages.flatMap(({ question, answer }) => [question.created_at, answer?.created_at]);
  return (
    pages.every(({ page }) => page.index < summary.page_count) &&
    [summary.created_at, summary.finished_at, summary.expires_at, ...said].every(
      (time) => !time || Date.parse(time) > 0,
    )
  );
}

/** The uuids of listed jobs that are over, in the order in which they were listed, and how many are still in work. */
export function listOver(): Promise<{ uuids: string[]; inWork: number }> {
  return transact(['jobs'], 'readonly', async (tx) => {
    const uuids: string[] = [];
    let inWork = 0;
    let cursor = await tx.objectStore('jobs').index('listed_at').openCursor();
    for (; cursor; cursor = await cursor.continue()) {
      if (isOver(cursor.value)) uuids.push(cursor.value.uuid);
      else inWork++;
    }
    return { uuids, inWork };
  });
}

/** The names of a job's files: the upload and pictures of pages, not what was built from them. */
export function fileNames(uuid: string): Promise<string[]> {
  return transact(['blobs'], 'readonly', async (tx) => {
    const keys = await tx.objectStore('blobs').getAllKeys(blobRange(uuid));
    return keys.map((key) => key.slice(uuid.length + 1)).filter((name) => !name.startsWith('export/'));
  });
}

export function readFile(uuid: string, name: string): Promise<BlobRecord | undefined> {
  return transact(['blobs'], 'readonly', (tx) => tx.objectStore('blobs').get(`${uuid}/${name}`));
}

/** A job with its pages and messages; undefined where it is gone, or in work again. */
export function readSaved(uuid: string, files: SavedJob['job']['files']): Promise<SavedJob | undefined> {
  return transact(['jobs', 'pages', 'messages'], 'readonly', async (tx) => {
    const record = await tx.objectStore('jobs').get(uuid);
    if (record?.listed_at === undefined || !isOver(record)) return undefined;
    const { owner, summary, listed_at, packs, media_type, bytes, retention, fallback, revision, plan } = record;
    const pages = await tx.objectStore('pages').getAll(pageRange(uuid));
    const messages = await tx.objectStore('messages').index('uuid').getAll(uuid);
    return {
      job: {
        ...{ owner, summary: summary as SavedJob['job']['summary'], listed_at, packs, media_type, bytes, retention },
        ...{ fallback, revision, plan, files },
      },
      pages: pages.map(({ failed, page }) => ({ failed, page })),
      messages: messages
        .filter(({ answers }) => answers === undefined)
        .map(({ id, conversation, message }) => {
          const answer = messages.find(({ answers }) => answers === id)?.message;
          return { conversation, question: message, answer };
        }),
    };
  });
}

export function exists(uuid: string): Promise<boolean> {
  return transact(['jobs'], 'readonly', async (tx) => (await tx.objectStore('jobs').getKey(uuid)) !== undefined);
}

/**
 * Stores a job with its files (by name) in one transaction, later in the list than `after`. Answers with its place in
 * the list; undefined where there is a job of this uuid already, which stays as it is.
 */
export function restoreJob(
  { job: { files: _, ...saved }, pages, messages }: SavedJob,
  files: ReadonlyMap<string, BlobRecord>,
  after: number,
): Promise<number | undefined> {
  const { uuid, created_at } = saved.summary;
  return transact(
    ['jobs', 'pages', 'blobs', 'messages'],
    'readwrite',
    async (tx) => {
      const jobs = tx.objectStore('jobs');
      if ((await jobs.getKey(uuid)) !== undefined) return undefined;
      // Lists are paged by this time: no two jobs may have the same.
      let listed_at = Math.max(saved.listed_at, after + 1);
      while ((await jobs.index('listed_at').getKey(listed_at)) !== undefined) listed_at++;
      const { revision, ...rest } = saved;
      const job: JobRecord = {
        ...rest,
        ...(revision !== undefined && { revision }),
        ...{ uuid, listed_at, received_at: Date.parse(created_at), priority: PLANS[saved.plan].priority },
        request: { repeat: `restored ${uuid}`, boot: '', answered: true },
      };
      await jobs.add(job);
      for (const { failed, page } of pages) {
        await tx.objectStore('pages').put({ uuid, index: page.index, page, failed });
      }
      for (const [name, file] of files) await tx.objectStore('blobs').put(file, `${uuid}/${name}`);
      for (const { conversation, question, answer } of messages) {
        const answers = await tx.objectStore('messages').add({ uuid, conversation, message: question });
        if (answer) await tx.objectStore('messages').add({ uuid, conversation, message: answer, answers });
      }
      return listed_at;
    },
    'strict',
  );
}
