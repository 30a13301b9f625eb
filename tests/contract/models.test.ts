/**
 * Local models over the API: what is offered, agreed to, fetched, paused and removed, and answers that a model writes.
 * What the host does on the disk and what the model says is played by the test.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from '../../src/contract/errors.ts';
import type { Change } from '../../src/contract/job.ts';
import type { ModelList } from '../../src/contract/models.ts';
import type { RunModel } from '../../src/engine/models/model-runner.ts';
import { changeAccount, readAccount } from '../../src/store/account.ts';
import { onChange } from '../../src/store/changes.ts';
import { beginEpoch } from '../../src/store/fence.ts';
import { commitModel, endModelWish, noteLack, readModel } from '../../src/store/models.ts';
import { agreedRemotes } from '../../src/store/packs.ts';
import { call, type Realm } from './node-target.ts';
import { ok, refused } from './suite/client.ts';
import { type Init, jsonBody, jsonOf } from './suite/requests.ts';
import { freshWorld } from './world.ts';

const { host, post, bearer } = freshWorld();

const file = { url: 'https://models.example/a.gguf', bytes: 700, role: 'weights' } as const;
const LIST: ModelList = {
  models: [
    { id: 'far', name: 'Far', use: 'chat', engine: 'wllama', license: 'MIT', files: [file] },
    { id: 'own', name: 'Own', use: 'chat', engine: 'wllama', files: [{ ...file, url: 'models/b.gguf', bytes: 5 }] },
    { id: 'browser', name: 'The browser’s', use: 'chat', engine: 'browser', files: [] },
    { id: 'eyes', name: 'Eyes', use: 'vision', engine: 'wllama', files: [file] },
  ],
};
const NO_GPU = { code: 'no_gpu', message: 'There is no GPU.' } as const;
const realm: Realm = { file: async (path) => Response.json(path === 'models.json' ? LIST : {}) };

async function ask(method: string, path: string, body?: unknown) {
  const { headers, body: sent }: Init = body === undefined ? {} : jsonBody(body);
  const { token } = await readAccount();
  return call(
    method,
    path,
    { headers: { ...headers, Authorization: `Bearer ${token}` }, ...(sent && { body: sent }) },
    realm,
  );
}
const shown = async (id: string) =>
  jsonOf(await ask('GET', 'models/')).models.find((model: { id: string }) => model.id === id);
const choose = (id: string | null) => ask('PATCH', 'account/', { settings: { chat_model: id } });

describe('the list', () => {
  let fetched: (id: string) => Promise<unknown>;
  let stop = (): void => {};
  beforeEach(async () => {
    await beginEpoch();
    for (const { id } of LIST.models) await noteLack(id, null);
    fetched = (id) => commitModel(id, [file]);
    stop = onChange((change) => {
      if (change.type === 'model') void fetched(change.id);
    });
  });
  afterEach(() => stop());

  test('says what each model is, and where it would come from', async () => {
    expect(await shown('far')).toEqual({
      id: 'far',
      name: 'Far',
      use: 'chat',
      engine: 'wllama',
      license: 'MIT',
      bytes: 700,
      installed: false,
      installing: false,
      done: 0,
      ready: false,
      reason: null,
      reason_code: null,
      remote: ['models.example'],
      chosen: false,
    });
    expect(await shown('own')).toMatchObject({ remote: [], bytes: 5 });
    expect(await shown('browser')).toMatchObject({ installed: true, ready: true });
  });

  test('another host is asked only once the caller agrees, and a paused model goes on without asking again', async () => {
    expect(refused(await ask('POST', 'models/far/'), 'bad_field')).toMatchObject({
      field: 'remote',
      bytes: 700,
      hosts: ['models.example'],
    });
    expect(await agreedRemotes()).toEqual([]);
    fetched = (id) => endModelWish(id, { done: 300 });
    expect(ok(await ask('POST', 'models/far/', { remote: true }))).toMatchObject({ installed: false, done: 300 });
    expect(await agreedRemotes()).toEqual(['https://models.example']);
    fetched = (id) => commitModel(id, [file]);
    expect(ok(await ask('POST', 'models/far/'))).toMatchObject({ installed: true, ready: true, done: 0, bytes: 700 });
  });

  test('agreeing to one model of a host is no consent to another', async () => {
    expect(ok(await ask('POST', 'models/far/', { remote: true })).installed).toBe(true);
    refused(await ask('POST', 'models/eyes/'), 'bad_field');
  });

  test('pausing ends the wish and keeps what came', async () => {
    fetched = async () => {};
    const getting = ask('POST', 'models/own/');
    await expect.poll(async () => (await shown('own')).installing).toBe(true);
    expect(ok(await ask('POST', 'models/own/pause/'))).toMatchObject({ installing: false, installed: false });
    expect(ok(await getting)).toMatchObject({ installed: false });
  });

  test('says why a model cannot run, or did not come', async () => {
    await noteLack('far', NO_GPU);
    expect(await shown('far')).toMatchObject({ ready: false, reason: 'There is no GPU.', reason_code: 'no_gpu' });
    expect(refused(await ask('POST', 'models/far/', { remote: true }), 'engine_unavailable').error).toBe(
      'There is no GPU.',
    );
    fetched = (id) =>
      endModelWish(id, { done: 2, failure: { code: 'storage_full', message: 'There is no room left.' } });
    expect(refused(await ask('POST', 'models/own/'), 'storage_full').error).toBe('There is no room left.');
    expect(await shown('own')).toMatchObject({ reason: 'There is no room left.', done: 2 });
  });

  test('a model that is removed answers no more', async () => {
    ok(await ask('POST', 'models/own/'));
    expect(jsonOf(await choose('own')).settings.chat_model).toBe('own');
    expect((await shown('own')).chosen).toBe(true);
    fetched = async () => {};
    expect((await ask('DELETE', 'models/own/')).status).toBe(204);
    expect(await shown('own')).toMatchObject({ installed: false, chosen: false });
    expect(jsonOf(await ask('GET', 'account/')).settings.chat_model).toBeNull();
    // The host removes the files, which it knows from the record.
    expect((await readModel('own'))?.removed).toEqual([file]);
  });

  test('only a model that answers questions can be chosen', async () => {
    expect(refused(await choose('nobody'), 'bad_field').field).toBe('settings.chat_model');
    refused(await choose('eyes'), 'bad_field');
    refused(await ask('POST', 'models/nobody/'), 'not_found');
  });
});

describe('answers', () => {
  const question = 'What did the quick brown dog do?';
  /** Says it piece by piece. */
  const says =
    (text: string): RunModel =>
    (_model, _signal, onLoad, work) =>
      work({
        load: async () => {},
        unload: async () => {},
        transcribe: () => Promise.reject(new Error('not asked')),
        async generate(_request, signal, onText) {
          onLoad({ phase: 'read', ratio: 0.5 });
          for (let end = 10; end < text.length + 10; end += 10) {
            onText(text.slice(0, end));
            await new Promise((resolve) => setTimeout(resolve, 20));
            signal.throwIfAborted();
          }
          return text;
        },
      });
  /** About the first passage that it is given. */
  const claim = (text: string, passages = [1]) => JSON.stringify({ found: true, claims: [{ passages, text }] });

  async function document(model: RunModel): Promise<string> {
    await host({ model });
    for (const { id } of LIST.models) await noteLack(id, null);
    ok(await ask('POST', 'models/own/'));
    return jsonOf(await post({}, {}, await bearer())).uuid;
  }
  let changes: Change[] = [];
  let stop = (): void => {};
  beforeEach(() => {
    changes = [];
    stop = onChange((change) => {
      changes.push(change);
      if (change.type === 'model' && change.done === undefined) void commitModel(change.id, [file]);
    });
  });
  afterEach(() => stop());

  test('a model’s claim is quoted, named and told while it is written', async () => {
    const uuid = await document(says(claim('The quick brown dog jumped over the lazy fox.')));
    const { message, conversation } = ok(await ask('POST', `chat/${uuid}/`, { message: question, engine: 'own' }));
    expect(message.engine).toBe('own');
    expect(message.content).toBe('The quick brown dog jumped over the lazy fox (p. 1).');
    expect(message.citations[0]).toMatchObject({ page: 1 });
    expect(message.note).toBeUndefined();
    const told = changes.filter((change) => change.type === 'answering');
    expect(told[0]).toMatchObject({ uuid, conversation, phase: 'load', text: '' });
    expect(told.some(({ phase, text }) => phase === 'write' && text.startsWith('The quick'))).toBe(true);
  });

  test('what does not stand in the passage is dropped for the document’s own words', async () => {
    const uuid = await document(says(claim('The quick brown dog jumped over 17 foxes in 1999.')));
    const { message } = ok(await ask('POST', `chat/${uuid}/`, { message: question, engine: 'own' }));
    expect(message.engine).toBe('extractive');
    expect(message.content).not.toContain('17');
    expect(message.citations).not.toEqual([]);
  });

  test('the account’s choice answers, and "extractive" asks for the document’s own words all the same', async () => {
    const uuid = await document(says(claim('The quick brown dog jumped over the lazy fox.')));
    await choose('own');
    expect(ok(await ask('POST', `chat/${uuid}/`, { message: question })).message.engine).toBe('own');
    const plain = ok(await ask('POST', `chat/${uuid}/`, { message: question, engine: 'extractive' }));
    expect(plain.message.engine).toBe('extractive');
  });

  test('a choice that is offered no longer is told, and not taken for a mistake of the call', async () => {
    const uuid = await document(says('{}'));
    await changeAccount(({ settings }) => {
      settings.chat_model = 'gone';
    });
    refused(await ask('POST', `chat/${uuid}/`, { message: question }), 'engine_unavailable');
  });

  test('a model that fails in the middle is replaced, and the note says why', async () => {
    const uuid = await document(async () => {
      throw new ApiError('engine_unavailable', 'The GPU stopped.');
    });
    const { message } = ok(await ask('POST', `chat/${uuid}/`, { message: question, engine: 'own' }));
    expect(message).toMatchObject({ engine: 'extractive', note: 'The GPU stopped.' });
    expect(message.citations).not.toEqual([]);
  });

  test('one that cannot run is refused before the question is stored', async () => {
    const uuid = await document(says('{}'));
    await noteLack('own', NO_GPU);
    const answer = await ask('POST', `chat/${uuid}/`, { message: question, engine: 'own' });
    expect(refused(answer, 'engine_unavailable').error).toBe('There is no GPU.');
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    refused(await ask('POST', `chat/${uuid}/`, { message: question, engine: 'far' }), 'engine_unavailable');
    refused(await ask('POST', `chat/${uuid}/`, { message: question, engine: 'nobody' }), 'bad_field');
    expect(jsonOf(await ask('GET', `chat/${uuid}/history/`)).messages).toEqual([]);
  });

  test('stopped, the answer is what of it holds', async () => {
    const first = claim('The quick brown dog jumped over the lazy fox.').slice(0, -2);
    const endless = `${first}, {"passages": [1], "text": "${'and the fox '.repeat(400)}`;
    const uuid = await document(says(endless));
    const answer = ask('POST', `chat/${uuid}/`, { message: question, engine: 'own' });
    await expect
      .poll(() => changes.some((change) => change.type === 'answering' && change.text.includes('lazy fox')), {
        timeout: 5000,
      })
      .toBe(true);
    expect((await ask('POST', `chat/${uuid}/stop/`)).status).toBe(204);
    const { message } = ok(await answer);
    expect(message).toMatchObject({ engine: 'own', content: 'The quick brown dog jumped over the lazy fox (p. 1).' });
  });

  test('a question to a model outlives the host that died while it was answered', async () => {
    const kill = await host({
      model: (_model, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const uuid = jsonOf(await post({}, {}, await bearer())).uuid;
    await noteLack('own', null);
    ok(await ask('POST', 'models/own/'));
    const answer = ask('POST', `chat/${uuid}/`, { message: question, engine: 'own' });
    await expect.poll(() => changes.some(({ type }) => type === 'answering')).toBe(true);
    await kill();
    await host({ model: says(claim('The quick brown dog jumped over the lazy fox.')) });
    expect(ok(await answer).message).toMatchObject({ engine: 'own' });
  });
});
