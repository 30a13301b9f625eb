/** Credits: reserved, charged, given back; who may read how much, and who goes first. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { transact } from '../../src/store/db.ts';
import { call, unreadable } from './node-target.ts';
import { type Answer, type Init, jsonBody, jsonOf } from './suite.ts';
import { freshWorld } from './world.ts';

const { host, post, until, ledger, counts, bearer } = freshWorld();
const own = async (method: string, path: string, body?: object) => {
  const { headers, ...init }: Init = body ? jsonBody(body) : {};
  return call(method, path, { ...init, headers: { ...headers, ...(await bearer()) } });
};
const ownPost = async () => post({}, {}, await bearer());
const done = ({ status }: { status: string }) => status === 'done';
const over = ({ status }: { status: string }) => status === 'done' || status === 'failed';
const refusal = (answer: Answer) => ({ status: answer.status, ...jsonOf(answer) });

afterEach(() => {
  vi.useRealTimers();
});

describe('without a token', () => {
  test('20 pages a file, 50 credits a day, refused with the numbers and nothing left', async () => {
    let pages = 21;
    await host({ pages: () => pages });
    const before = await counts();
    const tooLong = refusal(await post());
    expect(tooLong).toMatchObject({ status: 402, code: 'page_cap', used: 21, cap: 20, plan: 'anonymous' });
    expect(Date.parse(tooLong.resets_at)).toBeGreaterThan(Date.now());
    expect(await counts()).toEqual(before);
    pages = 20;
    for (let i = 0; i < 2; i++) await until(jsonOf(await post()).uuid, done);
    const tooMuch = refusal(await post());
    expect(tooMuch).toMatchObject({ status: 402, code: 'daily_limit', used: 40, cap: 50, plan: 'anonymous' });
    pages = 10;
    expect((await post()).status).toBe(200);
    expect((await ownPost()).status).toBe(200);

    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(tooMuch.resets_at) - 1 });
    expect((await post()).status).toBe(402);
    vi.setSystemTime(Date.parse(tooMuch.resets_at));
    expect((await post()).status).toBe(200);
  });

  test('what the account adopts is still of the day it was read on', async () => {
    await host({ pages: () => 20, delay: () => 20 });
    const { uuid } = jsonOf(await post());
    await until(uuid, ({ progress }) => progress.done >= 2);
    expect((await own('PATCH', `ocr/${uuid}/`, { tags: ['mine'] })).status).toBe(200);
    await until(uuid, done);
    await until(jsonOf(await post()).uuid, done);
    expect(refusal(await post())).toMatchObject({ code: 'daily_limit', used: 40 });
  });
});

describe('the account', () => {
  test('on the free plan: 100 pages a file, 500 credits a month', async () => {
    let pages = 101;
    await host({ pages: () => pages });
    await own('PATCH', 'account/', { plan: 'free' });
    const before = await counts();
    expect(refusal(await ownPost())).toMatchObject({ code: 'page_cap', used: 101, cap: 100, plan: 'free' });
    expect(await counts()).toEqual(before);
    pages = 100;
    for (let i = 0; i < 5; i++) await until(jsonOf(await ownPost()).uuid, done);
    expect(jsonOf(await own('GET', 'account/'))).toMatchObject({ plan: 'free', used: 500, cap: 500 });
    pages = 1;
    const refused = refusal(await ownPost());
    expect(refused).toMatchObject({ status: 402, code: 'monthly_limit', used: 500, cap: 500, plan: 'free' });
    const reset = new Date(refused.resets_at);
    expect([reset.getDate(), reset.getHours(), reset.getMinutes()]).toEqual([1, 0, 0]);
    expect((await post()).status).toBe(200);
    // Another plan is another bucket.
    await own('PATCH', 'account/', { plan: 'local' });
    expect((await ownPost()).status).toBe(200);
    await own('PATCH', 'account/', { plan: 'free' });
    vi.useFakeTimers({ toFake: ['Date'], now: reset });
    expect((await ownPost()).status).toBe(200);
    expect(jsonOf(await own('GET', 'account/'))).toMatchObject({ used: 1, cap: 500 });
  });

  test('on the credits plan holds back what a job in work may still need', async () => {
    await host({ pages: () => 8, delay: () => 5_000 });
    await own('PATCH', 'account/', { plan: 'credits', top_up: 10 });
    const { uuid } = jsonOf(await ownPost());
    expect(jsonOf(await own('GET', 'account/'))).toMatchObject({ balance: 2, used: 8 });
    expect(refusal(await ownPost())).toMatchObject({ code: 'no_credits', used: 8, cap: 2, resets_at: null });
    expect(jsonOf(await own('POST', `ocr/${uuid}/cancel/`))).toMatchObject({ status: 'failed', credits: 0 });
    expect(jsonOf(await own('GET', 'account/'))).toMatchObject({ balance: 10, used: 0 });
  });

  test('pays a retry from the plan that it is on now', async () => {
    let delay = 5_000;
    await host({ pages: () => 6, delay: () => delay });
    await own('PATCH', 'account/', { plan: 'credits', top_up: 6 });
    const { uuid } = jsonOf(await ownPost());
    await own('POST', `ocr/${uuid}/cancel/`);
    delay = 0;
    await until(jsonOf(await ownPost()).uuid, done);
    expect(refusal(await own('POST', `ocr/${uuid}/retry/`))).toMatchObject({ code: 'no_credits', cap: 0 });
    expect(jsonOf(await own('GET', `ocr/${uuid}/`)).status).toBe('failed');
    await own('PATCH', 'account/', { plan: 'local' });
    expect((await own('POST', `ocr/${uuid}/retry/`)).status).toBe(200);
    expect(await until(uuid, over)).toMatchObject({ status: 'done', credits: 6 });
  });

  test('goes before calls without a token', async () => {
    let pages = 20;
    await host({ pages: () => pages, delay: () => 15 });
    const theirs = jsonOf(await post());
    pages = 6;
    const mine = jsonOf(await ownPost());
    expect(['pending', 'processing']).toContain(mine.status);
    await until(mine.uuid, done);
    const rows = await ledger();
    const begun = rows.findIndex(({ uuid, kind }) => uuid === mine.uuid && kind === 'reserve');
    const ended = rows.findLastIndex(({ uuid }) => uuid === mine.uuid);
    const between = rows.slice(begun, ended).filter(({ uuid }) => uuid === theirs.uuid);
    // Those that were in work when the job came: the scripted engine reads two pages at once.
    expect(between.length).toBeLessThanOrEqual(2);
    await until(theirs.uuid, done);
  });
});

describe('the sums', () => {
  test('what is cancelled is given back, what is read again is charged for what it lacked', async () => {
    let broken = true;
    const check = (index: number) => {
      if (broken && index % 2) throw unreadable('The page is damaged.');
    };
    await host({ pages: () => 6, check });
    const { uuid } = jsonOf(await post());
    expect(await until(uuid, over)).toMatchObject({ status: 'done', credits: 3, progress: { done: 6, total: 6 } });
    broken = false;
    const again = jsonOf(await call('POST', `ocr/${uuid}/retry/`));
    expect(again).toMatchObject({ warnings: [], progress: { done: 3, total: 6 }, credits: 3 });
    expect(again.pages.map(({ index }: { index: number }) => index)).toEqual([0, 2, 4]);
    expect(await until(uuid, done)).toMatchObject({ credits: 6, warnings: [], progress: { done: 6, total: 6 } });
    const rows = (await ledger())
      .filter((row) => row.kind !== 'page')
      .map(({ kind, credits, pages }) => [kind, credits, pages]);
    expect(rows).toEqual([
      ['reserve', 6, 6],
      ['release', 3, 0],
      ['reserve', 3, 3],
    ]);
    await balanced();
  });

  test('hold within one millisecond', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await host({ pages: () => 6, delay: () => 1_000 });
    const { uuid } = jsonOf(await post());
    for (let i = 0; i < 3; i++) {
      expect((await call('POST', `ocr/${uuid}/cancel/`)).status).toBe(200);
      expect((await call('POST', `ocr/${uuid}/retry/`)).status).toBe(200);
    }
    await balanced();
  });

  test('hold after any history', async () => {
    let pages = 1;
    let reads = 0;
    const check = () => {
      if (reads++ % 5 === 3) throw unreadable('The page is damaged.');
    };
    await host({ pages: () => pages, delay: () => reads % 3, check });
    const step = fc.record({
      act: fc.constantFrom('post', 'cancel', 'retry', 'delete', 'wait'),
      size: fc.integer({ min: 1, max: 12 }),
      which: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        const uuids: string[] = [];
        for (const { act, size, which } of [{ act: 'post', size: 8, which: 0 }, ...steps]) {
          const uuid = uuids[which % uuids.length];
          pages = size;
          if (act === 'post') uuids.push(jsonOf(await ownPost()).uuid);
          else if (act === 'wait') await new Promise((resolve) => setTimeout(resolve, size));
          else if (act === 'delete') await own('DELETE', `ocr/${uuid}/`);
          else await own('POST', `ocr/${uuid}/${act}/`);
          await balanced();
        }
        for (const uuid of uuids) {
          if ((await own('GET', `ocr/${uuid}/`)).status === 200) await until(uuid, over);
        }
        expect(await balanced()).toBe(0);
      }),
      { seed: 20_261, numRuns: 30 },
    );
  });
});

/** For every job: reserve = page + release + what is reserved still. Answers with the credits that are. */
async function balanced(): Promise<number> {
  const [jobs, rows] = await transact(['jobs', 'ledger'], 'readonly', (tx) =>
    Promise.all([tx.objectStore('jobs').getAll(), tx.objectStore('ledger').getAll()]),
  );
  const reserved = new Map(jobs.map((job) => [job.uuid, job.reserved ?? 0]));
  for (const uuid of new Set(rows.map((row) => row.uuid).filter((uuid) => uuid !== null))) {
    const sum = (kind: string) =>
      rows.filter((row) => row.uuid === uuid && row.kind === kind).reduce((total, row) => total + row.credits, 0);
    expect([uuid, sum('reserve')]).toEqual([uuid, sum('page') + sum('release') + (reserved.get(uuid) ?? 0)]);
  }
  return [...reserved.values()].reduce((total, credits) => total + credits, 0);
}
