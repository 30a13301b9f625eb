/** The engines of language models in a real Chromium: llama.cpp on a model that says a chosen text, and web-llm. */
import { createHash } from 'node:crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatRequest, ModelDescription, ModelFile } from '../../src/engine/models/types.ts';
import { launch, type Session } from './harness.ts';
import type { ModelsPage } from './models-page.ts';
import { type Site, startSite } from './models-site.ts';
import { scriptedModel } from './scripted-gguf.ts';

declare const models: ModelsPage;

/** Of `buildRequest` in src/chat/model: claims with the ids of passages. */
const SCHEMA = {
  type: 'object',
  properties: {
    found: { type: 'boolean' },
    claims: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          passages: { type: 'array', items: { type: 'integer', enum: [1, 2] }, minItems: 1, maxItems: 3 },
          text: { type: 'string' },
        },
        required: ['passages', 'text'],
        additionalProperties: false,
      },
      maxItems: 5,
    },
  },
  required: ['found', 'claims'],
  additionalProperties: false,
};
const ANSWER = ['{"found": true, ', '"claims": [', '{"passages": [2], ', '"text": "The total ', 'is $42."', '}]}'];
const LONG = [
  '{"found": true, "claims": [{"passages": [2], "text": "',
  ...Array.from({ length: 300 }, (_, i) => `word ${i} `),
];

const request = (maxTokens = 64): ChatRequest => ({
  messages: [
    { role: 'system', content: 'Answer in JSON.' },
    { role: 'user', content: 'What is the total?' },
  ],
  schema: SCHEMA,
  maxTokens,
});

let site: Site;
let session: Session;
let page: Page;
beforeAll(async () => {
  site = await startSite();
  session = await launch(site);
  page = session.page;
  await page.goto(`${site.origin}/`);
});
afterAll(async () => {
  await session?.close();
  await site?.close();
});
beforeEach(() => {
  site.cutAfter = null;
  site.noRanges = false;
  site.asked.length = 0;
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Lays a file on the site. */
function put(path: string, bytes: Buffer, role: ModelFile['role'] = 'weights'): ModelFile {
  site.files.set(path, bytes);
  return { url: path, bytes: bytes.length, sha256: sha256(bytes), role };
}

function scripted(id: string, pieces: readonly string[]): ModelDescription {
  return { id, engine: 'wllama', files: [put(`${id}.gguf`, scriptedModel(pieces))] };
}

/** Null, or the message with which it was refused. */
const get = (model: ModelDescription) =>
  page.evaluate(
    (model) =>
      models
        .fetchModel(model, AbortSignal.timeout(60_000), () => {})
        .then(
          () => null,
          (error) => error.message,
        ),
    model,
  );
const here = (model: ModelDescription) =>
  page.evaluate(async (model) => (await models.checkFiles(model, document.baseURI)).map(({ here }) => here), model);
const partial = (model: ModelDescription) => page.evaluate((model) => models.partialBytes(model), model);
const remove = (model: ModelDescription) =>
  page.evaluate((model) => models.deleteFiles(model, document.baseURI), model);

/** Loads, asks and unloads. */
const ask = (model: ModelDescription, asked: ChatRequest) =>
  page.evaluate(
    async ([model, asked]) => {
      const { signal } = new AbortController();
      const chat = models.localModel(model);
      const phases: string[] = [];
      const texts: string[] = [];
      await chat.load(signal, ({ phase }) => phases.push(phase));
      const text = await chat.generate(asked, signal, (so) => texts.push(so));
      const again = await chat.generate(asked, signal, () => {});
      await chat.unload();
      return { phases, texts, text, again };
    },
    [model, asked] as const,
  );

describe('llama.cpp', () => {
  test('gets a model, loads it, says its text piece by piece, and needs no network any more', async () => {
    const model = scripted('scripted', ANSWER);
    expect(await page.evaluate((model) => models.whyNot(model), model)).toBeNull();
    expect(await get(model)).toBeNull();
    expect(await here(model)).toEqual([true]);
    site.asked.length = 0;
    const said = await ask(model, request());
    expect(JSON.parse(said.text)).toEqual({ found: true, claims: [{ passages: [2], text: 'The total is $42.' }] });
    expect(said.again).toBe(said.text);
    expect(said.phases).toEqual(['read', 'compile']);
    expect(said.texts.length).toBeGreaterThan(3);
    expect(said.texts.every((text) => said.text.startsWith(text))).toBe(true);
    expect(site.asked).toEqual([]);
  });

  test('holds a model to the schema that would rather chat', async () => {
    const model = scripted('chatty', ['Sure, here is ', 'what I think ', 'about totals']);
    expect(await get(model)).toBeNull();
    const { text } = await ask(model, request(40));
    expect(text).toMatch(/^\s*\{\s*"found"\s*:\s*(?:true|false)/);
    expect(text).not.toContain('Sure');
  });

  test('is stopped in the middle, and answers the next question', async () => {
    const model = scripted('long', LONG);
    expect(await get(model)).toBeNull();
    const outcome = await page.evaluate(
      async ([model, asked]) => {
        const chat = models.localModel(model);
        const never = new AbortController().signal;
        await chat.load(never, () => {});
        const stop = new AbortController();
        let shown = '';
        const failed = await chat
          .generate(asked, stop.signal, (text) => {
            shown = text;
            if (text.includes('word 3 ')) stop.abort(new Error('enough'));
          })
          .catch((error) => error.message);
        const started = performance.now();
        const next = await chat.generate({ ...asked, maxTokens: 8 }, never, () => {});
        const took = performance.now() - started;
        await chat.unload();
        return { failed, shown, next, took };
      },
      [model, request(400)] as const,
    );
    expect(outcome.failed).toBe('enough');
    expect(outcome.shown).not.toContain('word 200');
    expect(outcome.next).toContain('"text": "word 0 ');
    expect(outcome.took).toBeLessThan(10_000);
  });

  test('a load that is given up, and an engine that is unloaded, leave no worker behind', async () => {
    const model = scripted('scripted', ANSWER);
    await get(model);
    const failed = await page.evaluate(async (model) => {
      const chat = models.localModel(model);
      const stop = new AbortController();
      const loading = chat.load(stop.signal, () => stop.abort(new Error('no longer'))).catch((error) => error.message);
      const first = await loading;
      const never = new AbortController().signal;
      await chat.load(never, () => {});
      await chat.unload();
      return first;
    }, model);
    expect(failed).toBe('no longer');
    await expect.poll(() => page.workers().length).toBe(0);
  });

  test('says what to do where a file is missing or is no model', async () => {
    const load = (model: ModelDescription) =>
      page.evaluate(
        (model) =>
          models
            .localModel(model)
            .load(new AbortController().signal, () => {})
            .then(
              () => null,
              (error) => ({ code: error.code, failure: error.details?.failure }),
            ),
        model,
      );
    const missing = { ...scripted('missing', ANSWER) };
    expect(await load(missing)).toEqual({ code: 'engine_unavailable', failure: 'files' });
    const garbage: ModelDescription = {
      id: 'garbage',
      engine: 'wllama',
      files: [put('garbage.gguf', Buffer.from('no model at all'.repeat(100)))],
    };
    expect(await get(garbage)).toBeNull();
    expect(await load(garbage)).toEqual({ code: 'engine_unavailable', failure: 'files' });
    const broken: ModelDescription = {
      id: 'broken',
      engine: 'wllama',
      files: [put('broken.gguf', scriptedModel(ANSWER).subarray(0, 300_000))],
    };
    expect(await get(broken)).toBeNull();
    expect(await load(broken)).toMatchObject({ code: 'engine_unavailable' });
  });
});

describe('files of a model', () => {
  let watched: Page;
  let browser: Browser;
  // The recorder's proxy would hold a connection open that the site has cut.
  beforeAll(async () => {
    watched = page;
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    page = await browser.newPage();
    await page.goto(`${site.origin}/`);
  });
  afterAll(async () => {
    page = watched;
    await browser.close();
  });

  const bytes = (length: number, seed: number) => Buffer.from(Array.from({ length }, (_, i) => (i * seed) % 251));

  test('a download that is cut goes on where it stopped', async () => {
    const file = bytes(3_000_000, 7);
    const model: ModelDescription = { id: 'cut', engine: 'wllama', files: [put('cut.gguf', file)] };
    site.cutAfter = 1_000_000;
    expect(await get(model)).toMatch(/kept: go on when online/);
    const kept = await partial(model);
    expect(kept).toBeGreaterThan(0);
    expect(await here(model)).toEqual([false]);
    site.cutAfter = null;
    expect(await get(model)).toBeNull();
    expect(site.asked.map(({ range }) => range)).toEqual([undefined, `bytes=${kept}-`]);
    expect([await here(model), await partial(model)]).toEqual([[true], 0]);
  });

  test('also from a host that knows no ranges', async () => {
    const model: ModelDescription = { id: 'whole', engine: 'wllama', files: [put('whole.gguf', bytes(2_000_000, 11))] };
    site.cutAfter = 500_000;
    expect(await get(model)).toMatch(/kept/);
    site.cutAfter = null;
    site.noRanges = true;
    expect(await get(model)).toBeNull();
    expect(await here(model)).toEqual([true]);
  });

  test('a pause keeps what came', async () => {
    const model: ModelDescription = {
      id: 'paused',
      engine: 'wllama',
      files: [put('paused.gguf', bytes(30_000_000, 13))],
    };
    const paused = await page.evaluate(async (model) => {
      const stop = new AbortController();
      return models
        .fetchModel(model, stop.signal, ({ done }) => done > 0 && stop.abort(new Error('paused')))
        .catch((error) => error.message);
    }, model);
    expect(paused).toBe('paused');
    expect(await get(model)).toBeNull();
    expect(await here(model)).toEqual([true]);
  });

  test('a wrong, a longer or a missing file is refused, and nothing is kept of it', async () => {
    const right = bytes(100_000, 17);
    const file = put('wrong.gguf', right);
    const model: ModelDescription = { id: 'wrong', engine: 'wllama', files: [file] };
    site.files.set('wrong.gguf', bytes(100_000, 19));
    expect(await get(model)).toMatch(/checksum differs/);
    site.files.set('wrong.gguf', bytes(100_001, 17));
    expect(await get(model)).toMatch(/too long/);
    site.files.delete('wrong.gguf');
    expect(await get(model)).toMatch(/status 404/);
    expect([await here(model), await partial(model)]).toEqual([[false], 0]);
    site.files.set('wrong.gguf', right);
    expect(await get(model)).toBeNull();
  });

  test('what does not fit is refused before anything is fetched', async () => {
    const file = put('huge.gguf', bytes(1000, 23));
    const model: ModelDescription = { id: 'huge', engine: 'wllama', files: [{ ...file, bytes: 10 ** 15 }] };
    expect(await get(model)).toMatch(/takes 1000000000 MB/);
    expect(site.asked).toEqual([]);
  });

  test('deleted, one model is gone and the others stay', async () => {
    const one: ModelDescription = { id: 'one', engine: 'wllama', files: [put('one.gguf', bytes(1000, 3))] };
    const other: ModelDescription = { id: 'other/2', engine: 'wllama', files: [put('other.gguf', bytes(1000, 5))] };
    await get(one);
    await get(other);
    await remove(one);
    expect([await here(one), await here(other)]).toEqual([[false], [true]]);
  });
});

describe('web-llm', () => {
  const folder = 'mlc/resolve/v1/';
  const config = Buffer.from(JSON.stringify({ tokenizer_files: ['tokenizer.json'], context_window_size: 4096 }));
  const model = (): ModelDescription => ({
    id: 'mlc',
    engine: 'web-llm',
    files: [
      put(`${folder}mlc-chat-config.json`, config, 'config'),
      put(`${folder}lib.wasm`, Buffer.from('no library'), 'library'),
    ],
    record: { model: folder, model_id: 'mlc', model_lib: `${folder}lib.wasm` },
  });
  const load = (model: ModelDescription, target = page) =>
    target.evaluate(
      (model) =>
        models
          .localModel(model)
          .load(new AbortController().signal, () => {})
          .then(
            () => null,
            (error) => ({ code: error.code, failure: error.details?.failure, message: error.message }),
          ),
      model,
    );

  test('without a GPU it says so before anything is fetched', async () => {
    expect(await page.evaluate((model) => models.whyNot(model), model())).toMatchObject({ code: 'no_gpu' });
  });

  test('what is missing is not fetched by the engine', async () => {
    expect(await load(model())).toMatchObject({ code: 'engine_unavailable', failure: 'files' });
    expect(site.asked).toEqual([]);
  });

  test('the real engine finds the files in its caches, and a library that is none is told', async () => {
    expect(await get(model())).toBeNull();
    expect(await here(model())).toEqual([true, true]);
    site.asked.length = 0;
    expect(await load(model())).toMatchObject({ code: 'engine_unavailable', failure: 'files' });
    // On localhost web-llm reads the library anew each time, and never the rest.
    expect(site.asked.filter(({ path }) => !path.endsWith('lib.wasm'))).toEqual([]);
    await remove(model());
    expect(await here(model())).toEqual([false, false]);
  });

  test('given up in the middle its worker ends', async () => {
    await get(model());
    const failed = await page.evaluate((model) => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('no longer')), 20);
      return models
        .localModel(model)
        .load(stop.signal, () => {})
        .catch((error) => error.message);
    }, model());
    expect(failed).toBe('no longer');
    await expect.poll(() => page.workers().length).toBe(0);
  });
});

test('the browser’s own model is offered only where there is one', async () => {
  const model: ModelDescription = { id: 'browser', engine: 'browser', files: [] };
  expect(await page.evaluate((model) => models.whyNot(model), model)).toMatchObject({ code: 'no_browser_model' });
});

test('nothing left the origin, and the policy held', () => {
  session.assertOwnOriginOnly();
  session.assertNoViolations();
});
