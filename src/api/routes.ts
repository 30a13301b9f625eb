/** Every path of the API and what answers it. */
import { ApiError } from '../contract/errors.ts';
import { type JobList, type JobSummary } from '../contract/job.ts';
import { LANGUAGES } from '../contract/languages.ts';
import { TOOLS } from '../contract/tools.ts';
import { announce } from '../store/changes.ts';
import { deleteJob, failJob, listJobs, readJobWithPages, readPicture } from '../store/jobs.ts';
import type { JobRecord, PageRecord } from '../store/schema.ts';
import type { Caller } from './auth.ts';
import { createJob } from './create-job.ts';
import { download } from './download.ts';
import type { Call, Route } from './handle.ts';
import { json } from './http.ts';
import { jobView } from './job-view.ts';

const DEFAULT_LIST = 50;
const MAX_LIST = 200;

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '', answer: about },
  { method: 'POST', path: 'ocr/', answer: async ({ request, caller, context }) => json(await createJob(request, caller, context)) },
  { method: 'GET', path: 'ocr/', answer: list },
  { method: 'GET', path: 'ocr/{uuid}/', answer: async (call) => json(await ownJob(call)) },
  { method: 'DELETE', path: 'ocr/{uuid}/', answer: remove },
  { method: 'POST', path: 'ocr/{uuid}/cancel/', answer: cancel },
  { method: 'GET', path: 'ocr/{uuid}/download/', answer: async (call) => download(await ownJob(call), call.query) },
  { method: 'GET', path: 'ocr/{uuid}/pages/{index}/image/', answer: picture },
  { method: 'GET', path: 'languages/', answer: async () => json({ languages: languages() }) },
  { method: 'GET', path: 'tools/', answer: async () => json({ tools: TOOLS }) },
];

async function about({ context }: Call): Promise<Response> {
  const host = await context.hostHeld();
  return json({
    name: 'Barg', version: __APP_VERSION__,
    engines: {
      cpu: { ready: host, reason: host ? null : 'No tab of the app is open. Open the app in this browser.' },
      vlm: { ready: false, reason: 'No vision model is installed on this device.' },
    },
  });
}

async function list({ caller, query }: Call): Promise<Response> {
  const limit = wholeNumber(query, 'limit', DEFAULT_LIST, MAX_LIST);
  const before = wholeNumber(query, 'before', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const { jobs, next } = await listJobs(caller.sees, { limit, before });
  return json({ jobs, next: next === null ? null : String(next) } satisfies JobList);
}

async function remove(call: Call): Promise<Response> {
  const { job } = await find(call);
  await deleteJob(job.uuid);
  announce({ type: 'deleted', uuid: job.uuid });
  return new Response(null, { status: 204 });
}

/** Cancelling a job that is over changes nothing. */
async function cancel(call: Call): Promise<Response> {
  const { job } = await find(call);
  await failJob(job.uuid, { code: 'cancelled', message: 'The job was cancelled. Pages that were finished are kept.' });
  announce({ type: 'job', uuid: job.uuid });
  return json(await ownJob(call));
}

async function picture(call: Call): Promise<Response> {
  const { job } = await find(call);
  const index = /^\d+$/.test(call.params.index ?? '') ? Number(call.params.index) : Number.NaN;
  const blob = index < job.summary.page_count ? await readPicture(job.uuid, index) : undefined;
  if (!blob) {
    throw new ApiError('not_found', job.retention === 'text'
      ? 'The page\'s picture was deleted with the upload, as the job\'s retention asks.'
      : `This document has no page ${call.params.index}. Pages count from 0.`);
  }
  return new Response(blob.bytes, {
    headers: { 'Content-Type': blob.type, 'Content-Length': String(blob.bytes.byteLength), 'Cache-Control': 'no-store' },
  });
}

function languages() {
  return LANGUAGES.map(({ code, aliases, name, native_name, script, direction }) => ({
    code, aliases, name, native_name, script, direction,
    bytes: __VENDOR__.tessdata.bytes[code] ?? null,
    installed: code in __VENDOR__.tessdata.bytes,
  }));
}

const ownJob = async (call: Call) => {
  const { job, pages } = await find(call);
  return jobView(job, pages);
};

/** The listed job that the path names, where the caller may see it; 404 in every other case. */
async function find({ params, caller }: Call): Promise<{ job: JobRecord; pages: PageRecord[] }> {
  const found = await readJobWithPages(params.uuid ?? '');
  if (!found || found.job.listed_at === undefined || !mayRead(caller, found.job)) {
    throw new ApiError('not_found', 'There is no such job. It may have been deleted, or belong to another token.');
  }
  return found;
}

const mayRead = (caller: Caller, job: { owner: JobRecord['owner']; summary: JobSummary }): boolean =>
  caller.sees.includes(job.owner);

/** A query parameter that is a whole number of at least 1. */
function wholeNumber(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const value = query.get(name);
  if (value === null || value === '') return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1) return Math.min(number, max);
  throw new ApiError('bad_field', `"${value}" is not a value of ${name}. Use a whole number of at least 1.`, { field: name });
}
