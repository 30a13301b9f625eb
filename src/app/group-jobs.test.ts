import { expect, it } from 'vitest';
import type { JobSummary } from '../contract/job.ts';
import { batchesOf, batchName, grouped, sumOf, tagOf } from './group-jobs.ts';

const job = (uuid: string, tags: string[] = [], more: Partial<JobSummary> = {}) =>
  ({ uuid, tags, status: 'done', progress: { done: 1, total: 1 }, ...more }) as JobSummary;

const shape = (jobs: JobSummary[], open: string[] = []) =>
  grouped(jobs, open).map((entry) =>
    'job' in entry ? entry.job.uuid : [entry.batch, ...entry.jobs.map(({ uuid }) => uuid)],
  );

it('a batch stands where its newest document does, with all of them', () => {
  expect(shape([job('a'), job('b', [tagOf('x')]), job('c', ['mine']), job('d', ['mine', tagOf('x')])])).toEqual([
    'a',
    ['x', 'b', 'd'],
    'c',
  ]);
});

it('a document may be in two batches, and one without documents is there while it is opened', () => {
  expect(shape([job('a', [tagOf('x'), tagOf('y')])], ['z', 'x'])).toEqual([['z'], ['x', 'a'], ['y', 'a']]);
});

it('a batch is named by what the API takes as a tag', () => {
  expect(tagOf(batchName('ن'.repeat(80)))).toHaveLength(50);
  expect(batchName(` a\n b${'𝒳'.repeat(40)}`).isWellFormed()).toBe(true);
  expect(batchName(' \n ')).toBe('ZIP');
  expect(batchesOf({ tags: ['x', tagOf('2024 scans')] })).toEqual(['2024 scans']);
});

it('sums documents and pages; what failed is not waited for', () => {
  const of = (status: JobSummary['status'], done: number, total: number) =>
    job('a', [], { status, progress: { done, total } });
  expect(sumOf([of('done', 3, 3), of('processing', 1, 8), of('pending', 0, 2), of('failed', 1, 9)])).toEqual({
    documents: { done: 1, failed: 1, running: 2 },
    pages: { done: 5, total: 14 },
  });
});
