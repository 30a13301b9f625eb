/** Indexes of finished jobs, and first questions: kept so that the next question need not read every page again. */
import { INDEX_VERSION } from '../chat/types.ts';
import { type Transaction, transact } from './db.ts';
import { type Commit, ownedJob } from './fence.ts';
import { type IndexRecord, type JobRecord, type Task, WAITED_FOR_RANK } from './schema.ts';

export const INDEX = 'index';
export const questionsIn = (language: string): string => `questions/${language}`;

/** Changes with the job's pages, and with the program that makes the record. */
export const indexKey = ({ summary, revision }: JobRecord): string =>
  `${summary.finished_at} ${revision ?? 0} ${INDEX_VERSION}`;

/** What is kept of a job under `name`; null where there is none, or one of other pages. */
export function readIndexed(uuid: string, name: string, key: string): Promise<IndexRecord | null> {
  return transact(['indexes'], 'readonly', async (tx) => {
    const found = await tx.objectStore('indexes').get(`${uuid}/${name}`);
    return found?.key === key ? found : null;
  });
}

/** Keeps the index of a job, unless the job was deleted meanwhile. */
export function keepIndex(uuid: string, record: IndexRecord): Promise<void> {
  return transact(['jobs', 'indexes'], 'readwrite', async (tx) => {
    if ((await tx.objectStore('jobs').getKey(uuid)) !== undefined) {
      await tx.objectStore('indexes').put(record, `${uuid}/${INDEX}`);
    }
  });
}

/** First questions in a language; else queues their making, unless that is queued already. `gone`: the job is. */
export function askForQuestions(uuid: string, language: string): Promise<string[] | 'gone' | 'waiting' | 'queued'> {
  return transact(['jobs', 'indexes', 'tasks'], 'readwrite', async (tx) => {
    const job = await tx.objectStore('jobs').get(uuid);
    if (!job) return 'gone';
    const found = await tx.objectStore('indexes').get(`${uuid}/${questionsIn(language)}`);
    if (found?.questions && found.key === indexKey(job)) return found.questions;
    const tasks = (await tx.objectStore('tasks').index('uuid').getAll(uuid)) as Task[];
    if (tasks.some((task) => task.kind === 'questions' && task.language === language)) return 'waiting';
    const task = { kind: 'questions', uuid, index: 0, rank: WAITED_FOR_RANK, attempts: 0, language } as const;
    await tx.objectStore('tasks').add(task);
    return 'queued';
  });
}

/** Stores first questions. */
export function commitQuestions(epoch: number, task: Task, record: IndexRecord): Promise<Commit> {
  return transact(['meta', 'jobs', 'tasks', 'indexes'], 'readwrite', async (tx) => {
    const job = await ownedJob(tx, epoch, task);
    if (typeof job === 'string') return job;
    await tx.objectStore('indexes').put(record, `${task.uuid}/${questionsIn(task.language ?? '')}`);
    await tx.objectStore('tasks').delete(task.id);
    return 'committed';
  });
}

export async function dropIndexes(tx: Transaction<'indexes'>, uuid: string): Promise<void> {
  await tx.objectStore('indexes').delete(IDBKeyRange.bound(`${uuid}/`, `${uuid}0`, false, true));
}
