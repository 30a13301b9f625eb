/** A page with the model engines, on an origin that also holds models' files and can spoil them on the way. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { SECURITY_HEADERS } from '../../src/csp.ts';
import type { App } from './harness.ts';

export interface Site extends App {
  /** By path without the slash. */
  files: Map<string, Buffer>;
  /** Ends the next answers after so many bytes of them; null: whole. */
  cutAfter: number | null;
  /** Answers ranges with the whole file, as some hosts do. */
  noRanges: boolean;
  /** Path and `Range` of every request for one of `files`. */
  asked: { path: string; range: string | undefined }[];
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Takes some seconds: the engines are bundled. */
export async function startSite(): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'barg-models-'));
  const page = join(root, 'index.html');
  const script = join(import.meta.dirname, 'models-page.ts');
  await writeFile(page, `<!doctype html><title>Models</title><script type="module" src="${script}"></script>`);
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    build: { target: 'es2022', assetsInlineLimit: 0, outDir: 'dist', modulePreload: { polyfill: false } },
    worker: { format: 'es' },
  });

  const listen = async (port: number) => {
    const server = createServer(({ url = '/', headers }, response) => {
      const path = decodeURIComponent(url.split('?')[0]?.slice(1) ?? '');
      const file = site.files.get(path);
      if (!file) return sendBuilt(join(root, 'dist', path || 'index.html'), response);
      site.asked.push({ path, range: headers.range });
      sendFile(file, site.noRanges ? undefined : headers.range, site.cutAfter, response);
    });
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  const site: Site = {
    origin: `http://localhost:${port}`,
    files: new Map(),
    cutAfter: null,
    noRanges: false,
    asked: [],
    stop,
    async resume() {
      server = await listen(port);
    },
    async close() {
      await stop();
      await rm(root, { recursive: true, force: true });
    },
  };
  return site;
}

function sendBuilt(path: string, response: ServerResponse): void {
  try {
    const content = readFileSync(path);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(content);
  } catch {
    response.writeHead(404, SECURITY_HEADERS).end();
  }
}

function sendFile(file: Buffer, range: string | undefined, cutAfter: number | null, response: ServerResponse): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (range && from >= file.length) return void response.writeHead(416).end();
  response.writeHead(range ? 206 : 200, {
    'Content-Length': file.length - from,
    ...(range && { 'Content-Range': `bytes ${from}-${file.length - 1}/${file.length}` }),
  });
  const rest = file.subarray(from);
  if (cutAfter === null || cutAfter >= rest.length) return void response.end(rest);
  response.write(rest.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 100));
}
