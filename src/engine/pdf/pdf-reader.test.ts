import { expect, test } from 'vitest';
import { FILE_NOT_OPEN } from '../not-open.ts';
import { type Methods, serve, type WorkerLike } from '../worker-rpc.ts';
import { createPdfReader } from './pdf-reader.ts';

/** A worker whose methods run here. */
function start(methods: Methods): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  serve(methods, port2 as never);
  port2.start();
  port1.start();
  return Object.assign(port1, { terminate: () => port1.close() }) as unknown as WorkerLike;
}

test('a document that the worker has not open is handed over, once, and the page read', async () => {
  const calls: string[] = [];
  const open = new Set<string>();
  const methods = {
    openPdf(key: string, bytes: Uint8Array, password: string | null, folder: string) {
      calls.push(`open ${key} ${bytes.length} ${password} ${folder}`);
      open.add(key);
    },
    readPdfPage(key: string, index: number) {
      calls.push(`read ${index}`);
      if (!open.has(key)) throw Object.assign(new Error('closed'), { name: FILE_NOT_OPEN });
      return { index };
    },
  };
  const reader = createPdfReader(() => start(methods), 'https://host/pdfjs/');
  const file = { key: 'k', bytes: async () => new Uint8Array(3), password: 'p' };
  const { signal } = new AbortController();
  expect(await reader.readPage(file, 4, { tool: null }, signal)).toEqual({ index: 4 });
  expect(await reader.readPage(file, 5, { tool: null }, signal)).toEqual({ index: 5 });
  expect(calls).toEqual(['read 4', 'open k 3 p https://host/pdfjs/', 'read 4', 'read 5']);
  reader.close();
});

test('what the worker throws is passed on', async () => {
  const methods = {
    readPdfPage() {
      throw new Error('broken');
    },
  };
  const reader = createPdfReader(() => start(methods), '');
  const file = { key: 'k', bytes: async () => new Uint8Array(0), password: null };
  await expect(reader.readPage(file, 0, { tool: null }, new AbortController().signal)).rejects.toThrow('broken');
  reader.close();
});

test('a page that never ends is given up with its worker, and the pages that waited for it are read', async () => {
  let workers = 0;
  const methods = () => {
    let open = false;
    workers++;
    return {
      openPdf() {
        open = true;
      },
      readPdfPage(_key: string, index: number) {
        if (!open) throw Object.assign(new Error('closed'), { name: FILE_NOT_OPEN });
        return index === 0 ? new Promise(() => {}) : { index };
      },
    };
  };
  const reader = createPdfReader(() => start(methods()), '', { pageLimit: 100 });
  const file = { key: 'k', bytes: async () => new Uint8Array(0), password: null };
  const { signal } = new AbortController();
  const pages = [0, 1, 2].map((index) => reader.readPage(file, index, { tool: null }, signal));
  await expect(pages[0]).rejects.toMatchObject({ code: 'unreadable' });
  expect(await Promise.all(pages.slice(1))).toEqual([{ index: 1 }, { index: 2 }]);
  expect(workers).toBe(2);
  reader.close();
});

test('a call that was cancelled while it waited is not made', async () => {
  const read: number[] = [];
  const methods = {
    async readPdfPage(_key: string, index: number) {
      read.push(index);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { index };
    },
  };
  const reader = createPdfReader(() => start(methods), '');
  const file = { key: 'k', bytes: async () => new Uint8Array(0), password: null };
  const cancel = new AbortController();
  const first = reader.readPage(file, 0, { tool: null }, new AbortController().signal);
  const second = reader.readPage(file, 1, { tool: null }, cancel.signal);
  cancel.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  await first;
  expect(read).toEqual([0]);
  reader.close();
});
