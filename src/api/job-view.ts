/** A job as the contract shows it, from what the store holds. */
import type { Job } from '../contract/job.ts';
import { documentText } from '../document/text.ts';
import { documentMarkdown } from '../exports/markdown.ts';
import type { JobRecord, PageRecord } from '../store/schema.ts';

/** `records` are the pages finished so far, in order. */
export function jobView(job: JobRecord, records: readonly PageRecord[]): Job {
  const pages = records.map((record) => record.page);
  const { summary, data } = job;
  return { ...summary, text: documentText(pages), markdown: documentMarkdown(pages), pages, ...(data && { data }) };
}
