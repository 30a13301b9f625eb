import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../contract/errors.ts';
import {
  createClient,
  type Report,
  type Scope,
  serve,
  transferring,
  WorkerDiedError,
  type WorkerLike,
} from './worker-rpc.ts';

const methods = {
  add: (a: number, b: number) => a + b,
  refuse: () => {
    throw new ApiError('too_many_pages', 'Too many pages.', { limit: 2, actual: 3 });
  },
  fail: () => {
    throw new RangeError('out of range');
  },
  failPlainly: () => {
    throw 'just a string';
  },
  uncloneable: () => () => 1,
  sleep: (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve('slept'), ms)),
  count: (to: number, report: Report<number>) => {
    for (let n = 1; n <= to; n++) report(n);
    return 'counted';
  },
  fill: (buffer: ArrayBuffer, value: number) => {
    new Uint8Array(buffer).fill(value);
    return transferring({ buffer, moved: true }, [buffer]);
  },
};
type TestMethods = typeof methods;

/** A worker in this thread behind a real MessageChannel: real cloning, transfer and order. */
function startWorker(served: Record<string, (...args: never[]) => unknown> = methods) {
  const { port1, port2 } = new MessageChannel();
  serve(served as TestMethods, port2 as unknown as Scope);
  port2.start();
  port1.start();
  const events = new EventTarget();
  port1.addEventListener('message', (event) =>
    events.dispatchEvent(Object.assign(new Event('message'), { data: (event as MessageEvent).data })),
  );
  const worker = {
    postMessage: vi.fn((message: unknown, transfer: Transferable[]) => port1.postMessage(message, transfer as never)),
    terminate: vi.fn(() => {
      port1.close();
      port2.close();
    }),
    addEventListener: events.addEventListener.bind(events) as WorkerLike['addEventListener'],
    emit: (type: string, members: object = {}) => events.dispatchEvent(Object.assign(new Event(type), members)),
  };
  opened.push(worker);
  return worker;
}

let opened: { terminate(): void }[] = [];
afterEach(() => {
  for (const worker of opened) worker.terminate();
  opened = [];
});

function setUp(options?: { idleMs: number }) {
  const workers: ReturnType<typeof startWorker>[] = [];
  const client = createClient<TestMethods>(() => {
    const worker = startWorker();
    workers.push(worker);
    return worker;
  }, options);
  return { client, workers };
}

describe('a call', () => {
  it('returns what the method returns, from one worker started on the first call', async () => {
    const { client, workers } = setUp();
    expect(workers).toHaveLength(0);
    expect(await client.call('add', [1, 2])).toBe(3);
    expect(await client.call('add', [3, 4])).toBe(7);
    expect(workers).toHaveLength(1);
  });

  it('waits for the ones before it', async () => {
    const { client, workers } = setUp();
    const order: string[] = [];
    const first = client.call('sleep', [30]).then(() => order.push('first'));
    const second = client.call('add', [1, 1]).then(() => order.push('second'));
    expect(workers[0]?.postMessage).toHaveBeenCalledTimes(1);
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('moves buffers both ways', async () => {
    const { client } = setUp();
    const buffer = new ArrayBuffer(4);
    const result = await client.call('fill', [buffer, 7], { transfer: [buffer] });
    expect(buffer.byteLength).toBe(0);
    expect([...new Uint8Array(result.buffer)]).toEqual([7, 7, 7, 7]);
  });

  it('reports progress before it returns', async () => {
    const { client } = setUp();
    const seen: number[] = [];
    expect(await client.call('count', [3], { onProgress: (n) => seen.push(n) })).toBe('counted');
    expect(seen).toEqual([1, 2, 3]);
  });
});

describe('an error', () => {
  it('stays an ApiError with code, details and status', async () => {
    const error = await setUp()
      .client.call('refuse', [])
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'too_many_pages',
      message: 'Too many pages.',
      details: { limit: 2, actual: 3 },
      status: 400,
    });
  });

  it('keeps name and message, and does not stop the queue', async () => {
    const { client, workers } = setUp();
    const failed = client.call('fail', []);
    const after = client.call('add', [1, 2]);
    await expect(failed).rejects.toMatchObject({ name: 'RangeError', message: 'out of range' });
    await expect(client.call('failPlainly', [])).rejects.toThrow('just a string');
    expect(await after).toBe(3);
    expect(workers).toHaveLength(1);
  });

  it('is told when arguments or the result cannot be cloned, or the method is unknown', async () => {
    const { client } = setUp();
    await expect(client.call('add', [(() => 1) as never, 2])).rejects.toMatchObject({ name: 'DataCloneError' });
    await expect(client.call('uncloneable', [])).rejects.toMatchObject({ name: 'DataCloneError' });
    await expect(client.call('toString' as 'add', [1, 2])).rejects.toThrow('no such method');
    expect(await client.call('add', [1, 2])).toBe(3);
  });
});

describe('aborting', () => {
  it('terminates the worker of the call in work, and the next call gets a fresh one', async () => {
    const { client, workers } = setUp();
    const stop = new AbortController();
    const slow = client.call('sleep', [10_000], { signal: stop.signal });
    const after = client.call('add', [1, 2]);
    stop.abort();
    await expect(slow).rejects.toMatchObject({ name: 'AbortError' });
    expect(await after).toBe(3);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminate).toHaveBeenCalledTimes(1);
  });

  it('drops a waiting call and leaves the worker alone', async () => {
    const { client, workers } = setUp();
    const stop = new AbortController();
    const slow = client.call('sleep', [20]);
    const waiting = client.call('add', [1, 2], { signal: stop.signal });
    stop.abort(new Error('changed my mind'));
    await expect(waiting).rejects.toThrow('changed my mind');
    expect(await slow).toBe('slept');
    expect(workers[0]?.terminate).not.toHaveBeenCalled();
    expect(workers[0]?.postMessage).toHaveBeenCalledTimes(1);
  });

  it('starts nothing for a signal already aborted, and nothing happens when it aborts too late', async () => {
    const { client, workers } = setUp();
    await expect(client.call('add', [1, 2], { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(workers).toHaveLength(0);
    const stop = new AbortController();
    await client.call('add', [1, 2], { signal: stop.signal });
    stop.abort();
    expect(workers[0]?.terminate).not.toHaveBeenCalled();
  });

  it('close rejects every call', async () => {
    const { client, workers } = setUp();
    const calls = [client.call('sleep', [10_000]), client.call('add', [1, 2])];
    client.close();
    for (const call of calls) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers[0]?.terminate).toHaveBeenCalled();
    expect(await client.call('add', [2, 2])).toBe(4);
    expect(workers).toHaveLength(2);
  });
});

describe('a worker that dies', () => {
  it.each(['error', 'messageerror'])(
    'on %s fails its call with an error of its own, not the next call',
    async (type) => {
      const { client, workers } = setUp();
      const lost = client.call('sleep', [10_000]);
      const after = client.call('add', [1, 2]);
      workers[0]?.emit(type, { message: 'out of memory' });
      const error = await lost.catch((e: unknown) => e);
      expect(error).toBeInstanceOf(WorkerDiedError);
      if (type === 'error') expect((error as Error).message).toContain('out of memory');
      expect(await after).toBe(3);
      expect(workers).toHaveLength(2);
    },
  );

  it('is not heard any more after it was replaced', async () => {
    const { client, workers } = setUp();
    await client.call('add', [1, 2]);
    workers[0]?.emit('error');
    const call = client.call('sleep', [20]);
    workers[0]?.emit('error', { message: 'late' });
    workers[0]?.emit('message', { data: { id: 2, result: 'forged' } });
    expect(await call).toBe('slept');
  });

  it('fails the call when it cannot be made at all', async () => {
    const client = createClient<TestMethods>(() => {
      throw new TypeError('blocked');
    });
    await expect(client.call('add', [1, 2])).rejects.toThrow('blocked');
  });
});

describe('idleMs', () => {
  it('terminates a worker without work, and only then', async () => {
    const { client, workers } = setUp({ idleMs: 25 });
    const first = client.call('sleep', [60]);
    await first;
    expect(workers[0]?.terminate).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(workers[0]?.terminate).toHaveBeenCalledTimes(1));
    expect(await client.call('add', [1, 2])).toBe(3);
    expect(workers).toHaveLength(2);
  });
});

describe('silenceMs', () => {
  it('ends a worker that says nothing, and the next call has a fresh one', async () => {
    const { client, workers } = setUp();
    const stuck = client.call('sleep', [10_000], { silenceMs: 20 });
    const next = client.call('add', [1, 2]);
    await expect(stuck).rejects.toBeInstanceOf(WorkerDiedError);
    expect(await next).toBe(3);
    expect(workers).toHaveLength(2);
    expect(workers[0]?.terminate).toHaveBeenCalled();
  });

  it('counts neither the calls before nor what comes after the answer', async () => {
    const { client, workers } = setUp();
    const first = client.call('sleep', [300]);
    const second = client.call('sleep', [1], { silenceMs: 200 });
    expect(await Promise.all([first, second])).toEqual(['slept', 'slept']);
    expect(await client.call('sleep', [300])).toBe('slept');
    expect(workers).toHaveLength(1);
  });
});
