import { afterEach, expect, it, vi } from 'vitest';
import { paced } from './changes.ts';

afterEach(() => vi.useRealTimers());

it('runs at once, then once more for all calls in between', async () => {
  vi.useFakeTimers();
  const task = vi.fn(async () => undefined);
  const call = paced(task, 100);
  call();
  call();
  call();
  expect(task).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(99);
  expect(task).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(task).toHaveBeenCalledTimes(2);
  call();
  expect(task).toHaveBeenCalledTimes(3);
});
