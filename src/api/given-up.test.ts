import { expect, it } from 'vitest';
import { REQUEST_NAME } from '../contract/names.ts';
import { giveUp, whileWanted } from './given-up.ts';

const named = (name?: string) =>
  new Request('https://app.test/api/v1/', name === undefined ? {} : { headers: { [REQUEST_NAME]: name } });

const untilAborted = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

it('aborts the request that is named and no other', async () => {
  const signals: AbortSignal[] = [];
  const wait = (signal: AbortSignal) => {
    signals.push(signal);
    return untilAborted(signal);
  };
  const first = whileWanted(named('first'), wait);
  void whileWanted(named('second'), wait);
  void whileWanted(named(), wait);
  giveUp('first');
  await expect(first).rejects.toThrow('aborted');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false]);
});

it('passes over a request that is answered', async () => {
  let seen: AbortSignal | undefined;
  await whileWanted(named('quick'), async (signal) => {
    seen = signal;
    return new Response('text');
  });
  giveUp('quick');
  expect(seen?.aborted).toBe(false);
});
