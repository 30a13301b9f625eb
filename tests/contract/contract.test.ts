import { afterAll, beforeAll } from 'vitest';
import { grayPng } from '../fixtures/png.ts';
import { nodeTarget, scriptedEngine, startHost } from './node-target.ts';
import { contractSuite, type Target } from './suite.ts';

let target: Target;
let stop: () => Promise<void>;

beforeAll(async () => {
  // Told by its size, since the scripted engine looks at nothing else.
  const slow = grayPng(400, 400, (x, y) => (x * y * 31) % 256);
  stop = await startHost(scriptedEngine({ delay: (bytes) => (bytes === slow.length ? 2_000 : 0) }));
  target = { ...(await nodeTarget()), slow };
});
afterAll(() => stop());

contractSuite(() => target);
