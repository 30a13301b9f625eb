/**
 * Pages read by a vision model in the app as it is built: the real llama.cpp with a model and a projector that the test
 * makes, which say a chosen text of whatever picture they are given, laid over what the real Tesseract reads.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import type { Block, Job, Word } from '../../src/contract/job.ts';
import type { ListedModel, ModelList } from '../../src/contract/models.ts';
import { jsonBody, jsonOf, upload } from '../contract/suite/requests.ts';
import { call, tokenOf } from './browser-target.ts';
import { untilControlled } from './harness.ts';
import { type ReaderScript, scriptedProjector, scriptedReader } from './scripted-gguf.ts';

const HEADING = 'Harbour notice';
const TEXT = ['The office opens at seven in the morning', 'and closes when the last boat has come in.'];
const ROWS = [
  ['Berth', 'Fee', 'Paid'],
  ['North', '1250', 'June'],
  ['South', '1340', 'March'],
];

/** Of the page as it is: a heading, a paragraph with an emphasised word, a table. */
const PAGE = [
  '# Harbour ',
  'notice\n\n',
  'The office ',
  'opens ',
  'at **seven** ',
  'in the morning\n',
  'and closes ',
  'when the ',
  'last boat ',
  'has come in.',
  '\n\n| Berth ',
  '| Fee ',
  '| Paid |\n',
  '|---|---|---|\n',
  '| North ',
  '| 1250 ',
  '| June |\n',
  '| South ',
  '| 1340 ',
  '| March |',
];
/** The app's own picture. */
const SELF_TEST = ['Harbour office, ', 'open from 7:45\n', 'Boats 318 ', 'and 2064 ', 'leave on ', 'Friday'];
const CIRCLE = ['and so ', 'the boats ', 'came and ', 'went again, ', 'day by day, '];
const OTHER = Array.from({ length: 40 }, (_, n) => `word${n * 37} `);
/** Band for band the same page: they are joined where they agree. */
const asBand = PAGE.map((piece) => (piece.endsWith(' ') ? `${piece} ` : ` ${piece}`));

const replaced = (from: string, to: string) => PAGE.map((piece) => (piece === from ? to : piece));

interface Made extends ReaderScript {
  scripts: Record<string, readonly string[]>;
}

const MODELS: Record<string, Made> = {
  reader: { scripts: { '.': replaced('| 1340 ', '| 1840 '), '?': SELF_TEST }, doubtful: { 'last boat ': 0.6 } },
  circler: { scripts: { '.': CIRCLE, ')': asBand, '?': SELF_TEST }, loops: ['.'] },
  endless: { scripts: { '.': CIRCLE, ')': ['round ', 'and round ', 'it goes '], '?': SELF_TEST }, loops: ['.', ')'] },
  long: {
    scripts: { '.': Array.from({ length: 700 }, (_, n) => `${n * 7919} `), ')': asBand, '?': SELF_TEST },
    context: 1200,
  },
  liar: { scripts: { '.': OTHER, ')': OTHER.map((piece) => `x${piece}`), '?': SELF_TEST } },
  blind: { scripts: { '.': PAGE, '?': ['A picture ', 'of a cat.'] } },
};

let folder: string;
let own: Awaited<ReturnType<typeof serve>>;
let context: BrowserContext;
let page: Page;
let token: string;
/** Requests beyond the app's own origin. */
const foreign: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barg-vision-'));
  await cp(join(import.meta.dirname, '../../dist'), join(folder, 'dist'), { recursive: true });
  const models = await Promise.all(Object.entries(MODELS).map(([id, made]) => put(id, made)));
  await writeFile(join(folder, 'dist/models.json'), JSON.stringify({ models } satisfies ModelList));
  own = await serve({ root: join(folder, 'dist') });
  context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
    locale: 'en-GB',
  });
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== `http://localhost:${own.port}`) foreign.push(request.url());
  });
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`http://localhost:${own.port}/`);
  await untilControlled(page);
  token = await tokenOf(page);
});
afterAll(async () => {
  await context?.close();
  await own?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

async function put(id: string, { scripts, ...script }: Made): Promise<ListedModel> {
  const file = async (name: string, bytes: Buffer) => {
    await writeFile(join(folder, 'dist', name), bytes);
    return { url: name, bytes: bytes.length };
  };
  return {
    id,
    name: id,
    use: 'vision',
    engine: 'wllama',
    license: 'MIT',
    context: script.context ?? 4096,
    vision: { side: 896, image_tokens: 256 },
    files: [
      { ...(await file(`${id}.gguf`, scriptedReader(scripts, script))), role: 'weights' },
      { ...(await file(`${id}-mmproj.gguf`, scriptedProjector(scripts))), role: 'projector' },
    ],
  };
}

const api: (method: string, path: string, init?: Parameters<typeof call>[3]) => ReturnType<typeof call> = (
  method,
  path,
  init = {},
) => call(page, method, path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
const send = async (method: string, path: string, body: object) =>
  api(method, path, jsonBody(body) as Parameters<typeof call>[3]);

/** The model, fetched and chosen, reads what is sent from now on. */
async function use(id: string): Promise<void> {
  expect((await send('POST', `models/${id}/`, {})).status).toBe(200);
  expect((await send('PATCH', 'account/', { settings: { vision_model: id } })).status).toBe(200);
}

/** The page that the models speak of, drawn, with where its words stand. */
async function draw(): Promise<{ bytes: Uint8Array; boxes: Map<string, [number, number, number, number]> }> {
  const { bytes, boxes } = await page.evaluate(
    async ({ heading, text, rows }) => {
      const canvas = new OffscreenCanvas(1100, 800);
      const drawing = canvas.getContext('2d');
      if (!drawing) throw new Error('no canvas');
      const boxes: [string, [number, number, number, number]][] = [];
      drawing.fillStyle = 'white';
      drawing.fillRect(0, 0, 1100, 800);
      drawing.fillStyle = 'black';
      const write = (line: string, x: number, y: number, size: number) => {
        drawing.font = `${size}px "DejaVu Serif", serif`;
        drawing.fillText(line, x, y);
        let at = 0;
        for (const word of line.split(' ')) {
          const from = x + drawing.measureText(line.slice(0, at)).width;
          boxes.push([word, [from, y - size, from + drawing.measureText(word).width, y]]);
          at += word.length + 1;
        }
      };
      write(heading, 80, 110, 56);
      for (const [n, line] of text.entries()) write(line, 80, 210 + n * 56, 34);
      for (const [y, row] of rows.entries()) {
        for (const [x, cell] of row.entries()) write(cell, 80 + x * 300, 420 + y * 70, 34);
      }
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return { bytes: [...new Uint8Array(await blob.arrayBuffer())], boxes };
    },
    { heading: HEADING, text: TEXT, rows: ROWS },
  );
  return { bytes: Uint8Array.from(bytes), boxes: new Map(boxes) };
}

async function read(bytes: Uint8Array, fields: Record<string, string> = {}): Promise<Job> {
  const sent = upload(bytes, { tier: 'vlm', language: 'eng', ...fields }, 'notice.png');
  const answer = await api('POST', 'ocr/', sent);
  expect(answer.status).toBe(200);
  return jsonOf(answer);
}

const wordsIn = (blocks: readonly Block[]): Word[] =>
  blocks.flatMap(({ lines }) => lines).flatMap(({ words }) => words);
const wordOf = (job: Job, text: string): Word | undefined =>
  wordsIn(job.pages[0]?.blocks ?? []).find((word) => word.text === text);
const codes = (job: Job): string[] => job.warnings.map(({ code }) => code);

test('without a model the cpu tier answers and says so, or nothing does', async () => {
  const { bytes } = await draw();
  const job = await read(bytes);
  expect(job).toMatchObject({ status: 'done', tier: 'cpu', requested_tier: 'vlm', credits: 1 });
  expect(codes(job)).toEqual(['vlm_unavailable']);
  const refused = await api('POST', 'ocr/', upload(bytes, { tier: 'vlm', fallback: 'none' }, 'notice.png'));
  expect(refused.status).toBe(503);
  expect(jsonOf(refused)).toMatchObject({ code: 'engine_unavailable' });
});

describe('a model that reads', () => {
  let job: Job;
  let boxes: Map<string, [number, number, number, number]>;
  beforeAll(async () => {
    await use('reader');
    const drawn = await draw();
    ({ boxes } = drawn);
    job = await read(drawn.bytes);
  });

  test('its text becomes headings, text and a table', () => {
    expect(job).toMatchObject({ status: 'done', tier: 'vlm', requested_tier: 'vlm', credits: 5 });
    const [read] = job.pages;
    expect(read).toMatchObject({ source: 'vlm', model: 'reader', width: 1100, height: 800 });
    expect(read?.blocks.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'table']);
    expect(read?.blocks[0]?.text).toBe(HEADING);
    expect(read?.blocks[2]?.table?.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ROWS[0],
      ROWS[1],
      ['South', '1840', 'March'],
    ]);
    expect(job.markdown).toContain('# Harbour notice');
  });

  test('its words stand where Tesseract read them', () => {
    for (const text of ['Harbour', 'morning', 'North', 'March']) {
      const [x0, y0, x1, y1] = boxes.get(text) ?? [0, 0, 0, 0];
      const [left, top, right, bottom] = wordOf(job, text)?.bbox ?? [0, 0, 0, 0];
      expect(Math.abs((left + right) / 2 - (x0 + x1) / 2)).toBeLessThan(12);
      expect(Math.abs((top + bottom) / 2 - (y0 + y1) / 2)).toBeLessThan(16);
    }
  });

  test('a number that Tesseract read otherwise is disputed, what both have is sure', () => {
    expect(wordOf(job, '1840')).toMatchObject({ other_reading: '1340' });
    expect(wordOf(job, '1840')?.confidence).toBeLessThanOrEqual(0.5);
    expect(wordOf(job, '1250')?.other_reading).toBeUndefined();
    expect(wordOf(job, '1250')?.confidence).toBeGreaterThan(0.9);
    expect(wordOf(job, 'seven')).toMatchObject({ bold: true });
  });

  test('every export has it', async () => {
    for (const format of ['md', 'txt', 'docx', 'pdf', 'csv', 'json']) {
      const answer = await api('GET', `ocr/${job.uuid}/download/?format=${format}`);
      expect(answer.status).toBe(200);
      if (format === 'md') expect(new TextDecoder().decode(answer.bytes)).toMatch(/# Harbour notice[\s\S]*\| North/);
    }
  });

  test('a part of the page is read again', async () => {
    const [x0, y0, x1, y1] = [40, 60, 1060, 300];
    const answer = await send('POST', `ocr/${job.uuid}/pages/0/recognise/`, { tier: 'vlm', bbox: [x0, y0, x1, y1] });
    expect(answer.status).toBe(200);
    // The model says the whole page of any picture: what does not stand in the part is no part of it, and it is left as it was.
    const again = jsonOf(answer);
    expect(again.blocks.map(({ text }: Block) => text)).toContain(HEADING);
  });

  test('offline, after a reload', async () => {
    await own.close();
    await page.reload();
    await untilControlled(page);
    const offline = await read((await draw()).bytes);
    expect(offline).toMatchObject({ tier: 'vlm', credits: 5 });
    own = await serve({ root: join(folder, 'dist'), port: own.port });
  });

  test('nothing was asked of another origin', () => expect(foreign).toEqual([]));
});

test.each([
  ['a circle is left, and the page read in bands', 'circler'],
  ['what is cut off is read in bands', 'long'],
])('%s', async (_, id) => {
  await use(id);
  const job = await read((await draw()).bytes);
  expect(job).toMatchObject({ status: 'done', tier: 'vlm', credits: 5 });
  expect(job.pages[0]?.blocks.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'table']);
});

test.each([
  ['a circle without end', 'endless', /circle/],
  ['words that do not stand there', 'liar', /does not stand on the page/],
  ['a model that misreads the picture of the app', 'blind', /misread a picture/],
])('%s: the cpu tier answers with a warning, or the job fails', async (_, id, cause) => {
  await use(id);
  const { bytes } = await draw();
  const job = await read(bytes);
  expect(job).toMatchObject({ status: 'done', tier: 'cpu', requested_tier: 'vlm', credits: 1 });
  expect(job.warnings).toMatchObject([{ code: 'vlm_unavailable', page: 1, message: expect.stringMatching(cause) }]);
  expect(job.text).toContain(HEADING);
  expect(wordsIn(job.pages[0]?.blocks ?? []).every(({ other_reading }) => other_reading === undefined)).toBe(true);
  if (id === 'blind') {
    const models = jsonOf(await api('GET', 'models/')).models;
    expect(models.find((model: { id: string }) => model.id === id)).toMatchObject({
      ready: false,
      reason_code: 'self_test',
    });
    return;
  }
  const failed = await read(bytes, { fallback: 'none' });
  expect(failed).toMatchObject({ status: 'failed', credits: 0, error: { code: 'engine_unavailable' } });
  expect(failed.error?.message).toMatch(cause);
});
