/** Sends the files of batches to the API, one after the other: no more than one of them is in memory. */
import type { Job, JobSummary } from '../../contract/job.ts';
import { SNIFF_BYTES, sniff, unsupportedType } from '../../contract/media-types.ts';
import type { Tool } from '../../contract/tools.ts';
import { announce } from '../announce.ts';
import { api, apiJson } from '../api.ts';
import { batches, changeBatch, type FailedFile } from '../batches.ts';
import { batchesOf, tagOf } from '../group-jobs.ts';
import { messages } from '../i18n/index.ts';
import { findIdentical, type Reading, readingIn, sha256Of } from '../identical.ts';
import { jobs, refreshJobs } from '../jobs.ts';
import { type Problem, problemOf, wordingOf } from '../problem.ts';
import { documentLanguages } from '../settings.ts';
import type { Source } from './source.ts';

/** What would meet every further file too: the batch waits until somebody has done something about it. */
const STOPS_ALL = new Set(['storage_full', 'no_host', 'daily_limit', 'monthly_limit', 'no_credits', 'unreachable']);

const queues = new Map<string, Source[]>();
/** Digests of what was sent in this batch, by this tab. */
const sent = new Map<string, Set<string>>();
let pumping = false;
let running: { name: string; until: AbortController; done: Promise<void> } | null = null;

/** Puts files at the end of a batch, and begins where nothing is being sent. */
export function sendFiles(name: string, sources: readonly Source[]): void {
  queues.set(name, [...(queues.get(name) ?? []), ...sources]);
  changeBatch(name, ({ total }) => ({ state: 'sending', problem: null, total: total + sources.length }));
  void pump();
}

/** Goes on after a pause. */
export const resumeBatch = (name: string): void => sendFiles(name, []);

/** Leaves alone what is not sent yet; resolves once no file of the batch is under way any more. */
export async function stopBatch(name: string): Promise<void> {
  queues.delete(name);
  if (running?.name === name) {
    running.until.abort();
    await running.done;
  }
  if (batches.value.has(name)) changeBatch(name, ({ tried }) => ({ state: 'over', total: tried }));
}

/** Tries a refused file again, with a password where one was asked for. */
export async function retryFile(name: string, id: string, password?: string): Promise<void> {
  const file = batches.value.get(name)?.failed.find((one) => one.id === id);
  if (!file || file.busy) return;
  setFailed(name, id, { ...file, busy: true });
  const problem = await sendFile(name, file.source, new AbortController().signal, password);
  setFailed(name, id, problem && { ...file, problem, busy: false });
  if (problem) announce(`${file.source.path}: ${wordingOf(problem, messages.value)}`);
}

export const dismissFile = (name: string, id: string): void => setFailed(name, id, null);

/** Replaces a refused file, or drops it. */
function setFailed(name: string, id: string, file: FailedFile | null): void {
  changeBatch(name, ({ failed }) => ({ failed: failed.flatMap((one) => (one.id !== id ? one : (file ?? []))) }));
}

/** Works the batches off, one file at a time. */
async function pump(): Promise<void> {
  if (pumping) return;
  pumping = true;
  addEventListener('beforeunload', askToStay);
  for (let name = nextBatch(); name !== undefined; name = nextBatch()) {
    const source = queues.get(name)?.shift();
    if (!source) {
      finish(name);
      continue;
    }
    const until = new AbortController();
    running = { name, until, done: take(name, source, until.signal) };
    await running.done;
    running = null;
  }
  pumping = false;
  removeEventListener('beforeunload', askToStay);
}

const nextBatch = (): string | undefined =>
  [...queues.keys()].find((name) => batches.value.get(name)?.state === 'sending');

function finish(name: string): void {
  queues.delete(name);
  changeBatch(name, () => ({ state: 'over' }));
  refreshJobs();
}

async function take(name: string, source: Source, signal: AbortSignal): Promise<void> {
  const problem = await sendFile(name, source, signal);
  if (signal.aborted) return;
  if (problem && STOPS_ALL.has(problem.code)) {
    queues.get(name)?.unshift(source);
    changeBatch(name, () => ({ state: 'paused', problem }));
    announce(`${name}: ${wordingOf(problem, messages.value)}`);
    return;
  }
  changeBatch(name, (batch) => ({
    tried: batch.tried + 1,
    ...(problem?.code === 'unsupported_type'
      ? { skipped: [...batch.skipped, { path: source.path, problem }] }
      : problem && {
          failed: [...batch.failed, { id: crypto.randomUUID(), source, problem, busy: false }],
        }),
  }));
}

/**
 * Sends one file, unless its result is there; answers with what went wrong. `signal` ends it before it is sent: once it is,
 * its job comes to be, and is the list's to cancel.
 */
async function sendFile(name: string, source: Source, signal: AbortSignal, password?: string): Promise<Problem | null> {
  try {
    const file = await source.open(signal);
    if (!(file instanceof File)) return file;
    const type = sniff(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
    if (file.size > 0 && !type?.accepted) return problemOf(unsupportedType(type));
    const language = documentLanguages.value.join('+') || 'auto';
    const sha256 = await sha256Of(file);
    const tool = batches.value.get(name)?.tool ?? null;
    if (sha256 && (await isThere(name, sha256, readingIn(language, tool)))) return null;
    if (signal.aborted) return null;
    await post(name, file, { sha256, language, tool, password });
    if (sha256) sent.set(name, (sent.get(name) ?? new Set()).add(sha256));
    return null;
  } catch (error) {
    return signal.aborted ? null : problemOf(error);
  }
}

/** Whether the file was read this way already; its document then joins the batch. */
async function isThere(name: string, sha256: string, reading: Reading): Promise<boolean> {
  const job = await findIdentical(sha256, reading);
  if (!job) return false;
  if (sent.get(name)?.has(sha256)) {
    changeBatch(name, ({ twins }) => ({ twins: twins + 1 }));
    return true;
  }
  if (!batchesOf(job).includes(name)) {
    const body = JSON.stringify({ tags: [...job.tags, tagOf(name)] });
    await api(`ocr/${job.uuid}/`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body });
    refreshJobs();
  }
  changeBatch(name, ({ known }) => ({ known: [...new Set([...known, job.uuid])] }));
  return true;
}

/** Sends a file; done as soon as its job is listed, not when a short document is read: the next file need not wait. */
async function post(
  name: string,
  file: File,
  {
    sha256,
    language,
    tool,
    password,
  }: { sha256: string | null; language: string; tool: Tool | null; password: string | undefined },
): Promise<void> {
  const form = new FormData();
  form.set('language', language);
  if (tool) form.set('tool', tool.slug);
  const { translate_to } = readingIn(language, tool);
  if (translate_to !== null) form.set('translate_to', translate_to);
  form.set('tags', tagOf(name));
  if (password !== undefined) form.set('password', password);
  form.set('file', file, file.name);
  const known = new Set(jobs.value?.map(({ uuid }) => uuid));
  const isOurs = (job: JobSummary) => job.sha256 === sha256 && !known.has(job.uuid) && batchesOf(job).includes(name);
  const enough = new AbortController();
  let stop = (): void => {};
  const listed = new Promise<void>((resolve) => {
    if (sha256) stop = jobs.subscribe((list) => list?.some(isOurs) && resolve());
  });
  try {
    const answer = apiJson<Job>('ocr/', {
      method: 'POST',
      body: form,
      headers: { 'Idempotency-Key': crypto.randomUUID() },
      signal: enough.signal,
    });
    await Promise.race([answer, listed]);
    // The rest of the answer is of no use here. Taken up first: what was aborted rejects.
    answer.catch(() => {});
    enough.abort();
  } finally {
    stop();
  }
  refreshJobs();
}

/** What is sent is safe; the rest of a folder cannot be reached again once the tab is closed. */
const askToStay = (event: Event): void => event.preventDefault();
