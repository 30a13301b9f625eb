import type { JobSummary } from '../contract/job.ts';

/**
 * The known list brought up to date with its newest stretch as just read: what the stretch no longer holds was
 * deleted, what is older than it stays. `complete` says that nothing older exists.
 */
export function mergeNewest(known: JobSummary[], newest: JobSummary[], complete: boolean): JobSummary[] {
  const last = newest.at(-1);
  if (complete || !last) return newest;
  const read = new Set(newest.map((job) => job.uuid));
  return [...newest, ...known.filter((job) => !read.has(job.uuid) && job.created_at < last.created_at)];
}
