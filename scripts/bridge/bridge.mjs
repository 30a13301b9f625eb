/**
 * Requests from outside the browser, handed to a tab of the app over a WebSocket of the same origin, and its answers
 * handed back byte for byte. The bridge keeps nothing and understands nothing of the API: it looks whether a request may
 * come in at all, and counts.
 *
 * Messages are JSON; bytes are binary messages that begin with the request's number (32 bits, little endian).
 *   to the tab    {id, kind: 'request', method, path, headers, hasBody} bytes… {id, kind: 'end'} · {id, kind: 'abort'}
 *   from the tab  {id, kind: 'response', status, headers} bytes… {id, kind: 'end'} · {id, kind: 'failed'}
 */
import { WebSocketServer } from 'ws';

/** Where a tab connects. */
export const BRIDGE_PATH = '/bridge';

/** The API takes files of 200 MB; a form is a little more. Bytes. */
const LARGEST = 220 * 1024 * 1024;
/** Requests at once, and in a while: a script that runs wild is told so. */
const AT_ONCE = 256;
const IN_A_WHILE = 2_000;
const WHILE = 10_000;
/** A tab that does not answer a ping is gone. Milliseconds. */
const PING_EVERY = 10_000;
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
/** They are about one connection, not about the message. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** What a page may not set itself, or what is about this server. */
const NOT_PASSED = new Set([...HOP_BY_HOP, 'host', 'content-length', 'expect', 'origin', 'referer', 'cookie']);

/**
 * @param {import('node:http').Server} server
 * @param {() => number} port that it listens on
 * @returns {{ answer: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void, isConnected: () => boolean, close: () => void }}
 */
export function createBridge(server, port) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 });
  /** The tab that answers. */
  let tab = null;
  let next = 1;
  /** Requests in the tab, by number. */
  const waiting = new Map();
  let counted = { since: 0, requests: 0 };

  server.on('upgrade', (request, socket, head) => {
    if (request.url !== BRIDGE_PATH || !isLocal(request, port()) || !request.headers.origin) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      // One tab answers; the app sees to it that only one asks. A second one may not take requests away.
      if (tab) opened.close(4000, 'another tab answers');
      else serveWith(opened);
    });
  });

  function serveWith(opened) {
    tab = opened;
    let alive = true;
    opened.on('pong', () => {
      alive = true;
    });
    const watch = setInterval(() => {
      if (!alive) return opened.terminate();
      alive = false;
      opened.ping();
    }, PING_EVERY);
    opened.on('message', (data, isBinary) => {
      if (isBinary) return waiting.get(data.readUInt32LE(0))?.onBytes(data.subarray(4));
      const message = JSON.parse(data.toString());
      waiting.get(message.id)?.onMessage(message);
    });
    opened.on('error', () => opened.terminate());
    opened.on('close', () => {
      clearInterval(watch);
      if (tab === opened) tab = null;
      for (const request of [...waiting.values()]) request.onLost();
    });
  }

  function answer(request, response) {
    const refusal = refusalOf(request, port()) ?? overload();
    if (refusal) return refuse(request, response, refusal);
    if (!tab) return refuse(request, response, nobody(port()));
    pass(tab, request, response);
  }

  function overload() {
    const now = Date.now();
    if (now - counted.since > WHILE) counted = { since: now, requests: 0 };
    counted.requests++;
    if (waiting.size < AT_ONCE && counted.requests <= IN_A_WHILE) return null;
    return { status: 429, code: 'too_many_requests', error: 'Too many requests at once. Send fewer.', retry: 2 };
  }

  function pass(to, request, response) {
    const id = next;
    next = (next % 0xffff_fff0) + 1;
    const send = (message) => to.readyState === to.OPEN && to.send(JSON.stringify({ id, ...message }));
    const end = () => waiting.delete(id);
    waiting.set(id, {
      onMessage({ kind, status, headers }) {
        if (kind === 'response') response.writeHead(status, headersOf(headers));
        if (kind === 'end') {
          end();
          response.end();
        }
        if (kind === 'failed') lose(LOST);
      },
      onBytes: (bytes) => response.write(bytes),
      onLost: () => lose(LOST),
    });
    response.on('close', () => {
      // Whoever asked is gone: the tab need not go on.
      if (waiting.has(id)) send({ kind: 'abort' });
      end();
    });
    const { method = 'GET', url = '/' } = request;
    const hasBody =
      request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
    send({ kind: 'request', method, path: url, headers: passed(request), hasBody });
    void sendBody();

    async function sendBody() {
      let size = 0;
      try {
        for await (const chunk of request) {
          size += chunk.length;
          if (size > LARGEST) {
            send({ kind: 'abort' });
            return lose(TOO_LARGE);
          }
          await sendBytes(to, id, chunk);
        }
        send({ kind: 'end' });
      } catch {
        // The request or the tab ended in the middle; either has its own end.
      }
    }

    function lose(refusal) {
      end();
      request.resume();
      if (response.headersSent) response.destroy();
      else refuse(request, response, refusal);
    }
  }

  return {
    answer,
    isConnected: () => tab !== null,
    close() {
      tab?.terminate();
      sockets.close();
    },
  };
}

const LOST = {
  status: 502,
  code: 'no_host',
  error: 'The tab that read this request was closed or stopped. What it had begun goes on when the app is open again.',
  retry: 3,
};
const TOO_LARGE = { status: 413, code: 'file_too_large', error: 'A request may have 220 MB, a file 200 MB.' };
const nobody = (port) => ({
  status: 503,
  code: 'no_host',
  error:
    `No tab of the app answers. Open http://localhost:${port}/#/account in a browser and turn on "Programs on this ` +
    'computer", or start it with: npm start -- --headless',
  retry: 3,
});

/** Resolves once the tab's connection has taken the bytes: what comes faster than it goes waits where it comes from. */
function sendBytes(to, id, chunk) {
  const frame = Buffer.allocUnsafe(4 + chunk.length);
  frame.writeUInt32LE(id, 0);
  chunk.copy(frame, 4);
  return new Promise((done, failed) => to.send(frame, { binary: true }, (error) => (error ? failed(error) : done())));
}

function passed({ rawHeaders }) {
  const headers = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase();
    if (!NOT_PASSED.has(name) && !name.startsWith('sec-')) headers.push([name, rawHeaders[i + 1]]);
  }
  return headers;
}

const headersOf = (headers) => headers.filter(([name]) => !HOP_BY_HOP.has(name)).flat();

/** Whether the request may come in: from this machine, for this machine, from no other site's page, with a token. */
function refusalOf(request, port) {
  if (!isLocal(request, port)) {
    return { status: 403, code: 'forbidden', error: 'Only programs on this computer are answered, at localhost.' };
  }
  const { authorization = '' } = request.headers;
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (!/^Bearer\s+\S/i.test(authorization) && !searchParams.get('api_token')) {
    return {
      status: 401,
      code: 'missing_token',
      error: 'Send the token of the account page: Authorization: Bearer TOKEN.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    };
  }
  if (Number(request.headers['content-length'] ?? 0) > LARGEST) return TOO_LARGE;
  return null;
}

/**
 * The host is this machine by a name that no other can have (a site's own name may be made to point here), and the
 * request comes from no page, or from one of this origin.
 */
function isLocal({ headers }, port) {
  const own = [...LOCAL_NAMES].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
  if (!own.includes(headers.host ?? '')) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return headers.origin === undefined || own.some((host) => headers.origin === `http://${host}`);
}

function refuse(request, response, { status, code, error, retry, headers = {} }) {
  request.resume();
  const body = JSON.stringify({ error, code });
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(retry && { 'Retry-After': String(retry) }),
    ...(status === 413 && { Connection: 'close' }),
    ...headers,
  });
  response.end(body);
}
