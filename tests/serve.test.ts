import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../scripts/serve.mjs';

const script = 'export const x = 1;\n'.repeat(200);
let folder: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barg-serve-'));
  const root = join(folder, 'dist');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'outside');
  await writeFile(
    join(root, '_headers'),
    '/*\n  X-Everywhere: yes\n\n/assets/*\n  Cache-Control: immutable: for ever\n',
  );
  await writeFile(join(root, '.inputs'), 'hidden');
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'assets/a.js'), script);
  await writeFile(join(root, 'assets/برگ.txt'), 'leaf');
  await writeFile(join(root, 'assets/eng.traineddata.gz'), Buffer.alloc(2000));
  server = await serve({ root });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('types, headers of the rules that match, and no caching where no rule speaks', async () => {
  const home = await get('/?x=1');
  expect(home).toMatchObject({ status: 200, text: '<!doctype html>' });
  expect(home.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-everywhere': 'yes',
  });
  const asset = await get('/assets/a.js');
  expect(asset.headers).toMatchObject({ 'cache-control': 'immutable: for ever', 'x-everywhere': 'yes' });
  expect((await get(`/assets/${encodeURIComponent('برگ')}.txt`)).text).toBe('leaf');
});

test('text is compressed as accepted, packed files are not', async () => {
  const brotli = await get('/assets/a.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
  expect(brotliDecompressSync(brotli.body).toString()).toBe(script);
  const gzip = await get('/assets/a.js', { 'accept-encoding': 'br;q=0, gzip' });
  expect(gunzipSync(gzip.body).toString()).toBe(script);
  expect((await get('/assets/a.js')).headers['content-encoding']).toBeUndefined();

  const pack = await get('/assets/eng.traineddata.gz', { 'accept-encoding': 'br' });
  expect(pack.headers).toMatchObject({ 'content-type': 'application/gzip', 'content-length': '2000' });
  expect(pack.headers['content-encoding']).toBeUndefined();
});

test('an entity tag spares the body; HEAD has none', async () => {
  const { headers } = await get('/assets/a.js');
  const again = await get('/assets/a.js', { 'if-none-match': String(headers.etag), 'accept-encoding': 'br' });
  expect(again).toMatchObject({ status: 304, text: '' });
  expect(again.headers.etag).toBe(headers.etag);
  expect((await get('/assets/a.js', { 'if-none-match': 'W/"other"' })).status).toBe(200);
  const head = await get('/assets/a.js', {}, 'HEAD');
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers['content-length']).toBe(String(script.length));
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2f..%2fsecret.txt',
  '/assets/%00',
  '/%E0%A4',
  '/..%5csecret.txt',
])('%s leads nowhere', async (path) => {
  expect((await get(path)).status).toBe(400);
});

test.each(['/nothing.js', '/assets', '/assets/', '/_headers', '/.inputs', '//etc/passwd'])(
  '%s is not found',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('only GET and HEAD, except that every call of the API is told where it is answered', async () => {
  expect(await get('/', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  for (const method of ['GET', 'POST', 'DELETE']) {
    const answer = await get('/api/v1/ocr/?x', {}, method);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1', 'cache-control': 'no-store' } });
    expect(JSON.parse(answer.text)).toEqual({ code: 'no_host', error: expect.stringMatching(/tab/) });
  }
});

test('a port in use is explained', async () => {
  await expect(serve({ root: join(folder, 'dist'), port: server.port })).rejects.toThrow(
    `Port ${server.port} is in use. Close what uses it, or choose another: PORT=${server.port + 1} npm start`,
  );
});

/** By hand, since fetch() cleans paths and unpacks bodies. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer; text: string }>(
    (done, refuse) => {
      const outgoing = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const body = Buffer.concat(parts);
          done({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() });
        });
      });
      outgoing.on('error', refuse).end();
    },
  );
}
