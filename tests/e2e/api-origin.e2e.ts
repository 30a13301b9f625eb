/** The API on the app's own origin: links that a browser follows, and requests before the service worker has control. */
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { phototest } from '../contract/suite/requests.ts';
import { jsonOf, upload } from '../contract/suite.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, hardReload, launch, open, type Session, startApp } from './harness.ts';

const NAME = 'رسید ۱.tif';
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

const apiRequests = () => session.requests.filter((url) => /^https?:\/\/[^/]+\/api(\/|$)/.test(url));

test('a plain link and a fetch both give the file with its Persian name', async () => {
  const page = await open(session);
  const auth = { Authorization: `Bearer ${await tokenOf(page)}` };
  const { headers, body } = upload(phototest, {}, NAME);
  const { uuid, text } = jsonOf(await call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...auth } }));

  const { url } = jsonOf(await call(page, 'POST', `ocr/${uuid}/link/?format=md`, { headers: auth }));
  expect(new URL(url).origin).toBe(app.origin);
  await page.evaluate((url) => {
    const link = document.createElement('a');
    link.href = url;
    link.id = 'plain-link';
    link.textContent = 'link';
    document.body.append(link);
  }, url);
  const downloading = page.waitForEvent('download');
  await page.evaluate(() => document.querySelector<HTMLAnchorElement>('#plain-link')?.click());
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('رسید ۱.md');
  expect(await readFile(await download.path(), 'utf8')).toContain('quick brown dog');

  // The click used the link up.
  const again = await call(page, 'GET', new URL(url).pathname + new URL(url).search);
  expect([again.status, jsonOf(again).code]).toEqual([401, 'invalid_token']);
  const fetched = await call(page, 'GET', `ocr/${uuid}/download/`, { headers: auth });
  expect(fetched.headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('رسید ۱.txt')}`);
  expect(new TextDecoder().decode(fetched.bytes).trim()).toBe(text);
  expect(apiRequests()).toEqual([]);
});

test('without a service worker the page answers, and no request under /api/ reaches the network', async () => {
  const { page } = session;
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  });
  await page.goto(`${app.origin}/`);
  const token = await tokenOf(page);
  const auth = { Authorization: `Bearer ${token}` };
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();

  expect(jsonOf(await call(page, 'GET', ''))).toMatchObject({ name: 'Barg', engines: { cpu: { ready: true } } });
  const { headers, body } = upload(phototest, {}, NAME);
  const job = jsonOf(await call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...auth } }));
  expect(job).toMatchObject({ status: 'done', filename: NAME, credits: 1 });
  expect(jsonOf(await call(page, 'GET', `ocr/${job.uuid}/`, { headers: auth }))).toEqual(job);
  expect((await call(page, 'GET', `ocr/${job.uuid}/download/?api_token=${token}`)).status).toBe(200);
  expect(jsonOf(await call(page, 'GET', 'openapi.json')).openapi).toBe('3.1.0');
  for (const path of ['nothing/', '/api', '/api/', '/api/v2/', `ocr/${'0'.repeat(32)}/`]) {
    const answer = await call(page, 'GET', path);
    expect([path, answer.status, jsonOf(answer).code]).toEqual([path, 404, 'not_found']);
  }
  expect((await call(page, 'PUT', 'ocr/')).status).toBe(405);
  expect((await call(page, 'GET', 'account/')).status).toBe(401);
  expect((await call(page, 'DELETE', `ocr/${job.uuid}/`, { headers: auth })).status).toBe(204);
  expect(apiRequests()).toEqual([]);
  session.assertOwnOriginOnly();
});

test('from the first script on, and right after a hard reload, nothing under /api/ reaches the network', async () => {
  const { page } = session;
  await page.goto(`${app.origin}/`, { waitUntil: 'domcontentloaded' });
  expect((await call(page, 'GET', 'languages/')).status).toBe(200);
  await open(session);
  await hardReload(page);
  for (let i = 0; i < 20; i++)
    expect((await call(page, 'GET', i % 2 ? 'ocr/' : 'nothing/')).status).toBe(i % 2 ? 200 : 404);
  expect(apiRequests()).toEqual([]);
});
