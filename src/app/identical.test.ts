import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { JobSummary } from '../contract/job.ts';
import { LIMITS } from '../contract/limits.ts';
import { isReading, readingIn, sha256Of } from './identical.ts';

it('gives the digest that the API notes', async () => {
  const files = ['a', 'b', ''].map((text) => new Blob([text]));
  const expected = ['a', 'b', ''].map((text) => createHash('sha256').update(text).digest('hex'));
  expect(await Promise.all(files.map(sha256Of))).toEqual(expected);
});

it('a file that is too large or gone has none, and is in nobody’s way', async () => {
  const gone = { size: 1, arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) } as unknown as Blob;
  const large = { size: LIMITS.fileBytes + 1 } as Blob;
  const [a, b, c] = await Promise.all([sha256Of(gone), sha256Of(large), sha256Of(new Blob(['a']))]);
  expect([a, b]).toEqual([null, null]);
  expect(c).toHaveLength(64);
});

it('every parameter makes another reading', () => {
  const job = { language: 'en', requested_tier: 'cpu', tier: 'cpu', tool: null, translate_to: null } as JobSummary;
  expect(isReading(job, readingIn('en', null))).toBe(true);
  for (const other of [
    { language: 'auto' },
    { requested_tier: 'vlm' },
    { tool: 'x' },
    { translate_to: 'fa' },
  ] as const) {
    expect(isReading({ ...job, ...other } as JobSummary, readingIn('en', null))).toBe(false);
  }
});

it('a tool brings its tier', () => {
  expect(readingIn('en', { slug: 'handwriting-to-text', tier: 'vlm', result: 'text' })).toMatchObject({
    tool: 'handwriting-to-text',
    tier: 'vlm',
  });
});
