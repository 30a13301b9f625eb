import { expect, it } from 'vitest';
import { obstacleOf } from './engine.ts';

const able = { isSecureContext: true, navigator: { locks: {} }, WebAssembly: {} };

it.each([
  ['insecure', { ...able, isSecureContext: false, navigator: {} }],
  ['locks', { ...able, navigator: {} }],
  ['wasm', { ...able, WebAssembly: undefined }],
  ['other', able],
] as const)('%s is what stands in the way', (obstacle, realm) => {
  expect(obstacleOf(realm)).toBe(obstacle);
});
