/**
 * The API from outside the browser: `npm start -- --headless` with the programs of the documentation, many requests at once,
 * large uploads, a browser that is killed, requests that have no business here, the command line and MCP.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import type { Job } from '../../src/contract/job.ts';
import { FIXTURES } from './harness.ts';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLES = process.env.BARG_SAMPLES ?? join(ROOT, '../shared/samples');
const absent = !existsSync(join(SAMPLES, 'submit.mjs'));
if (absent) console.log(`Skipped: the published programs are not in ${SAMPLES}; set BARG_SAMPLES to their folder.`);
const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0;
if (!hasRequests) console.log('Skipped: the Python program needs python3 with the package requests.');
const PHOTO = join(FIXTURES, 'phototest.tif');
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A PDF of ASCII alone, which no proxy harms; `padding` bytes of it say nothing. */
function invoicePdf(padding = 0): Buffer {
  const lines = ['INVOICE', 'Acme Corp', 'Total: 215.00 USD', 'Due date: 3 March 2025'];
  const text = lines
    .map((line, n) => `BT /F1 ${n === 0 ? 24 : 14} Tf 72 ${720 - n * 40} Td (${line}) Tj ET`)
    .join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${padding} >>\nstream\n${' '.repeat(padding)}\nendstream`,
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, n) => {
    const offset = pdf.length;
    pdf += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = pdf.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
}

/** The pages of a TIFF again and again: its directories hang on one another, and the strips are where they were. */
function longTiff(pages: number): Buffer {
  const one = readFileSync(PHOTO);
  const isLittle = one.toString('latin1', 0, 2) === 'II';
  const [u16, u32] = isLittle
    ? [(at: number) => one.readUInt16LE(at), (at: number) => one.readUInt32LE(at)]
    : [(at: number) => one.readUInt16BE(at), (at: number) => one.readUInt32BE(at)];
  const first = u32(4);
  const size = 2 + u16(first) * 12;
  const parts = [one];
  let at = one.length + (one.length % 2);
  if (at > one.length) parts.push(Buffer.alloc(1));
  for (let n = 1; n < pages; n++) {
    const directory = Buffer.concat([one.subarray(first, first + size), Buffer.alloc(4)]);
    const next = n + 1 < pages ? at + directory.length : 0;
    if (isLittle) directory.writeUInt32LE(next, size);
    else directory.writeUInt32BE(next, size);
    parts.push(directory);
    at += directory.length;
  }
  const whole = Buffer.concat(parts);
  const second = one.length + (one.length % 2);
  if (isLittle) whole.writeUInt32LE(second, first + size);
  else whole.writeUInt32BE(second, first + size);
  return whole;
}

interface Started {
  process: ChildProcess;
  address: string;
  token: string;
}

let folder: string;
let profile: string;
let barg: Started;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function startHeadless(): Promise<Started> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['scripts/start.mjs', '--headless', '--port', String(port), '--profile', profile],
    {
      cwd: ROOT,
      env: { ...process.env, CHROMIUM: BROWSER },
    },
  );
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  await vi.waitFor(() => expect(said).toMatch(/^ready http:\/\/localhost:\d+$/m), { timeout: 90_000, interval: 100 });
  return {
    process: child,
    address: /^ready (\S+)$/m.exec(said)?.[1] ?? '',
    token: /^token (\S+)$/m.exec(said)?.[1] ?? '',
  };
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (child.exitCode === null ? child.once('exit', () => resolve()) : resolve()));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'barg-bridge-'));
  profile = join(folder, 'profile');
  writeFileSync(join(folder, 'invoice.pdf'), invoicePdf());
  barg = await startHeadless();
}, 120_000);
afterAll(async () => {
  barg?.process.kill('SIGTERM');
  if (barg) await ended(barg.process);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${barg.address}/api/v1/${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${barg.token}`, ...init.headers },
  });
const jsonOf = async (path: string, init: RequestInit = {}) => (await api(path, init)).json();
function form(bytes: Uint8Array<ArrayBuffer> | Buffer, name: string, fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.set(key, value);
  data.set('file', new Blob([new Uint8Array(bytes)]), name);
  return data;
}
const program = (name: string): string =>
  readFileSync(join(SAMPLES, name), 'utf8')
    .replaceAll('https://ocr.chat', barg.address)
    .replaceAll('YOUR_API_TOKEN', barg.token);
const SOON = { timeout: 10_000 };
const inFolder = { encoding: 'utf8', timeout: 60_000 } as const;
/** Not `spawnSync`: the server that is asked may be this process's. */
const run = promisify(execFile);

describe('the documentation’s programs, as they are', () => {
  test.skipIf(absent)('Node', async () => {
    writeFileSync(join(folder, 'submit.mjs'), program('submit.mjs'));
    const { stdout } = await run(process.execPath, ['submit.mjs'], { cwd: folder, ...inFolder });
    expect(stdout).toContain('Total: 215.00 USD');
  });

  test.skipIf(absent || !hasRequests)('Python', async () => {
    writeFileSync(join(folder, 'submit.py'), program('submit.py'));
    const { stdout } = await run('python3', ['submit.py'], { cwd: folder, ...inFolder });
    expect(stdout).toContain('Acme Corp');
    expect(readFileSync(join(folder, 'result.docx')).subarray(0, 2).toString()).toBe('PK');
  });

  test.skipIf(absent)('cURL', async () => {
    const [submit = '', ...rest] = program('submit.sh').split(/\n(?=# (?:2|3|Chat))/);
    const sh = async (script: string) =>
      (await run('bash', ['-c', script.replace(/^curl/m, 'curl -sS')], { cwd: folder, ...inFolder })).stdout;
    const job = JSON.parse(await sh(submit));
    expect(job).toMatchObject({ status: 'done', tier: 'cpu', requested_tier: 'vlm', page_count: 1 });
    expect(job.warnings[0].code).toBe('vlm_unavailable');
    const [poll = '', download = '', chat = ''] = rest.map((part) => part.replaceAll('UUID', job.uuid));
    expect(JSON.parse(await sh(poll))).toEqual(job);
    await sh(download);
    expect(readFileSync(join(folder, 'result.md'), 'utf8')).toContain('Total: 215.00 USD');
    const { message } = JSON.parse(await sh(chat));
    expect(message).toMatchObject({ role: 'assistant' });
    expect(message.content).toMatch(/215/);
  });
});

test('an answer comes byte for byte, with its headers', async () => {
  const job = (await jsonOf('ocr/', { method: 'POST', body: form(invoicePdf(), 'نام.pdf') })) as Job;
  const answer = await api(`ocr/${job.uuid}/download/?format=pdf`);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(String(bytes.length)).toBe(answer.headers.get('content-length'));
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(Buffer.from(bytes).subarray(-6).toString().trim()).toMatch(/%%EOF$/);
});

test('a hundred requests at once are each answered with their own', async () => {
  const names = Array.from({ length: 100 }, (_, n) => `paper ${n}.pdf`);
  const jobs = (await Promise.all(
    names.map((name) => jsonOf('ocr/', { method: 'POST', body: form(invoicePdf(), name) })),
  )) as Job[];
  expect(jobs.map(({ status }) => status)).toEqual(names.map(() => 'done'));
  expect(jobs.map(({ filename }) => filename)).toEqual(names);
  expect(new Set(jobs.map(({ uuid }) => uuid)).size).toBe(100);
});

test('an upload of 200 MB', async () => {
  const bytes = invoicePdf(200 * 1024 * 1024 - 4096);
  const job = (await jsonOf('ocr/', { method: 'POST', body: form(bytes, 'large.pdf') })) as Job;
  expect(job).toMatchObject({ status: 'done', page_count: 1 });
  expect(job.text).toContain('Total: 215.00 USD');
  const more = await api('ocr/', { method: 'POST', body: form(Buffer.alloc(230 * 1024 * 1024), 'huge.pdf') }).catch(
    () => null,
  );
  // The server may end the connection before all of it was sent.
  if (more) expect(more.status).toBe(413);
  expect((await api('')).status).toBe(200);
}, 120_000);

test('a browser that is killed amid a job goes on with it when it is back', async () => {
  const posted = (await jsonOf('ocr/', {
    method: 'POST',
    body: form(longTiff(12), 'long.tif', { language: 'eng' }),
  })) as Job;
  expect(posted.page_count).toBe(12);
  await expect
    .poll(async () => (await jsonOf(`ocr/${posted.uuid}/`)).progress.done, { timeout: 60_000 })
    .toBeGreaterThan(1);
  expect(spawnSync('pkill', ['-9', '-f', '--', `--user-data-dir=${profile}`]).status).toBe(0);
  const answers = new Set<number>();
  const state = async (): Promise<string> => {
    const answer = await api(`ocr/${posted.uuid}/`);
    answers.add(answer.status);
    if (answer.status !== 200) {
      expect([502, 503]).toContain(answer.status);
      expect(answer.headers.get('retry-after')).toBeTruthy();
      return '';
    }
    return (await answer.json()).status;
  };
  await expect.poll(state, { timeout: 90_000, interval: 200 }).toBe('done');
  expect([...answers].some((status) => status === 502 || status === 503)).toBe(true);
  const job = (await jsonOf(`ocr/${posted.uuid}/`)) as Job;
  expect(job).toMatchObject({ page_count: 12, credits: 12 });
  for (const page of job.pages) expect(page.text).toContain('quick brown dog');
}, 180_000);

describe('what has no business here', () => {
  /** As `fetch` cannot: with any Host. */
  const raw = (
    headers: Record<string, string>,
    method = 'GET',
    path = '/api/v1/ocr/',
  ): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(barg.address);
      const asked = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let body = '';
        response.on('data', (text) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      asked.on('error', reject);
      asked.end(method === 'POST' ? 'x' : undefined);
    });

  test.each([
    ['another site’s name for this machine', () => ({ Host: 'evil.example' })],
    ['another port', () => ({ Host: 'localhost:1' })],
    ['a page of another site', () => ({ Origin: 'https://evil.example' })],
    ['a picture on a page of another site', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
    ['a page without an origin', () => ({ Origin: 'null' })],
  ])('%s: 403, and nothing is touched', async (_, headers) => {
    const before = await jsonOf('ocr/');
    const Authorization = `Bearer ${barg.token}`;
    for (const method of ['GET', 'POST', 'DELETE']) {
      const host = new URL(barg.address).host;
      expect((await raw({ Host: host, Authorization, ...headers() }, method)).status).toBe(403);
    }
    expect(await jsonOf('ocr/')).toEqual(before);
  });

  test('no token, a wrong one', async () => {
    const { status, headers } = await fetch(`${barg.address}/api/v1/ocr/`);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await api('ocr/', { headers: { Authorization: 'Bearer wrong' } })).status).toBe(401);
    expect((await fetch(`${barg.address}/api/v1/ocr/?api_token=${barg.token}`)).status).toBe(200);
  });

  test('a WebSocket of another site’s page, or of none', async () => {
    for (const Origin of ['https://evil.example', '']) {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==',
      };
      const { host } = new URL(barg.address);
      expect((await raw({ Host: host, ...headers, ...(Origin && { Origin }) }, 'GET', '/bridge')).status).toBe(403);
    }
  });
});

test('a public tool that compares answers with openapi.json finds no difference', async () => {
  const port = await freePort();
  writeFileSync(join(folder, 'openapi.json'), await (await fetch(`${barg.address}/openapi.json`)).text());
  const prism = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/@stoplight/prism-cli/dist/index.js'),
      ...['proxy', join(folder, 'openapi.json'), `${barg.address}/api/v1`, '--errors', '--port', String(port)],
    ],
    { cwd: folder },
  );
  let said = '';
  prism.stdout.on('data', (text) => {
    said += text;
  });
  prism.stderr.on('data', (text) => {
    said += text;
  });
  try {
    await expect.poll(() => said, { timeout: 30_000 }).toContain('is listening');
    const through = (path: string, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}/${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${barg.token}`, ...init.headers },
      });
    const json = (method: string, body: object) => ({
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const job = await (
      await through('ocr/', { method: 'POST', body: form(invoicePdf(), 'invoice.pdf', { tier: 'vlm' }) })
    ).json();
    expect(job.status).toBe('done');
    const asked: [string, RequestInit, number][] = [
      ['', {}, 200],
      ['ocr/', {}, 200],
      ['ocr/?limit=2', {}, 200],
      [`ocr/${job.uuid}/`, {}, 200],
      [`ocr/${'0'.repeat(32)}/`, {}, 404],
      ['ocr/', { headers: { Authorization: 'Bearer wrong' } }, 401],
      [`ocr/${job.uuid}/`, json('PATCH', { tags: ['a'] }), 200],
      [`ocr/${job.uuid}/pages/0/recognise/`, json('POST', { tier: 'vlm' }), 503],
      [`chat/${job.uuid}/`, json('POST', { message: 'What is the total?' }), 200],
      [`chat/${job.uuid}/history/`, {}, 200],
      [`ocr/${job.uuid}/link/`, { method: 'POST' }, 200],
      ['account/', {}, 200],
      ['account/', json('PATCH', { settings: { vision_model: null } }), 200],
      ['account/ledger/', {}, 200],
      ['languages/', {}, 200],
      ['models/', {}, 200],
      ['tools/', {}, 200],
      [`ocr/${job.uuid}/`, { method: 'DELETE' }, 204],
    ];
    for (const [path, init, status] of asked) {
      const answer = await through(path, init);
      const violations = answer.headers.get('sl-violations');
      expect([
        path,
        answer.status,
        violations,
        answer.status < 500 || status === 503 ? '' : await answer.text(),
      ]).toEqual([path, status, null, '']);
    }
    expect(said).not.toMatch(/violation/i);
  } finally {
    prism.kill('SIGKILL');
  }
}, 60_000);

describe('the command line', () => {
  const cli = (...args: string[]) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/barg.mjs'), ...args], { cwd: folder });
    const out = { code: 0, stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      out.stdout += text;
    });
    child.stderr.on('data', (text) => {
      out.stderr += text;
    });
    return new Promise<typeof out>((resolve) => child.once('close', (code) => resolve({ ...out, code: code ?? -1 })));
  };
  const at = () => ['--address', barg.address, '--token', barg.token];

  test('files and folders become files, a line each', async () => {
    mkdirSync(join(folder, 'in/deep'), { recursive: true });
    writeFileSync(join(folder, 'in/photo.tif'), readFileSync(PHOTO));
    writeFileSync(join(folder, 'in/deep/invoice.pdf'), invoicePdf());
    writeFileSync(join(folder, 'in/notes.xyz'), 'no document');
    const { code, stdout, stderr } = await cli('in', '-f', 'md,pdf', '-o', 'out', '--language', 'eng', ...at());
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n')).toHaveLength(2);
    expect(readdirSync(join(folder, 'out'), { recursive: true }).sort()).toEqual(
      ['deep', 'deep/invoice.md', 'deep/invoice.pdf', 'photo.md', 'photo.pdf'].sort(),
    );
    expect(readFileSync(join(folder, 'out/photo.md'), 'utf8')).toContain('quick brown dog');
  });

  test('--json says it for programs; one that cannot be read does not stop the others', async () => {
    writeFileSync(join(folder, 'broken.pdf'), 'no PDF');
    const { code, stdout } = await cli('broken.pdf', 'invoice.pdf', '--json', '--tier', 'vlm', ...at());
    expect(code).toBe(1);
    const [broken, invoice] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(broken).toMatchObject({ file: 'broken.pdf', code: 'unsupported_type' });
    expect(invoice).toMatchObject({ file: 'invoice.pdf', tier: 'cpu', page_count: 1, written: ['invoice.md'] });
  });

  test.each([
    ['nothing to do', [], 2],
    ['a file that is not there', ['nowhere.pdf'], 2],
    ['an option that it has not', ['invoice.pdf', '--colour'], 2],
    ['nobody there', ['invoice.pdf', '--address', 'http://localhost:9', '--token', 'x'], 3],
  ])('%s', async (_, args, wanted) => {
    const { code, stderr } = await cli(...args);
    expect(code).toBe(wanted);
    expect(stderr).not.toBe('');
  });
});

test('MCP: an assistant reads, finds and asks', async () => {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      join(ROOT, 'scripts/start.mjs'),
      '--mcp',
      '--port',
      String(await freePort()),
      '--profile',
      join(folder, 'mcp'),
    ],
    env: { ...(process.env as Record<string, string>), CHROMIUM: BROWSER },
    stderr: 'ignore',
  });
  await client.connect(transport, { timeout: 90_000 });
  try {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['ask', 'get_text', 'ocr', 'search']);
    const use = async (name: string, args: Record<string, unknown>) => {
      const { content, isError } = (await client.callTool({ name, arguments: args })) as {
        content: { text: string }[];
        isError?: boolean;
      };
      return { text: content[0]?.text ?? '', isError };
    };
    const read = JSON.parse((await use('ocr', { path: join(folder, 'invoice.pdf') })).text);
    expect(read.markdown).toContain('Total: 215.00 USD');
    expect((await use('get_text', { uuid: read.uuid, format: 'txt', pages: '1' })).text).toContain('Acme Corp');
    expect(JSON.parse((await use('search', { query: 'Acme' })).text)).toMatchObject([{ uuid: read.uuid }]);
    const answer = JSON.parse((await use('ask', { uuid: read.uuid, question: 'What is the total?' })).text);
    expect(answer.answer).toContain('215');
    expect(answer.citations[0].page).toBe(1);
    expect(await use('ocr', { path: '/nowhere.pdf' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('/nowhere.pdf'),
    });
  } finally {
    await client.close();
  }
}, 120_000);

test('a program that runs wild is told to slow down', async () => {
  const server = await serve({ root: join(ROOT, 'dist'), bridge: true });
  const ask = async () => {
    const answer = await fetch(`http://localhost:${server.port}/api/v1/`, { headers: { Authorization: 'Bearer x' } });
    await answer.arrayBuffer();
    return answer.status;
  };
  try {
    const statuses = new Set<number>();
    for (let n = 0; n < 21; n++)
      for (const status of await Promise.all(Array.from({ length: 100 }, ask))) statuses.add(status);
    expect([...statuses].sort()).toEqual([429, 503]);
  } finally {
    await server.close();
  }
});

test('a person turns it on, sees the calls, and turns it off', async () => {
  const server = await serve({ root: join(ROOT, 'dist'), bridge: true });
  const address = `http://localhost:${server.port}`;
  const context = await chromium.launchPersistentContext(join(folder, 'person'), {
    executablePath: BROWSER,
    args: ['--no-sandbox'],
    locale: 'en-GB',
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${address}/#/account`);
    await page.waitForFunction(() => navigator.serviceWorker?.controller);
    const token = (await page.locator('#api-token').textContent())?.trim();
    const ask = () => fetch(`${address}/api/v1/ocr/`, { headers: { Authorization: `Bearer ${token}` } });
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3']);
    expect((await refused.json()).error).toContain(`${address}/#/account`);
    const toggle = page.getByRole('switch', { name: 'Answer programs outside the browser' });
    expect(await toggle.isChecked()).toBe(false);
    await toggle.click();
    await expect.poll(() => page.locator('#bridge-state').getAttribute('data-state'), SOON).toBe('on');
    expect((await ask()).status).toBe(200);
    await page.getByText('1 call since this tab was opened').click();
    await expect.poll(() => page.locator('.bridge-calls').innerText(), SOON).toContain('GET /api/v1/ocr/');
    const second = await context.newPage();
    await second.goto(`${address}/#/account`);
    await expect.poll(() => second.locator('#bridge-state').getAttribute('data-state'), SOON).toBe('elsewhere');
    await page.close();
    await expect.poll(() => second.locator('#bridge-state').getAttribute('data-state'), SOON).toBe('on');
    expect((await ask()).status).toBe(200);
    await second.getByRole('switch', { name: 'Answer programs outside the browser' }).click();
    await expect.poll(async () => (await ask()).status, SOON).toBe(503);
  } finally {
    await context.close();
    await server.close();
  }
});
