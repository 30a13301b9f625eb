/** A file is built for as long as somebody waits for it, and from the pages as they are. */
import { expect, test, vi } from 'vitest';
import { transact } from '../../src/store/db.ts';
import { call, send } from './node-target.ts';
import { jsonBody, jsonOf, textOf } from './suite/requests.ts';
import { freshWorld } from './world.ts';

const { host, post, counts } = freshWorld();

/** Files whose building was begun: `end` lets one be built, `aborted` says whether it was ended. */
function buildings() {
  const begun: { end: () => void; aborted: boolean }[] = [];
  const beforeBuilding = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const building = { end: resolve, aborted: false };
      begun.push(building);
      signal.addEventListener('abort', () => {
        building.aborted = true;
        reject(signal.reason);
      });
    });
  return { begun, beforeBuilding, until: (n: number) => vi.waitFor(() => expect(begun).toHaveLength(n), 4_000) };
}

function download(uuid: string, format = 'docx') {
  const gaveUp = new AbortController();
  const url = `https://app.test/api/v1/ocr/${uuid}/download/?format=${format}`;
  return { answer: send(new Request(url, { signal: gaveUp.signal })), giveUp: () => gaveUp.abort() };
}

const kept = () =>
  transact(['blobs'], 'readonly', async (tx) =>
    (await tx.objectStore('blobs').getAllKeys()).filter((key) => key.includes('/export/')),
  );
const nothingLeft = () => vi.waitFor(async () => expect([(await counts()).tasks, await kept()]).toEqual([0, []]));

test('given up by the only one who waits, the building ends and leaves nothing; asked again, it begins anew', async () => {
  const { begun, beforeBuilding, until } = buildings();
  await host({ beforeBuilding });
  const { uuid } = jsonOf(await post());
  const first = download(uuid);
  await until(1);
  first.giveUp();
  expect((await first.answer).bytes).toHaveLength(0);
  await vi.waitFor(() => expect(begun[0]?.aborted).toBe(true));
  await nothingLeft();
  const second = download(uuid);
  await until(2);
  begun[1]?.end();
  const { status, bytes } = await second.answer;
  expect([status, new TextDecoder().decode(bytes.slice(0, 2))]).toEqual([200, 'PK']);
  expect(await kept()).toEqual([`${uuid}/export/format=docx`]);
});

test('it goes on for the others who wait for the same file, and another file is not touched', async () => {
  const { begun, beforeBuilding, until } = buildings();
  await host({ beforeBuilding });
  const { uuid } = jsonOf(await post());
  const [first, second, other] = [download(uuid), download(uuid), download(uuid, 'html')];
  await until(2);
  first.giveUp();
  await first.answer;
  for (const building of begun) building.end();
  expect((await second.answer).status).toBe(200);
  expect((await other.answer).status).toBe(200);
  expect(begun.map(({ aborted }) => aborted)).toEqual([false, false]);
});

test('given up while it waits for a host, it is not begun', async () => {
  const { begun, beforeBuilding } = buildings();
  const stop = await host({ beforeBuilding });
  const { uuid } = jsonOf(await post());
  await stop();
  const waiting = download(uuid);
  await vi.waitFor(async () => expect((await counts()).tasks).toBe(1));
  waiting.giveUp();
  await waiting.answer;
  await nothingLeft();
  await host({ beforeBuilding });
  expect(jsonOf(await post()).status).toBe('done');
  expect(begun).toEqual([]);
});

test('with its job the building ends, and who waits for it is told', async () => {
  const { begun, beforeBuilding, until } = buildings();
  await host({ beforeBuilding });
  const { uuid } = jsonOf(await post());
  const waiting = download(uuid);
  await until(1);
  expect((await call('DELETE', `ocr/${uuid}/`)).status).toBe(204);
  const { status, bytes } = await waiting.answer;
  expect([status, JSON.parse(new TextDecoder().decode(bytes)).code]).toEqual([404, 'not_found']);
  await vi.waitFor(() => expect(begun[0]?.aborted).toBe(true));
  await nothingLeft();
});

test('a word that is corrected meanwhile stands in the file', async () => {
  const { begun, beforeBuilding, until } = buildings();
  await host({ beforeBuilding });
  const job = jsonOf(await post());
  const waiting = download(job.uuid, 'html');
  await until(1);
  const { headers, body } = jsonBody({ edits: [{ block: 0, line: 0, word: 0, text: 'Corrected' }] });
  expect((await call('PATCH', `ocr/${job.uuid}/pages/0/`, { headers, body })).status).toBe(200);
  await until(2);
  for (const building of begun) building.end();
  expect(begun[0]?.aborted).toBe(true);
  expect(textOf(await waiting.answer)).toContain('Corrected');
});

test('control characters of a text layer do not come along as text', async () => {
  await host();
  const job = jsonOf(await post());
  const { headers, body } = jsonBody({ edits: [{ block: 0, line: 0, word: 0, text: 'a\u0000b\u001f\u0085c' }] });
  expect((await call('PATCH', `ocr/${job.uuid}/pages/0/`, { headers, body })).status).toBe(200);
  const text = textOf(await call('GET', `ocr/${job.uuid}/download/?format=txt`));
  expect(text.startsWith('ab\nc ')).toBe(true);
});
