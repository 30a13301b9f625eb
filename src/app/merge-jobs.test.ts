import { expect, it } from 'vitest';
import type { JobSummary } from '../contract/job.ts';
import { findJobOf } from './match-upload.ts';
import { mergeNewest } from './merge-jobs.ts';

const job = (uuid: string, minute: number, filename = 'a.png') =>
  ({ uuid, filename, created_at: new Date(minute * 60_000).toISOString() }) as JobSummary;
const uuids = (jobs: JobSummary[]) => jobs.map(({ uuid }) => uuid).join('');

it('what the newest stretch no longer holds is gone, what is older stays', () => {
  const known = [job('d', 4), job('c', 3), job('b', 2), job('a', 1)];
  expect(uuids(mergeNewest(known, [job('e', 5), job('d', 4), job('b', 2)], false))).toBe('edba');
});

it('a stretch that is all there is stands alone', () => {
  expect(uuids(mergeNewest([job('b', 2), job('a', 1)], [job('c', 3)], true))).toBe('c');
  expect(mergeNewest([job('a', 1)], [], true)).toEqual([]);
});

it('an upload is the oldest job of its name since it began that no other upload has', () => {
  const listed = [job('d', 4), job('c', 3), job('b', 2, 'b.png'), job('a', 1)];
  const upload = { filename: 'a.png', startedAt: 2 * 60_000 };
  expect(findJobOf(upload, listed, new Set())?.uuid).toBe('c');
  expect(findJobOf(upload, listed, new Set(['c']))?.uuid).toBe('d');
  expect(findJobOf(upload, listed, new Set(['c', 'd']))).toBeUndefined();
});
