/** What chats keep, whatever dies when: the question, the index, and nothing of a job that was deleted. */
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { transact } from '../../src/store/db.ts';
import { migrate, type Schema, VERSION } from '../../src/store/schema.ts';
import { call, scriptedEngine, startHost } from './node-target.ts';
import { jsonBody, jsonOf } from './suite.ts';
import { freshWorld } from './world.ts';

const { host, post, bearer } = freshWorld();
const asked = 'What did the quick brown dog do?';
const ask = async (uuid: string, message: string) =>
  call('POST', `chat/${uuid}/`, {
    ...jsonBody({ message }),
    headers: { ...jsonBody({}).headers, ...(await bearer()) },
  });
const history = async (uuid: string) =>
  jsonOf(await call('GET', `chat/${uuid}/history/`, { headers: await bearer() })).messages;
const questions = async (uuid: string, realm = {}) =>
  call('GET', `chat/${uuid}/questions/`, { headers: await bearer() }, realm);
const indexKeys = () => transact(['indexes'], 'readonly', (tx) => tx.objectStore('indexes').getAllKeys());

test('a question outlives the host that died while it was answered, and the next one answers it once', async () => {
  const stop = await host();
  const { uuid } = jsonOf(await post({}, {}, await bearer()));
  await stop();
  let begun = (): void => {};
  const dying = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const stuck = scriptedEngine();
  const kill = await startHost({
    ...stuck,
    answer: (_uuid, _question, _previous, signal) => {
      begun();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const answer = ask(uuid, asked);
  await dying;
  expect(await history(uuid)).toMatchObject([{ role: 'user', content: asked }]);
  await kill();
  expect(await history(uuid)).toHaveLength(1);
  await host();
  const { message } = jsonOf(await answer);
  expect(message.citations).not.toEqual([]);
  expect(await history(uuid)).toMatchObject([{ role: 'user' }, message]);
});

test('an index is built once, kept, made anew for other pages, and goes with its job', async () => {
  await host();
  const { uuid } = jsonOf(await post({}, {}, await bearer()));
  await ask(uuid, asked);
  const kept = () =>
    transact(['indexes'], 'readonly', async (tx) => (await tx.objectStore('indexes').get(`${uuid}/index`))?.key);
  const before = await kept();
  expect(before).toBeDefined();
  await ask(uuid, 'And the lazy fox?');
  expect(await kept()).toBe(before);
  const edits = [{ block: 0, line: 0, word: 0, text: 'Corrected' }];
  const patch = { ...jsonBody({ edits }), headers: { ...jsonBody({}).headers, ...(await bearer()) } };
  expect((await call('PATCH', `ocr/${uuid}/pages/0/`, patch)).status).toBe(200);
  expect((await questions(uuid)).status).toBe(200);
  expect(await kept()).not.toBe(before);
  expect(await indexKeys()).toEqual([`${uuid}/index`, `${uuid}/questions/en`]);
  await call('DELETE', `ocr/${uuid}/`, { headers: await bearer() });
  expect(await indexKeys()).toEqual([]);
});

test('first questions are 503 without a host and 409 before the end', async () => {
  const stop = await host({ pages: () => 8, delay: () => 5_000 });
  const { uuid } = jsonOf(await post({}, {}, await bearer()));
  const early = await questions(uuid);
  expect([early.status, jsonOf(early).code]).toEqual([409, 'not_finished']);
  await stop();
  const next = await host();
  const done = jsonOf(await post({}, {}, { ...(await bearer()), 'Idempotency-Key': 'other' }));
  await next();
  const refused = await questions(done.uuid, { hostHeld: async () => false });
  expect([refused.status, jsonOf(refused).code]).toEqual([503, 'no_host']);
}, 20_000);

test('a database of the version before keeps what it holds', async () => {
  const old = await openDB<Schema>('barg', VERSION - 1, { upgrade: (db) => migrate(db, 0, VERSION - 1) });
  expect([...old.objectStoreNames]).not.toContain('models');
  await old.put('blobs', { bytes: new ArrayBuffer(3), type: 'text/plain' }, 'kept');
  old.close();
  const found = await transact(['blobs', 'models'], 'readonly', async (tx) => [
    (await tx.objectStore('blobs').get('kept'))?.type,
    await tx.objectStore('models').count(),
  ]);
  expect(found).toEqual(['text/plain', 0]);
});
