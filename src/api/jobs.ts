/** The job a path names, and who may do what with it. */
import { ApiError } from '../contract/errors.ts';
import type { Job } from '../contract/job.ts';
import { announce } from '../store/changes.ts';
import { changeJob, readJob, readJobWithPages } from '../store/jobs.ts';
import type { JobRecord } from '../store/schema.ts';
import { namedPages } from './download.ts';
import type { Call } from './handle.ts';
import { jobView } from './job-view.ts';

/** The listed job that the path names, where the caller may see it; 404 in every other case. */
export async function findJob({ params, caller }: Call): Promise<{ job: JobRecord }> {
  const job = await readJob(params.uuid ?? '');
  if (!job || job.listed_at === undefined || !caller.sees.includes(job.owner)) throw noSuchJob();
  return { job };
}

/** The job with its pages, or with those that `ranges` (`1,3-5`, from 1) names: their text alone is its text then. */
export async function findView(call: Call, ranges?: string): Promise<Job> {
  const { job } = await findJob(call);
  const found = await readJobWithPages(job.uuid, ranges === undefined ? undefined : namedPages(job.summary, ranges));
  if (!found) throw noSuchJob();
  return jobView(found.job, found.pages);
}

const noSuchJob = (): ApiError =>
  new ApiError('not_found', 'There is no such job. It may have been deleted, or belong to another token.');

/** Changes a job. An anonymous one that the account works on becomes the account's. */
export async function changeOwn(call: Call, change: (job: JobRecord) => void): Promise<Job> {
  const { job } = await findJob(call);
  await changeJob(job.uuid, (record) => {
    // While it is in work its pages are paid for by whom they were reserved for.
    if (call.caller.owner === 'account' && record.reserved === undefined) record.owner = 'account';
    change(record);
  });
  announce({ type: 'job', uuid: job.uuid });
  return findView(call);
}
