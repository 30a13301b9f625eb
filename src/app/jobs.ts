/** The list of documents as the API tells it, kept up to date by its announcements. */
import { signal } from '@preact/signals';
import type { Change, JobList, JobSummary } from '../contract/job.ts';
import { announce } from './announce.ts';
import { api, apiJson } from './api.ts';
import { onChange, paced } from './changes.ts';
import { messages } from './i18n/index.ts';
import { mergeNewest } from './merge-jobs.ts';
import { followPaces } from './paces.ts';
import { type Problem, problemOf, wordingOf } from './problem.ts';

/** How far a page in work is; `ratio` is 0…1. */
export interface PageProgress {
  phase: 'decode' | 'recognise';
  ratio: number;
}

/** The pages in work of a document, by their index from 0: several are read side by side. */
export type PagesInWork = ReadonlyMap<number, PageProgress>;

/** Newest first; null until first loaded. */
export const jobs = signal<JobSummary[] | null>(null);
export const listProblem = signal<Problem | null>(null);
/** Where older documents go on, as the API names it; null at the end. */
export const olderFrom = signal<string | null>(null);
export const pagesInWork = signal<ReadonlyMap<string, PagesInWork>>(new Map());

const LIST_LIMIT = 100;
const changed = new Set<string>();
/** Documents of which a page went to the recogniser. */
const recognised = new Set<string>();
/** What pages told since it was last shown: a hundred messages a second are too many to render each. */
const reported = new Map<string, Map<number, PageProgress>>();

export const refreshJobs = paced(async () => {
  const dirty = [...changed];
  changed.clear();
  try {
    const list = await apiJson<JobList>(`ocr/?limit=${LIST_LIMIT}`);
    showReported();
    const known = jobs.value ?? [];
    if (known.length <= LIST_LIMIT) olderFrom.value = list.next;
    update(mergeNewest(known, list.jobs, list.next === null));
    await refreshOlder(dirty, list.jobs);
    listProblem.value = null;
  } catch (error) {
    listProblem.value = problemOf(error);
  }
}, 250);

export async function loadOlderJobs(): Promise<void> {
  if (!olderFrom.value) return;
  const list = await apiJson<JobList>(`ocr/?limit=${LIST_LIMIT}&before=${encodeURIComponent(olderFrom.value)}`);
  const known = new Set(jobs.value?.map((job) => job.uuid));
  jobs.value = [...(jobs.value ?? []), ...list.jobs.filter((job) => !known.has(job.uuid))];
  olderFrom.value = list.next;
}

/**
 * All documents with a tag, however far down the list they stand.
 * @throws {ApiError}
 */
export async function loadTagged(tag: string): Promise<void> {
  let next: string | null = '';
  while (next !== null) {
    const query = new URLSearchParams({ tag, limit: '200', ...(next !== '' && { before: next }) });
    const list: JobList = await apiJson<JobList>(`ocr/?${query}`);
    const known = new Set(jobs.value?.map((job) => job.uuid));
    const all = [...(jobs.value ?? []), ...list.jobs.filter((job) => !known.has(job.uuid))];
    update(all.sort((a, b) => (a.created_at < b.created_at ? 1 : -1)));
    next = list.next;
  }
}

/** @throws {ApiError} */
export async function cancelJob(uuid: string): Promise<void> {
  await api(`ocr/${uuid}/cancel/`, { method: 'POST' });
  refreshJobs();
}

/**
 * Reads what failed or was cancelled again.
 * @throws {ApiError}
 */
export async function retryJob(uuid: string): Promise<void> {
  await api(`ocr/${uuid}/retry/`, { method: 'POST' });
  refreshJobs();
}

/** @throws {ApiError} */
export async function renameJob(uuid: string, filename: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  await api(`ocr/${uuid}/`, { method: 'PATCH', headers, body: JSON.stringify({ filename }) });
  refreshJobs();
}

/** @throws {ApiError} */
export async function deleteJob(uuid: string): Promise<void> {
  await api(`ocr/${uuid}/`, { method: 'DELETE' });
  forget(uuid);
}

/** Loads the list and follows the announcements for as long as the page lives. */
export function startJobs(): void {
  onChange(follow);
  refreshJobs();
  // A frozen or sleeping tab misses announcements.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') refreshJobs();
  });
}

function follow(change: Change): void {
  if (change.type === 'progress') {
    const { uuid, index, phase, ratio } = change;
    if (phase === 'recognise') recognised.add(uuid);
    // Text that a PDF carries is read without being recognised: these pages are never more than prepared.
    else if (!recognised.has(uuid) && jobs.value?.some((job) => job.uuid === uuid && job.progress.done > 0)) return;
    const pages = reported.get(uuid) ?? new Map<number, PageProgress>();
    reported.set(uuid, pages.set(index, { phase, ratio }));
    showSoon();
  } else if (change.type === 'deleted') {
    forget(change.uuid);
  } else if (change.type === 'job' || change.type === 'page') {
    changed.add(change.uuid);
    clearProgress(change.uuid, change.index);
    refreshJobs();
  }
}

/** A changed document can stand further down than the newest ones, when many were dropped at once. */
async function refreshOlder(dirty: string[], newest: JobSummary[]): Promise<void> {
  const covered = new Set(newest.map((job) => job.uuid));
  for (const uuid of dirty) {
    if (covered.has(uuid) || !jobs.value?.some((job) => job.uuid === uuid)) continue;
    const fresh = await apiJson<JobSummary>(`ocr/${uuid}/?pages=1`);
    update((jobs.value ?? []).map((job) => (job.uuid === uuid ? fresh : job)));
  }
}

function update(next: JobSummary[]): void {
  const before = new Map(jobs.value?.map((job) => [job.uuid, job.status]));
  for (const job of next) {
    const status = before.get(job.uuid);
    if (status === undefined || status === job.status) continue;
    if (job.status === 'done') announce(messages.value.jobs.done(job.filename));
    if (job.status === 'failed' && job.error) announce(wordingOf(job.error, messages.value));
  }
  followPaces(next);
  jobs.value = next;
}

function forget(uuid: string): void {
  jobs.value = jobs.value?.filter((job) => job.uuid !== uuid) ?? null;
  clearProgress(uuid);
}

/** A page is done, or the whole document changed. What is shown follows with the list, so that a bar does not jump back. */
function clearProgress(uuid: string, index?: number): void {
  if (index === undefined) reported.delete(uuid);
  else reported.get(uuid)?.delete(index);
}

function showReported(): void {
  pagesInWork.value = new Map([...reported].map(([uuid, pages]) => [uuid, new Map(pages)]));
}

const showSoon = paced(async () => showReported(), 150);
