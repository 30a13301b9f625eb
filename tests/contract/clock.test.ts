/** What hangs on the time: links that expire, jobs of one millisecond. */
import { afterEach, expect, test, vi } from 'vitest';
import { call } from './node-target.ts';
import { jsonOf } from './suite.ts';
import { freshWorld } from './world.ts';

const { host, post, counts } = freshWorld();

afterEach(() => {
  vi.useRealTimers();
});

test('a link is good for a minute, and the next one clears it away', async () => {
  await host();
  const { uuid } = jsonOf(await post());
  vi.useFakeTimers({ toFake: ['Date'] });
  const { url, expires_at } = jsonOf(await call('POST', `ocr/${uuid}/link/`));
  expect(Date.parse(expires_at)).toBe(Date.now() + 60_000);
  const path = new URL(url).pathname + new URL(url).search;
  vi.setSystemTime(Date.parse(expires_at) - 1);
  expect((await call('HEAD', path)).status).toBe(200);
  vi.setSystemTime(Date.parse(expires_at));
  expect((await call('HEAD', path)).status).toBe(401);
  expect(jsonOf(await call('GET', path)).code).toBe('invalid_token');
  await call('POST', `ocr/${uuid}/link/`);
  expect((await counts()).tickets).toBe(1);
});

test('jobs of the same millisecond are all listed, each once', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await host();
  const made = await Promise.all(Array.from({ length: 7 }, async () => jsonOf(await post()).uuid));
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null && seen.length < 10; ) {
    const page = jsonOf(await call('GET', `ocr/?limit=2${next && `&before=${next}`}`));
    seen.push(...page.jobs.map(({ uuid }: { uuid: string }) => uuid));
    next = page.next;
  }
  expect(seen.sort()).toEqual(made.sort());
});
