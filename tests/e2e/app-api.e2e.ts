/** The account's pages, the API page and what a result offers, as a person uses them. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { slowPicture } from './browser-target.ts';
import { type App, FIXTURES, launch, open, type Session, startApp, untilControlled } from './harness.ts';

const TOKEN = /^barg_[0-9a-f]{64}$/;
const PATIENCE = 90_000;
const PHOTOTEST = join(FIXTURES, 'phototest.tif');
const FIRST_LINE = readFileSync(join(FIXTURES, 'phototest.txt'), 'utf8').split('\n')[0] ?? '';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('the account', () => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await launch(app, { locale: 'en-GB' });
    page = await open(session, '/#/account');
  });
  afterAll(() => session.close());

  test('a new token is asked for, replaces the old one everywhere, and the app goes on', async () => {
    const other = await session.context.newPage();
    await other.goto(`${app.origin}/#/account`);
    const before = await tokenIn(page);
    expect(before).toMatch(TOKEN);
    expect(await tokenIn(other)).toBe(before);

    await page.locator('#new-token').click();
    await page.getByRole('button', { name: 'Keep this one' }).click();
    expect(await tokenIn(page)).toBe(before);

    await page.locator('#new-token').click();
    await page.getByRole('button', { name: 'Make a new one' }).click();
    await expect.poll(() => tokenIn(page), { timeout: PATIENCE }).not.toBe(before);
    const after = await tokenIn(page);
    expect(after).toMatch(TOKEN);
    expect([await statusWith(page, before), await statusWith(page, after)]).toEqual([401, 200]);
    await expect.poll(() => tokenIn(other), { timeout: PATIENCE }).toBe(after);

    // The other tab calls the API with the new token too.
    await other.evaluate(() => {
      location.hash = '#/account/usage';
    });
    await other.locator('#export-ledger').waitFor();
    await other.close();
  });

  test('plan, balance and rules are there again after a reload', async () => {
    await page.locator('input[name=plan][value=credits]').check();
    await page.locator('#top-up').fill('0');
    await page.locator('.top-up button').click();
    await page.locator('.top-up [role=alert]').waitFor();
    await page.locator('#top-up').fill('250');
    await page.locator('.top-up button').click();
    await page.locator('#usage', { hasText: '250 credits left' }).waitFor();
    const [textOnly, tokenOnly] = [page.getByRole('switch').nth(0), page.getByRole('switch').nth(1)];
    await textOnly.check();
    await tokenOnly.check();
    await expect.poll(() => statusWith(page, null, 'ocr/')).toBe(401);

    await page.reload();
    await page.locator('#usage', { hasText: '250 credits left' }).waitFor();
    expect(await page.locator('input[name=plan]:checked').inputValue()).toBe('credits');
    expect([await textOnly.isChecked(), await tokenOnly.isChecked()]).toEqual([true, true]);

    await tokenOnly.uncheck();
    await page.locator('input[name=plan][value=free]').check();
    await page.locator('#usage', { hasText: '0 of 500 credits used' }).waitFor();
    await expect.poll(() => statusWith(page, null, 'ocr/')).toBe(200);
  });

  test('an upload is deleted once it is read, its text stays', async () => {
    const job = await read(page, PHOTOTEST);
    await job.getByText(FIRST_LINE).first().waitFor({ timeout: PATIENCE });
    const uuid = await page.evaluate(() => location.hash.split('/').at(2));
    const token = await tokenOf(page);
    await expect.poll(() => statusWith(page, token, `ocr/${uuid}/pages/0/image/`), { timeout: PATIENCE }).toBe(404);
  });

  test('the page is charged, shown in the ledger, and exported', async () => {
    await go(page, '#/account');
    await page.locator('#usage', { hasText: '1 of 500 credits used' }).waitFor({ timeout: PATIENCE });
    await go(page, '#/account/usage');
    const rows = page.locator('#ledger tbody tr');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).toMatch(/phototest\.tif page 1\s+cpu\s+1/);
    expect(await rows.nth(1).innerText()).toMatch(/Top-up\s+\+250/);
    await page.getByText('1 page, 1 credit').waitFor();

    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#export-ledger').click()]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('date,kind,owner,plan,uuid,filename,page,tier,pages,credits');
    expect(lines.some((line) => /,page,account,free,[0-9a-f]{32},phototest\.tif,1,cpu,1,1$/.test(line))).toBe(true);
  });

  test('nothing was said on the console but for the calls that were to be refused', () => {
    session.assertOwnOriginOnly();
    session.assertNoViolations();
    session.assertNoErrors(/Failed to load resource/);
  });
});

describe('the API page', () => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await launch(app, { locale: 'en-GB' });
    page = await open(session, '/#/api');
    await page.locator('[data-example]').first().waitFor();
  });
  afterAll(() => session.close());

  test('every example runs and gives what the documentation says', async () => {
    const expected: Record<string, { status: number; printed: RegExp }> = {
      account: { status: 200, printed: /^local \d+$/ },
      submit: { status: 200, printed: /Harbour Bookbinders[\s\S]*661\.80/ },
      poll: { status: 200, printed: /^done \{"done":1,"total":1\}$/ },
      download: { status: 200, printed: /Harbour Bookbinders/ },
      chat: { status: 200, printed: /\S/ },
      tools: { status: 200, printed: /extract-tables cpu/ },
      refused: { status: 400, printed: /^400 unknown_format .*docx/ },
    };
    const names = await page
      .locator('[data-example]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-example')));
    const listed = await page.evaluate(async () => (await (await fetch('/api/v1/openapi.json')).json()).paths);
    expect(names).toEqual(Object.keys(expected).filter((name) => name !== 'chat' || '/chat/{uuid}/' in listed));
    for (const name of names) {
      const { status, printed } = expected[name ?? ''] ?? { status: 0, printed: /^$/ };
      const run = await runExample(page, name ?? '');
      expect(await run.locator('.exchange').last().locator('.status').innerText(), name ?? '').toBe(String(status));
      expect(await run.locator('.printed').innerText(), name ?? '').toMatch(printed);
    }
  });

  test('a vision model that is not ready is said so in the answer', async () => {
    const run = await runExample(page, 'submit');
    const answer = run.locator('.exchange').last().locator('.answer');
    await answer.getByText('"tier": "cpu"').waitFor();
    await answer.getByText('"code": "vlm_unavailable"').waitFor();
  });

  test('the same call stands in four languages, with the address and, on request, the token', async () => {
    const token = await tokenOf(page);
    const submit = page.locator('[data-example=submit]');
    const program = submit.locator('.program');
    for (const filled of [false, true]) {
      await page.getByRole('switch').setChecked(filled);
      const shown = filled ? token : 'YOUR_API_TOKEN';
      for (const [tab, tier] of [
        ['javascript', "'tier', 'vlm'"],
        ['curl', '-F "tier=vlm"'],
        ['python', '{"tier": "vlm"}'],
        ['node', "'tier', 'vlm'"],
      ] as const) {
        await submit.locator(`#example-submit-${tab}`).click();
        await program.filter({ hasText: `Bearer ${shown}` }).waitFor();
        const text = await program.innerText();
        expect(text).toContain(`${app.origin}/api/v1/ocr/`);
        expect(text).toContain(tier);
        expect(text).toMatch(/file/);
      }
    }
    await submit.locator('#example-submit-javascript').click();
    await page.getByRole('switch').uncheck();
  });

  test('the JavaScript shown runs in the page as it stands', async () => {
    const program = await page.locator('[data-example=poll] .program').innerText();
    await page.getByRole('switch').check();
    const filled = page.locator('[data-example=poll] .program', { hasText: /Bearer barg_/ });
    // As the browser's console would: what it evaluates is not bound by the policy against eval.
    const printed = await page.evaluate(`(async () => {
      const lines = [];
      const console = { log: (...values) => lines.push(values) };
      ${await filled.innerText()}
      return lines;
    })()`);
    expect(printed).toEqual([['done', { done: 1, total: 1 }]]);
    expect(program).not.toContain('barg_');
    await page.getByRole('switch').uncheck();
  });

  test('an address of a section leads to it', async () => {
    await page.goto(`${app.origin}/#/api/errors`);
    const errors = page.locator('#errors');
    await expect
      .poll(async () => Math.abs((await errors.boundingBox())?.y ?? 9999), { timeout: PATIENCE })
      .toBeLessThan(60);
    expect(await page.locator('[data-table=errors] tbody tr').count()).toBeGreaterThan(25);
  });

  test('nothing left the origin, no policy was violated', () => {
    session.assertOwnOriginOnly();
    session.assertNoViolations();
    session.assertNoErrors(/status of 400/);
  });
});

describe('a document', () => {
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    session = await launch(app, { locale: 'en-GB' });
    page = await open(session);
  });
  afterAll(() => session.close());

  test('what was cancelled is read again', async () => {
    await page.setInputFiles('#file-input', {
      name: 'noise.png',
      mimeType: 'image/png',
      buffer: Buffer.from(slowPicture()),
    });
    await page.locator('.result-pane .running button').click({ timeout: PATIENCE });
    await page.getByRole('heading', { name: 'Reading was cancelled' }).waitFor({ timeout: PATIENCE });
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.locator('.result-pane .running').waitFor({ timeout: PATIENCE });
    await go(page, '#/');
    const row = page.locator('.row[data-uuid]');
    await row.getByRole('button', { name: 'Cancel noise.png' }).click({ timeout: PATIENCE });
    await page.locator('.row[data-state=failed]').waitFor({ timeout: PATIENCE });
    await row.getByRole('button', { name: 'Read noise.png again' }).click();
    await page.locator('.row[data-state=done]').waitFor({ timeout: PATIENCE });
  });

  test('it is renamed in place, and its files are named after it', async () => {
    const job = await read(page, PHOTOTEST);
    await job.locator('.word').first().waitFor({ timeout: PATIENCE });
    await page.locator('.rename').click();
    await page.locator('input[name=filename]').press('Escape');
    expect(await page.locator('h1').innerText()).toBe('phototest.tif');
    await page.locator('.rename').click();
    await page.locator('input[name=filename]').fill('نامه \u202a1.tif');
    await page.locator('input[name=filename]').press('Enter');
    await page.locator('h1', { hasText: 'نامه' }).waitFor();
    for (const [format, starts] of [
      ['txt', FIRST_LINE],
      ['docx', 'PK'],
      ['hocr', '<'],
    ] as const) {
      await page.locator('.job-bar .menu > button').click();
      if (format === 'hocr') await page.locator('.menu-more summary').click();
      const [file] = await Promise.all([
        page.waitForEvent('download', { timeout: PATIENCE }),
        page.locator(`[data-format=${format}]`).click(),
      ]);
      expect(file.suggestedFilename()).toContain('نامه');
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${format}$`));
      expect((await readFile(await file.path())).toString('latin1').startsWith(starts)).toBe(true);
      await page.locator('.menu-panel').waitFor({ state: 'detached' });
    }
  });

  test('nothing was said on the console, nothing left the origin', () => {
    session.assertOwnOriginOnly();
    session.assertNoViolations();
    session.assertNoErrors();
  });
});

describe('a tab', () => {
  let session: Session;
  beforeAll(async () => {
    session = await launch(app, { locale: 'en-GB' });
  });
  afterAll(() => session.close());

  test('that was never painted reads all the same', async () => {
    const page = await session.context.newPage();
    await page.addInitScript(() => {
      window.requestAnimationFrame = () => 0;
    });
    await page.goto(app.origin);
    await page.setInputFiles('#file-input', PHOTOTEST);
    await page.locator('.text-view').waitFor({ timeout: PATIENCE });
    await page.close();
  });

  test('that cannot read says why', async () => {
    const page = await session.context.newPage();
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
    });
    await page.goto(app.origin);
    await page.locator('.cannot-read', { hasText: 'Web Locks' }).waitFor({ timeout: PATIENCE });
    await page.close();
  });
});

const tokenIn = async (page: Page): Promise<string> => (await page.locator('#api-token').innerText()).trim();

/** The token, read without leaving the view. */
async function tokenOf(page: Page): Promise<string> {
  const other = await page.context().newPage();
  await other.goto(`${app.origin}/#/account`);
  const token = await tokenIn(other);
  await other.close();
  return token;
}

const statusWith = (page: Page, token: string | null, path = 'account/'): Promise<number> =>
  page.evaluate(
    async ([path, token]) => {
      const headers: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
      return (await fetch(`/api/v1/${path}`, { headers })).status;
    },
    [path, token] as const,
  );

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** Takes a file in and gives the view of its document. */
async function read(page: Page, path: string): Promise<Locator> {
  await go(page, '#/');
  await untilControlled(page);
  await page.setInputFiles('#file-input', path);
  const job = page.locator('.job');
  await job.waitFor({ timeout: PATIENCE });
  return job;
}

/** Presses "Run" and gives what is shown once the program has ended. */
async function runExample(page: Page, name: string): Promise<Locator> {
  const example = page.locator(`[data-example="${name}"]`);
  await example.locator('.run').click();
  const result = example.locator('.run-result');
  await example.locator('.run-result[data-finished]').waitFor({ timeout: PATIENCE });
  return result;
}
