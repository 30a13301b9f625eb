/** Questions about a document in the app: answers, the words that they quote on the page, and what stays of them. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, launch, open, type Session, startApp } from './harness.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SAMPLE = join(import.meta.dirname, '../../src/app/sample/sample.png');

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('beside the page', () => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await launch(app, { locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    page = await open(session);
    await readSample(page);
  });
  afterAll(() => session.close());

  test('a question is asked, answered and shown on the page with the keyboard alone', async () => {
    await page.locator('#tab-text').focus();
    await page.keyboard.press('ArrowLeft');
    await box(page).waitFor();
    expect(await focusedTab(page)).toBe('tab-ask');
    expect(await findings(page)).toEqual([]);

    await tabTo(page, '.chat-form textarea');
    await page.keyboard.type('What is the total?');
    await page.keyboard.press('Enter');
    expect(await page.locator('.chat-question').textContent()).toContain('What is the total?');
    await answered(page, 1);
    expect(await page.locator('.chat-text').textContent()).toContain('661.80');
    expect(await box(page).inputValue()).toBe('');
    expect(await box(page).evaluate((element) => element === document.activeElement)).toBe(true);

    const quote = page.locator('.chat-quote').first();
    expect(await quote.textContent()).toMatch(/^p\. 1: .*661\.80/);
    await tabTo(page, '.chat-quote', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.mark').first().waitFor();
    expect(await markedWords(page)).toContain('661.80');
    await expect.poll(() => isInWindow(page, '.mark')).toBe(true);
    expect(await findings(page)).toEqual([]);
  });

  test('Shift and Enter begin a line, and nothing is sent', async () => {
    await box(page).fill('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    expect(await box(page).inputValue()).toBe('One\ntwo');
    expect(await page.locator('.chat-question').count()).toBe(1);
    await box(page).fill('   ');
    await page.keyboard.press('Enter');
    expect(await page.locator('.chat-question').count()).toBe(1);
    await box(page).fill('');
  });

  test('a follow-up goes on, and what the document does not say is said so, with no quotation', async () => {
    await ask(page, 'And the invoice number?');
    await answered(page, 2);
    expect(await page.locator('.chat-text').last().textContent()).toContain('2048');
    await ask(page, 'Which football team won the cup in Paris?');
    await answered(page, 3);
    const last = page.locator('.chat-answer').last();
    expect(await last.locator('.chat-text').getAttribute('data-found')).toBe('false');
    expect(await last.locator('.chat-about').count()).toBe(0);
    // What comes nearest is offered, and shown on the page like any other passage.
    expect(await last.locator('.chat-nearest').textContent()).toBe('Nearest passages');
    await last.locator('.chat-quote').first().click();
    await expect.poll(() => isInWindow(page, '.mark')).toBe(true);
  });

  test('the conversation is there after the page is loaded again, and can be saved as Markdown', async () => {
    await page.reload();
    await page.locator('#tab-ask').click();
    await answered(page, 3);
    expect(await page.locator('.chat-question').count()).toBe(3);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as Markdown' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('sample - conversation.md');
    const markdown = await readFile(await download.path(), 'utf8');
    expect(markdown).toMatch(/^# sample\.png\n\n## What is the total\?\n\n/);
    expect(markdown).toMatch(/^> .*661\.80.*\n> p\. 1$/m);
    expect(markdown.match(/^## /gm)).toHaveLength(3);
  });

  test('a refused question stands in the box again, with the reason; it can be sent again', async () => {
    await refuseNextQuestion(page);
    await ask(page, 'What is the due date?');
    const refusal = page.locator('.chat-refusal');
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain('no room left on this device');
    expect(await box(page).inputValue()).toBe('What is the due date?');
    expect(await findings(page)).toEqual([]);
    await refusal.getByRole('button', { name: 'Try again' }).click();
    await answered(page, 4);
    expect(await page.locator('.chat-text').last().textContent()).toContain('11 April 2025');
    expect(await refusal.count()).toBe(0);
    expect(await box(page).inputValue()).toBe('');
  });

  test('a new conversation begins empty, and is the one that is kept', async () => {
    await page.getByRole('button', { name: 'New conversation' }).click();
    expect(await page.locator('.chat-answer').count()).toBe(0);
    const first = page.locator('.chat-first button').first();
    const question = await first.textContent();
    await first.click();
    await answered(page, 1);
    expect(await page.locator('.chat-question p').textContent()).toBe(question);
    expect(await page.locator('.chat-quote').count()).toBeGreaterThan(0);
    expect(await box(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.reload();
    await page.locator('#tab-ask').click();
    await answered(page, 1);
    expect(await page.locator('.chat-question').count()).toBe(1);
  });

  test('nothing of it left the origin, or was against the content security policy', () => {
    session.assertOwnOriginOnly();
    session.assertNoViolations();
  });
});

describe('on a phone, in Persian, dark and offline', () => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await launch(app, {
      locale: 'fa-IR',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
      phone: true,
    });
    page = await open(session);
    await readSample(page);
  });
  afterAll(() => session.close());

  test('an answer leads to the words on the page and back, and nothing is wider than the screen', async () => {
    await page.locator('#tab-ask').tap();
    await box(page).waitFor();
    await app.stop();
    await ask(page, 'مبلغ کل چقدر است؟');
    await answered(page, 1);
    const quote = page.locator('.chat-quote').first();
    expect(await page.locator('.chat-text').textContent()).toContain('661.80');
    expect(await quote.textContent()).toMatch(/^ص\. ۱:/);
    expect(await widest(page)).toBeLessThanOrEqual(360);
    expect(await findings(page)).toEqual([]);

    await quote.tap();
    await expect.poll(() => isInWindow(page, '.mark')).toBe(true);
    expect(await markedWords(page)).toContain('661.80');
    expect(await widest(page)).toBeLessThanOrEqual(360);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'بازگشت به پاسخ' }).tap();
    await expect.poll(() => isInWindow(page, '.chat-quote')).toBe(true);
    expect(await quote.evaluate((element) => element === document.activeElement)).toBe(true);
    await app.resume();
  });
});

const box = (page: Page) => page.locator('.chat-form textarea');

async function readSample(page: Page): Promise<void> {
  await page.setInputFiles('#file-input', SAMPLE);
  await page.locator('.text-view [data-w]').first().waitFor({ timeout: 60_000 });
  await page.locator('.running').waitFor({ state: 'detached', timeout: 60_000 });
}

async function ask(page: Page, question: string): Promise<void> {
  await box(page).fill(question);
  await box(page).press('Enter');
}

const answered = (page: Page, count: number) =>
  expect.poll(() => page.locator('.chat-answer').count(), { timeout: 20_000 }).toBe(count);

const focusedTab = (page: Page) => page.evaluate(() => document.activeElement?.id);

/** Moves the focus on until it is on what the selector names. */
async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press(key);
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`${selector} cannot be reached with ${key}`);
}

/** The words under the marks, as they stand on the page. */
function markedWords(page: Page): Promise<string> {
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll('.mark')].map((mark) => mark.getBoundingClientRect());
    return [...document.querySelectorAll('.word')]
      .filter((word) => {
        const { left, right, top, bottom } = word.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        return marks.some((mark) => mark.left <= x && x <= mark.right && mark.top <= y && y <= mark.bottom);
      })
      .map((word) => word.textContent)
      .join(' ');
  });
}

const isInWindow = (page: Page, selector: string): Promise<boolean> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });

const widest = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

/** The store is full once, as far as the app can tell. */
const refuseNextQuestion = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { fetch } = window;
    window.fetch = async (input, init) => {
      if (init?.method !== 'POST' || !/\/chat\//.test(String(input))) return fetch(input, init);
      window.fetch = fetch;
      return Response.json({ error: 'The storage is full.', code: 'storage_full' }, { status: 503 });
    };
  });

/** What axe finds, of any weight that matters. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }),
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
