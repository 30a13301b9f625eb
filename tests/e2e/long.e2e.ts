/** Documents of many pages: what dies, is cancelled or waits its turn goes on page by page. */
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jsonOf, upload } from '../contract/suite.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, crashRenderer, launch, open, type Session, startApp, untilControlled } from './harness.ts';

const PAGES = 12;

let app: App;
let session: Session;
let page: Page;
let headers: Record<string, string>;

beforeEach(async () => {
  app = await startApp();
  session = await launch(app);
  page = await open(session);
  headers = { Authorization: `Bearer ${await tokenOf(page)}` };
});
afterEach(async () => {
  await session.close();
  await app.stop();
});

test('the renderer is killed amid a scan: the rest is read, nothing twice, each page charged once', async () => {
  const { uuid } = await post(await scan());
  const before = await until(page, uuid, (job) => job.progress.done >= 3);
  const read = before.pages.map((one: { index: number }) => one.index);
  await crashRenderer(page);
  page = await session.context.newPage();
  // Announcements of the pages that this life reads.
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    new BroadcastChannel('changes').onmessage = ({ data }) => {
      if (data.type === 'page') seen.push(data.index);
    };
  });
  await page.goto(`${app.origin}/`);
  await untilControlled(page);
  const job = await until(page, uuid, isOver);
  expect(job).toMatchObject({ status: 'done', credits: PAGES, progress: { done: PAGES, total: PAGES }, warnings: [] });
  expect(job.pages.map((one: { text: string }) => one.text.match(/\d+/)?.[0])).toEqual(numbers(1, PAGES).map(String));
  const again = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
  expect(again.filter((index) => read.includes(index))).toEqual([]);
  expect(await charged(uuid)).toEqual(numbers(0, PAGES - 1).map((index) => `${uuid}/${index}`));
});

test('a job cancelled amid its pages keeps them and gives the rest back; a retry reads what it lacks', async () => {
  const { uuid } = await post(await scan());
  await until(page, uuid, (job) => job.progress.done >= 2);
  await call(page, 'POST', `ocr/${uuid}/cancel/`, { headers });
  const cancelled = await job(page, uuid);
  const kept = cancelled.pages.length;
  expect(cancelled).toMatchObject({ status: 'failed', error: { code: 'cancelled' }, credits: kept });
  expect(kept).toBeGreaterThanOrEqual(2);
  expect(kept).toBeLessThan(PAGES);
  expect(await charged(uuid)).toHaveLength(kept);
  expect(await reserved(uuid)).toBe(0);
  // What was in work when it was cancelled is not stored later.
  const { uuid: other } = await post(await scan(1));
  await until(page, other, isOver);
  expect((await job(page, uuid)).pages).toHaveLength(kept);

  await call(page, 'POST', `ocr/${uuid}/retry/`, { headers });
  const done = await until(page, uuid, isOver);
  expect(done).toMatchObject({ status: 'done', credits: PAGES, progress: { done: PAGES, total: PAGES } });
  expect(done.pages.map((one: { index: number }) => one.index)).toEqual(numbers(0, PAGES - 1));
  expect((await charged(uuid)).length).toBe(PAGES);
  expect(await reserved(uuid)).toBe(0);
});

test('a short document does not wait for the end of a long one', async () => {
  const { uuid: long } = await post(await scan());
  await until(page, long, (job) => job.progress.done >= 1);
  const short = await post(await scan(2));
  expect(short).toMatchObject({ status: 'done', progress: { done: 2, total: 2 } });
  const { progress } = await job(page, long);
  expect(progress.done).toBeLessThan(PAGES);
});

/** A scan of so many pages; each says its number in letters that a recogniser cannot mistake. */
async function scan(pages = PAGES): Promise<Uint8Array> {
  const pictures = await page.evaluate(async (pages) => {
    const list: string[] = [];
    for (let number = 1; number <= pages; number++) {
      const canvas = new OffscreenCanvas(1240, 600);
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      context.fillStyle = 'white';
      context.fillRect(0, 0, 1240, 600);
      context.fillStyle = 'black';
      context.font = '44px sans-serif';
      context.fillText(`This is sheet number ${number} of the long report.`, 100, 150);
      context.font = '32px serif';
      for (let line = 0; line < 5; line++) {
        context.fillText('The quick brown dog jumped over the lazy fox and ran away.', 100, 260 + line * 48);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      list.push(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }
    return list.map((binary) => btoa(binary));
  }, pages);
  const pdf = await PDFDocument.create();
  for (const picture of pictures) {
    const image = await pdf.embedJpg(Buffer.from(picture, 'base64'));
    pdf.addPage([446, 216]).drawImage(image, { x: 0, y: 0, width: 446, height: 216 });
  }
  return pdf.save();
}

async function post(bytes: Uint8Array) {
  const sent = upload(bytes, { language: 'en' }, 'report.pdf');
  return jsonOf(await call(page, 'POST', 'ocr/', { body: sent.body, headers: { ...sent.headers, ...headers } }));
}

const job = async (from: Page, uuid: string) => jsonOf(await call(from, 'GET', `ocr/${uuid}/`, { headers }));

const isOver = ({ status }: { status: string }): boolean => status === 'done' || status === 'failed';

// biome-ignore lint/suspicious/noExplicitAny: the answer's JSON, checked by what is expected of it
async function until(from: Page, uuid: string, holds: (job: any) => boolean) {
  for (;;) {
    const seen = await job(from, uuid);
    if (holds(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Keys of the ledger's rows for pages of a job, sorted by page. */
async function charged(uuid: string): Promise<string[]> {
  const rows = await stored<{ kind: string; key: string; index: number }>('ledger');
  return rows
    .filter((row) => row.kind === 'page' && row.key.startsWith(uuid))
    .sort((a, b) => a.index - b.index)
    .map((row) => row.key);
}

async function reserved(uuid: string): Promise<number> {
  const jobs = await stored<{ uuid: string; reserved?: number }>('jobs');
  return jobs.find((one) => one.uuid === uuid)?.reserved ?? 0;
}

/** All records of one of the database's stores. */
function stored<Row>(store: string): Promise<Row[]> {
  return page.evaluate(
    (store) =>
      new Promise<never[]>((resolve, reject) => {
        const opening = indexedDB.open('barg');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const rows = opening.result.transaction(store).objectStore(store).getAll();
          rows.onsuccess = () => {
            opening.result.close();
            resolve(rows.result as never[]);
          };
        };
      }),
    store,
  );
}
