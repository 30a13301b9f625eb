/**
 * Local models in the app as it is built: fetched once the person agrees, from another host by the one worker that may,
 * asked over the API, streamed, stopped, offline. llama.cpp is the real one, on models that say a chosen text.
 */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import { buildIndex } from '../../src/chat/index.ts';
import { buildRequest } from '../../src/chat/model/index.ts';
import { passageText } from '../../src/chat/postings.ts';
import type { Job } from '../../src/contract/job.ts';
import type { ListedModel, ModelList } from '../../src/contract/models.ts';
import type { ModelView } from '../../src/contract/responses.ts';
import { jsonBody, jsonOf, phototest, upload } from '../contract/suite/requests.ts';
import { call, tokenOf } from './browser-target.ts';
import { untilControlled } from './harness.ts';
import { scriptedModel } from './scripted-gguf.ts';

const QUESTION = 'What did the quick brown dog do?';
const CLAIM = 'The quick brown dog jumped over the lazy fox.';

/** What a model says: one claim about the passage `id`, and whatever comes behind it. */
const saying = (id: number, rest: readonly string[] = ['}]}']): string[] => [
  '{"found": true, ',
  '"claims": [',
  `{"passages": [${id}], `,
  '"text": "The quick ',
  'brown dog jumped ',
  'over the lazy fox."',
  ...rest,
];
const ENDLESS = ['}, {"passages": [1], "text": "', ...Array.from({ length: 300 }, (_, i) => `word ${i} `)];

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let folder: string;
let remote: Server;
let own: Awaited<ReturnType<typeof serve>>;
/** What the other host has, by path; and the paths that it was asked for. */
const files = new Map<string, Buffer>();
const asked: string[] = [];
let remoteOrigin: string;

/** Its address on the other host. */
function put(path: string, bytes: Buffer): string {
  files.set(`/${path}`, bytes);
  return `${remoteOrigin}/${path}`;
}

beforeAll(async () => {
  remote = createServer(({ url = '/', headers }, response) => {
    asked.push(url);
    const file = files.get(url);
    if (!file) return void response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end();
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'Range',
    });
    response.end(file.subarray(from));
  });
  await new Promise<void>((done) => remote.listen(0, '127.0.0.1', done));
  remoteOrigin = `http://localhost:${(remote.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'barg-models-app-'));
  await cp(join(import.meta.dirname, '../../dist'), join(folder, 'dist'), { recursive: true });
  await writeFile(join(folder, 'dist/models.json'), JSON.stringify({ models: listed() } satisfies ModelList));
  own = await serve({ root: join(folder, 'dist') });
});
afterAll(async () => {
  await own?.close();
  remote?.closeAllConnections();
  await new Promise((done) => remote.close(done));
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** The passage that a claim is about is known once a document was read; the length of a model does not hang on it. */
function listed(): ListedModel[] {
  const gguf = (id: string, name: string, pieces: readonly string[]): ListedModel => {
    const bytes = scriptedModel(pieces);
    return {
      id,
      name,
      use: 'chat',
      engine: 'wllama',
      license: 'MIT',
      files: [{ url: put(`${id}.gguf`, bytes), bytes: bytes.length, role: 'weights' }],
    };
  };
  const config = Buffer.from(JSON.stringify({ tokenizer_files: ['tokenizer.json'], context_window_size: 4096 }));
  const shards = [Buffer.alloc(5000, 1), Buffer.alloc(3000, 2)];
  const records = shards.map((shard, i) => ({
    dataPath: `params_shard_${i}.bin`,
    nbytes: shard.length,
    md5sum: createHash('md5').update(shard).digest('hex'),
  }));
  const model = `${remoteOrigin}/mlc/resolve/main/`;
  put('mlc/resolve/main/mlc-chat-config.json', config);
  put('mlc/resolve/main/tensor-cache.json', Buffer.from(JSON.stringify({ metadata: {}, records })));
  put('mlc/resolve/main/tokenizer.json', Buffer.from('{}'));
  for (const [i, shard] of shards.entries()) put(`mlc/resolve/main/params_shard_${i}.bin`, shard);
  const right: ListedModel = { ...gguf('checked', 'Checked', saying(1)) };
  const [file] = right.files;
  return [
    gguf('teller', 'The teller', saying(1)),
    gguf('endless', 'The endless', saying(1, ENDLESS)),
    gguf('seen', 'The seen', saying(1, ENDLESS)),
    gguf('liar', 'The liar', [
      '{"found": true, ',
      '"claims": [',
      '{"passages": [1], ',
      '"text": "It ran ',
      '77 miles."',
      '}]}',
    ]),
    { ...right, files: file ? [{ ...file, sha256: sha256(Buffer.from('another file')) }] : [] },
    {
      id: 'mlc',
      name: 'MLC',
      use: 'chat',
      engine: 'web-llm',
      bytes: 10_000,
      files: [],
      record: { model, model_id: 'mlc', model_lib: put('lib.wasm', Buffer.from('no library')) },
    },
    { id: 'browser', name: 'The browser’s', use: 'chat', engine: 'browser', files: [] },
  ];
}

/** A page of the app in a browser of its own, without the harness's proxy, which lets nothing through to other hosts. */
async function start(args: readonly string[] = []): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(await mkdtemp(join(folder, 'profile-')), {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...args],
    locale: 'en-GB',
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`http://localhost:${own.port}/`);
  await untilControlled(page);
  return { context, page };
}

describe('with a processor alone', () => {
  let context: BrowserContext;
  let page: Page;
  let token: string;
  let uuid: string;
  /** Its id, from 1, among those that a model is given. */
  let passage: number;
  beforeAll(async () => {
    ({ context, page } = await start());
    token = await tokenOf(page);
    const sent = upload(phototest);
    const job: Job = jsonOf(await api('POST', 'ocr/', sent));
    expect(job.status).toBe('done');
    ({ uuid } = job);
    const index = buildIndex(job.pages ?? []);
    const request = buildRequest(index, QUESTION);
    const id = (request?.passages ?? []).findIndex((at) => {
      const passage = index.passages[at];
      return passage && passageText(index.texts, passage).includes('lazy');
    });
    expect(id).toBeGreaterThanOrEqual(0);
    expect(id).toBeLessThan(9);
    passage = id + 1;
    put('teller.gguf', scriptedModel(saying(passage)));
    put('endless.gguf', scriptedModel(saying(passage, ENDLESS)));
  });
  afterAll(() => context?.close());
  beforeEach(() => {
    asked.length = 0;
  });

  const api: (method: string, path: string, init?: Parameters<typeof call>[3]) => ReturnType<typeof call> = (
    method,
    path,
    init = {},
  ) => call(page, method, path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
  const send = async (method: string, path: string, body: object) => {
    const answer = await api(method, path, jsonBody(body) as Parameters<typeof call>[3]);
    return { status: answer.status, body: jsonOf(answer) };
  };
  const models = async (): Promise<ModelView[]> => jsonOf(await api('GET', 'models/')).models;
  const model = async (id: string) => (await models()).find((one) => one.id === id);
  const askBy = (engine: string) => send('POST', `chat/${uuid}/`, { message: QUESTION, engine });

  test('says of each model whether it can run here', async () => {
    await expect.poll(async () => (await model('teller'))?.reason).toBeNull();
    expect(await model('mlc')).toMatchObject({ ready: false, reason: expect.stringMatching(/no access to a GPU/) });
    expect(await model('browser')).toMatchObject({ ready: false, reason: expect.stringMatching(/no language model/) });
  });

  test('nothing is fetched before the person agrees', async () => {
    const refused = await send('POST', 'models/teller/', {});
    expect(refused).toMatchObject({ status: 400, body: { field: 'remote' } });
    expect((await askBy('teller')).status).toBe(503);
    expect(asked).toEqual([]);
  });

  test('a file that is not what the list says is thrown away', async () => {
    const refused = await send('POST', 'models/checked/', { remote: true });
    expect(refused).toMatchObject({ status: 503, body: { error: expect.stringMatching(/checksum differs/) } });
    expect(await model('checked')).toMatchObject({
      installed: false,
      done: 0,
      reason: expect.stringMatching(/checksum/),
    });
  });

  test('what a model says is checked, quoted, and told while it is written', async () => {
    expect(await send('POST', 'models/teller/', { remote: true })).toMatchObject({
      status: 200,
      body: { installed: true, ready: true },
    });
    expect(asked).toEqual(['/teller.gguf']);
    await page.evaluate(() => {
      const told: unknown[] = [];
      Object.assign(globalThis, { told });
      new BroadcastChannel('changes').onmessage = ({ data }) => {
        if (data.type === 'answering') told.push(data);
      };
    });
    const { body } = await askBy('teller');
    expect(body.message).toMatchObject({ engine: 'teller', content: `${CLAIM.slice(0, -1)} (p. 1).` });
    expect(body.message.citations[0]).toMatchObject({ page: 1, snippet: expect.stringContaining('quick brown') });
    expect(body.message.citations[0].bboxes.length).toBeGreaterThan(0);
    const told = await page.evaluate(() => (globalThis as unknown as { told: { phase: string }[] }).told);
    expect(told.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['load', 'write']));
  });

  test('what its passage does not say is dropped', async () => {
    await send('POST', 'models/liar/', { remote: true });
    const { body } = await askBy('liar');
    expect(body.message.engine).toBe('extractive');
    expect(body.message.content).not.toContain('77');
    expect(body.message.citations).not.toEqual([]);
  });

  test('stopped, the answer is what of it holds', async () => {
    await send('POST', 'models/endless/', { remote: true });
    await page.evaluate(() => {
      new BroadcastChannel('changes').onmessage = ({ data }) => {
        if (data.type === 'answering' && data.text.includes('lazy fox')) Object.assign(globalThis, { written: true });
      };
    });
    const answer = askBy('endless');
    await page.waitForFunction(() => (globalThis as { written?: boolean }).written);
    expect((await api('POST', `chat/${uuid}/stop/`)).status).toBe(204);
    expect((await answer).body.message).toMatchObject({ engine: 'endless', content: `${CLAIM.slice(0, -1)} (p. 1).` });
  });

  test('with the network unplugged and after a reload it answers all the same', async () => {
    await own.close();
    try {
      await page.reload();
      await untilControlled(page);
      await expect.poll(async () => (await model('teller'))?.ready).toBe(true);
      const { body } = await askBy('teller');
      expect(body.message).toMatchObject({ engine: 'teller' });
      expect(asked).toEqual([]);
    } finally {
      own = await serve({ root: join(folder, 'dist'), port: own.port });
    }
  });

  test('in the app a model is fetched once the person agrees, chosen, shown while it writes, and stopped', async () => {
    asked.length = 0;
    put('seen.gguf', scriptedModel(saying(passage, ENDLESS)));
    await page.evaluate(() => {
      location.hash = '#/models';
    });
    const row = page.locator('[data-id=seen]');
    await row.getByRole('button', { name: 'Get The seen' }).click();
    const question = await row.locator('.ask').innerText();
    expect(question).toContain('localhost');
    expect(question).toContain('MIT');
    expect(asked).toEqual([]);
    await row.getByRole('button', { name: 'Fetch it' }).click();
    await row.getByText('On this device').waitFor();
    expect(asked).toEqual(['/seen.gguf']);
    await page.getByRole('radio', { name: /The seen/ }).check();

    await page.evaluate((uuid) => {
      location.hash = `#/job/${uuid}`;
    }, uuid);
    await page.locator('#tab-ask').click();
    const choice = page.getByRole('combobox', { name: 'Answers:' });
    await expect.poll(() => choice.inputValue()).toBe('seen');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.locator('.chat-form textarea').fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.locator('.chat-writing .chat-text', { hasText: 'lazy fox' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    const answer = page.locator('.chat-answer');
    await answer.waitFor();
    expect(await page.locator('.chat-writing').count()).toBe(0);
    expect(await answer.locator('.chat-text').textContent()).toBe(`${CLAIM.slice(0, -1)} (p. 1).`);
    expect(await answer.locator('.chat-about').textContent()).toContain('The seen');
    await answer.locator('.chat-quote').first().click();
    await page.locator('.mark').first().waitFor();

    await choice.selectOption('');
    await expect.poll(async () => (await model('seen'))?.chosen).toBe(false);
  });

  test('a model that is gone is told in the panel, and the document’s own words are offered', async () => {
    await api('DELETE', 'models/liar/');
    await send('PATCH', 'account/', { settings: { chat_model: 'liar' } });
    await page.locator('.chat-form textarea').fill(QUESTION);
    await page.keyboard.press('Enter');
    const refusal = page.locator('.chat-refusal');
    await refusal.getByText('The liar is not on this device').waitFor();
    await refusal.getByRole('button', { name: 'Answer in the document’s own words' }).click();
    await expect.poll(() => page.locator('.chat-answer').count()).toBe(2);
    expect(await page.locator('.chat-about').last().textContent()).toContain('own words');
  });

  test('the account’s choice answers until the model is removed', async () => {
    await send('PATCH', 'account/', { settings: { chat_model: 'teller' } });
    expect((await send('POST', `chat/${uuid}/`, { message: QUESTION })).body.message.engine).toBe('teller');
    expect((await api('DELETE', 'models/teller/')).status).toBe(204);
    expect((await send('POST', `chat/${uuid}/`, { message: QUESTION })).body.message.engine).toBe('extractive');
    const left = () =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const folders = (await root.getDirectoryHandle('models')) as FileSystemDirectoryHandle & {
          keys(): AsyncIterable<string>;
        };
        const names: string[] = [];
        for await (const name of folders.keys()) names.push(name);
        return names;
      });
    await expect.poll(left).not.toContain('teller');
  });
});

test('with WebGPU a model of MLC is listed by its folder, fetched whole, and its failure ends in the document’s own words', async () => {
  const { context, page } = await start(['--enable-unsafe-webgpu']);
  try {
    const token = await tokenOf(page);
    const api = async (method: string, path: string, body: object) =>
      jsonOf(
        await call(page, method, path, {
          ...(jsonBody(body) as { body: Uint8Array }),
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        }),
      );
    asked.length = 0;
    expect(await api('POST', 'models/mlc/', { remote: true })).toMatchObject({ installed: true, ready: true });
    expect([...asked].sort()).toEqual([
      '/lib.wasm',
      '/mlc/resolve/main/mlc-chat-config.json',
      '/mlc/resolve/main/params_shard_0.bin',
      '/mlc/resolve/main/params_shard_1.bin',
      '/mlc/resolve/main/tensor-cache.json',
      '/mlc/resolve/main/tokenizer.json',
    ]);
    const sent = upload(phototest);
    const job = jsonOf(
      await call(page, 'POST', 'ocr/', {
        ...sent,
        headers: { ...sent.headers, Authorization: `Bearer ${token}` },
      } as never),
    );
    const { message } = await api('POST', `chat/${job.uuid}/`, { message: QUESTION, engine: 'mlc' });
    expect(message).toMatchObject({
      engine: 'extractive',
      note: expect.stringMatching(/missing or damaged|could not be run/),
    });
    expect(message.citations).not.toEqual([]);
  } finally {
    await context.close();
  }
});
