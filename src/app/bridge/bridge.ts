/**
 * Requests of programs outside the browser, which the server that serves the app hands to this tab over a WebSocket, and
 * which are answered here like the app's own. Messages as `scripts/bridge/bridge.mjs` says.
 */
import { signal } from '@preact/signals';
import { BRIDGE_PATH } from '../../contract/names.ts';
import { bridgeIsOn } from '../settings.ts';

export interface BridgeCall {
  id: number;
  at: number;
  method: string;
  /** Without its query. */
  path: string;
  /** Null while it is answered. */
  status: number | null;
}

/** `absent`: whoever serves the app has no bridge; `elsewhere`: another tab answers. */
export const bridgeState = signal<'off' | 'connecting' | 'on' | 'elsewhere' | 'absent'>('off');
/** The latest calls, newest first. */
export const bridgeCalls = signal<BridgeCall[]>([]);

const LOCK = 'barg-bridge';
const PATH = `/${BRIDGE_PATH}`;
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;
/** Milliseconds until the connection is tried again. */
const AGAIN = 500;
const CALLS_SHOWN = 50;
/** Bytes of a message, and of what may wait to be sent. */
const FRAME = 256 * 1024;
const MOST_WAITING = 4 * 1024 * 1024;
/** Bytes of an upload that are kept in this tab's memory; more is handed to the browser. */
const FOLD_AT = 8 * 1024 * 1024;

/** Whether the server that the app comes from has a bridge. */
export async function hasBridge(): Promise<boolean> {
  // Elsewhere there is none, and nothing to ask for.
  if (!LOOPBACK.test(location.hostname)) return false;
  const response = await fetch(PATH, { cache: 'no-store' }).catch(() => null);
  const told = await response?.json().catch(() => null);
  return told?.bridge === true;
}

/** Answers for as long as the setting is on; of several tabs one does. Call it once. */
export function followBridge(): void {
  let ended: AbortController | null = null;
  bridgeIsOn.subscribe((on) => {
    ended?.abort();
    ended = null;
    bridgeState.value = 'off';
    if (!on) return;
    ended = new AbortController();
    void serve(ended.signal);
  });
}

async function serve(signal: AbortSignal): Promise<void> {
  if (!(await hasBridge())) {
    bridgeState.value = 'absent';
    return;
  }
  bridgeState.value = 'elsewhere';
  await navigator.locks
    .request(LOCK, { signal }, async () => {
      while (!signal.aborted) {
        bridgeState.value = 'connecting';
        await connect(signal);
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    })
    .catch((error) => {
      if (!signal.aborted) throw error;
    });
}

/** Resolves when the connection ended. */
function connect(signal: AbortSignal): Promise<void> {
  const address = new URL(PATH, document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  const requests = new Map<number, Incoming>();
  const close = () => socket.close();
  signal.addEventListener('abort', close, { once: true });
  socket.addEventListener('open', () => {
    bridgeState.value = 'on';
  });
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) {
      requests.get(new DataView(data).getUint32(0, true))?.add(data.slice(4));
      return;
    }
    const { id, kind, ...head } = JSON.parse(data as string) as Head;
    if (kind === 'request')
      requests.set(
        id,
        incoming(id, head, socket, () => requests.delete(id)),
      );
    else if (kind === 'end') requests.get(id)?.end();
    else if (kind === 'abort') requests.get(id)?.abort();
  });
  return new Promise((resolve) => {
    socket.addEventListener('close', () => {
      signal.removeEventListener('abort', close);
      for (const request of requests.values()) request.abort();
      resolve();
    });
  });
}

interface Head {
  id: number;
  kind: 'request' | 'end' | 'abort';
  method: string;
  path: string;
  headers: [string, string][];
  hasBody: boolean;
}

interface Incoming {
  add(bytes: ArrayBuffer): void;
  end(): void;
  abort(): void;
}

function incoming(id: number, head: Omit<Head, 'id' | 'kind'>, socket: WebSocket, onEnd: () => void): Incoming {
  const gaveUp = new AbortController();
  let body = new Blob();
  let parts: ArrayBuffer[] = [];
  let size = 0;
  note({ id, at: Date.now(), method: head.method, path: head.path.split('?')[0] ?? '', status: null });
  const fold = (): void => {
    body = new Blob([body, ...parts]);
    [parts, size] = [[], 0];
  };
  return {
    add(bytes) {
      parts.push(bytes);
      size += bytes.byteLength;
      if (size >= FOLD_AT) fold();
    },
    end() {
      fold();
      void answer(id, head, body, socket, gaveUp.signal).finally(onEnd);
    },
    abort() {
      gaveUp.abort();
      onEnd();
    },
  };
}

async function answer(
  id: number,
  { method, path, headers, hasBody }: Omit<Head, 'id' | 'kind'>,
  body: Blob,
  socket: WebSocket,
  signal: AbortSignal,
): Promise<void> {
  const send = (message: object) => socket.send(JSON.stringify({ id, ...message }));
  try {
    const response = await fetch(path, {
      method,
      headers,
      signal,
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      ...(hasBody && method !== 'GET' && method !== 'HEAD' && { body }),
    });
    note({ id, status: response.status });
    send({ kind: 'response', status: response.status, headers: [...response.headers] });
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      for (let at = 0; at < read.value.length; at += FRAME) {
        await room(socket, signal);
        socket.send(framed(id, read.value.subarray(at, at + FRAME)));
      }
    }
    send({ kind: 'end' });
  } catch (error) {
    if (signal.aborted) return;
    console.error(error);
    note({ id, status: 502 });
    if (socket.readyState === WebSocket.OPEN) send({ kind: 'failed' });
  }
}

function framed(id: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(4 + bytes.length);
  new DataView(frame.buffer).setUint32(0, id, true);
  frame.set(bytes, 4);
  return frame;
}

/** Waits until what was sent before has gone, but for a little. */
async function room(socket: WebSocket, signal: AbortSignal): Promise<void> {
  while (socket.bufferedAmount > MOST_WAITING) {
    signal.throwIfAborted();
    if (socket.readyState !== WebSocket.OPEN) throw new Error('the connection ended');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function note(call: Pick<BridgeCall, 'id' | 'status'> & Partial<BridgeCall>): void {
  const { method, path, at } = call;
  bridgeCalls.value =
    method !== undefined && path !== undefined && at !== undefined
      ? [{ ...call, method, path, at }, ...bridgeCalls.value].slice(0, CALLS_SHOWN)
      : bridgeCalls.value.map((known) => (known.id === call.id ? { ...known, ...call } : known));
}
