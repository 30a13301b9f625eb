/** Files on their way into the app: from the drop until the API lists their job. */
import { effect, signal, untracked } from '@preact/signals';
import type { Job, JobSummary } from '../contract/job.ts';
import type { Tool } from '../contract/tools.ts';
import { announce } from './announce.ts';
import { apiJson } from './api.ts';
import { formats, messages } from './i18n/index.ts';
import { findIdentical, type Reading, readingIn, sha256Of } from './identical.ts';
import { jobs, refreshJobs } from './jobs.ts';
import { findJobOf } from './match-upload.ts';
import { type Problem, problemOf, wordingOf } from './problem.ts';
import { HOME, jobHash, navigate, route, toolInView } from './router.ts';
import { documentLanguages } from './settings.ts';

export interface Upload {
  /** Also its Idempotency-Key: trying again after a lost answer makes no second job. */
  id: string;
  file: File;
  language: string;
  /** With which it is read. */
  tool: Tool | null;
  /** Of an encrypted PDF. */
  password?: string;
  state: 'waiting' | 'sending' | 'failed' | 'known';
  problem: Problem | null;
  /** The document that holds this file's result already. */
  known: JobSummary | null;
  /** To be read all the same. */
  again: boolean;
  startedAt: number;
  /** Whether the view of the job opens as soon as the job is known. */
  opens: boolean;
}

/** Newest first, as the list of documents is. */
export const uploads = signal<Upload[]>([]);

// An answer comes only when a short document is read; the slot is free as soon as its job is listed.
const MAX_SENDING = 4;
const localFiles = new Map<string, File>();

/** The file itself of a job that this page took in: its picture before the API has one. */
export const localFileOf = (uuid: string): File | undefined => localFiles.get(uuid);

export function addFiles(files: Iterable<File>): void {
  const list = [...files];
  if (list.length === 0) return;
  const language = documentLanguages.value.join('+') || 'auto';
  const tool = toolInView();
  const added = list.map(
    (file): Upload => ({
      id: crypto.randomUUID(),
      file,
      language,
      tool,
      state: 'waiting',
      problem: null,
      known: null,
      again: false,
      startedAt: Date.now(),
      opens: list.length === 1,
    }),
  );
  uploads.value = [...added.reverse(), ...uploads.value];
  if (route.value.view !== 'home' && !tool) navigate(HOME);
  sendNext();
}

export function retryUpload(id: string, password?: string): void {
  const again = { id: crypto.randomUUID(), state: 'waiting', problem: null, startedAt: Date.now() } as const;
  change(id, password === undefined ? again : { ...again, password });
  sendNext();
}

/** Reads a file whose result is there already. */
export function readAgain(id: string): void {
  change(id, { state: 'waiting', known: null, again: true });
  sendNext();
}

export function dismissUpload(id: string): void {
  uploads.value = uploads.value.filter((upload) => upload.id !== id);
}

/** Replaces uploads by their jobs as the list tells them. */
export function startUploads(): void {
  effect(() => {
    const listed = jobs.value ?? [];
    untracked(() => {
      for (const upload of uploads.value.filter((u) => u.state === 'sending').reverse()) {
        const job = findJobOf({ filename: upload.file.name, startedAt: upload.startedAt }, listed, settled);
        if (job) settle(upload, job);
      }
    });
  });
}

const settled = new Set<string>();

function sendNext(): void {
  const sending = uploads.value.filter((upload) => upload.state === 'sending').length;
  const waiting = uploads.value.filter((upload) => upload.state === 'waiting').reverse();
  for (const upload of waiting.slice(0, Math.max(0, MAX_SENDING - sending))) void send(upload);
}

async function send({ id, file, language, tool, password, again }: Upload): Promise<void> {
  change(id, { state: 'sending', startedAt: Date.now() });
  const reading = readingIn(language, tool);
  const known = again ? null : await knownDocument(file, reading);
  if (known) {
    change(id, { state: 'known', known });
    announce(`${file.name}: ${knownText(known)}`);
    return sendNext();
  }
  if (!uploads.value.some((upload) => upload.id === id)) return;
  const form = new FormData();
  form.set('language', language);
  if (tool) form.set('tool', tool.slug);
  if (reading.translate_to !== null) form.set('translate_to', reading.translate_to);
  if (password !== undefined) form.set('password', password);
  form.set('file', file, file.name);
  try {
    const job = await apiJson<Job>('ocr/', { method: 'POST', body: form, headers: { 'Idempotency-Key': id } });
    const upload = uploads.value.find((one) => one.id === id);
    if (upload) settle(upload, job);
    refreshJobs();
  } catch (error) {
    const problem = problemOf(error);
    if (!uploads.value.some((upload) => upload.id === id)) return;
    change(id, { state: 'failed', problem });
    announce(`${file.name}: ${wordingOf(problem, messages.value)}`);
    sendNext();
  }
}

/** The document that holds the result of this file; null too where that cannot be told. */
async function knownDocument(file: File, reading: Reading): Promise<JobSummary | null> {
  if (jobs.value?.length === 0) return null;
  const sha256 = await sha256Of(file);
  return sha256 === null ? null : findIdentical(sha256, reading).catch(() => null);
}

export function knownText({ status, created_at }: JobSummary): string {
  const m = messages.value.jobs;
  return status === 'done' ? m.knownDone(formats.value.dateTime(created_at)) : m.knownRunning;
}

function settle(upload: Upload, job: JobSummary): void {
  settled.add(job.uuid);
  localFiles.set(job.uuid, upload.file);
  dismissUpload(upload.id);
  const inSight = upload.tool ? toolInView() === upload.tool : route.value.view === 'home';
  if (upload.opens && inSight) navigate(jobHash(job.uuid));
  sendNext();
}

function change(id: string, changes: Partial<Upload>): void {
  uploads.value = uploads.value.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload));
}
