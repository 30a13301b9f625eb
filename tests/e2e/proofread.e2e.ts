/** A word put right in the app is what the API and every file say from then on. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/contract/job.ts';
import { jsonOf, textOf } from '../contract/suite.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

let app: App;
let session: Session;
let page: Page;
let token: string;

beforeAll(async () => {
  app = await startApp();
  session = await launch(app, { viewport: { width: 1280, height: 800 } });
  page = await open(session);
  token = await tokenOf(page);
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

const bearer = () => ({ headers: { Authorization: `Bearer ${token}` } });
const editor = () => page.locator('.word-editor');
const words = () => page.locator('.text-view [data-w]');

async function latest(): Promise<Job> {
  const { jobs } = jsonOf(await call(page, 'GET', 'ocr/?limit=1', bearer())) as { jobs: Job[] };
  return jsonOf(await call(page, 'GET', `ocr/${jobs[0]?.uuid}/`, bearer()));
}

test('a click on a word opens it under its picture; what is typed there is in the text, the API and the files', async () => {
  await page.setInputFiles('#file-input', join(import.meta.dirname, '../../src/app/sample/sample.png'));
  await words().first().waitFor({ timeout: 60_000 });
  // Until then there is nothing to be put right.
  await page.locator('.running').waitFor({ state: 'detached', timeout: 60_000 });
  const before = await latest();
  const old = await words().nth(4).textContent();
  await words().nth(4).click();
  await editor().waitFor();
  expect(await editor().locator('input').inputValue()).toBe(old);

  // The picture's stretch has the word in its middle.
  const { width, blocks } = before.pages[0] as Job['pages'][number];
  const printed = blocks.flatMap((block) => block.lines.flatMap((line) => line.words))[4];
  const [x0, , x1] = printed?.bbox ?? [0, 0, 0, 0];
  const [stretch, picture] = [
    await editor().locator('.snippet').boundingBox(),
    await editor().locator('.snippet img').boundingBox(),
  ];
  const middle = (picture?.x ?? 0) + ((x0 + x1) / 2 / width) * (picture?.width ?? 0);
  expect(Math.abs(middle - ((stretch?.x ?? 0) + (stretch?.width ?? 0) / 2))).toBeLessThan(2);

  await editor().locator('input').fill('Quincunx');
  await page.keyboard.press('Enter');
  await editor().waitFor({ state: 'detached' });
  await expect.poll(() => words().nth(4).textContent()).toBe('Quincunx');
  const after = await latest();
  expect(after.text).toContain('Quincunx');
  const file = await call(page, 'GET', `ocr/${after.uuid}/download/?format=txt`, bearer());
  expect(textOf(file)).toContain('Quincunx');
});

test('Escape leaves the word as it is', async () => {
  const old = await words().nth(6).textContent();
  await words().nth(6).click();
  await editor().locator('input').fill('nonsense');
  await page.keyboard.press('Escape');
  await editor().waitFor({ state: 'detached' });
  expect(await words().nth(6).textContent()).toBe(old);
  expect((await latest()).text).not.toContain('nonsense');
});

test('in one column the editor stays in view', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await words().nth(8).click();
  await editor().waitFor();
  // What would be scrolled has come to rest.
  await page.waitForTimeout(800);
  const box = await editor().boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
});
