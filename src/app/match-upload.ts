import type { JobSummary } from '../contract/job.ts';

// The job's time is the API's, taken after the upload began; a little slack for clocks that are set meanwhile.
const CLOCK_SLACK = 1000;

/** The oldest job that can have come of an upload begun at `startedAt` (ms) and that no other upload has taken. */
export function findJobOf(
  upload: { filename: string; startedAt: number },
  listed: JobSummary[],
  taken: ReadonlySet<string>,
): JobSummary | undefined {
  return listed.findLast(
    (job) =>
      job.filename === upload.filename &&
      Date.parse(job.created_at) >= upload.startedAt - CLOCK_SLACK &&
      !taken.has(job.uuid),
  );
}
