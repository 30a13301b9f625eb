/**
 * The published programs, run as they are but for the address, the token and the file. They are not part of the project:
 * where they are absent the tests are skipped and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenOf } from './browser-target.ts';
import { type App, FIXTURES, launch, open, type Session, startApp } from './harness.ts';

const SAMPLES = process.env.BARG_SAMPLES ?? join(import.meta.dirname, '../../../shared/samples');
const read = (name: string) => readFileSync(join(SAMPLES, name), 'utf8');
const absent = !existsSync(join(SAMPLES, 'submit.mjs'));
if (absent) console.log(`Skipped: the published programs are not in ${SAMPLES}; set BARG_SAMPLES to their folder.`);

let app: App;
let session: Session;
let page: Page;
let token: string;

beforeAll(async () => {
  app = await startApp();
  session = await launch(app);
  page = await open(session);
  token = await tokenOf(page);
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

test.skipIf(absent)('the JavaScript program: submit with tier=vlm, poll, print job.markdown', async () => {
  const bytes = readFileSync(join(FIXTURES, 'phototest.tif')).toString('base64');
  const program = read('submit.mjs')
    .replaceAll('https://ocr.chat', app.origin)
    .replaceAll('YOUR_API_TOKEN', token)
    // A page has no file system: the file is handed to it.
    .replace(
      /^import fs from "fs";$/m,
      `const fs = { readFileSync: () => Uint8Array.from(atob("${bytes}"), (c) => c.charCodeAt(0)) };`,
    );
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  const job = await page.evaluate(`(async () => { ${program}\nreturn job; })()`);
  expect(printed.join('\n')).toContain('quick brown dog');
  expect(job).toMatchObject({
    status: 'done',
    tier: 'cpu',
    requested_tier: 'vlm',
    warnings: [{ code: 'vlm_unavailable' }],
  });
});

test.skipIf(absent)('the chat call', async () => {
  const curl = read('submit.sh');
  const [, path] = /https:\/\/ocr\.chat(\/api\/v1\/chat\/UUID\/)/.exec(curl) ?? [];
  const [, body] = /-d '(\{.*\})'/.exec(curl) ?? [];
  const answer = await page.evaluate(
    async ([path, body, token]) => {
      const headers = { Authorization: `Bearer ${token}` };
      const { jobs } = await (await fetch('/api/v1/ocr/', { headers })).json();
      const response = await fetch(path.replace('UUID', jobs[0].uuid), {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body,
      });
      return { status: response.status, body: await response.json() };
    },
    [path ?? '', body ?? '', token] as const,
  );
  expect(answer.status).toBe(200);
  expect(answer.body.conversation).toMatch(/^[0-9a-f]{32}$/);
  expect(answer.body.message).toMatchObject({ role: 'assistant', engine: 'extractive' });
});
