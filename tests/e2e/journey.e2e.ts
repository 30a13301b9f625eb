/** A person's first visit and what follows: online, offline, after a hard reload. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type App,
  FIXTURES,
  goOffline,
  goOnline,
  hardReload,
  launch,
  type Session,
  startApp,
  untilControlled,
} from './harness.ts';

const PHOTOTEST = join(FIXTURES, 'phototest.tif');
const TEXT = readFileSync(join(FIXTURES, 'phototest.txt'), 'utf8').trim();

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

test('a page dropped on the first visit is read to the letter; then offline, reloaded, another; then a hard reload', async () => {
  // No service worker can have control before the page has loaded: the page answers the API itself.
  await page.goto(`${app.origin}/`, { waitUntil: 'domcontentloaded' });
  await dropFile(page, PHOTOTEST);
  expect(await resultText(page, 0)).toBe(TEXT);

  await untilControlled(page);
  await page.locator('#offline-status[data-state="ready"]').first().waitFor({ timeout: 60_000 });
  await goOffline(session);
  await page.goto(`${app.origin}/#/`);
  await page.reload();
  await expect.poll(() => rows(page).count()).toBe(1);
  await dropFile(page, PHOTOTEST);
  await page.locator('.row[data-state="known"] button', { hasText: 'again' }).click();
  expect(await resultText(page, 1)).toBe(TEXT);

  await goOnline(session);
  await hardReload(page);
  // With or without a controlling service worker: the API answers, and not the static host.
  const about = await page.evaluate(async () => {
    const response = await fetch('/api/v1/');
    return { status: response.status, body: await response.json() };
  });
  expect(about).toMatchObject({ status: 200, body: { name: 'Barg' } });
  const unknown = await page.evaluate(async () => (await fetch('/api/v1/nothing/')).status);
  expect(unknown).toBe(404);

  session.assertOwnOriginOnly();
  session.assertNoViolations();
  session.assertNoErrors(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
});

test('history, result and token are there again after a reload', async () => {
  await page.goto(`${app.origin}/`);
  await page.setInputFiles('#file-input', PHOTOTEST);
  expect(await resultText(page, 0)).toBe(TEXT);
  await page.reload();
  await page.locator('.text-view').waitFor();
  expect(await page.locator('.word-layer .word').count()).toBe(TEXT.split(/\s+/).length);

  await page.evaluate(() => {
    location.hash = '#/account';
  });
  const token = await page.locator('#api-token').textContent();
  expect(token).toMatch(/^barg_[0-9a-f]{64}$/);
  await page.reload();
  expect(await page.locator('#api-token').textContent()).toBe(token);
});

test('the words lie on the words', async () => {
  await page.goto(`${app.origin}/`);
  await untilControlled(page);
  const { boxes, job } = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1240, 1754);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 1240, 1754);
    context.fillStyle = 'black';
    context.font = '34px serif';
    const text =
      'The seller delivers the goods described below to the buyer at the address given on the first page of ' +
      'this agreement within thirty days of the signature by both parties and the buyer pays the price agreed upon ' +
      'in four equal parts beginning with the first day of the month after delivery';
    const boxes: { text: string; bbox: number[] }[] = [];
    let x = 120;
    let y = 200;
    for (const word of text.split(' ')) {
      const { width } = context.measureText(word);
      if (x + width > 1120) {
        x = 120;
        y += 58;
      }
      // The ink itself, not the line's height.
      const ink = context.measureText(word);
      boxes.push({
        text: word,
        bbox: [
          x - ink.actualBoundingBoxLeft,
          y - ink.actualBoundingBoxAscent,
          x + ink.actualBoundingBoxRight,
          y + ink.actualBoundingBoxDescent,
        ],
      });
      context.fillText(word, x, y);
      x += width + 14;
    }
    const form = new FormData();
    form.append('file', await canvas.convertToBlob({ type: 'image/png' }), 'known.png');
    const response = await fetch('/api/v1/ocr/', { method: 'POST', body: form });
    return { boxes, job: await response.json() };
  });
  expect(job.status).toBe('done');
  const words: { text: string; bbox: number[] }[] = job.pages[0].blocks.flatMap(
    (block: { lines: { words: unknown[] }[] }) => block.lines.flatMap((line) => line.words),
  );
  const well = boxes.filter((box) => words.some((word) => word.text === box.text && iou(word.bbox, box.bbox) >= 0.5));
  expect(well.length / boxes.length).toBeGreaterThanOrEqual(0.95);
});

/** Drops a file on the window as a file manager would. */
async function dropFile(page: Page, path: string): Promise<void> {
  await page.locator('#file-input').waitFor({ state: 'attached' });
  const transfer = await page.evaluateHandle(
    async ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name));
      return data;
    },
    [path.split('/').at(-1) ?? '', readFileSync(path).toString('base64')] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

const rows = (page: Page) => page.locator('[data-uuid]');

/** Opens the newest document once `before` + 1 are listed as done, and gives its text as shown. */
async function resultText(page: Page, before: number): Promise<string> {
  const opened = page.locator('.text-view');
  await page.locator('[data-uuid][data-state="done"]').nth(before).or(opened).first().waitFor({ timeout: 90_000 });
  if ((await opened.count()) === 0) await rows(page).first().locator('a').click();
  await page.locator('.word-layer .word').first().waitFor();
  const uuid = await page.evaluate(() => location.hash.split('/').at(-1));
  return page.evaluate(async (uuid) => {
    const response = await fetch(`/api/v1/ocr/${uuid}/?api_token=${await token()}`);
    return (await response.json()).text;
    async function token() {
      const back = location.hash;
      location.hash = '#/account';
      while (!document.querySelector('#api-token')?.textContent)
        await new Promise((resolve) => setTimeout(resolve, 20));
      const value = document.querySelector('#api-token')?.textContent;
      location.hash = back;
      return value;
    }
  }, uuid);
}

function iou(a: number[], b: number[]): number {
  const [ax0 = 0, ay0 = 0, ax1 = 0, ay1 = 0] = a;
  const [bx0 = 0, by0 = 0, bx1 = 0, by1 = 0] = b;
  const shared =
    Math.max(0, Math.min(ax1, bx1) - Math.max(ax0, bx0)) * Math.max(0, Math.min(ay1, by1) - Math.max(ay0, by0));
  return shared / ((ax1 - ax0) * (ay1 - ay0) + (bx1 - bx0) * (by1 - by0) - shared);
}
