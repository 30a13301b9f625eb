import { request } from 'node:http';
import type { Page, Response } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CSP } from '../../src/csp.ts';
import {
  type App,
  goOffline,
  goOnline,
  hardReload,
  killBrowser,
  launch,
  open,
  type Session,
  startApp,
  untilControlled,
} from './harness.ts';

let app: App;
let session: Session;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  session = await launch(app);
  page = session.page;
});

afterEach(async () => {
  await session.close();
  await app.stop();
});

test('the shell loads under its policy and the service worker takes control', async () => {
  const first = await page.goto(`${app.origin}/`);
  expect(first?.fromServiceWorker()).toBe(false);
  expect(await policy(first)).toBe(CSP);
  await untilControlled(page);

  const second = await page.reload();
  expect(second?.fromServiceWorker()).toBe(true);
  expect(await policy(second)).toBe(CSP);
  expect(await second?.headerValue('cross-origin-opener-policy')).toBe('same-origin');
  session.assertOwnOriginOnly();
  session.assertNoViolations();
  session.assertNoErrors();
});

test('a worker script carries the policy, from the host and from the service worker, and is kept for offline use', async () => {
  await open(session);
  const path = __VENDOR__.tesseract.worker;
  const start = async () => {
    // The service worker's own fetch of the file is an event as well.
    const ofPage = (response: Response) => response.url().endsWith(path) && !response.request().serviceWorker();
    const answered = page.context().waitForEvent('response', ofPage);
    await page.evaluate((url) => void new Worker(url), path);
    return await answered;
  };
  const direct = await fetch(`${app.origin}/${path}`);
  expect(direct.headers.get('content-security-policy')).toBe(CSP);
  const first = await start();
  expect(first.fromServiceWorker()).toBe(true);
  expect(await policy(first)).toBe(CSP);

  await expect.poll(() => page.evaluate(async (url) => Boolean(await caches.match(url)), path)).toBe(true);
  await goOffline(session);
  expect(await policy(await start())).toBe(CSP);
  session.assertNoViolations();
});

test('without the server the app opens again, and an unknown path leads home', async () => {
  await open(session);
  await goOffline(session);
  const requests = session.requests.length;
  const response = await page.reload();
  expect(response?.fromServiceWorker()).toBe(true);
  await page.locator('#app > *').first().waitFor();
  await page.goto(`${app.origin}/no/such/view`);
  expect(page.url()).toBe(`${app.origin}/`);
  expect(session.requests.slice(requests).every((url) => url.startsWith(`${app.origin}/`))).toBe(true);

  await goOnline(session);
  const missing = await page.goto(`${app.origin}/no/such/view`);
  expect(missing?.status()).toBe(404);
});

test('after a hard reload a message gives the page its service worker back', async () => {
  await open(session);
  await hardReload(page);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ type: 'CLAIM' });
  });
  await untilControlled(page);
});

test('the API answers in the page, never at the server', async () => {
  await open(session);
  const requests = session.requests.length;
  const inside = await page.evaluate(async () => (await fetch('api/v1/no-such-thing/')).status);
  expect(inside).toBe(404);
  expect(session.requests.slice(requests).filter((url) => url.includes('/api/'))).toEqual([]);

  const outside = await send(`${app.origin}/api/v1/ocr/`, 'POST', 'x'.repeat(1_000_000));
  expect(outside.status).toBe(503);
  expect(outside.headers['retry-after']).toBe('1');
  expect(JSON.parse(outside.body)).toMatchObject({ code: 'no_host', error: expect.stringContaining('tab') });
});

test('what survives a kill is there when the browser starts again on the same profile', async () => {
  await open(session);
  await killBrowser(session);
  await app.stop();
  const again = await launch(app, { profile: session.profile });
  try {
    const response = await again.page.goto(`${app.origin}/`);
    expect(response?.fromServiceWorker()).toBe(true);
  } finally {
    await again.close();
  }
});

/** The watch itself: what it says it would see, it sees. */
test('a foreign request and violations in every realm are noticed', async () => {
  await open(session);
  session.assertNoViolations();
  const foreign = 'http://127.0.0.1:9/';
  await page.evaluate((url) => fetch(url).catch(() => {}), foreign);
  await expect.poll(() => session.violations.filter((text) => text.includes('[page]')).length).toBeGreaterThan(0);

  const [serviceWorker] = session.context.serviceWorkers();
  await serviceWorker?.evaluate((url) => fetch(url).catch(() => {}), foreign);
  await expect
    .poll(() => session.violations.filter((text) => text.includes('[service_worker]')).length)
    .toBeGreaterThan(0);

  const started = page.waitForEvent('worker');
  await page.evaluate((url) => void new Worker(url), __VENDOR__.tesseract.worker);
  // Later, in a task of its own: what the debugger evaluates may use eval.
  // biome-ignore lint/security/noGlobalEval: the policy must forbid it
  await (await started).evaluate(() => setTimeout(() => globalThis.eval('1')));
  await expect.poll(() => session.violations.filter((text) => text.includes('[worker]')).length).toBeGreaterThan(0);
  expect(() => session.assertNoViolations()).toThrow();

  session.assertOwnOriginOnly();
  await page.goto('http://elsewhere.invalid/').catch(() => {});
  expect(() => session.assertOwnOriginOnly()).toThrow(/elsewhere/);
});

const policy = async (response: Response | null) => (await response?.headerValue('content-security-policy')) ?? null;

function send(url: string, method: string, body: string) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, refuse) => {
    const outgoing = request(url, { method }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.on('error', refuse).end(body);
  });
}
