/** Words become a document: tables, headings and data of a scan and of PDFs, over the API and in the built app. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReceiptData } from '../../src/contract/data.ts';
import type { Block, Job } from '../../src/contract/job.ts';
import { jsonBody, jsonOf, textOf, upload } from '../contract/suite.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

/** The app's own sample: a letter with an invoice's table. */
const SAMPLE = join(import.meta.dirname, '../../src/app/sample/sample.png');

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

const asAccount = () => ({ headers: { Authorization: `Bearer ${token}` } });

async function read(bytes: Uint8Array, fields: Record<string, string>, name = 'page.png'): Promise<Job> {
  const { headers, body } = upload(bytes, fields, name);
  const answer = await call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...asAccount().headers } });
  let job: Job = jsonOf(answer);
  while (job.status === 'pending' || job.status === 'processing') {
    await page.waitForTimeout(100);
    job = jsonOf(await call(page, 'GET', `ocr/${job.uuid}/`, asAccount()));
  }
  expect(job.error).toBeUndefined();
  return job;
}

const sample = () => new Uint8Array(readFileSync(SAMPLE));
const ofType = (job: Job, type: Block['type']) =>
  job.pages.flatMap(({ blocks }) => blocks.filter((b) => b.type === type));
const textsOf = (table: Block | undefined) => table?.table?.rows.map((row) => row.map(({ text }) => text));

test("a scan's table has its rows and columns, as Markdown and as CSV", async () => {
  const job = await read(sample(), { tool: 'extract-tables' });
  const [table, ...others] = ofType(job, 'table');
  expect(others).toEqual([]);
  const rows = textsOf(table);
  expect(rows?.[0]).toEqual(['Description', 'Quantity', 'Price', 'Amount']);
  expect(rows).toContainEqual(['Paper repair, per sheet', '36', '2.50', '90.00']);
  expect(table?.table?.rows[0]?.every(({ header }) => header)).toBe(true);
  expect(job.markdown).toContain('| Gilt lettering | 4 | 18.00 | 72.00 |');
  const csv = textOf(await call(page, 'GET', `ocr/${job.uuid}/download/?format=csv`, asAccount()));
  expect(csv.split('\r\n')[1]).toBe('"New leather spine, hand sewn",4,85.00,340.00');
  const zip = await call(page, 'GET', `ocr/${job.uuid}/download/?format=csv&tables=separate`, asAccount());
  expect(Object.keys((await JSZip.loadAsync(zip.bytes)).files)).toHaveLength(1);
});

test('its heading is one, its paragraphs are whole', async () => {
  const job = await read(sample(), {});
  expect(ofType(job, 'heading').map(({ text }) => text)).toContain('Harbour Bookbinders');
  expect(job.markdown).toMatch(/^# Harbour Bookbinders$/m);
  expect(job.markdown).toMatch(/All four volumes are repaired and ready to be collected\./);
});

test('an invoice as data: values with their places, sums that are checked, found anew after a correction', async () => {
  const job = await read(sample(), { tool: 'invoice-to-data' });
  expect(job.data).toMatchObject({
    number: { value: '2048', page: 1 },
    date: { value: '2025-03-12', text: '12 March 2025' },
    due_date: { value: '2025-04-11' },
    total: { value: 661.8 },
    tax: { value: 110.3 },
    currency: { value: 'GBP' },
  });
  const { total, checks } = job.data as ReceiptData;
  expect(checks.some(({ ok, fields }) => ok && fields.includes('total'))).toBe(true);
  // The place of the value is where its word stands.
  const words = job.pages[0]?.blocks.flatMap(({ lines }) => lines).flatMap((line) => line.words) ?? [];
  const [, , right, bottom] = words.find(({ text }) => text === '661.80')?.bbox ?? [];
  expect(total?.bbox.slice(2)).toEqual([right, bottom]);

  const blocks = job.pages[0]?.blocks ?? [];
  const block = blocks.findIndex(({ type }) => type === 'table');
  const lines = blocks[block]?.lines ?? [];
  const line = lines.findIndex(({ words: own }) => own.some(({ text }) => text === '661.80'));
  const word = lines[line]?.words.findIndex(({ text }) => text === '661.80') ?? -1;
  const patch = jsonBody({ edits: [{ block, line, word, text: '662.80' }] });
  const headers = { ...patch.headers, ...asAccount().headers };
  const patched = await call(page, 'PATCH', `ocr/${job.uuid}/pages/0/`, { ...patch, headers });
  expect(patched.status).toBe(200);
  await expect
    .poll(async () => (jsonOf(await call(page, 'GET', `ocr/${job.uuid}/`, asAccount())) as Job).data, {
      timeout: 15_000,
    })
    .toMatchObject({
      total: { value: 662.8 },
      checks: expect.arrayContaining([expect.objectContaining({ ok: false })]),
    });
});

test('a document as a whole: running heads leave the text, headings keep their levels, a table goes on', async () => {
  const pdf = await page.evaluate(drawReport);
  const job = await read(new Uint8Array(pdf), {}, 'report.pdf');
  expect(job.pages.map(({ source }) => source)).toEqual(Array(5).fill('text-layer'));
  expect(ofType(job, 'page-header').map(({ text }) => text)).toEqual(Array(5).fill('Harbour Board, annual report'));
  expect(ofType(job, 'page-footer').map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  expect(job.text).not.toContain('annual report');
  expect(ofType(job, 'heading').map(({ text, level }) => [level, text])).toEqual([
    [1, 'Report of the year'],
    ...[1, 2, 3, 4, 5].map((n) => [2, `Quarter ${n}`]),
  ]);
});

test('in the app a tool leads to its result, and a value to its place on the page', async () => {
  await page.evaluate(() => {
    location.hash = '#/tools';
  });
  await page.locator('[data-tool="invoice-to-data"]').click();
  await page.locator('#file-input').waitFor({ state: 'attached' });
  await page.setInputFiles('#file-input', SAMPLE);
  // It was read before with the same tool: the app says so and offers both.
  const row = page.locator('.row[data-state="known"]').first();
  await row.waitFor();
  await row.locator('button').filter({ hasText: /again/i }).click();
  const total = page.locator('.data-values [data-name="total"] .data-value');
  await total.waitFor();
  expect(await total.textContent()).toMatch(/661\.80$/);
  await total.click();
  const mark = page.locator('.page .mark');
  const word = page.locator('.word-layer .word', { hasText: '661.80' });
  const middle = async (of: typeof mark) => {
    const box = await of.boundingBox();
    return box ? box.y + box.height / 2 : Number.NaN;
  };
  // The page is still being scrolled to its place.
  await expect.poll(async () => Math.abs((await middle(mark)) - (await middle(word)))).toBeLessThan(6);
  await page.getByRole('tab', { name: 'Text' }).click();
  expect(await page.locator('.text-view table td', { hasText: /^Gilt lettering$/ }).count()).toBe(1);
});

test('nothing left the origin, and the policy was kept', () => {
  session.assertOwnOriginOnly();
  session.assertNoViolations();
});

/** Five pages with a running head, page numbers, a title and headings, as a PDF put together by hand. */
function drawReport(): number[] {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const text = (x: number, y: number, size: number, font: string, words: string) =>
    `BT /${font} ${size} Tf ${x} ${y} Td (${words}) Tj ET\n`;
  const prose = [
    'The board met in the hall and heard what had been done since the spring,',
    'what it had cost, and what was left to do before the ships came back.',
    'It was agreed that the north wall should be raised by two feet, and that',
    'the masons should be paid by the week as long as the work went on.',
  ];
  const kids = Array.from({ length: 5 }, (_, i) => `${5 + 2 * i} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count 5 /Kids [${kids}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>');
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>');
  for (let n = 1; n <= 5; n++) {
    let content = text(72, 800, 9, 'R', 'Harbour Board, annual report') + text(295, 30, 9, 'R', String(n));
    let y = 740;
    if (n === 1) content += text(72, y, 24, 'B', 'Report of the year');
    if (n === 1) y -= 50;
    content += text(72, y, 15, 'B', `Quarter ${n}`);
    for (let paragraph = 0; paragraph < 6; paragraph++) {
      y -= 24;
      for (const line of prose) {
        y -= 14;
        content += text(72, y, 11, 'R', line);
      }
    }
    add(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ' +
        `/Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents ${6 + 2 * (n - 1)} 0 R >>`,
    );
    add(`<< /Length ${content.length} >>\nstream\n${content}endstream`);
  }
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) file += `${String(at).padStart(10, '0')} 00000 n \n`;
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return [...file].map((character) => character.charCodeAt(0));
}
