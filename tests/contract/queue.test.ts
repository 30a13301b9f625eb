/** What must hold whatever dies when: nothing lost, nothing charged twice. */

import { describe, expect, test } from 'vitest';
import { beginEpoch } from '../../src/store/fence.ts';
import { commitPages, sweep, takeTask } from '../../src/store/queue.ts';
import { call, scriptedEngine, unreadable } from './node-target.ts';
import { jsonOf } from './suite.ts';
import { freshWorld } from './world.ts';

const { host, post, bearer, until, chargedPages, counts } = freshWorld();
const leftBehind = async () => {
  const { jobs, blobs, tasks, ledger } = await counts();
  return [jobs, blobs, tasks, ledger];
};

describe('hosts', () => {
  test('where there is none, an upload is 503 and leaves nothing', async () => {
    const answer = await post({ hostHeld: async () => false });
    expect([answer.status, jsonOf(answer).code, answer.headers['retry-after']]).toEqual([503, 'no_host', '2']);
    expect(await leftBehind()).toEqual([0, 0, 0, 0]);
  });

  test('a job goes on with the next host from the last finished page', async () => {
    const stop = await host({ pages: () => 8, delay: () => 60 });
    const job = jsonOf(await post());
    expect(['pending', 'processing']).toContain(job.status);
    await until(job.uuid, (seen) => seen.progress.done >= 2);
    await stop();
    const half = jsonOf(await call('GET', `ocr/${job.uuid}/`));
    expect(half.progress.done).toBeLessThan(8);
    expect(half.pages).toHaveLength(half.progress.done);
    await host({ pages: () => 8 });
    const done = await until(job.uuid, (seen) => seen.status === 'done');
    expect(done).toMatchObject({ credits: 8, progress: { done: 8, total: 8 } });
    expect(done.pages.map((page: { index: number }) => page.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(await chargedPages()).size).toBe(8);
    expect(await chargedPages()).toHaveLength(8);
  });

  test('a former host can commit nothing', async () => {
    const stop = await host({ pages: () => 6, delay: () => 5_000 });
    const job = jsonOf(await post());
    await stop();
    const former = await beginEpoch();
    const taken = await takeTask(former, new Map(), true);
    if (!taken || taken === 'stale') throw new Error('no task');
    const page = (
      await scriptedEngine().readPage({
        job: taken.job,
        load: async () => ({ bytes: new ArrayBuffer(0), type: '' }),
        index: 0,
        packs: ['eng'],
        signal: new AbortController().signal,
        fallback: 'cpu',
        onProgress: () => {},
      })
    ).page;
    const current = await beginEpoch();
    const commit = (epoch: number) =>
      commitPages(epoch, [{ task: taken.task, page, failed: false, picture: null }], { taken: new Map(), wanted: 0 });
    expect(await commit(former)).toBe('stale');
    expect(await takeTask(former, new Map(), true)).toBe('stale');
    expect(jsonOf(await call('GET', `ocr/${job.uuid}/`)).progress.done).toBe(0);
    expect(await commit(current)).toMatchObject({ stored: [{ index: 0 }] });
    expect(await commit(current)).toMatchObject({ stored: [] });
    expect(await chargedPages()).toHaveLength(1);
  });

  test('a page that takes its host down again and again is given up, the others are read', async () => {
    const stop = await host({ pages: () => 6, delay: () => 5_000 });
    const job = jsonOf(await post());
    await stop();
    for (let crash = 0; crash < 3; crash++) await takeTask(await beginEpoch(), new Map(), true);
    await host();
    const done = await until(job.uuid, (seen) => seen.status === 'done');
    expect(done.warnings).toMatchObject([{ code: 'unreadable', page: 1 }]);
    expect(done.credits).toBe(5);
  });
});

describe('the order of work', () => {
  test('the two oldest jobs take turns: a short document does not wait for the end of a long one', async () => {
    let uploads = 0;
    await host({ pages: () => (++uploads === 1 ? 30 : 6), delay: () => 40 });
    const long = jsonOf(await post({}, {}, await bearer()));
    const short = jsonOf(await post({}, {}, await bearer()));
    await until(short.uuid, (seen) => seen.status === 'done');
    const { progress } = await until(long.uuid, () => true);
    expect(progress.done).toBeGreaterThan(0);
    expect(progress.done).toBeLessThan(25);
    expect((await until(long.uuid, (seen) => seen.status === 'done')).credits).toBe(30);
  });
});

describe('pages', () => {
  test('one bad page does not fail the job and is not charged', async () => {
    await host({
      pages: () => 3,
      check: (index) => {
        if (index === 1) throw unreadable('Page 2 is damaged.');
      },
    });
    const job = jsonOf(await post());
    expect(job).toMatchObject({ status: 'done', credits: 2, warnings: [{ code: 'unreadable', page: 2 }] });
    expect(job.pages).toHaveLength(3);
    expect(await chargedPages()).toHaveLength(2);
  });

  test('a job fails when no page could be read, says why, and costs nothing', async () => {
    await host({
      pages: () => 2,
      check: () => {
        throw unreadable('The page is damaged.');
      },
    });
    const job = jsonOf(await post());
    expect(job).toMatchObject({
      status: 'failed',
      credits: 0,
      error: { code: 'unreadable', message: 'The page is damaged.' },
    });
    expect(await chargedPages()).toHaveLength(0);
  });

  test('six pages or more are answered at once', async () => {
    await host({ pages: () => 6, delay: () => 300 });
    const job = jsonOf(await post());
    expect(['pending', 'processing']).toContain(job.status);
    expect(job.pages).toEqual([]);
  });
});

describe('a request that the browser delivers twice', () => {
  test("makes one job: the second delivery finds the first one's", async () => {
    await host({ delay: () => 200 });
    const first = post({ boot: 'one' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = post({ boot: 'two' });
    const [a, b] = [jsonOf(await first), jsonOf(await second)];
    expect(a.uuid).toBe(b.uuid);
    expect(await chargedPages()).toHaveLength(1);
  });

  test("is told from an upload that was answered, from another tab's, and from another file", async () => {
    await host();
    const uuid = async (realm: object, fields = {}) => jsonOf(await post(realm, fields)).uuid;
    const uuids = [
      await uuid({ boot: 'one' }),
      await uuid({ boot: 'two' }),
      await uuid({ boot: 'three', client: 'other tab' }),
      await uuid({ boot: 'four' }, { language: 'deu' }),
    ];
    expect(new Set(uuids).size).toBe(4);
  });
});

describe('retention', () => {
  test('text: the upload and the pictures go with the last page, the text stays', async () => {
    await host();
    const job = jsonOf(await post({}, { retention: 'text' }));
    expect(job.text).toContain('quick brown dog');
    const image = await call('GET', `ocr/${job.uuid}/pages/0/image/`);
    expect(image.status).toBe(404);
    expect((await leftBehind())[1]).toBe(0);
  });

  test('a number of days: the whole job goes when they are over', async () => {
    await host();
    const job = jsonOf(await post({}, { retention: '2' }));
    expect(Date.parse(job.expires_at) - Date.parse(job.finished_at)).toBe(2 * 86_400_000);
    expect(await sweep(Date.now() + 86_400_000)).toEqual([]);
    expect(await sweep(Date.now() + 3 * 86_400_000)).toEqual([job.uuid]);
    expect((await call('GET', `ocr/${job.uuid}/`)).status).toBe(404);
  });
});
