import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Page } from '../contract/job.ts';
import { retry } from './admission.ts';
import { disconnect, transact } from './db.ts';
import { beginEpoch } from './fence.ts';
import { failJob } from './jobs.ts';
import { readPage as readStored } from './pages.ts';
import { commitPages, takeTask } from './queue.ts';
import type { JobRecord, Task } from './schema.ts';
import { changePages, commitStructure } from './structure.ts';

const NOTHING_MORE = { taken: new Map<number, Task>(), wanted: 0 };

beforeEach(async () => {
  await disconnect();
  vi.stubGlobal('indexedDB', new IDBFactory());
});

/** A job with so many pages in the queue; `attempts` of each. */
async function queueJob(uuid: string, attempts: readonly number[]): Promise<Task[]> {
  const total = attempts.length;
  const summary = { status: 'pending', tier: 'cpu', progress: { done: 0, total }, credits: 0, warnings: [] };
  const job = { uuid, summary, owner: 'account', plan: 'local', reserved: total, retention: 'keep' };
  return transact(['jobs', 'tasks'], 'readwrite', async (tx) => {
    await tx.objectStore('jobs').put(job as unknown as JobRecord);
    const tasks: Task[] = [];
    for (const [index, begun] of attempts.entries()) {
      const task = { kind: 'page', uuid, index, rank: 0, attempts: begun } as const;
      tasks.push({ ...task, id: await tx.objectStore('tasks').add(task) });
    }
    return tasks;
  });
}

const readPage = (task: Task) => ({ task, failed: false, picture: null, page: pageOf(task.index) });

const pageOf = (index: number): Page => ({
  index,
  text: '',
  blocks: [],
  width: 10,
  height: 10,
  dpi: null,
  rotation: 0,
  source: 'text-layer',
  mean_confidence: 1,
  detected_language: null,
  warnings: [],
});

const stored = () =>
  transact(['jobs', 'pages', 'ledger', 'tasks'], 'readonly', async (tx) => ({
    jobs: await tx.objectStore('jobs').getAll(),
    pages: (await tx.objectStore('pages').getAll()).map(({ index }) => index),
    charged: (await tx.objectStore('ledger').getAll()).filter(({ kind }) => kind === 'page').map(({ key }) => key),
    tasks: await tx.objectStore('tasks').count(),
  }));

const mapOf = (tasks: readonly Task[]) => new Map(tasks.map((task) => [task.id, task]));

describe('pages stored together', () => {
  test('each is stored and charged once, however often it comes; after the last the job is looked at as a whole', async () => {
    const epoch = await beginEpoch();
    const tasks = await queueJob('a', [0, 0, 0]);
    const [first, second, third] = tasks.map(readPage);
    if (!first || !second || !third) throw new Error('no pages');
    const half = await commitPages(epoch, [first, second], NOTHING_MORE);
    expect(half).toMatchObject({ stored: [{ index: 0 }, { index: 1 }], ended: [] });
    const rest = await commitPages(epoch, [second, third], NOTHING_MORE);
    expect(rest).toMatchObject({ stored: [{ index: 2 }], ended: [] });
    const { jobs, ...others } = await stored();
    expect(others).toEqual({ pages: [0, 1, 2], charged: ['a/0', 'a/1', 'a/2'], tasks: 1 });
    expect(jobs[0]?.summary).toMatchObject({ status: 'pending', credits: 3, mean_confidence: 1 });
  });

  test('the look at the whole changes pages, adds data, and ends the job once', async () => {
    const epoch = await beginEpoch();
    await commitPages(epoch, (await queueJob('a', [0, 0])).map(readPage), NOTHING_MORE);
    const next = await takeTask(epoch, new Map(), true);
    if (!next || next === 'stale') throw new Error('no task');
    expect(next.task).toMatchObject({ kind: 'structure', uuid: 'a' });
    const change = (page: Page) => (page.index === 1 ? { ...page, text: 'put together' } : null);
    expect(await changePages(epoch, next.task, { from: 0, to: 2, change })).toEqual([1]);
    expect(await changePages(epoch - 1, next.task, { from: 0, to: 2, change })).toBe('stale');
    const found = { data: { checks: [] }, warnings: [] };
    expect(await commitStructure(epoch, next.task, found)).toBe('committed');
    expect(await commitStructure(epoch, next.task, found)).toBe('gone');
    const { jobs, tasks } = await stored();
    expect(jobs[0]).toMatchObject({ data: { checks: [] }, summary: { status: 'done' } });
    expect(tasks).toBe(0);
    expect((await readStored('a', 0))?.text).not.toBe('put together');
    expect((await readStored('a', 1))?.text).toBe('put together');
  });

  test('a job cancelled after its last page goes on with the look at the whole when it is retried', async () => {
    const epoch = await beginEpoch();
    await commitPages(epoch, (await queueJob('a', [0])).map(readPage), NOTHING_MORE);
    await failJob('a', { code: 'cancelled', message: '' });
    expect((await stored()).tasks).toBe(0);
    const again = await retry('a', { owner: 'account', plan: 'local' });
    expect(again?.summary).toMatchObject({ status: 'processing', finished_at: null });
    expect(again?.summary.error).toBeUndefined();
    expect(await takeTask(epoch, new Map(), true)).toMatchObject({ task: { kind: 'structure' } });
  });

  test('those of a job that was cancelled meanwhile are left out, those of others are not', async () => {
    const epoch = await beginEpoch();
    const tasks = [...(await queueJob('a', [0, 0])), ...(await queueJob('b', [0, 0]))];
    await failJob('a', { code: 'cancelled', message: '' });
    const commit = await commitPages(epoch, tasks.map(readPage), NOTHING_MORE);
    expect(commit).toMatchObject({ stored: [{ uuid: 'b' }, { uuid: 'b' }], ended: [] });
    expect((await stored()).charged).toEqual(['b/0', 'b/1']);
  });

  test('where one cannot be stored none is', async () => {
    const epoch = await beginEpoch();
    const [first, second] = (await queueJob('a', [0, 0])).map(readPage);
    if (!first || !second) throw new Error('no pages');
    const broken = { ...second, page: { ...second.page, text: (() => {}) as unknown as string } };
    await expect(commitPages(epoch, [first, broken], NOTHING_MORE)).rejects.toThrow();
    expect(await stored()).toMatchObject({ pages: [], charged: [], tasks: 2 });
  });
});

describe('what is handed out', () => {
  test('with a commit come the next pages, the two oldest jobs in turns, none twice', async () => {
    const epoch = await beginEpoch();
    const [done, inWork] = await queueJob('a', [0, 0, 0, 0]);
    await queueJob('b', [0, 0]);
    if (!done || !inWork) throw new Error('no tasks');
    const commit = await commitPages(epoch, [readPage(done)], { taken: mapOf([inWork]), wanted: 4 });
    if (commit === 'stale') throw new Error('stale');
    expect(commit.next.map(({ task }) => [task.uuid, task.index, task.attempts])).toEqual([
      ['b', 0, 1],
      ['a', 2, 1],
      ['b', 1, 1],
      ['a', 3, 1],
    ]);
  });

  test('a page that was begun twice and never ended is read alone', async () => {
    const epoch = await beginEpoch();
    const [suspect, other] = await queueJob('a', [2, 0]);
    if (!suspect || !other) throw new Error('no tasks');
    expect(await takeTask(epoch, mapOf([other]), true)).toBeNull();
    const taken = await takeTask(epoch, new Map(), true);
    if (!taken || taken === 'stale') throw new Error('no task');
    expect(taken.task).toMatchObject({ index: 0, attempts: 3 });
    expect(await takeTask(epoch, mapOf([taken.task]), true)).toBeNull();
  });
});
