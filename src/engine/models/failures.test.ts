import { expect, test } from 'vitest';
import { ApiError } from '../../contract/errors.ts';
import { failureOf, modelError, toModelError } from './failures.ts';

test.each([
  ['no_gpu', 'WebGPU is not supported in your current environment, but it is necessary to run the WebLLM engine.'],
  ['no_f16', 'This model requires WebGPU extension shader-f16, which is not enabled in this browser.'],
  ['memory', new RangeError('WebAssembly.Memory(): could not allocate memory')],
  ['memory', '(ABORT) Aborted(OOM)'],
  [
    'device_lost',
    'The WebGPU device was lost while loading the model. This issue often occurs due to running out of video memory.',
  ],
  ['too_long', 'Prompt tokens exceed context window size: number of prompt tokens: 5000; context window size: 4096'],
  ['files', 'Cannot find model record in appConfig for nothing.'],
  ['files', "TypeError: Failed to execute 'add' on 'Cache': Request failed"],
  ['files', new SyntaxError('Unexpected token < in JSON')],
  ['unknown', undefined],
  ['unknown', { odd: true }],
])('%s: %s', (failure, cause) => expect(failureOf(cause)).toBe(failure));

test('the error says what to do and keeps its cause; one that is ready stays', () => {
  const cause = new Error('Cannot enlarge memory');
  const error = toModelError(cause);
  expect(error).toBeInstanceOf(ApiError);
  expect([error.code, error.status, error.details, error.cause]).toEqual([
    'engine_unavailable',
    503,
    { failure: 'memory' },
    cause,
  ]);
  expect(error.message).toMatch(/smaller model/);
  const ready = modelError('files');
  expect(toModelError(ready)).toBe(ready);
});
