/** Batches: documents that came together in a folder or a ZIP. A tag on each of them says so. */
import type { JobSummary } from '../contract/job.ts';

const PREFIX = 'batch:';
/** The API's limit of a tag. */
const MAX_TAG = 50;

/** The tag of a batch; names that the API would refuse are made to fit. */
export const tagOf = (name: string): string => PREFIX + name;

/** A name that fits into a tag: one line, without spaces at its ends. */
export function batchName(name: string): string {
  const clean = name.replace(/\s+/g, ' ').trim();
  return (
    clean
      .slice(0, MAX_TAG - PREFIX.length)
      .toWellFormed()
      .trim() || 'ZIP'
  );
}

export const batchesOf = ({ tags }: Pick<JobSummary, 'tags'>): string[] =>
  tags.filter((tag) => tag.startsWith(PREFIX)).map((tag) => tag.slice(PREFIX.length));

export type ListEntry = { job: JobSummary } | { batch: string; jobs: JobSummary[] };

/**
 * The list with each batch as one entry, where its newest document stands; those of `open` that have no document yet
 * come first. A document can be in several batches.
 */
export function grouped(jobs: readonly JobSummary[], open: Iterable<string>): ListEntry[] {
  const batches = new Map<string, JobSummary[]>();
  const entries: ListEntry[] = [];
  const begin = (batch: string): JobSummary[] => {
    const members: JobSummary[] = [];
    batches.set(batch, members);
    entries.push({ batch, jobs: members });
    return members;
  };
  const listed = new Set(jobs.flatMap(batchesOf));
  for (const name of open) if (!listed.has(name)) begin(name);
  for (const job of jobs) {
    const names = batchesOf(job);
    if (names.length === 0) entries.push({ job });
    for (const name of names) (batches.get(name) ?? begin(name)).push(job);
  }
  return entries;
}

/** What documents have together; a failed one counts as over, and what it lacks is not waited for. */
export function sumOf(jobs: readonly JobSummary[]): {
  documents: { done: number; failed: number; running: number };
  pages: { done: number; total: number };
} {
  const documents = { done: 0, failed: 0, running: 0 };
  const pages = { done: 0, total: 0 };
  for (const { status, progress } of jobs) {
    documents[status === 'done' || status === 'failed' ? status : 'running'] += 1;
    pages.done += progress.done;
    pages.total += status === 'failed' ? progress.done : progress.total;
  }
  return { documents, pages };
}
