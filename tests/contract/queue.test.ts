/** What must hold whatever dies when: nothing lost, nothing charged twice. */

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { disconnect, transact } from '../../src/store/db.ts';
import { beginEpoch, commitPage, sweep, takeTask } from '../../src/store/queue.ts';
import { call, scriptedEngine, startHost, unreadable } from './node-target.ts';
import { jsonOf, upload } from './suite.ts';

const picture = new Uint8Array(readFileSync(new URL('../fixtures/phototest.tif', import.meta.url)));
let stops: (() => Promise<void>)[] = [];
const host = async (script?: Parameters<typeof scriptedEngine>[0]) => {
  const stop = await startHost(scriptedEngine(script));
  stops.push(stop);
  return stop;
};
const post = (realm = {}, fields = {}) => call('POST', 'ocr/', upload(picture, fields), realm);
const pagesCharged = () =>
  transact(['ledger'], 'readonly', async (tx) =>
    (await tx.objectStore('ledger').getAll()).filter((row) => row.kind === 'page').map((row) => row.key),
  );
const leftBehind = () =>
  transact(['jobs', 'blobs', 'tasks', 'ledger'], 'readonly', async (tx) =>
    Promise.all((['jobs', 'blobs', 'tasks', 'ledger'] as const).map((name) => tx.objectStore(name).count())),
  );

beforeEach(() => {
  indexedDB = new IDBFactory();
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
  await disconnect();
});

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
    expect(new Set(await pagesCharged()).size).toBe(8);
    expect(await pagesCharged()).toHaveLength(8);
  });

  test('a former host can commit nothing', async () => {
    const stop = await host({ pages: () => 6, delay: () => 5_000 });
    const job = jsonOf(await post());
    await stop();
    const former = await beginEpoch();
    const taken = await takeTask(former, new Set(), true);
    if (!taken || taken === 'stale') throw new Error('no task');
    const page = (
      await scriptedEngine().readPage({
        job: taken.job,
        file: { bytes: new ArrayBuffer(0), type: '' },
        index: 0,
        signal: new AbortController().signal,
        onProgress: () => {},
      })
    ).page;
    const current = await beginEpoch();
    expect(await commitPage(former, taken.task, { page, failed: false, picture: null })).toBe('stale');
    expect(await takeTask(former, new Set(), true)).toBe('stale');
    expect(jsonOf(await call('GET', `ocr/${job.uuid}/`)).progress.done).toBe(0);
    expect(await commitPage(current, taken.task, { page, failed: false, picture: null })).toBe('committed');
    expect(await commitPage(current, taken.task, { page, failed: false, picture: null })).toBe('gone');
    expect(await pagesCharged()).toHaveLength(1);
  });

  test('a page that takes its host down again and again is given up, the others are read', async () => {
    const stop = await host({ pages: () => 6, delay: () => 5_000 });
    const job = jsonOf(await post());
    await stop();
    for (let crash = 0; crash < 3; crash++) await takeTask(await beginEpoch(), new Set(), true);
    await host();
    const done = await until(job.uuid, (seen) => seen.status === 'done');
    expect(done.warnings).toMatchObject([{ code: 'unreadable', page: 1 }]);
    expect(done.credits).toBe(5);
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
    expect(await pagesCharged()).toHaveLength(2);
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
    expect(await pagesCharged()).toHaveLength(0);
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
    expect(await pagesCharged()).toHaveLength(1);
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

describe('metering', () => {
  test('without a token: 20 pages a file, 50 credits a day, refused with the numbers and nothing left', async () => {
    let pages = 21;
    await host({ pages: () => pages });
    const before = await leftBehind();
    const tooLong = await post();
    expect([tooLong.status, jsonOf(tooLong)]).toMatchObject([
      402,
      { code: 'page_cap', used: 21, cap: 20, plan: 'anonymous' },
    ]);
    expect(await leftBehind()).toEqual(before);
    pages = 20;
    for (let i = 0; i < 2; i++) await until(jsonOf(await post()).uuid, (job) => job.status === 'done');
    const tooMuch = jsonOf(await post());
    expect(tooMuch).toMatchObject({ code: 'daily_limit', used: 40, cap: 50, plan: 'anonymous' });
    expect(Date.parse(tooMuch.resets_at)).toBeGreaterThan(Date.now());
    pages = 10;
    expect((await post()).status).toBe(200);
  });

  test('what is cancelled is released', async () => {
    await host({ pages: () => 20, delay: () => 100 });
    const job = jsonOf(await post());
    await until(job.uuid, (seen) => seen.progress.done >= 1);
    const cancelled = jsonOf(await call('POST', `ocr/${job.uuid}/cancel/`));
    const rows = await transact(['ledger'], 'readonly', (tx) => tx.objectStore('ledger').getAll());
    const total = (kind: string) => rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.credits, 0);
    expect(total('reserve')).toBe(20);
    expect(total('page')).toBe(cancelled.credits);
    expect(total('page') + total('release')).toBe(20);
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

async function until(uuid: string, check: (job: { status: string; progress: { done: number } }) => boolean) {
  for (;;) {
    const job = jsonOf(await call('GET', `ocr/${uuid}/`));
    if (check(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
