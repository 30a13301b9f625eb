/** Backups that only this side of the API can make: of another device, of pictures, over quota, with any byte changed. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { handle } from '../../src/api/handle.ts';
import type { Change } from '../../src/contract/job.ts';
import { onChange } from '../../src/store/changes.ts';
import { disconnect, transact } from '../../src/store/db.ts';
import { pictureKey } from '../../src/store/jobs.ts';
import type { StoreName } from '../../src/store/schema.ts';
import { call, unreadable } from './node-target.ts';
import { blank, jsonBody, jsonOf, upload } from './suite/requests.ts';
import { freshWorld } from './world.ts';

const { host, bearer } = freshWorld();
const DAY = 86_400_000;
const KEPT = ['jobs', 'pages', 'blobs', 'messages'] as const satisfies StoreName[];

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const own = async (method: string, path: string, init: Parameters<typeof call>[2] = {}) =>
  call(method, path, { ...init, headers: { ...init.headers, ...(await bearer()) } });
const create = async (fields: Record<string, string> = {}, bytes = blank) =>
  jsonOf(await own('POST', 'ocr/', upload(bytes, fields)));
const save = async () => (await own('GET', 'backup/')).bytes;
const restore = async (body: Uint8Array) => {
  const answer = await own('POST', 'backup/', { body });
  return { status: answer.status, ...jsonOf(answer) };
};
const listed = async () => jsonOf(await own('GET', 'ocr/')).jobs.map(({ uuid }: { uuid: string }) => uuid);
/** Every record of the library by its key, less what names a request and the keys that the store counts. */
const library = () =>
  transact([...KEPT], 'readonly', async (tx) => {
    const { jobs, pages, blobs, messages } = Object.fromEntries(
      await Promise.all(KEPT.map(async (name) => [name, await tx.objectStore(name).getAll()])),
    );
    const keys = await tx.objectStore('blobs').getAllKeys();
    return {
      jobs: jobs.map(({ request, inspection, ...job }: Record<string, unknown>) => job),
      pages,
      blobs: keys.map((key, i) => [key, blobs[i].type, Buffer.from(blobs[i].bytes).toString('base64')]),
      messages: messages.map(({ id, answers, ...message }: Record<string, unknown>) => [
        message,
        answers !== undefined,
      ]),
    };
  });
const emptied = async () => {
  await disconnect();
  vi.stubGlobal('indexedDB', new IDBFactory());
};

test('another device gets the same library, byte for byte, and an empty one is a backup too', async () => {
  const stop = await host({
    pages: (bytes) => (bytes === blank.length ? 3 : 1),
    check: (index) => {
      if (index === 1) throw unreadable('cannot be read');
    },
  });
  const { uuid } = await create({ language: 'deu', retention: '9' });
  await create({ retention: 'text' });
  await call('POST', 'ocr/', upload(blank));
  await own('POST', `chat/${uuid}/`, jsonBody({ message: 'Which dog?' }));
  await own('POST', `chat/${uuid}/`, jsonBody({ message: 'Which fox?', conversation: 'new' }));
  await own('GET', `ocr/${uuid}/download/?format=csv`);
  const picture = { bytes: new Uint8Array(blank).buffer, type: 'image/png' };
  await transact(['blobs'], 'readwrite', (tx) => tx.objectStore('blobs').put(picture, pictureKey(uuid, 2)));
  const before = await library();
  const order = await listed();
  expect(before.blobs.some(([key]) => key.includes('/export/'))).toBe(true);
  const zip = await save();
  await stop();

  await emptied();
  const heard: Change[] = [];
  const deaf = onChange((change) => heard.push(change));
  expect(await restore(zip)).toEqual({ status: 200, restored: 3, skipped: 0 });
  await vi.waitFor(() => expect(heard).toHaveLength(3));
  deaf();
  expect(heard.map((change) => 'uuid' in change && [change.type, change.uuid]).reverse()).toEqual(
    order.map((each: string) => ['job', each]),
  );
  const built = ([key]: string[]) => !key?.includes('/export/');
  expect(await library()).toEqual({ ...before, blobs: before.blobs.filter(built) });
  expect(await listed()).toEqual(order);
  expect(jsonOf(await own('GET', 'account/ledger/')).rows).toEqual([]);

  await emptied();
  expect(await restore(await save())).toEqual({ status: 200, restored: 0, skipped: 0 });
});

test('a job that failed comes back as it is, and can be tried again where it was read', async () => {
  let broken = true;
  await host({
    check: () => {
      if (broken) throw unreadable('cannot be read');
    },
  });
  const { uuid, status, error } = await create();
  expect(status).toBe('failed');
  const zip = await save();
  await own('DELETE', `ocr/${uuid}/`);
  await restore(zip);
  expect(jsonOf(await own('GET', `ocr/${uuid}/`))).toMatchObject({ status, error });
  broken = false;
  await own('POST', `ocr/${uuid}/retry/`);
  await vi.waitFor(async () => expect(jsonOf(await own('GET', `ocr/${uuid}/`)).status).toBe('done'));
});

test('what a job was on another device and what is here never share a place in the list', async () => {
  await host();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
  const theirs = [await create(), await create(), await create()].map(({ uuid }) => uuid);
  const zip = await save();
  await emptied();
  await host();
  vi.setSystemTime(Date.UTC(2026, 0, 1));
  const ours = [await create(), await create()].map(({ uuid }) => uuid);
  expect(await restore(zip)).toMatchObject({ restored: 3 });
  const order = await listed();
  expect(order.filter((uuid: string) => theirs.includes(uuid))).toEqual([...theirs].reverse());
  expect(order.filter((uuid: string) => ours.includes(uuid))).toEqual([...ours].reverse());
  let [paged, before]: [string[], string] = [[], ''];
  do {
    const { jobs, next } = jsonOf(await own('GET', `ocr/?limit=1&before=${before}`));
    paged = [...paged, jobs[0].uuid];
    before = next;
  } while (before);
  expect(paged).toEqual(order);
});

test('a job whose time was over meanwhile does not come back', async () => {
  await host();
  const [short, long] = [await create({ retention: '1' }), await create({ retention: '3' })];
  const zip = await save();
  for (const { uuid } of [short, long]) await own('DELETE', `ocr/${uuid}/`);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY });
  expect(await restore(zip)).toEqual({ status: 200, restored: 1, skipped: 1 });
  expect(await listed()).toEqual([long.uuid]);
});

test('over quota the answer says what was restored, which stays; the job in hand leaves nothing', async () => {
  await host();
  const uuids = [await create(), await create(), await create()].map(({ uuid }) => uuid);
  const zip = await save();
  for (const uuid of uuids) await own('DELETE', `ocr/${uuid}/`);
  const { put } = IDBObjectStore.prototype;
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value,
    key,
  ) {
    if (key === `${uuids[1]}/original`) throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value, key);
  });
  const answer = await restore(zip);
  expect(answer).toMatchObject({ status: 503, code: 'storage_full', restored: 1, skipped: 0 });
  expect(answer.error).toContain('1 of 3');
  full.mockRestore();
  expect(await listed()).toEqual([uuids[0]]);
  expect((await library()).pages).toHaveLength(1);
  expect(await restore(zip)).toEqual({ status: 200, restored: 2, skipped: 1 });
});

test('a file over the limit is refused before it is read', async () => {
  const size = 16 * 1024 ** 3 + 1;
  vi.spyOn(Request.prototype, 'blob').mockResolvedValue({ size } as Blob);
  expect(await restore(blank)).toMatchObject({ status: 400, code: 'file_too_large', actual: size, limit: size - 1 });
});

test('a job that is deleted while the backup is read is not in it, and the backup is good', async () => {
  await host();
  const [first, second] = [await create(), await create()];
  const request = new Request('https://app.test/api/v1/backup/', { headers: await bearer() });
  const context = { client: '', boot: '', hostHeld: async () => true, file: async () => Response.json({}) };
  const { body } = await handle(request, '/', context);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    chunks.push(chunk);
    if (Buffer.from(chunk).toString() === `jobs/${second.uuid}/original`) await own('DELETE', `ocr/${second.uuid}/`);
  }
  await emptied();
  expect(await restore(Buffer.concat(chunks))).toEqual({ status: 200, restored: 1, skipped: 0 });
  expect(await listed()).toEqual([first.uuid]);
});

test('whatever byte is changed, the backup is refused or brings back the same', async () => {
  const stop = await host();
  await create();
  const zip = await save();
  const before = await library();
  await stop();
  let refusals = 0;
  const change = fc.record({ at: fc.nat({ max: zip.length - 1 }), by: fc.integer({ min: 1, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, by }) => {
      await emptied();
      const bytes = zip.slice();
      bytes[at] = (bytes[at] ?? 0) ^ by;
      const { status, code } = await restore(bytes);
      const after = await library();
      if (status === 200) {
        expect(after).toEqual(before);
      } else {
        refusals++;
        expect(['unsupported_type', 'unreadable']).toContain(code);
        expect(after).toEqual({ jobs: [], pages: [], blobs: [], messages: [] });
      }
    }),
    { seed: 5, numRuns: 400 },
  );
  expect(refusals).toBeGreaterThan(200);
});
