import { expect, test } from 'vitest';
import { letGo } from './let-go.ts';

/** As browsers have it; Node 20 has it not. */
function transferable(size: number): ArrayBuffer {
  const buffer = new ArrayBuffer(size);
  const transfer = () => structuredClone(buffer, { transfer: [buffer] });
  return Object.assign(buffer, { transfer });
}

test('a buffer is given back with all its views, and a second time nothing happens', () => {
  const bytes = new Uint8Array(transferable(1_000));
  const part = bytes.subarray(10, 20);
  letGo(part);
  expect([bytes.length, part.length]).toEqual([0, 0]);
  expect(() => letGo(bytes)).not.toThrow();
});

test('where browsers cannot, the buffer is left to the collector', () => {
  const bytes = new Uint8Array(10);
  Object.assign(bytes.buffer, { transfer: undefined });
  letGo(bytes);
  expect(bytes.length).toBe(10);
});
