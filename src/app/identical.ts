/** Whether a file was read before, the same way: its result is there then. */
import type { JobList, JobSummary } from '../contract/job.ts';
import { LIMITS } from '../contract/limits.ts';
import type { Tool } from '../contract/tools.ts';
import { apiJson } from './api.ts';
import { locale, translationTarget } from './settings.ts';

/** What else decides on a result, as the API is asked for it. */
export interface Reading {
  language: string;
  tier: JobSummary['tier'];
  tool: string | null;
  translate_to: string | null;
}

/** How the app has files read with a tool, or without one. */
export const readingIn = (language: string, tool: Tool | null): Reading => ({
  language,
  tier: tool?.tier ?? 'cpu',
  tool: tool?.slug ?? null,
  translate_to: tool?.slug === 'translate' ? (translationTarget.value ?? locale.value) : null,
});

/** SHA-256 in hex; null of a file that the API refuses for its size, or that cannot be read. One file at a time. */
export function sha256Of(file: Blob): Promise<string | null> {
  const digest = last.then(async () => {
    if (file.size > LIMITS.fileBytes) return null;
    const bytes = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
  last = digest.catch(() => null);
  return last;
}

// A digest takes the whole file into memory; several files are dropped at once.
let last: Promise<string | null> = Promise.resolve(null);

/** The newest document that holds, or will hold, the result of reading this file this way; null where there is none. */
export async function findIdentical(sha256: string, reading: Reading): Promise<JobSummary | null> {
  const { jobs } = await apiJson<JobList>(`ocr/?limit=50&sha256=${sha256}`);
  const same = jobs.filter((job) => job.status !== 'failed' && isReading(job, reading));
  return same.find((job) => job.status === 'done') ?? same[0] ?? null;
}

/** Whether a document was read this way. */
export const isReading = (job: JobSummary, { language, tier, tool, translate_to }: Reading): boolean =>
  job.language === language && job.requested_tier === tier && job.tool === tool && job.translate_to === translate_to;
