import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../contract/errors.ts';
import { createTesseractPool } from './pool.ts';
import type { TesseractBlock } from './to-page.ts';
import type { StartWorker, WorkerEvents } from './worker.ts';

interface Started {
  packs: string;
  events: WorkerEvents;
  terminated: boolean;
  /** Settles the oldest page in work. */
  answer(): void;
  refuse(cause: string): void;
}

const BLOCKS: TesseractBlock[] = [{ paragraphs: [] }];
let started: Started[];
let failing: string | null;

/** Workers whose pages end when the test says so. */
const start: StartWorker = async (packs, events) => {
  if (failing !== null) throw failing;
  const pages: { resolve(blocks: TesseractBlock[]): void; reject(cause: string): void }[] = [];
  const worker: Started = {
    packs,
    events,
    terminated: false,
    answer: () => pages.shift()?.resolve(BLOCKS),
    refuse: (cause) => pages.shift()?.reject(cause),
  };
  started.push(worker);
  return {
    recognise: () => new Promise((resolve, reject) => pages.push({ resolve, reject })),
    relearn: async (changed) => {
      worker.packs = changed;
    },
    terminate: () => {
      worker.terminated = true;
    },
  };
};

const request = (size = 10, signal = new AbortController().signal) => ({
  picture: new Uint8Array(size),
  packs: ['eng'],
  signal,
  onProgress: () => {},
});
const settled = () => vi.advanceTimersByTimeAsync(0);
const worker = (n: number): Started => started[n] as Started;

beforeEach(() => {
  vi.useFakeTimers();
  started = [];
  failing = null;
});
afterEach(() => {
  vi.useRealTimers();
});

test('pages beyond the workers wait for one, and each worker is kept', async () => {
  const pool = createTesseractPool(2, start);
  const pages = [pool.recognise(request()), pool.recognise(request()), pool.recognise(request())];
  await settled();
  expect(started).toHaveLength(2);
  worker(1).answer();
  await settled();
  worker(1).answer();
  worker(0).answer();
  expect(await Promise.all(pages)).toEqual([BLOCKS, BLOCKS, BLOCKS]);
  expect(started.map((one) => one.terminated)).toEqual([false, false]);
});

test('a page that is cancelled ends its worker; one that waits gives its turn away', async () => {
  const pool = createTesseractPool(1, start);
  const [first, second] = [new AbortController(), new AbortController()];
  const cancelled = expect(pool.recognise(request(10, first.signal))).rejects.toThrow('aborted');
  const neverBegun = expect(pool.recognise(request(10, second.signal))).rejects.toThrow('aborted');
  const third = pool.recognise(request());
  await settled();
  second.abort();
  first.abort();
  await cancelled;
  await neverBegun;
  await settled();
  expect(started.map((one) => one.terminated)).toEqual([true, false]);
  worker(1).answer();
  expect(await third).toBe(BLOCKS);
});

test('three minutes of silence end a worker, and the page is read once more', async () => {
  const pool = createTesseractPool(1, start);
  const page = pool.recognise(request());
  await vi.advanceTimersByTimeAsync(170_000);
  worker(0).events.onLife(0.5);
  await vi.advanceTimersByTimeAsync(170_000);
  expect(worker(0).terminated).toBe(false);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(started.map((one) => one.terminated)).toEqual([true, false]);
  worker(1).answer();
  expect(await page).toBe(BLOCKS);
});

test('a page that stops two workers is unreadable, and the next page has a worker', async () => {
  const pool = createTesseractPool(1, start);
  const bad = expect(pool.recognise(request())).rejects.toMatchObject({ code: 'unreadable' });
  const good = pool.recognise(request());
  await settled();
  worker(0).events.onDeath('out of memory');
  await settled();
  worker(1).refuse('RuntimeError: unreachable');
  await bad;
  await settled();
  worker(2).answer();
  expect(await good).toBe(BLOCKS);
  expect(started.map((one) => one.terminated)).toEqual([true, true, false]);
});

test('a worker that cannot start is not tried again, and says why', async () => {
  const pool = createTesseractPool(1, start);
  failing = 'Network error while fetching eng.traineddata.gz';
  const error: unknown = await pool.recognise(request()).catch((reason) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'engine_unavailable', details: { cause: failing } });
});

test('a worker that ends while nobody uses it is not given a page', async () => {
  const pool = createTesseractPool(1, start);
  const first = pool.recognise(request());
  await settled();
  worker(0).answer();
  await first;
  worker(0).events.onDeath('lost');
  const second = pool.recognise(request());
  await settled();
  worker(1).answer();
  expect(await second).toBe(BLOCKS);
});

test('a worker that has read a large picture ends once the pages are half as large, and never two at a time', async () => {
  const pool = createTesseractPool(1, start);
  const read = async (size: number, by: number) => {
    const page = pool.recognise(request(size));
    await settled();
    expect(started.filter((one) => !one.terminated)).toHaveLength(1);
    worker(by).answer();
    await page;
    await settled();
  };
  await read(20_000_000, 0);
  await read(12_000_000, 0);
  expect(worker(0).terminated).toBe(false);
  await read(8_000_000, 0);
  expect(worker(0).terminated).toBe(true);
  await read(8_000_000, 1);
  await read(8_000_000, 1);
  expect(started).toHaveLength(2);
});

test('a worker is replaced after a hundred pages', async () => {
  const pool = createTesseractPool(1, start);
  for (let page = 0; page < 150; page++) {
    const reading = pool.recognise(request(2_000_000));
    await settled();
    started.at(-1)?.answer();
    await reading;
    await settled();
  }
  expect(started.map((one) => one.terminated)).toEqual([true, false]);
});

test('parts of a page count neither as pages nor as smaller ones', async () => {
  const pool = createTesseractPool(1, start);
  const read = async (size: number) => {
    const reading = pool.recognise(request(size));
    await settled();
    worker(0).answer();
    await reading;
    await settled();
  };
  await read(20_000_000);
  for (let line = 0; line < 150; line++) await read(50_000);
  expect(started).toHaveLength(1);
});

test('two minutes without work let all workers go', async () => {
  const pool = createTesseractPool(1, start);
  const page = pool.recognise(request());
  await settled();
  worker(0).answer();
  await page;
  await vi.advanceTimersByTimeAsync(119_000);
  expect(worker(0).terminated).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(worker(0).terminated).toBe(true);
});
