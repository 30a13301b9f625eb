import { expect, test } from 'vitest';
import { workerImages } from './worker-images.ts';

test('what is sent is a copy that moves; the picture stays', async () => {
  const moved: Transferable[][] = [];
  const sent: unknown[] = [];
  const images = workerImages(
    () => ({
      terminate: () => {},
      addEventListener: () => {},
      postMessage(message, transfer) {
        sent.push(structuredClone(message, { transfer }));
        moved.push(transfer);
      },
    }),
    1_000,
  );
  const picture = { data: new Uint8Array([1, 2, 3, 4, 5, 6]).subarray(2), width: 2, height: 2 };
  const stop = new AbortController();
  const measured = images.measure(picture, stop.signal).catch(() => 'stopped');
  expect(picture.data).toEqual(new Uint8Array([3, 4, 5, 6]));
  expect(moved[0]).toHaveLength(1);
  expect(sent[0]).toMatchObject({ method: 'measurePicture', args: [{ ...picture, data: picture.data.slice() }] });
  stop.abort();
  expect(await measured).toBe('stopped');
});

test('a worker that dies gets a successor, which is sent the whole picture again', async () => {
  const sizes: number[] = [];
  const images = workerImages(() => {
    let die = (_: Event): void => {};
    return {
      terminate: () => {},
      addEventListener(type: string, listener: unknown) {
        if (type === 'error') die = listener as typeof die;
      },
      postMessage(message: unknown, transfer: Transferable[]) {
        const { args } = structuredClone(message, { transfer }) as { args: [{ data: Uint8Array }] };
        sizes.push(args[0].data.length);
        queueMicrotask(() => die({ message: 'lost' } as unknown as Event));
      },
    };
  }, 1_000);
  const picture = { data: new Uint8Array(4), width: 2, height: 2 };
  await expect(images.measure(picture, new AbortController().signal)).rejects.toThrow('lost');
  expect(sizes).toEqual([4, 4]);
});
