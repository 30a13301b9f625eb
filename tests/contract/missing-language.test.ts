/** A page whose language had no pack, read again once the pack is there. */
import { expect, test } from 'vitest';
import type { Job } from '../../src/contract/job.ts';
import { call } from './node-target.ts';
import { ok } from './suite/client.ts';
import { jsonBody } from './suite/requests.ts';
import { freshWorld } from './world.ts';

const world = freshWorld();
const missing = { code: 'language_missing', message: 'The pack for Russian is not here.', page: 1, language: 'rus' };

test('the job names the pack; once read with it, no longer', async () => {
  await world.host({ warnings: (packs) => (packs.includes('rus') ? [] : [missing]) });
  const made: Job = ok(await world.post());
  expect(made.warnings).toEqual([missing]);

  const path = `ocr/${made.uuid}/pages/0/recognise/`;
  ok(await call('POST', path, jsonBody({ language: 'eng' })));
  const headers = await world.bearer();
  const job = async (): Promise<Job> => ok(await call('GET', `ocr/${made.uuid}/`, { headers }));
  expect((await job()).warnings).toEqual([missing]);

  ok(await call('POST', path, jsonBody({ language: 'rus' })));
  expect((await job()).warnings).toEqual([]);
  expect((await job()).pages[0]?.warnings).toEqual([]);
});
