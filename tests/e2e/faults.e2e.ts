/** What dies when, in a real browser: nothing is lost, nothing is charged twice. */
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jsonOf, upload } from '../contract/suite.ts';
import { grayPng } from '../fixtures/png.ts';
import { call, slowPicture, tokenOf } from './browser-target.ts';
import {
  type App,
  capQuota,
  crashRenderer,
  killBrowser,
  launch,
  open,
  type Session,
  startApp,
  stopServiceWorkers,
  untilControlled,
} from './harness.ts';

let app: App;
let session: Session;

beforeEach(async () => {
  app = await startApp();
  session = await launch(app);
});
afterEach(async () => {
  await session.close();
  await app.stop();
});

test('the renderer is killed in the middle of a job: opened again, the job finishes, and its page is charged once', async () => {
  const page = await open(session);
  const uuid = await begin(page);
  await crashRenderer(page);
  const next = await session.context.newPage();
  await next.goto(`${app.origin}/`);
  await untilControlled(next);
  expect(await ended(next, uuid)).toMatchObject({ status: 'done', credits: 1, progress: { done: 1, total: 1 } });
  expect(await pagesCharged(next, uuid)).toEqual([`${uuid}/0`]);
});

test('the whole browser is killed in the middle of a job: the next launch finishes it', async () => {
  const profile = session.profile;
  const uuid = await begin(await open(session));
  await killBrowser(session);
  const again = await launch(app, { profile });
  try {
    const page = await open(again);
    expect(await ended(page, uuid)).toMatchObject({ status: 'done', credits: 1 });
    expect(await pagesCharged(page, uuid)).toEqual([`${uuid}/0`]);
  } finally {
    await again.close();
  }
});

test('two tabs: one is the host; when it is closed the other goes on', async () => {
  const first = await open(session);
  const second = await session.context.newPage();
  await second.goto(`${app.origin}/`);
  await untilControlled(second);
  const hosts = () =>
    second.evaluate(async () =>
      (await navigator.locks.query()).held
        ?.filter((lock) => lock.name === 'barg-engine-host')
        .map((lock) => lock.clientId),
    );
  await expect.poll(async () => (await hosts())?.length).toBe(1);
  const [before] = (await hosts()) ?? [];
  const uuid = await begin(second);
  await first.close();
  expect(await ended(second, uuid)).toMatchObject({ status: 'done', credits: 1 });
  const [after] = (await hosts()) ?? [];
  expect(after).not.toBe(before);
  expect(await pagesCharged(second, uuid)).toEqual([`${uuid}/0`]);
});

test('the service worker is stopped during a POST: one job, and the caller gets its answer', async () => {
  const page = await open(session);
  const token = await tokenOf(page);
  const { headers, body } = upload(slowPicture(), {}, 'slow.png');
  const posted = call(page, 'POST', 'ocr/', { body, headers: { ...headers, Authorization: `Bearer ${token}` } });
  await running(page, token);
  await stopServiceWorkers(page);
  const answer = jsonOf(await posted);
  expect(answer).toMatchObject({ status: 'done', credits: 1 });
  const { jobs } = jsonOf(await call(page, 'GET', 'ocr/', { headers: { Authorization: `Bearer ${token}` } }));
  expect(jobs.map((job: { uuid: string }) => job.uuid)).toEqual([answer.uuid]);
});

test('a full disk: 503 storage_full, and what was there stays', async () => {
  await capQuota(session.page, app.origin, 16_000_000);
  const page = await open(session);
  const headers = { Authorization: `Bearer ${await tokenOf(page)}` };
  const kept = jsonOf(
    await post(
      page,
      grayPng(200, 80, () => 255),
      headers,
    ),
  );
  // More than the cap alone; random, since zeros are stored compressed.
  const answer = await post(page, Buffer.concat([grayPng(200, 80, () => 255), randomBytes(18_000_000)]), headers);
  expect([answer.status, jsonOf(answer).code]).toEqual([503, 'storage_full']);
  const { jobs } = jsonOf(await call(page, 'GET', 'ocr/', { headers }));
  expect(jobs.map((job: { uuid: string }) => job.uuid)).toEqual([kept.uuid]);
});

const post = (page: Page, bytes: Uint8Array, auth: Record<string, string>) => {
  const { headers, body } = upload(bytes, {}, 'page.png');
  return call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...auth } });
};

/** Posts a page that takes seconds and answers with its uuid once it is in work; nobody waits for the answer. */
async function begin(page: Page): Promise<string> {
  const token = await tokenOf(page);
  const { headers, body } = upload(slowPicture(), {}, 'slow.png');
  call(page, 'POST', 'ocr/', { body, headers: { ...headers, Authorization: `Bearer ${token}` } }).catch(() => {});
  return running(page, token);
}

async function running(page: Page, token: string): Promise<string> {
  for (;;) {
    const { jobs } = jsonOf(await call(page, 'GET', 'ocr/', { headers: { Authorization: `Bearer ${token}` } }));
    const job = jobs.find((one: { status: string }) => one.status === 'processing');
    if (job) return job.uuid;
  }
}

async function ended(page: Page, uuid: string) {
  const headers = { Authorization: `Bearer ${await tokenOf(page)}` };
  for (;;) {
    const job = jsonOf(await call(page, 'GET', `ocr/${uuid}/`, { headers }));
    if (job.status === 'done' || job.status === 'failed') return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The keys of the ledger's rows for pages of a job, read from the database itself. */
function pagesCharged(page: Page, uuid: string): Promise<string[]> {
  return page.evaluate(
    (uuid) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('barg');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const rows = opening.result.transaction('ledger').objectStore('ledger').index('uuid').getAll(uuid);
          rows.onsuccess = () => {
            opening.result.close();
            resolve(rows.result.filter((row) => row.kind === 'page').map((row) => row.key));
          };
        };
      }),
    uuid,
  );
}
