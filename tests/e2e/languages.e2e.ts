/** Language packs: kept from the deployment or, once the person agrees, from another host; verified, used, removed. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import { type Language, languageByCode } from '../../src/contract/languages.ts';
import { tokenOf } from './browser-target.ts';
import { type App, FIXTURES, launch, open, type Session, startApp, untilControlled } from './harness.ts';
import { type DrawnPage, draw, PROSE, readJob } from './language-pages.ts';

const row = (page: Page, code: string) => page.locator(`[data-code="${code}"]`);
const packs = (page: Page) =>
  page.evaluate(async () => {
    const { languages } = await (await fetch('api/v1/languages/')).json();
    return languages
      .filter((one: { source: string }) => one.source === 'device')
      .map((one: { code: string }) => one.code);
  });

describe('the deployment’s own packs', () => {
  let app: App;
  let session: Session;
  let page: Page;
  beforeAll(async () => {
    app = await startApp();
    session = await launch(app, { locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    page = await open(session, '/#/languages');
  });
  afterAll(async () => {
    await session.close();
    await app.stop();
  });

  test('all languages, found by any of their names', async () => {
    await row(page, 'rus').waitFor();
    expect(await page.locator('[data-code]').count()).toBeGreaterThanOrEqual(100);
    for (const query of ['persian', 'فارسی', 'fas']) {
      await page.fill('input[type=search]', query);
      await expect.poll(() => page.locator('[data-code]').count()).toBe(1);
      expect(await row(page, 'fas').locator('bdi').textContent()).toBe('فارسی');
    }
    await page.fill('input[type=search]', 'klingon');
    await page.getByText('No language is called “klingon” here.').waitFor();
    await page.fill('input[type=search]', '');
  });

  test('one is kept, checked and works with the network unplugged', async () => {
    expect(await row(page, 'deu').getAttribute('data-source')).toBe('deployment');
    await row(page, 'deu').getByRole('button', { name: 'Keep offline: German' }).click();
    await row(page, 'deu').getByText('Kept on this device').waitFor();
    expect(await packs(page)).toEqual(['deu']);
    await app.stop();
    await page.reload();
    await row(page, 'deu').getByRole('button', { name: 'Check the pack of German' }).click();
    await row(page, 'deu').getByText('The pack of German is whole and current.').waitFor();
    const served = await page.evaluate(async () => {
      const manifest = await (await fetch('vendor/tessdata/manifest.json')).json();
      const { url, bytes } = manifest.languages.find((pack: { code: string }) => pack.code === 'deu');
      return (await (await fetch(url)).arrayBuffer()).byteLength - bytes;
    });
    expect(served).toBe(0);
  });

  test('one that cannot be fetched is told, and nothing is kept of it', async () => {
    await row(page, 'spa').getByRole('button', { name: /^Keep/ }).click();
    await row(page, 'spa').getByRole('alert').waitFor();
    expect(await packs(page)).toEqual(['deu']);
    await app.resume();
    await row(page, 'spa').getByRole('button', { name: /^Keep/ }).click();
    await row(page, 'spa').getByText('Kept on this device').waitFor();
  });

  test('one that was spoilt on the disk is fetched again', async () => {
    await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((done) => {
        const request = indexedDB.open('barg');
        request.onsuccess = () => done(request.result);
      });
      const store = db.transaction('blobs', 'readwrite').objectStore('blobs');
      await new Promise((done) => {
        const request = store.put({ bytes: new ArrayBuffer(10), type: 'application/octet-stream' }, 'pack/deu');
        request.onsuccess = done;
      });
      db.close();
    });
    await row(page, 'deu').getByRole('button', { name: 'Check the pack of German' }).click();
    await row(page, 'deu').getByText('The pack of German is whole and current.').waitFor();
    const bytes = await page.evaluate(async () => {
      const manifest = await (await fetch('vendor/tessdata/manifest.json')).json();
      const { url } = manifest.languages.find((pack: { code: string }) => pack.code === 'deu');
      return (await (await fetch(url)).arrayBuffer()).byteLength;
    });
    expect(bytes).toBeGreaterThan(100_000);
  });

  test('one is removed by keyboard alone', async () => {
    await row(page, 'spa').getByRole('button', { name: 'Remove Spanish' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row(page, 'spa').getByText('Part of this installation').waitFor();
    expect(await packs(page)).toEqual(['deu']);
  });

  test('nothing left the origin, nothing was refused by the policy', () => {
    session.assertOwnOriginOnly();
    session.assertNoViolations();
  });
});

describe('another host', () => {
  const GERMAN = new URL(
    '../../node_modules/@tesseract.js-data/deu/4.0.0_best_int/deu.traineddata.gz',
    import.meta.url,
  );
  const pack = readFileSync(GERMAN);
  const spoilt = Buffer.from(pack);
  spoilt[1000] = (spoilt[1000] ?? 0) ^ 1;
  const asked: string[] = [];
  let remote: Server;
  let own: Awaited<ReturnType<typeof serve>>;
  let folder: string;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    remote = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
      response.end(request.url === '/nld.gz' ? pack : spoilt);
    });
    await new Promise<void>((done) => remote.listen(0, '127.0.0.1', done));
    folder = await mkdtemp(join(tmpdir(), 'barg-languages-'));
    await cp(join(import.meta.dirname, '../../dist'), join(folder, 'dist'), { recursive: true });
    const entry = [pack.length, createHash('sha256').update(pack).digest('hex')];
    const url = `http://localhost:${(remote.address() as AddressInfo).port}/{code}.gz`;
    const remotes = [{ url, packs: { nld: entry, ita: entry } }];
    await writeFile(join(folder, 'dist/languages.json'), JSON.stringify({ remotes }));
    own = await serve({ root: join(folder, 'dist') });
    // Without the harness's proxy, which lets nothing through to other hosts.
    context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
      locale: 'en-GB',
    });
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`http://localhost:${own.port}/#/languages`);
    await untilControlled(page);
  });
  afterAll(async () => {
    await context.close();
    await own.close();
    remote.closeAllConnections();
    await new Promise((done) => remote.close(done));
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  test('is asked only after the person agreed, and only by the one worker', async () => {
    const { port } = remote.address() as AddressInfo;
    await row(page, 'nld')
      .getByRole('button', { name: /^Get Dutch/ })
      .click();
    await row(page, 'nld').getByText(`from localhost:${port}?`).waitFor();
    await row(page, 'nld').getByRole('button', { name: 'Not now' }).click();
    expect(asked).toEqual([]);
    await row(page, 'nld')
      .getByRole('button', { name: /^Get Dutch/ })
      .click();
    await row(page, 'nld').getByRole('button', { name: 'Fetch it' }).click();
    await row(page, 'nld').getByText('Kept on this device').waitFor();
    expect(asked).toEqual(['/nld.gz']);
    const fromPage = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'fetched',
          () => 'refused',
        ),
      `http://localhost:${port}/nld.gz`,
    );
    expect(fromPage).toBe('refused');
  });

  test('what is not exactly the pack is refused and not kept', async () => {
    await row(page, 'ita')
      .getByRole('button', { name: /^Get Italian/ })
      .click();
    await row(page, 'ita').getByRole('alert').waitFor();
    expect(asked).toEqual(['/nld.gz', '/ita.gz']);
    expect(await packs(page)).toEqual(['nld']);
  });

  test('a language that was fetched stands in the choice for documents, and stays when the app is opened again', async () => {
    await page.goto(`http://localhost:${own.port}/#/`);
    await page.getByRole('button', { name: /^Document language/ }).click();
    await page.getByRole('checkbox', { name: /Dutch/ }).waitFor();
    await page.getByRole('link', { name: 'More languages' }).click();
    await row(page, 'nld').getByText('Kept on this device').waitFor();
  });

  test('a pack that was fetched is read with', async () => {
    await page.goto(`http://localhost:${own.port}/#/`);
    const status = await read(page, 'nld');
    expect(status).toBe('done');
  });

  test('a page whose language had no pack is offered to be read again with it, and is', async () => {
    await page.goto(`http://localhost:${own.port}/#/languages`);
    await row(page, 'nld').getByRole('button', { name: 'Remove Dutch' }).click();
    await row(page, 'nld').getByRole('button', { name: 'Remove', exact: true }).click();
    await row(page, 'nld')
      .getByRole('button', { name: /^Get Dutch/ })
      .waitFor();
    const canvas = await context.newPage();
    const drawn = await draw(canvas, [...PROSE.nld], languageByCode('nld') as Language);
    const { uuid } = await readJob(page, (drawn as DrawnPage).png, 'auto');
    await canvas.close();
    await page.goto(`http://localhost:${own.port}/#/job/${uuid}`);
    const offer = page.getByRole('button', { name: /^Get Dutch \(.+\) and read again$/ });
    await offer.waitFor();
    await offer.click();
    await offer.waitFor({ state: 'detached' });
    const headers = { Authorization: `Bearer ${await tokenOf(page)}` };
    const state = () =>
      page.evaluate(async ([path, headers]) => (await fetch(path, { headers })).json(), [
        `api/v1/ocr/${uuid}/`,
        headers,
      ] as const);
    await expect.poll(state).toMatchObject({ warnings: [], detected_language: 'nld' });
    expect(await packs(page)).toEqual(['nld']);
  });
});

/** Reads the test page; the status of the job, or the code of the refusal. */
function read(page: Page, language: string): Promise<string> {
  return page.evaluate(
    async ({ base64, language }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const form = new FormData();
      form.set('language', language);
      form.set('file', new File([bytes], 'page.tif', { type: 'image/tiff' }));
      const answer = await (await fetch('api/v1/ocr/', { method: 'POST', body: form })).json();
      return answer.status ?? answer.code;
    },
    { base64: readFileSync(join(FIXTURES, 'phototest.tif')).toString('base64'), language },
  );
}
