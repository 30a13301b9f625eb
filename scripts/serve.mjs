/**
 * A static server for dist/, with Node's own modules alone: the headers of dist/_headers, entity tags, compression.
 * The REST API is answered by the service worker in the browser; what reaches `/api/` here has bypassed it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Bytes that are packed already are served as they are: a .gz pack has no Content-Encoding, its reader unpacks it. */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.tif': 'image/tiff',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = /^(text\/|application\/(json|wasm|manifest)|image\/svg)/;
const COMPRESS_FROM = 1024;

/**
 * Serves a folder until the server is closed.
 * @param {{ root: string, port?: number, host?: string, bridge?: boolean }} options port 0 takes a free one; `bridge`:
 * requests to the API that come from outside the browser are handed to a tab of the app
 * @returns {Promise<{ port: number, bridge: ReturnType<typeof createBridge> | null, close: () => Promise<void> }>} rejects
 * with a message fit to print
 */
export async function serve({ root, port = 0, host = '127.0.0.1', bridge: isBridge = false }) {
  const own = () => server.address()?.port ?? port;
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  // Its library is loaded where it is wanted.
  const bridge = isBridge ? (await import('./bridge/bridge.mjs')).createBridge(server, own) : null;
  const answer = createAnswer(resolve(root), bridge);
  await new Promise((done, refuse) => {
    server.once('error', (error) => refuse(new Error(explain(error, port), { cause: error })));
    server.listen(port, host, done);
  });
  return {
    port: server.address().port,
    bridge,
    close: () =>
      new Promise((done) => {
        bridge?.close();
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

function createAnswer(root, bridge) {
  const rules = parseHeaders(readFileSync(join(root, '_headers'), 'utf8'));
  const files = createFiles(root);

  return async function answer(request, response) {
    const isApi = /^\/api(?:[/?]|$)/.test(request.url ?? '');
    if (bridge && isApi) return bridge.answer(request, response);
    request.resume(); // an upload that ended up here is let run out, or the client would never read the answer
    const path = decodePath(request.url ?? '/');
    const headers = path === null ? {} : headersFor(rules, path);
    const send = (status, more = {}, body = '') => {
      response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body), ...more });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const sendText = (status, text, more) => send(status, { 'Content-Type': TYPES['.txt'], ...more }, `${text}\n`);

    // The app asks whether there is a bridge before it opens one.
    if (path === '/bridge')
      return send(200, { 'Content-Type': TYPES['.json'] }, JSON.stringify({ bridge: bridge !== null }));
    if (path === null) return sendText(400, 'This address cannot be read.');
    if (path === '/api' || path.startsWith('/api/')) {
      const body = JSON.stringify({ error: NO_HOST, code: 'no_host' });
      return send(503, { 'Content-Type': TYPES['.json'], 'Retry-After': '1', 'Cache-Control': 'no-store' }, body);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendText(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    const file = await files.read(path);
    if (!file) return sendText(404, 'There is no such file.', { 'Cache-Control': 'no-cache' });

    headers['Cache-Control'] ??= 'no-cache';
    headers.ETag = file.etag;
    if (file.compressible) headers.Vary = 'Accept-Encoding';
    if (matches(request.headers['if-none-match'], file.etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const encoding = file.compressible ? preferred(request.headers['accept-encoding']) : null;
    const more = { 'Content-Type': file.type };
    if (encoding) more['Content-Encoding'] = encoding;
    send(200, more, await file.body(encoding));
  };
}

const NO_HOST =
  'This request went past the app. Open the app at this address, keep its tab open and send the request from a page ' +
  'of this origin: the browser itself answers the API, no server does.';

/** The files of a folder, each held in memory once asked for, plain and compressed. */
function createFiles(root) {
  const known = new Map();
  return {
    async read(path) {
      const segments = path.split('/').filter(Boolean);
      // Names that begin with a dot or an underscore are notes to servers, not content.
      if (segments.some((name) => /^[._]/.test(name))) return null;
      const full = resolve(root, ...segments);
      if (full !== root && !full.startsWith(root + sep)) return null;
      const name = path.endsWith('/') ? join(full, 'index.html') : full;
      const stats = await stat(name).catch(() => null);
      if (!stats?.isFile()) return null;
      const stamp = `${stats.size} ${stats.mtimeMs}`;
      const entry = known.get(name);
      if (entry?.stamp === stamp) return entry.file;
      const file = describe(name, await readFile(name));
      known.set(name, { stamp, file });
      return file;
    },
  };
}

function describe(name, bytes) {
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  const packed = new Map();
  return {
    type,
    // Weak: the same for every encoding.
    etag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    compressible: COMPRESSIBLE.test(type) && bytes.length >= COMPRESS_FROM,
    /** Compressed once, then kept as a promise, so that two requests at a time do not do it twice. */
    body(encoding) {
      if (!encoding) return Promise.resolve(bytes);
      if (!packed.has(encoding)) packed.set(encoding, COMPRESS[encoding](bytes));
      return packed.get(encoding);
    },
  };
}

const COMPRESS = {
  // Quality 5: a 3.9 MB core takes 0.2 s; 11 takes many seconds for a few per cent.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
};

const preferred = (accept = '') =>
  ['br', 'gzip'].find((name) => new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accept)) ?? null;

const matches = (header = '', etag) =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.slice(2));

/** The path of a request, decoded once; null where it cannot be a file's name. */
function decodePath(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0]);
    return path.startsWith('/') && !/[\0\\]/.test(path) && !path.split('/').includes('..') ? path : null;
  } catch {
    return null;
  }
}

/** Netlify's and Cloudflare's `_headers`: a path (`*` at its end matches the rest), then indented `Name: value`. */
function parseHeaders(text) {
  const rules = [];
  for (const line of text.split('\n')) {
    const header = /^\s+([^:]+):\s*(.*)$/.exec(line);
    if (header) rules.at(-1)?.headers.push([header[1].trim(), header[2].trim()]);
    else if (line.trim() && !line.startsWith('#')) rules.push({ path: line.trim(), headers: [] });
  }
  return rules;
}

function headersFor(rules, path) {
  const applies = (rule) => (rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule);
  return Object.fromEntries(rules.filter((rule) => applies(rule.path)).flatMap((rule) => rule.headers));
}

function explain(error, port) {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use. Close what uses it, or choose another: PORT=${port + 1} npm start`;
  }
  if (error.code === 'EACCES') return `Port ${port} needs more rights. Choose one above 1023: PORT=4173 npm start`;
  return error.message;
}
