/**
 * Pages read by a vision model in the app as it is built: the real llama.cpp with a model and a projector that the test
 * makes, which say a chosen text of whatever picture they are given, laid over what the real Tesseract reads.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import { PAGES as CHECK_PAGES } from '../../scripts/vlm-check/vlm-check-pages.js';
import { withCheckPage } from '../../scripts/vlm-check.mjs';
import type { Block, Job, Word } from '../../src/contract/job.ts';
import type { ListedModel, ModelList } from '../../src/contract/models.ts';
import { jsonBody, jsonOf, upload } from '../contract/suite/requests.ts';
import { call, tokenOf } from './browser-target.ts';
import { untilControlled } from './harness.ts';
import { type ReaderScript, scriptedModel, scriptedProjector, scriptedReader } from './scripted-gguf.ts';

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

/** Three words a piece; what stands twice ends otherwise the second time. */
function piecesOf(text: string): string[] {
  const pieces: string[] = text.match(/(?:\S+\s*){1,3}/g) ?? [];
  return pieces.map((piece, n) => (pieces.indexOf(piece) < n ? `${piece} ` : piece));
}

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
  /** Says the letter of the set of vlm:check. */
  clerk: { scripts: { '.': piecesOf(CHECK_PAGES[0]?.text ?? ''), ')': ['nothing ', 'else'], '?': SELF_TEST } },
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
  models.push(await translator(), mlc());
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

const FRENCH = ['Avis du port', 'Le bureau ouvre à sept heures et ferme après le dernier bateau.'];

/** A language model that translates the heading and the text of the page. */
async function translator(): Promise<ListedModel> {
  const [heading, text] = FRENCH;
  const bytes = scriptedModel([
    '{"translations": [',
    '{"id": 1, "text": "',
    `${heading}"}, `,
    '{"id": 2, "text": "',
    `${text}"}`,
    ']}',
  ]);
  await writeFile(join(folder, 'dist/translator.gguf'), bytes);
  const file = { url: 'translator.gguf', bytes: bytes.length, role: 'weights' } as const;
  return { id: 'translator', name: 'translator', use: 'chat', engine: 'wllama', files: [file] };
}

/** A vision model of MLC, whose files are none. */
const mlc = (): ListedModel => ({
  id: 'mlc',
  name: 'MLC',
  use: 'vision',
  engine: 'web-llm',
  vision: { side: 896, image_tokens: 256 },
  files: [],
  bytes: 10_000,
  record: { model: 'mlc/resolve/main/', model_id: 'mlc', model_lib: 'mlc/lib.wasm', model_type: 2 },
});

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
async function draw(
  rows: readonly string[][] = ROWS,
): Promise<{ bytes: Uint8Array; boxes: Map<string, [number, number, number, number]> }> {
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
    { heading: HEADING, text: TEXT, rows: rows.map((row) => [...row]) },
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

describe('a page in work', () => {
  /** Sends the page without waiting for its end; the job's uuid once a model writes. */
  async function begin(): Promise<string> {
    const { bytes } = await draw();
    const known = new Set(jsonOf(await api('GET', 'ocr/')).jobs.map(({ uuid }: Job) => uuid));
    void api('POST', 'ocr/', upload(bytes, { tier: 'vlm', language: 'eng' }, 'notice.png')).catch(() => {});
    const job = async (): Promise<Job | undefined> =>
      jsonOf(await api('GET', 'ocr/')).jobs.find(
        ({ uuid, status }: Job) => !known.has(uuid) && status === 'processing',
      );
    await expect.poll(job, { timeout: 10_000, interval: 20 }).toBeDefined();
    const uuid = (await job())?.uuid ?? '';
    await page.evaluate(
      (wanted) =>
        new Promise<void>((resolve) => {
          const channel = new BroadcastChannel('changes');
          channel.onmessage = ({ data }) => {
            if (data.type !== 'progress' || data.uuid !== wanted || data.ratio < 0.4) return;
            channel.close();
            resolve();
          };
        }),
      uuid,
    );
    return uuid;
  }
  const stateOf = async (uuid: string): Promise<Job> => jsonOf(await api('GET', `ocr/${uuid}/`));

  test('is cancelled while the model writes: nothing is charged, and the next page is read', async () => {
    await use('long');
    const uuid = await begin();
    expect((await api('POST', `ocr/${uuid}/cancel/`)).status).toBe(200);
    expect(await stateOf(uuid)).toMatchObject({ status: 'failed', credits: 0, error: { code: 'cancelled' } });
    await use('reader');
    expect(await read((await draw()).bytes)).toMatchObject({ tier: 'vlm', credits: 5 });
  });

  test('goes on in the next tab', async () => {
    await use('long');
    const uuid = await begin();
    await page.reload();
    await untilControlled(page);
    await expect.poll(async () => (await stateOf(uuid)).status, { timeout: 30_000 }).toBe('done');
    expect(await stateOf(uuid)).toMatchObject({ tier: 'vlm', credits: 5 });
  });
});

test('a translation by a local model stands beside the original', async () => {
  expect((await send('POST', 'models/translator/', {})).status).toBe(200);
  const { bytes } = await draw([]);
  const job = await read(bytes, { tier: 'cpu', translate_to: 'fr' });
  expect(job.warnings.map(({ code }) => code)).toEqual(['machine_translation']);
  expect(job).toMatchObject({ status: 'done', text: FRENCH.join('\n\n') });
  expect(job.source_text).toContain(HEADING);
  expect(job.markdown).toContain('# Avis du port');
  await page.goto(`http://localhost:${own.port}/#/job/${job.uuid}`);
  await expect.poll(() => page.locator('#result-panel').innerText()).toContain('Avis du port');
  await page.getByRole('tab', { name: 'Original' }).click();
  await expect.poll(() => page.locator('#result-panel').innerText()).toContain(HEADING);
});

test('the page of vlm:check measures a model: error rate, time and what failed', async () => {
  const { folder: checked, page: name } = await withCheckPage(join(folder, 'dist'));
  const server = await serve({ root: checked });
  const other = await chromium.launchPersistentContext(join(folder, 'profile-check'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const view = other.pages()[0] ?? (await other.newPage());
    await view.goto(`http://localhost:${server.port}/${name}`);
    await view.getByRole('button', { name: /Open the app/ }).click();
    await expect.poll(() => view.locator('#state').textContent(), { timeout: 20_000 }).toBe('ready');
    await view.locator('#model').selectOption('clerk');
    await view.getByRole('button', { name: 'Fetch it' }).click();
    await expect.poll(() => view.locator('#said').textContent(), { timeout: 20_000 }).toBe('It is here.');
    await view.getByRole('button', { name: 'Read the set' }).click();
    await expect.poll(() => view.locator('#said').textContent(), { timeout: 60_000 }).toBe('Done.');
    const rows = ((await view.locator('#result').textContent()) ?? '').split('\n');
    // The set has the letter in three types.
    expect(
      rows.filter((row) => /^\| (?:letter|small type|script type) \| 0\.0000 \| \d+\.\d \|/.test(row)),
    ).toHaveLength(3);
    expect(rows.filter((row) => /The vision model (?:wrote what|left out)/.test(row)).length).toBeGreaterThanOrEqual(2);
    expect(rows.at(-1)).toMatch(/^\| mean of 3 \| 0\.0000 \| \d+\.\d \|/);
  } finally {
    await other.close();
    await server.close();
    await rm(checked, { recursive: true, force: true });
  }
});

test('without WebGPU the model of MLC says so', async () => {
  const models = jsonOf(await api('GET', 'models/')).models;
  expect(models.find(({ id }: { id: string }) => id === 'mlc')).toMatchObject({ ready: false, reason_code: 'no_gpu' });
});

test('with WebGPU the real web-llm is asked, and what it cannot do ends with the cpu tier', async () => {
  const files = {
    'mlc-chat-config.json': JSON.stringify({ tokenizer_files: ['tokenizer.json'], context_window_size: 4096 }),
    'tensor-cache.json': JSON.stringify({ metadata: {}, records: [{ dataPath: 'shard.bin', nbytes: 3 }] }),
    'tokenizer.json': '{}',
    'shard.bin': 'abc',
  };
  await mkdir(join(folder, 'dist/mlc/resolve/main'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'dist/mlc/resolve/main', name), text);
  await writeFile(join(folder, 'dist/mlc/lib.wasm'), 'no library');
  const gpu = await chromium.launchPersistentContext(join(folder, 'profile-gpu'), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-webgpu'],
    locale: 'en-GB',
  });
  const before = { page, token };
  try {
    page = gpu.pages()[0] ?? (await gpu.newPage());
    await page.goto(`http://localhost:${own.port}/`);
    await untilControlled(page);
    token = await tokenOf(page);
    await expect
      .poll(
        async () => jsonOf(await api('GET', 'models/')).models.find(({ id }: { id: string }) => id === 'mlc').reason,
      )
      .toBeNull();
    await use('mlc');
    const job = await read((await draw()).bytes);
    expect(job).toMatchObject({ status: 'done', tier: 'cpu', credits: 1, warnings: [{ code: 'vlm_unavailable' }] });
    expect(job.warnings[0]?.message).toMatch(/missing or damaged|could not be run/);
  } finally {
    ({ page, token } = before);
    await gpu.close();
  }
});
