/** Packs over the API: what is offered, agreed to, installed, out of date and removed. The host is played by the test. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/contract/languages.ts';
import { readAccount } from '../../src/store/account.ts';
import { onChange } from '../../src/store/changes.ts';
import { beginEpoch } from '../../src/store/fence.ts';
import { agreedRemotes, commitPack, endWish, listPacks, readPack } from '../../src/store/packs.ts';
import { call, type Realm } from './node-target.ts';
import { ok, refused } from './suite/client.ts';
import { type Init, jsonBody, jsonOf } from './suite/requests.ts';

const files: Record<string, unknown> = {
  'language-table.json': { languages: LANGUAGES },
  'vendor/tessdata/manifest.json': {
    languages: [{ code: 'deu', url: 'vendor/tessdata/1/deu.traineddata.gz', bytes: 4, sha256: 'own' }],
  },
  'languages.json': {
    remotes: [{ url: 'https://one.example/{code}.gz', packs: { rus: [9, 'far'], deu: [8, 'fast'] } }],
  },
};
const realm: Realm = { file: async (path) => Response.json(files[path] ?? {}) };

/** What the host does with each wish. */
let host: (code: string) => Promise<unknown>;
let stop = (): void => {};
beforeEach(async () => {
  await beginEpoch();
  host = (code) => commitPack(code, new ArrayBuffer(9), code === 'deu' ? 'own' : 'far');
  stop = onChange((change) => {
    if (change.type === 'pack') void host(change.code);
  });
});
afterEach(() => stop());

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
const shown = async (code: string) =>
  jsonOf(await ask('GET', 'languages/')).languages.find((language: { code: string }) => language.code === code);

test('says where each pack is', async () => {
  expect(await shown('rus')).toMatchObject({ installed: false, source: 'remote', remote: 'one.example', bytes: 9 });
  expect(await shown('deu')).toMatchObject({ installed: true, source: 'deployment', remote: null, update: false });
  expect(await shown('yor')).toMatchObject({ installed: false, source: null, remote: null, bytes: null });
});

test('another host is asked only once the caller agrees', async () => {
  const answer = refused(await ask('POST', 'languages/rus/'), 'bad_field');
  expect(answer).toMatchObject({ field: 'remote', bytes: 9, hosts: ['one.example'] });
  refused(await ask('POST', 'languages/rus/', { remote: false }), 'bad_field');
  expect([await agreedRemotes(), await listPacks()]).toEqual([[], []]);

  expect(ok(await ask('POST', 'languages/ru/', { remote: true }))).toMatchObject({
    code: 'rus',
    installed: true,
    source: 'device',
    installing: false,
    bytes: 9,
  });
  expect(await agreedRemotes()).toEqual(['https://one.example']);
  expect((await readPack('rus'))?.byteLength).toBe(9);
});

test('what was fetched is told apart from what its source has now', async () => {
  expect(await shown('rus')).toMatchObject({ update: false });
  files['languages.json'] = { remotes: [{ url: 'https://one.example/{code}.gz', packs: { rus: [7, 'new'] } }] };
  expect(await shown('rus')).toMatchObject({ update: true, bytes: 9 });
});

test('a pack that is here is renewed without asking again, another one is not fetched so', async () => {
  host = (code) => commitPack(code, new ArrayBuffer(7), 'new');
  expect(ok(await ask('POST', 'languages/rus/'))).toMatchObject({ update: false, bytes: 7 });
  await removeAndExpectRefusal();
  ok(await ask('POST', 'languages/rus/', { remote: true }));
});

async function removeAndExpectRefusal() {
  await ask('DELETE', 'languages/rus/');
  refused(await ask('POST', 'languages/rus/'), 'bad_field');
}

test('a pack that did not come leaves what was there', async () => {
  host = (code) => endWish(code, { code: 'engine_unavailable', message: 'Go online and try again.' });
  const answer = refused(await ask('POST', 'languages/rus/', { remote: true }), 'engine_unavailable');
  expect(answer).toMatchObject({ error: 'Go online and try again.', language: 'rus' });
  expect(await shown('rus')).toMatchObject({ installed: true, source: 'device', installing: false });
});

test('the deployment is asked without further agreement, and alone', async () => {
  host = async (code) => {
    const wanted = (await listPacks()).find((pack) => pack.code === code)?.wanted;
    if (wanted) expect(wanted.map(({ url }) => url)).toEqual(['vendor/tessdata/1/deu.traineddata.gz']);
    await commitPack(code, new ArrayBuffer(4), 'own');
  };
  expect(ok(await ask('POST', 'languages/deu/'))).toMatchObject({ source: 'device', update: false });
});

test('removed packs are gone, those of the deployment can be read all the same', async () => {
  for (const code of ['rus', 'deu', 'yor']) expect((await ask('DELETE', `languages/${code}/`)).status).toBe(204);
  expect(await listPacks()).toEqual([]);
  expect(await readPack('rus')).toBeUndefined();
  expect(await shown('deu')).toMatchObject({ installed: true, source: 'deployment' });
});

test('a wish that was taken back is not fulfilled', async () => {
  expect(await commitPack('rus', new ArrayBuffer(9), 'far')).toBe(false);
  expect(await readPack('rus')).toBeUndefined();
});

test('refusals', async () => {
  refused(await ask('POST', 'languages/klingon/'), 'unknown_language');
  refused(await ask('POST', 'languages/auto/'), 'bad_field');
  refused(await ask('POST', 'languages/eng+fas/'), 'bad_field');
  refused(await ask('DELETE', 'languages/%/'), 'unknown_language');
  refused(await ask('POST', 'languages/yor/', { remote: true }), 'engine_unavailable');
  refused(await ask('POST', 'languages/rus/', { remote: 'yes' }), 'bad_field');
  refused(await call('POST', 'languages/rus/', {}, realm), 'missing_token');
});
