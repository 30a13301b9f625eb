/** Files built by the built app: figures cut out of a PDF and of a scan, PDF/A, how far a long one is, and giving it up. */
import { readFile } from 'node:fs/promises';
import { PDFDocument, type PDFFont, type PDFImage, StandardFonts } from '@cantoo/pdf-lib';
import JSZip from 'jszip';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Block, Job } from '../../src/contract/job.ts';
import { jsonBody, jsonOf, textOf, upload } from '../contract/suite.ts';
import { grayPng } from '../fixtures/png.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

let app: App;
let session: Session;
let page: Page;
let token: string;

beforeAll(async () => {
  app = await startApp();
  session = await launch(app);
  page = await open(session);
  token = await tokenOf(page);
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

const bearer = () => ({ Authorization: `Bearer ${token}` });

async function read(bytes: Uint8Array, name: string, fields: Record<string, string> = {}): Promise<Job> {
  const { headers, body } = upload(bytes, fields, name);
  let job: Job = jsonOf(await call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...bearer() } }));
  while (job.status === 'pending' || job.status === 'processing') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = jsonOf(await call(page, 'GET', `ocr/${job.uuid}/`, { headers: bearer() }));
  }
  expect(job).toMatchObject({ status: 'done' });
  return job;
}

const download = (job: Job, format: string) =>
  call(page, 'GET', `ocr/${job.uuid}/download/?format=${format}`, { headers: bearer() });

async function setType(job: Job, block: number, type: Block['type']): Promise<void> {
  const { headers, body } = jsonBody({ types: [{ block, type }] });
  const path = `ocr/${job.uuid}/pages/0/`;
  const answer = await call(page, 'PATCH', path, { body, headers: { ...headers, ...bearer() } });
  expect(answer.status).toBe(200);
}

/** Of the picture in an HTML file: its own size, the size that it is shown in, and how light a grid of its pixels is. */
async function pictureIn(html: string) {
  const image = /<img src="(data:image\/\w+;base64,[\w+/=]+)" alt="([^"]*)" width="(\d+)" height="(\d+)">/.exec(html);
  expect(image).not.toBeNull();
  const [, url = '', alt, width, height] = image ?? [];
  const pixels = await page.evaluate(async (url) => {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: [] };
    const light = (x: number, y: number) =>
      data[4 * (Math.floor(y * bitmap.height) * bitmap.width + Math.floor(x * bitmap.width))] ?? 0;
    let dark = 0;
    for (let n = 0; n < data.length; n += 4) if ((data[n] ?? 255) < 128) dark++;
    const share = dark / (bitmap.width * bitmap.height);
    return { width: bitmap.width, height: bitmap.height, left: light(0.25, 0.5), right: light(0.75, 0.5), share };
  }, url);
  return { alt, shown: { width: Number(width), height: Number(height) }, pixels };
}

/** Pages of text, each with a picture 300 by 150 points large, its left half black, its right half white. */
async function illustrated(pages = 1): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const picture = await pdf.embedPng(grayPng(600, 300, (x) => (x < 300 ? 0 : 255)));
  for (let n = 1; n <= pages; n++) drawIllustrated(pdf, font, picture);
  return pdf.save();
}

function drawIllustrated(pdf: PDFDocument, font: PDFFont, picture: PDFImage): void {
  const sheet = pdf.addPage([595, 842]);
  const text = (line: string, y: number, size = 12) => sheet.drawText(line, { x: 72, y, size, font });
  text('The halves of the sheet were weighed apart from each other, as the', 760);
  text('figure below shows, and then put together again by the keeper.', 744);
  sheet.drawImage(picture, { x: 72, y: 560, width: 300, height: 150 });
  text('Figure 1: Both halves of the sheet.', 544, 10);
  text('What came of it was written down on the day after, and lay in the', 500);
  text('archive for a hundred years until it was found by chance.', 484);
}

test("a PDF's picture stands in the Word and in the HTML file, in its size and with its caption", async () => {
  const job = await read(await illustrated(), 'halves.pdf');
  expect(job.pages[0]?.blocks.map(({ type }) => type)).toEqual(['paragraph', 'figure', 'caption', 'paragraph']);

  const html = textOf(await download(job, 'html'));
  const { alt, shown, pixels } = await pictureIn(html);
  expect(html).toContain('<figcaption dir="auto">Figure 1: Both halves of the sheet.</figcaption>');
  expect(alt).toBe('Figure 1: Both halves of the sheet.');
  // 300 by 150 points in CSS pixels.
  expect(Math.abs(shown.width - 400)).toBeLessThan(4);
  expect(Math.abs(shown.height - 200)).toBeLessThan(4);
  // 220 to an inch are 917; the picture that the viewer shows has 807.
  expect(pixels.width).toBeGreaterThan(880);
  expect(pixels.left).toBeLessThan(30);
  expect(pixels.right).toBeGreaterThan(225);

  const docx = await JSZip.loadAsync((await download(job, 'docx')).bytes);
  expect(Object.keys(docx.files).filter((name) => /^word\/media\/./.test(name))).toHaveLength(1);
  const xml = (await docx.file('word/document.xml')?.async('string')) ?? '';
  const [, width] = /<wp:extent cx="(\d+)"/.exec(xml) ?? [];
  expect(Math.abs(Number(width) / 12_700 - 300)).toBeLessThan(3);
  expect(xml).toContain('descr="Figure 1: Both halves of the sheet."');
});

test("a scan's formula is cut out of the scan; a document kept as text alone has its text alone", async () => {
  const scan = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 400);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 1200, 400);
    context.fillStyle = 'black';
    context.font = '48px sans-serif';
    context.fillText('the harbour is closed', 300, 200);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return Array.from(bytes);
  });
  for (const retention of ['keep', 'text']) {
    const job = await read(Uint8Array.from(scan), 'scan.png', { language: 'eng', retention });
    expect(job.text).toBe('the harbour is closed');
    await setType(job, 0, 'formula');
    const html = textOf(await download(job, 'html'));
    const xml = await (await JSZip.loadAsync((await download(job, 'docx')).bytes)).file('word/document.xml');
    if (retention === 'text') {
      expect(html).not.toContain('<img');
      expect(html).toContain('<p dir="auto">the harbour is closed</p>');
      expect(await xml?.async('string')).toContain('the harbour is closed</w:t>');
      continue;
    }
    const { alt, pixels } = await pictureIn(html);
    expect(alt).toBe('the harbour is closed');
    // The words fill the region that was cut out, and nothing else of the page is in it.
    expect(pixels.share).toBeGreaterThan(0.1);
    expect(pixels.width).toBeLessThan(600);
    expect(pixels.height).toBeLessThan(80);
    expect(await xml?.async('string')).toMatch(/<w:drawing>.*descr="the harbour is closed"/);
  }
});

test('a scan becomes PDF/A; a PDF that is none is refused with words', async () => {
  const scan = await read(
    grayPng(600, 300, (x) => (x < 300 ? 0 : 255)),
    'halves.png',
    { language: 'eng' },
  );
  const { status, bytes } = await download(scan, 'pdf&pdfa=1');
  expect(status).toBe(200);
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  expect(pdf.catalog.toString()).toContain('/GTS_PDFA1');
  expect(new TextDecoder('latin1').decode(bytes)).toContain('<pdfaid:part>2</pdfaid:part>');

  const job = await read(await illustrated(), 'halves.pdf');
  const refused = await download(job, 'pdf&pdfa=1');
  expect(refused.status).toBe(400);
  expect(JSON.parse(textOf(refused))).toMatchObject({ code: 'bad_field', field: 'pdfa' });
  expect((await download(job, 'pdf')).status).toBe(200);
});

test('a long document says how many of its pages are built', async () => {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let n = 1; n <= 5; n++) {
    pdf.addPage([595, 842]).drawText(`The harbour is closed on day ${n}.`, { x: 72, y: 700, size: 12, font });
  }
  const job = await read(await pdf.save(), 'days.pdf');
  const heard = page.evaluate(
    (uuid) =>
      new Promise<[number, number]>((resolve) => {
        const channel = new BroadcastChannel('changes');
        channel.onmessage = ({ data }) => {
          if (data.type === 'building' && data.uuid === uuid && data.done === data.total)
            resolve([data.done, data.total]);
        };
      }),
    job.uuid,
  );
  expect((await download(job, 'docx')).status).toBe(200);
  expect(await heard).toEqual([5, 5]);
});

describe('a long document', () => {
  const PAGES = 30;
  let job: Job;
  beforeAll(async () => {
    job = await read(await illustrated(PAGES), 'halves of many.pdf');
    await page.goto(`${app.origin}/#/job/${job.uuid}`);
    await page.locator('.text-view').waitFor();
  });

  const menu = () => page.locator('.job-bar .menu > button');
  const isBuilding = () => page.workers().some((worker) => /\/export-/.test(worker.url()));

  /** Of the job: its tasks in the queue, and the files that are kept of it. */
  const stored = () =>
    page.evaluate(
      (uuid) =>
        new Promise<{ tasks: number; files: string[] }>((resolve, reject) => {
          const opening = indexedDB.open('barg');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const tx = opening.result.transaction(['tasks', 'blobs']);
            const tasks = tx.objectStore('tasks').index('uuid').count(uuid);
            const keys = tx.objectStore('blobs').getAllKeys();
            tx.oncomplete = () => {
              opening.result.close();
              resolve({
                tasks: tasks.result,
                files: keys.result.map(String).filter((key) => key.startsWith(`${uuid}/export/`)),
              });
            };
          };
        }),
      job.uuid,
    );

  async function expectEnded(): Promise<void> {
    await expect.poll(isBuilding, { timeout: 2_000 }).toBe(false);
    await expect.poll(stored).toEqual({ tasks: 0, files: [] });
    // Nor is it begun again.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([isBuilding(), await stored()]).toEqual([false, { tasks: 0, files: [] }]);
  }

  test('shows how far its file is, and gives it up at once', async () => {
    await menu().click();
    await page.locator('[data-format=docx]').click();
    await expect.poll(isBuilding).toBe(true);
    const building = page.locator('[data-building=docx]');
    await building.getByText(/^Page \d+ of 30$/).waitFor();
    expect(await building.locator('progress').getAttribute('max')).toBe('30');
    await building.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.menu-panel').waitFor({ state: 'detached' });
    expect(await menu().innerText()).toContain('Download');
    await expectEnded();
  });

  test('a program that aborts its request ends the building, unless another one waits for the same', async () => {
    const path = `/api/v1/ocr/${job.uuid}/download/?format=html`;
    for (const waiting of [1, 2]) {
      const outcomes = page.evaluate(
        async ([path, token, waiting]) => {
          const until = new AbortController();
          window.addEventListener('give-up', () => until.abort(), { once: true });
          const headers = { Authorization: `Bearer ${token}` };
          const first = fetch(path, { headers, signal: until.signal }).then(String, (error: Error) => error.name);
          const others = Array.from({ length: waiting - 1 }, () => fetch(path, { headers }));
          return [await first, ...(await Promise.all(others)).map(({ status }) => String(status))];
        },
        [path, token, waiting] as const,
      );
      await expect.poll(isBuilding).toBe(true);
      await page.evaluate(() => window.dispatchEvent(new Event('give-up')));
      expect(await outcomes).toEqual(waiting === 1 ? ['AbortError'] : ['AbortError', '200']);
      if (waiting === 1) await expectEnded();
    }
  });

  test('asked for again, the file is whole', async () => {
    await menu().click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-format=docx]').click()]);
    const docx = await JSZip.loadAsync(await readFile(await file.path()));
    const xml = (await docx.file('word/document.xml')?.async('string')) ?? '';
    expect(xml.match(/Both halves of the sheet\.<\/w:t>/g)).toHaveLength(PAGES);
    expect(xml.match(/<w:drawing>/g)).toHaveLength(PAGES);
    expect(await stored()).toEqual({
      tasks: 0,
      files: ['docx', 'html'].map((format) => `${job.uuid}/export/format=${format}`),
    });
  });
});

test('five hundred pages become a Word file and a PDF page by page, and can be given up amid them', async () => {
  const PAGES = 500;
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let n = 1; n <= PAGES; n++) {
    const sheet = pdf.addPage([595, 842]);
    for (let line = 0; line < 20; line++) {
      const text = `Entry ${n}.${line}: the harbour was closed, and ships waited.`;
      sheet.drawText(text, { x: 72, y: 700 - 28 * line, size: 11, font });
    }
  }
  const job = await read(await pdf.save(), 'log.pdf');
  /** Asks for the file and gives it up when it is heard of at page `until`; what was heard of its progress. */
  const build = (format: string, until = Infinity) =>
    page.evaluate(
      async ([path, token, uuid, until]) => {
        const abort = new AbortController();
        const heard: number[] = [];
        const channel = new BroadcastChannel('changes');
        channel.onmessage = ({ data }) => {
          if (data.type !== 'building' || data.uuid !== uuid) return;
          heard.push(data.done);
          if (data.done >= until) abort.abort();
        };
        const headers = { Authorization: `Bearer ${token}` };
        const outcome = await fetch(path, { headers, signal: abort.signal }).then(
          async (response) => [response.status, (await response.arrayBuffer()).byteLength],
          (error: Error) => error.name,
        );
        // What was said comes after the file.
        await new Promise((resolve) => setTimeout(resolve, 300));
        channel.close();
        return { heard, outcome };
      },
      [`/api/v1/ocr/${job.uuid}/download/?format=${format}`, token, job.uuid, until] as const,
    );
  const givenUp = await build('docx', 1);
  expect(givenUp.outcome).toBe('AbortError');
  expect(Math.max(...givenUp.heard)).toBeLessThan(PAGES);
  for (const format of ['docx', 'pdf']) {
    const { heard, outcome } = await build(format);
    expect(outcome).toEqual([200, expect.any(Number)]);
    expect(heard.at(-1)).toBe(PAGES);
    expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b));
  }
  const docx = await JSZip.loadAsync((await download(job, 'docx')).bytes);
  const xml = (await docx.file('word/document.xml')?.async('string')) ?? '';
  expect(new Set(xml.match(/Entry \d+\.\d+/g)).size).toBe(20 * PAGES);
});

test('PDF/A is offered for pictures, not for PDFs', async () => {
  const picture = grayPng(600, 300, (x) => (x < 300 ? 0 : 255));
  for (const [bytes, name, offered] of [
    [picture, 'a picture.png', 1],
    [await illustrated(), 'a document.pdf', 0],
  ] as const) {
    const { uuid } = await read(bytes, name, { language: 'eng' });
    await page.goto(`${app.origin}/#/job/${uuid}`);
    await page.locator('h1', { hasText: name }).waitFor();
    await page.locator('.job-bar .menu > button').click();
    await page.locator('.menu-more summary').click();
    await page.locator('[data-format=hocr]').waitFor();
    const choice = page.locator('[data-format=pdfa]');
    expect(await choice.count()).toBe(offered);
    if (!offered) continue;
    const [file] = await Promise.all([page.waitForEvent('download'), choice.click()]);
    expect(file.suggestedFilename()).toBe('a picture.pdf');
    expect((await readFile(await file.path())).toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
  }
});
