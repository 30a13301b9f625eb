/** Uploads that only a real browser can prove: many pages with the real engine, and very large bodies. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Job } from '../../src/contract/job.ts';
import { LIMITS } from '../../src/contract/limits.ts';
import { form, jsonOf, upload } from '../contract/suite.ts';
import { type BilevelPage, bilevelTiff } from '../fixtures/tiff.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

let app: App;
let session: Session;
let page: Page;
let bearer: { Authorization: string };

beforeAll(async () => {
  app = await startApp();
  session = await launch(app);
  page = await open(session);
  bearer = { Authorization: `Bearer ${await tokenOf(page)}` };
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

const WORDS = ['first', 'second', 'third', 'fourth', 'fifth'];

test('five pages are answered with their texts, in order', async () => {
  const pages = await Promise.all(WORDS.map((word) => written(`This is the ${word} page`)));
  const { body, headers } = upload(bilevelTiff(pages), {}, 'five.tif');
  const job: Job = jsonOf(await call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...bearer } }));
  expect(job).toMatchObject({ status: 'done', page_count: 5, credits: 5, progress: { done: 5, total: 5 } });
  expect(job.pages.map(({ index, text }) => [index, text])).toEqual(
    WORDS.map((word, index) => [index, `This is the ${word} page`]),
  );
});

test('six pages are answered at once; meanwhile GET shows what is finished', async () => {
  // The last page keeps the engine busy for seconds.
  const pages = [...(await Promise.all(WORDS.map((word) => written(`This is the ${word} page`)))), noise()];
  const { body, headers } = upload(bilevelTiff(pages), {}, 'six.tif');
  const posted: Job = jsonOf(await call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...bearer } }));
  expect(['pending', 'processing']).toContain(posted.status);
  expect(posted).toMatchObject({ page_count: 6, progress: { total: 6 }, finished_at: null });
  const seen: Job[] = [];
  for (let job = posted; job.status !== 'done'; ) {
    job = jsonOf(await call(page, 'GET', `ocr/${posted.uuid}/`, { headers: bearer }));
    expect(job.status).not.toBe('failed');
    expect(job.pages).toHaveLength(job.progress.done);
    for (const { text } of job.pages) expect(job.text).toContain(text);
    seen.push(job);
  }
  const half = seen.find((job) => job.status === 'processing' && job.progress.done > 0);
  expect(half?.pages[0]?.text).toMatch(/^This is the \w+ page$/);
  expect(seen.at(-1)).toMatchObject({ credits: 6, progress: { done: 6, total: 6 } });
  expect(seen.at(-1)?.pages.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('200 MB arrive; more is refused with the numbers, and nothing of it is stored', async () => {
  const before = await records();
  const at = await postZeros(LIMITS.fileBytes);
  expect(at).toMatchObject({ status: 400, code: 'unsupported_type' });
  const over = await postZeros(LIMITS.fileBytes + 1);
  expect(over).toMatchObject({ status: 400, code: 'file_too_large', limit: LIMITS.fileBytes });
  expect(over.actual).toBeGreaterThan(LIMITS.fileBytes);
  expect(await records()).toEqual(before);
});

test("a browser's own form is read, whatever the file's name", async () => {
  const names = ['رسید ۱ (کپی).png', '收据.png', '🧾.png', 'a"b.png', "it's; ok=1.png", 'two\r\nlines.png'];
  const kept = ['رسید ۱ (کپی).png', '收据.png', '🧾.png', 'a"b.png', "it's; ok=1.png", 'twolines.png'];
  const filenames = await page.evaluate(async (names) => {
    const canvas = new OffscreenCanvas(64, 32);
    canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
    const picture = await canvas.convertToBlob({ type: 'image/png' });
    const kept: string[] = [];
    for (const name of names) {
      const form = new FormData();
      form.append('language', 'eng');
      form.append('file', picture, name);
      const response = await fetch('/api/v1/ocr/', { method: 'POST', body: form });
      kept.push((await response.json()).filename);
    }
    return kept;
  }, names);
  expect(filenames).toEqual(kept);
  const nothing = form([{ name: 'file', value: '', filename: '' }]);
  expect(jsonOf(await call(page, 'POST', 'ocr/', nothing)).code).toBe('empty_file');
});

/** A line of text as the browser draws it. */
async function written(text: string): Promise<BilevelPage> {
  const [width, height] = [640, 120];
  const black = await page.evaluate(
    ([text, width, height]) => {
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = 'white';
      context.fillRect(0, 0, width, height);
      context.fillStyle = 'black';
      context.font = '36px sans-serif';
      context.fillText(text, 40, 72);
      const { data } = context.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, i) => ((data[i * 4] as number) < 128 ? 1 : 0));
    },
    [text, width, height] as const,
  );
  return { width, height, ink: (x, y) => black[y * width + x] === 1 };
}

/** Specks of a letter's size. */
const noise = (): BilevelPage => ({
  width: 2400,
  height: 2400,
  ink: (x, y) => (((x >> 3) * 7919 + (y >> 3) * 104_729) ^ ((x >> 3) * (y >> 3) * 31)) % 5 < 2,
});

/** Posts so many zero bytes from the page itself: they would take too long through the test's own connection. */
function postZeros(bytes: number) {
  return page.evaluate(
    async ([bytes, headers]) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), 'zeros.bin');
      const response = await fetch('/api/v1/ocr/', { method: 'POST', body: form, headers });
      return { status: response.status, ...(await response.json()) };
    },
    [bytes, bearer] as const,
  );
}

/** How many records each store of the database holds. */
function records(): Promise<Record<string, number>> {
  return page.evaluate(
    () =>
      new Promise<Record<string, number>>((resolve, reject) => {
        const opening = indexedDB.open('barg');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const names = [...db.objectStoreNames];
          const counts = names.map((name) => db.transaction(name).objectStore(name).count());
          const tx = db.transaction(names);
          tx.oncomplete = () => {
            db.close();
            resolve(Object.fromEntries(names.map((name, i) => [name, counts[i]?.result ?? -1])));
          };
        };
      }),
  );
}
