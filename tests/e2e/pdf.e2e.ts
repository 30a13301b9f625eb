/** PDFs through the API and the app: text layers, scans, passwords, damage. */
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPdf, stream } from '../../src/engine/pdf/test-pdf.ts';
import { jsonOf, upload } from '../contract/suite.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

const LINES = ['The seller delivers the goods to the buyer.', 'Total due: 1,204.50 EUR', 'Page'];

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

async function post(bytes: Uint8Array, fields: Record<string, string> = {}) {
  const { headers, body } = upload(bytes, fields, 'contract.pdf');
  return call(page, 'POST', 'ocr/', { body, headers: { ...headers, ...bearer() } });
}

/** So many A4 pages of three lines each; the third names its page. */
async function textPdf(
  pages: number,
  { password, plain = false }: { password?: string; plain?: boolean } = {},
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number++) {
    const sheet = pdf.addPage([595, 842]);
    const lines = [...LINES.slice(0, 2), `${LINES[2]} ${number}`];
    lines.forEach((line, i) => {
      sheet.drawText(line, { x: 72, y: 742 - i * 40, size: 14, font });
    });
  }
  if (password !== undefined) pdf.encrypt({ userPassword: password, ownerPassword: `${password}-owner` });
  return pdf.save({ useObjectStreams: !plain });
}

test('a text layer is taken as it is, page by page, with its words where they stand', async () => {
  let job = jsonOf(await post(await textPdf(6)));
  expect(['pending', 'processing']).toContain(job.status);
  const again = async () => jsonOf(await call(page, 'GET', `ocr/${job.uuid}/`, { headers: bearer() }));
  await expect.poll(async () => (await again()).status).toBe('done');
  job = await again();
  expect(job).toMatchObject({ page_count: 6, credits: 6, mean_confidence: 1, warnings: [] });
  for (const [i, read] of job.pages.entries()) {
    expect(read).toMatchObject({ index: i, source: 'text-layer', rotation: 0 });
    expect(read.text.split(/\n+/)).toEqual([LINES[0], LINES[1], `Page ${i + 1}`]);
  }
  const [first] = job.pages;
  const scale = first.width / 595;
  const word = first.blocks[0].lines[0].words[0];
  expect(word.text).toBe('The');
  expect(Math.abs(word.bbox[0] / scale - 72)).toBeLessThan(2);
  // The baseline lies 742 points above the bottom, 100 below the top.
  expect(word.bbox[1] / scale).toBeLessThan(100);
  expect(word.bbox[3] / scale).toBeGreaterThan(98);

  const picture = await call(page, 'GET', `ocr/${job.uuid}/pages/5/image/?width=400`, { headers: bearer() });
  expect([picture.status, picture.headers['content-type']]).toEqual([200, expect.stringMatching(/^image\//)]);
});

test('a scan in a PDF is recognised', async () => {
  await page.goto(`${app.origin}/`);
  const scan = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1240, 1754);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 1240, 1754);
    context.fillStyle = 'black';
    context.font = '36px serif';
    context.fillText('The quick brown dog jumped over the lazy fox.', 120, 300);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  });
  const pdf = await PDFDocument.create();
  const image = await pdf.embedJpg(Buffer.from(scan, 'base64'));
  pdf.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
  const job = jsonOf(await post(await pdf.save()));
  expect(job).toMatchObject({ status: 'done', text: 'The quick brown dog jumped over the lazy fox.' });
  expect(job.pages[0].source).toBe('ocr');
});

test('an encrypted PDF asks for its password, over the API and in the app', async () => {
  const locked = await textPdf(1, { password: 'open sesame' });
  const refused = async (fields: Record<string, string>) => {
    const answer = await post(locked, fields);
    return [answer.status, jsonOf(answer).code];
  };
  expect(await refused({})).toEqual([400, 'password_required']);
  expect(await refused({ password: 'wrong' })).toEqual([400, 'wrong_password']);
  expect(jsonOf(await post(locked, { password: 'open sesame' }))).toMatchObject({ status: 'done', credits: 1 });

  await page.goto(`${app.origin}/`);
  await page.setInputFiles('#file-input', {
    name: 'locked.pdf',
    mimeType: 'application/pdf',
    // Another file than the one whose result is there.
    buffer: Buffer.from(await textPdf(2, { password: 'open sesame' })),
  });
  const field = page.locator('input[type="password"]');
  await field.fill('open sesame');
  await field.press('Enter');
  await page.locator('.text-view', { hasText: 'Total due' }).waitFor();
});

test('what is no PDF inside says so, and a damaged one is read as far as it goes', async () => {
  const answer = await post(Buffer.from('%PDF-1.7\nnothing of the kind\n'));
  expect([answer.status, jsonOf(answer).code]).toEqual([400, 'unreadable']);
  const whole = Buffer.from(await textPdf(2, { plain: true }));
  // Its cross-reference table is not where it says: the objects have to be found one by one.
  const damaged = whole.toString('latin1').replace(/startxref\s+\d+/, 'startxref\n1');
  const read = jsonOf(await post(Buffer.from(damaged, 'latin1')));
  expect(read, JSON.stringify(read)).toMatchObject({ status: 'done', page_count: 2 });
  expect(read.text).toContain('Total due: 1,204.50 EUR');
  expect(read.warnings).toEqual([expect.objectContaining({ code: 'repaired' })]);
});

/** One page with a form field, and a picture that is stated to be larger than any that is decoded. */
const oddPdf = (content: string): Uint8Array =>
  buildPdf([
    '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R]/DA(/F 10 Tf)>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots[7 0 R]' +
      '/Resources<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>>>',
    stream(content),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    stream('0', '/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceGray'),
    '<</Type/Annot/Subtype/Widget/FT/Ch/T(c)/V(DE)/Opt[[(DE)(Germany)]]/Rect[72 500 272 518]/F 4>>',
  ]);

test('what nobody sees is not text, a field says what it shows, a picture left out is told of', async () => {
  const show = (colour: string, y: number, text: string) => `${colour} BT /F 12 Tf 72 ${y} Td (${text}) Tj ET `;
  const content =
    show('1 g', 700, 'white on paper') +
    `0 0 .5 rg 60 640 300 40 re f ${show('1 g', 650, 'white on blue')}` +
    `q 0 0 9 9 re W n ${show('0 g', 600, 'clipped away')} Q ` +
    `${show('0 g', 560, 'under a bar')} 0 g 60 550 300 40 re f q 9 0 0 9 0 0 cm /I Do Q ` +
    show('0 g', 400, 'plain to see');
  const job = jsonOf(await post(oddPdf(content)));
  expect(job.text.split(/\n+/)).toEqual(['white on blue', 'Germany', 'plain to see']);
  expect(job.warnings.map(({ code }: { code: string }) => code)).toEqual(['picture_left_out']);
});

test('a PDF in an unsupported cipher names it, one without pages says so', async () => {
  const sealed = buildPdf(['<</Type/Catalog>>', '<</Filter/Adobe.PubSec/V 4>>'], '/Encrypt 2 0 R/ID[<00><00>]');
  const bare = buildPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>']);
  const refused = async (bytes: Uint8Array) => {
    const { code, error } = jsonOf(await post(bytes));
    return `${code}: ${error}`;
  };
  expect(await refused(sealed)).toMatch(/^unreadable: .*Adobe\.PubSec/);
  expect(await refused(bare)).toMatch(/^unreadable: .*no pages/);
});

test('nothing left the origin, and the policy was kept', () => {
  session.assertOwnOriginOnly();
  session.assertNoViolations();
});
