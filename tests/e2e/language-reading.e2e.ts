/** A page in each of the default languages, drawn by the browser and read through the app. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languageByCode } from '../../src/contract/languages.ts';
import { type App, goOffline, launch, open, type Session, startApp } from './harness.ts';
import { draw, errorRate, linesIn, PROSE, readJob, readWith } from './language-pages.ts';

/** What a clean page of letters of 30 px must stay below in any of them; measured 0.00 to 0.04. */
const BOUND = 0.05;

let app: App;
let session: Session;
let tab: Page;
let canvas: Page;
beforeAll(async () => {
  app = await startApp();
  session = await launch(app, { viewport: { width: 1100, height: 800 } });
  tab = await open(session);
  canvas = await session.context.newPage();
});
afterAll(async () => {
  await session.close();
  await app.stop();
});

test.for(['eng', 'fas', 'ara', 'chi_sim', 'jpn', 'hin', 'fra', 'deu', 'spa', 'ukr'])('%s', async (code, { skip }) => {
  const language = languageByCode(code);
  const lines = language && linesIn(language);
  if (!language || !lines) throw new Error(`CLDR has no ${code}`);
  const drawn = await draw(canvas, lines, language);
  if (!drawn) return skip(`no font on this machine has the letters of ${code}`);
  expect(errorRate(drawn.text, await readWith(tab, drawn.png, code))).toBeLessThanOrEqual(BOUND);
});

test.for(['deu', 'fas'] as const)('auto tells %s, and reads with its pack', async (code) => {
  const { job, text } = await readProse(code);
  expect(job).toMatchObject({ language: 'auto', detected_language: code, warnings: [] });
  expect(errorRate(text, job.text)).toBeLessThanOrEqual(BOUND);
});

test('auto names the pack that is not at hand, and reads as well as can be without it', async () => {
  const { job, text } = await readProse('nld');
  expect(job.detected_language).toBe('nld');
  expect(job.warnings).toMatchObject([{ code: 'language_missing', language: 'nld', page: 1 }]);
  expect(errorRate(text, job.text)).toBeLessThanOrEqual(BOUND);
});

test('offline, auto reads with the packs that were fetched before, and names the one that was not', async () => {
  const fresh = await launch(app, { locale: 'en-GB', viewport: { width: 1100, height: 800 } });
  try {
    const page = await open(fresh);
    await page.locator('#offline-status[data-state="ready"]').first().waitFor({ timeout: 60_000 });
    await goOffline(fresh);
    const { job, text } = await readProse('deu', page);
    expect(job).toMatchObject({ status: 'done', detected_language: 'deu' });
    expect(job.warnings).toMatchObject([{ code: 'language_missing', language: 'deu', page: 1 }]);
    // English has no umlauts.
    expect(errorRate(text, job.text)).toBeLessThanOrEqual(2 * BOUND);
  } finally {
    await fresh.close();
    await app.resume();
  }
});

test('offline, the Persian interface reads Persian with its own pack, though others of the script were never fetched', async () => {
  const fresh = await launch(app, { locale: 'fa-IR', viewport: { width: 390, height: 844 } });
  try {
    const page = await open(fresh);
    await page.locator('#offline-status[data-state="ready"]').first().waitFor({ timeout: 60_000 });
    await goOffline(fresh);
    const { job, text } = await readProse('fas', page);
    expect(job).toMatchObject({ status: 'done', detected_language: 'fas', warnings: [] });
    expect(errorRate(text, job.text)).toBeLessThanOrEqual(BOUND);
  } finally {
    await fresh.close();
    await app.resume();
  }
});

async function readProse(code: keyof typeof PROSE, app = tab) {
  const language = languageByCode(code);
  if (!language) throw new Error(code);
  const drawn = await draw(canvas, [...PROSE[code]], language);
  if (!drawn) throw new Error(`no font on this machine has the letters of ${code}`);
  return { job: await readJob(app, drawn.png, 'auto'), text: drawn.text };
}
