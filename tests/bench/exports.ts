/**
 * `npm run bench -- exports FILE …`: what the renderer processes hold while a long document is exported, by the
 * production build in Chromium. Options: tests/bench/README.md.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, ElementHandle, Page } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { tokenOf } from '../e2e/browser-target.ts';
import { type App, launch, open } from '../e2e/harness.ts';
import { watchRenderers } from './shared/memory.ts';
import { machine, versions } from './shared/programs.ts';
import { printTitle, row, tableHead } from './shared/table.ts';

/** Of the document's pages. */
const SHARES = [0.25, 0.5, 1];
const SAMPLE_EVERY = 100;
/** Until what was done before has ended. */
const SETTLE = 3_000;
/** Seconds a page. */
const BOUND = 20;

interface Job {
  uuid: string;
  pages: number;
}

export async function run(args: string[]): Promise<void> {
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: { formats: { type: 'string', default: 'docx,pdf' }, dist: { type: 'string', default: 'dist' } },
  });
  const missing = files.filter((file) => !existsSync(file));
  if (files.length === 0 || missing.length > 0) {
    console.log(`No document: give files of many pages as arguments. ${missing.join(' ')}`);
    return;
  }
  console.log(`\`npm run bench -- exports ${args.join(' ')}\`\n`);
  const server = await serve({ root: values.dist });
  const app = { origin: `http://localhost:${server.port}`, stop: () => server.close(), resume: async () => {} };
  try {
    for (const file of files) await measure(app, file, values.formats.split(','));
  } finally {
    await app.stop();
  }
}

async function measure(app: App, file: string, formats: readonly string[]): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'barg-bench-'));
  try {
    const [job, browser] = await inBrowser(app, profile, async (page, browser) => [
      await upload(page, file, await tokenOf(page)),
      browser.version(),
    ]);
    printTitle(`${basename(file)}: ${job.pages} pages`);
    console.log(`${machine()}; ${versions(`Chromium ${browser}`)}; PSS of all renderer processes in MB.\n`);
    console.log(tableHead(['format', 'pages', 'file MB', 'seconds', 'before', 'at the peak', 'more', 'progress told']));
    for (const format of formats) {
      for (const share of SHARES) {
        const pages = Math.max(1, Math.round(job.pages * share));
        // Each time another browser: what one export left to the garbage collector would be counted for the next.
        console.log(row(await inBrowser(app, profile, (page, browser) => exportOf(page, browser, job, pages, format))));
      }
    }
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function inBrowser<Result>(app: App, profile: string, use: (page: Page, browser: Browser) => Promise<Result>) {
  const session = await launch(app, { profile });
  try {
    const page = await open(session);
    const browser = session.context.browser();
    if (!browser) throw new Error('The browser is gone.');
    return await use(page, browser);
  } finally {
    await session.close();
  }
}

async function exportOf(page: Page, browser: Browser, job: Job, pages: number, format: string) {
  const look = await watchRenderers(browser);
  const token = await tokenOf(page);
  await sleep(SETTLE);
  const before = (await look()).pss;
  const started = performance.now();
  const building = page.evaluate(download, { job, pages, format, token });
  let isOver = false;
  const over = building.finally(() => {
    isOver = true;
  });
  let peak = before;
  while (!isOver) {
    peak = Math.max(peak, (await look()).pss);
    await Promise.race([over, sleep(SAMPLE_EVERY)]);
  }
  const { bytes, steps } = await building;
  const seconds = (performance.now() - started) / 1000;
  return [format, pages, megabytes(bytes), seconds.toFixed(1), ...[before, peak, peak - before].map(megabytes), steps];
}

/** Asks for the file and counts its bytes, which are not kept, and how often its progress was told. */
async function download({ job, pages, format, token }: { job: Job; pages: number; format: string; token: string }) {
  let steps = 0;
  const changes = new BroadcastChannel('changes');
  changes.onmessage = ({ data }) => {
    if (data.type === 'building' && data.uuid === job.uuid) steps += 1;
  };
  const query = new URLSearchParams({ format, pages: `1-${pages}` });
  const response = await fetch(`/api/v1/ocr/${job.uuid}/download/?${query}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  let bytes = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.length;
  changes.close();
  return { bytes, steps };
}

/** Rejects where the document does not become a job that is done. */
async function upload(page: Page, path: string, token: string): Promise<Job> {
  const handle = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    return input;
  });
  const input = handle.asElement() as ElementHandle<HTMLInputElement>;
  await input.setInputFiles(path);
  return input.evaluate(
    async (input, { token, bound }) => {
      type Summary = { uuid: string; status: string; page_count: number };
      const headers = { Authorization: `Bearer ${token}` };
      const [file] = input.files ?? [];
      const form = new FormData();
      if (file) form.set('file', file, file.name);
      const answer = await fetch('/api/v1/ocr/', { method: 'POST', body: form, headers });
      let summary: Summary = await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(summary));
      const end = performance.now() + bound * 1000 * Math.max(1, summary.page_count);
      while (summary.status !== 'done') {
        if (summary.status === 'failed' || performance.now() > end) throw new Error(summary.status);
        await new Promise((resolve) => setTimeout(resolve, 300));
        const { jobs } = await (await fetch('/api/v1/ocr/?limit=1', { headers })).json();
        summary = jobs.find(({ uuid }: Summary) => uuid === summary.uuid) ?? summary;
      }
      return { uuid: summary.uuid, pages: summary.page_count };
    },
    { token, bound: BOUND },
  );
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
