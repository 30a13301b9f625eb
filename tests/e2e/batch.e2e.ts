/** Folders and ZIPs: many files as one entry of the list, their results as one ZIP, and files that were read before. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import JSZip from 'jszip';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, launch, open, type Session, startApp } from './harness.ts';

let app: App;
let session: Session;
let page: Page;
let work: string;

beforeAll(async () => {
  app = await startApp();
  session = await launch(app, { locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  page = await open(session);
  work = await mkdtemp(join(tmpdir(), 'barg-batch-'));
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
  await rm(work, { recursive: true, force: true });
});

/** A PDF of so many pages that say `text` and their number. */
async function pdfOf(text: string, pages = 1, password?: string): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  // The same words twice are the same file.
  pdf.setCreationDate(new Date(0));
  pdf.setModificationDate(new Date(0));
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    pdf.addPage([595, 842]).drawText(`${text}, page ${number}`, { x: 72, y: 742, size: 14, font });
  }
  if (password !== undefined) pdf.encrypt({ userPassword: password, ownerPassword: `${password}-owner` });
  return Buffer.from(await pdf.save());
}

const zipOf = async (files: Record<string, Buffer | string>): Promise<Buffer> => {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
};

async function folderOf(name: string, files: Record<string, Buffer | string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(work, name, path, '..'), { recursive: true });
    await writeFile(join(work, name, path), content);
  }
  return join(work, name);
}

/** As from the system's file manager: a synthetic DataTransfer cannot hold a folder. */
async function dropPaths(...files: string[]): Promise<void> {
  const devtools = await session.context.newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files, dragOperationsMask: 1 };
    await devtools.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
}

const choose = (name: string, buffer: Buffer) =>
  page.setInputFiles('#file-input', { name, mimeType: 'application/octet-stream', buffer });

const batch = (name: string): Locator => page.locator(`[data-batch="${name}"]`);

/** Until everything that was sent is read. */
async function over(name: string): Promise<Locator> {
  await batch(name).locator('> .row[data-state="over"]').waitFor({ timeout: 60_000 });
  return batch(name);
}

async function unfold(name: string): Promise<Locator> {
  const button = batch(name).locator('button.row-name').first();
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  return batch(name).locator('.batch-files');
}

const namesIn = (files: Locator) => files.locator('[data-uuid] .row-name').allInnerTexts();

async function downloaded(name: string, ...ticked: string[]): Promise<JSZip> {
  await batch(name)
    .getByRole('button', { name: /^Download all/ })
    .click();
  for (const box of await batch(name).locator('.menu-panel input').all()) {
    await box.setChecked(ticked.includes((await box.getAttribute('name')) ?? ''));
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    batch(name).getByRole('button', { name: 'Save as ZIP' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${name}.zip`);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return JSZip.loadAsync(Buffer.concat(chunks));
}

const filesOf = (zip: JSZip): string[] =>
  Object.values(zip.files)
    .flatMap(({ dir, name }) => (dir ? [] : [name]))
    .sort();

test('a dropped folder is walked, and each file that cannot be read says why', async () => {
  const folder = await folderOf('Scans 2024', {
    'letter.pdf': await pdfOf('letter'),
    'deep/deeper/report.pdf': await pdfOf('report', 7),
    'deep/letter.pdf': await pdfOf('another letter'),
    'locked.pdf': await pdfOf('secret', 1, 'open sesame'),
    'broken.pdf': '%PDF-1.7\nnothing of the kind\n',
    'notes.txt': 'just text',
    'inner.zip': await zipOf({ 'x.txt': 'x' }),
    '.DS_Store': 'x',
    'deep/.hidden/x.pdf': await pdfOf('hidden'),
  });
  await dropPaths(folder);
  await over('Scans 2024');
  expect(await batch('Scans 2024').locator('.row-meta').first().innerText()).toMatch(
    /^3 documents · 9 pages · .* · 2 need you$/,
  );
  const files = await unfold('Scans 2024');
  await expect.poll(async () => (await namesIn(files)).sort()).toEqual(['letter.pdf', 'letter.pdf', 'report.pdf']);

  const left = files.locator('details', { hasText: '2 files were left out' });
  await left.locator('summary').click();
  expect(await left.locator('li').allInnerTexts()).toEqual([
    expect.stringMatching(/^inner\.zip .*by itself/),
    expect.stringMatching(/^notes\.txt .*cannot|^notes\.txt .*not a file/),
  ]);
  expect(await files.locator('[data-path="broken.pdf"] .problem').innerText()).toMatch(/damaged/);

  const locked = files.locator('[data-path="locked.pdf"]');
  await locked.locator('input').fill('wrong');
  await locked.locator('input').press('Enter');
  await locked.locator('.problem', { hasText: 'not right' }).waitFor();
  await locked.locator('input').fill('open sesame');
  await locked.locator('input').press('Enter');
  await locked.waitFor({ state: 'detached' });
  await files.locator('[data-uuid]', { hasText: 'locked.pdf' }).waitFor();
  await over('Scans 2024');
});

test('its results are one ZIP, a folder a document; it is still there after a reload', async () => {
  await page.reload();
  await over('Scans 2024');
  const zip = await downloaded('Scans 2024', 'txt', 'docx');
  const names = ['letter', 'letter (2)', 'locked', 'report'];
  expect(filesOf(zip)).toEqual(names.flatMap((name) => [`${name}/${name}.docx`, `${name}/${name}.txt`]).sort());
  const text = (name: string) => zip.file(`${name}/${name}.txt`)?.async('string');
  expect(await text('report')).toMatch(/report, page 7/);
  expect([await text('letter'), await text('letter (2)')].sort()).toEqual([
    'another letter, page 1\n',
    'letter, page 1\n',
  ]);
});

test('a ZIP: names in Persian, twins, what was read before, what systems leave in it', async () => {
  const invoice = await pdfOf('invoice');
  const zip = await zipOf({
    'فاکتورها/رسید ۱.pdf': invoice,
    'فاکتورها/رسید ۲.pdf': invoice,
    'again.pdf': await pdfOf('letter'),
    'empty.pdf': '',
    'nested.zip': 'PK',
    '__MACOSX/فاکتورها/._رسید ۱.pdf': 'x',
  });
  await choose('invoices.zip', zip);
  await over('invoices');
  const files = await unfold('invoices');
  expect(await files.locator('.batch-note').allInnerTexts()).toEqual([
    expect.stringMatching(/^1 file is the same as another one here/),
    expect.stringMatching(/^1 file had been read before; its result is used/),
    expect.stringMatching(/^1 file was left out/),
  ]);
  await files.locator('summary', { hasText: 'read before' }).click();
  await files.locator('details a', { hasText: 'letter.pdf' }).waitFor();
  expect(await files.locator('[data-path="empty.pdf"] .problem').innerText()).toMatch(/empty/);
  await expect.poll(() => namesIn(files)).toHaveLength(2);
  const text = await downloaded('invoices', 'txt');
  expect(filesOf(text)).toEqual(['letter/letter.txt', 'رسید ۱/رسید ۱.txt']);
});

test('a ZIP that cannot be opened says what to do', async () => {
  await choose('no zip.zip', Buffer.from('not a ZIP at all'));
  await batch('no zip').locator('.problem', { hasText: 'damaged' }).waitFor();
  const encrypted = await zipOf({ 'a.pdf': await pdfOf('a') });
  encrypted.writeUInt16LE(1, encrypted.indexOf('PK\x01\x02', 0, 'latin1') + 8);
  await choose('locked.zip', encrypted);
  await batch('locked').locator('.problem', { hasText: 'password' }).waitFor();
  await batch('locked').getByRole('button', { name: 'Delete locked' }).click();
  await batch('locked').waitFor({ state: 'detached' });
});

test('a folder can be chosen, and the same one again joins what is there', async () => {
  const folder = await folderOf('contracts', { 'one.pdf': await pdfOf('one'), 'deep/two.pdf': await pdfOf('two') });
  await page.setInputFiles('#folder-input', folder);
  await over('contracts');
  await writeFile(join(folder, 'three.pdf'), await pdfOf('three'));
  await page.setInputFiles('#folder-input', folder);
  const files = await unfold(basename(folder));
  await files.locator('[data-uuid]').nth(2).waitFor();
  await over('contracts');
  await expect.poll(async () => (await namesIn(files)).sort()).toEqual(['one.pdf', 'three.pdf', 'two.pdf']);
});

test('a file that was read before is not read again unasked', async () => {
  const letter = await pdfOf('letter');
  const documents = async () => page.locator('[data-uuid]').count();
  const before = await documents();
  await choose('the same letter.pdf', letter);
  const row = page.locator('.row[data-state="known"]');
  expect(await row.innerText()).toMatch(/You have read this file already, on .*20\d\d/);
  expect(await documents()).toBe(before);
  await row.getByRole('link', { name: 'Open it' }).click();
  await page.locator('h1', { hasText: /^letter\.pdf$/ }).waitFor();
  await page.goBack();
  await choose('the same letter.pdf', letter);
  await row.getByRole('button', { name: 'Read it again' }).click();
  await page.locator('h1', { hasText: 'the same letter.pdf' }).waitFor();
  // In another language it is another reading.
  await page.goBack();
  await page.evaluate(() => localStorage.setItem('barg-document-languages', 'deu'));
  await page.reload();
  await choose('in German.pdf', letter);
  await page.locator('h1', { hasText: 'in German.pdf' }).waitFor();
  await page.evaluate(() => localStorage.removeItem('barg-document-languages'));
  await page.goBack();
  await page.reload();
});

test('a batch can be stopped while it is read, and deleted, each after a question', async () => {
  const files = Object.fromEntries(
    await Promise.all(Array.from({ length: 6 }, async (_, i) => [`${i}.pdf`, await pdfOf(`file ${i}`, 60)] as const)),
  );
  await choose('long.zip', await zipOf(files));
  await batch('long').getByRole('button', { name: 'Cancel long' }).click();
  await batch('long').getByRole('button', { name: 'Stop' }).click();
  await over('long');
  const remove = batch('long').getByRole('button', { name: 'Delete long' });
  await remove.click();
  await batch('long').getByRole('button', { name: 'Keep' }).click();
  expect(await batch('long').count()).toBe(1);
  if (
    await batch('long')
      .locator('.row-meta', { hasText: /document/ })
      .count()
  )
    await remove.click();
  await batch('long').getByRole('button', { name: 'Delete', exact: true }).click();
  await batch('long').waitFor({ state: 'detached' });
  // What stands in two batches only leaves the one that is deleted.
  await batch('invoices').getByRole('button', { name: 'Delete invoices' }).click();
  await batch('invoices').getByRole('button', { name: 'Delete', exact: true }).click();
  await batch('invoices').waitFor({ state: 'detached' });
  const scans = await unfold('Scans 2024');
  await expect.poll(() => namesIn(scans)).toHaveLength(4);
});

test('nothing left the origin, the policy was kept, and nothing was said on the console', () => {
  session.assertOwnOriginOnly();
  session.assertNoViolations();
  session.assertNoErrors(/status of 400/);
});
