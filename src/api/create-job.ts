/** POST /ocr/: received → inspected → reserved → pending …, as the contract draws it. What is refused leaves nothing. */
import { ACCEPTED_TYPES, isAccepted } from '../contract/accepted-types.ts';
import { ApiError } from '../contract/errors.ts';
import type { Job, Warning } from '../contract/job.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Refusals, RefusedId } from '../contract/media-types.ts';
import { PLANS } from '../contract/plans.ts';
import { sniffId } from '../contract/sniff.ts';
import { newUuid } from '../store/account.ts';
import { admit, receive } from '../store/admission.ts';
import { announce } from '../store/changes.ts';
import { deleteJob, markAnswered, readJob, readJobWithPages } from '../store/jobs.ts';
import type { JobRecord } from '../store/schema.ts';
import { appFile } from './app-file.ts';
import type { Caller } from './auth.ts';
import { type JobRequest, readFields } from './fields.ts';
import type { Context } from './handle.ts';
import { jobView } from './job-view.ts';
import { knownLanguages } from './known-languages.ts';
import { visionModel } from './models.ts';
import { readUpload, type Upload } from './multipart.ts';
import { storageFull } from './storage.ts';
import { waitFor, waitForHost } from './wait.ts';

export async function createJob(request: Request, caller: Caller, context: Context): Promise<Job> {
  const started = Date.now();
  const upload = await readUpload(request);
  const record = await draft(request, upload, caller, context);
  const { job } = await receive(record, { bytes: toBuffer(upload.file.bytes), type: record.media_type }).catch(
    storageFull,
  );
  announce({ type: 'task', uuid: job.uuid });
  try {
    await waitForInspection(job.uuid, context);
    await admitInspected(job.uuid);
  } catch (error) {
    await deleteJob(job.uuid);
    announce({ type: 'deleted', uuid: job.uuid });
    throw error;
  }
  await waitForResult(job.uuid, LIMITS.inlineWait - (Date.now() - started), request.signal);
  await markAnswered(job.uuid);
  return viewOf(job.uuid);
}

/** The hidden job: the form's fields and the file's type checked. */
async function draft(request: Request, { fields, file }: Upload, caller: Caller, context: Context): Promise<JobRecord> {
  const wanted = readFields(fields, caller.account.settings.retention, await knownLanguages(context));
  const seen = sniffId(file.bytes);
  if (seen === null || !isAccepted(seen)) throw await refusalOf(seen, context);
  const { vision, warnings } = await readiness(wanted, caller, context);
  const now = Date.now();
  const uuid = newUuid();
  const key = request.headers.get('Idempotency-Key') || null;
  const digest = await sha256(file.bytes);
  const form = new TextEncoder().encode([file.name, ...[...fields].flat()].join('\n'));
  return {
    uuid,
    owner: caller.owner,
    received_at: now,
    packs: wanted.packs,
    media_type: ACCEPTED_TYPES[seen].mime,
    bytes: file.bytes.length,
    ...(wanted.password !== null && { password: wanted.password }),
    retention: wanted.retention,
    fallback: wanted.fallback,
    ...(vision !== undefined && { vision }),
    plan: caller.plan,
    priority: PLANS[caller.plan].priority,
    request: {
      repeat: `${context.client} ${digest} ${await sha256(form)}`,
      boot: context.boot,
      answered: false,
      ...(key !== null && { idempotency: `${caller.owner} ${key}` }),
    },
    summary: {
      uuid,
      status: 'pending',
      tier: vision === undefined ? 'cpu' : 'vlm',
      requested_tier: wanted.tier,
      language: wanted.language,
      detected_language: null,
      tool: wanted.tool,
      translate_to: wanted.translate_to,
      filename: file.name,
      tags: wanted.tags,
      sha256: digest,
      page_count: 0,
      mean_confidence: null,
      progress: { done: 0, total: 0 },
      credits: 0,
      created_at: new Date(now).toISOString(),
      finished_at: null,
      expires_at: null,
      warnings,
    },
  };
}

async function refusalOf(seen: RefusedId | null, context: Context): Promise<ApiError> {
  const refusals = await appFile<Refusals>(context, 'refused-types.json');
  const { message, details } = refusals[seen ?? 'unknown'];
  return new ApiError('unsupported_type', message, details);
}

/** What of the request cannot be had on this device: refused, or said in a warning where the text can be read all the same. */
async function readiness(
  { tier, fallback, tool, translate_to }: JobRequest,
  caller: Caller,
  context: Context,
): Promise<{ vision?: string; warnings: Warning[] }> {
  if (tool === 'translate' && translate_to === null) {
    throw new ApiError('bad_field', 'The tool translate needs a target: send translate_to with a language code.', {
      field: 'translate_to',
    });
  }
  if (tier === 'cpu') return { warnings: [] };
  const { id, cause } = await visionModel({ caller, context });
  if (id !== undefined) return { vision: id, warnings: [] };
  if (fallback === 'none') {
    throw new ApiError('engine_unavailable', `${cause} Leave out fallback=none to read with the cpu tier.`);
  }
  return { warnings: [{ code: 'vlm_unavailable', message: `${cause} The page was read with the cpu tier.` }] };
}

/** Waits until the host has opened the file; refuses with what it found, or with `no_host` where nobody is there. */
async function waitForInspection(uuid: string, context: Context): Promise<void> {
  const inspection = await waitForHost(uuid, context, async () => {
    const job = await readJob(uuid);
    if (!job) throw new ApiError('no_host', 'The upload was dropped before it was opened. Send it again.');
    return job.inspection;
  });
  if (!inspection.ok) throw new ApiError(inspection.code, inspection.message, inspection.details);
}

async function admitInspected(uuid: string): Promise<void> {
  const job = await readJob(uuid);
  if (!job?.inspection?.ok) return;
  await admit(uuid, job.inspection.pages).catch(storageFull);
  announce({ type: 'job', uuid });
  announce({ type: 'task', uuid });
}

/** A small job is answered when it is over; a larger one at once. */
async function waitForResult(uuid: string, timeout: number, signal: AbortSignal): Promise<void> {
  await waitFor(
    uuid,
    async () => {
      const job = await readJob(uuid);
      const over = !job || job.summary.status === 'done' || job.summary.status === 'failed';
      return over || job.summary.page_count > LIMITS.inlinePages ? true : undefined;
    },
    { timeout, signal },
  );
}

async function viewOf(uuid: string): Promise<Job> {
  const found = await readJobWithPages(uuid);
  if (!found) throw new ApiError('not_found', 'The job was deleted while it was in work.');
  return jobView(found.job, found.pages);
}

/** In hex. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const toBuffer = (bytes: Uint8Array): ArrayBuffer =>
  (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;
