/** A job as the contract shows it, from what the store holds. */
import type { Job, JobSummary, Page } from '../contract/job.ts';
import { documentText } from '../document/text.ts';
import { translatedPage } from '../document/translated.ts';
import { documentMarkdown } from '../exports/markdown.ts';
import type { JobRecord, PageRecord } from '../store/schema.ts';

/** `records` are the pages finished so far, in order. */
export function jobView(job: JobRecord, records: readonly PageRecord[]): Job {
  const pages = records.map((record) => record.page);
  const { summary, data } = job;
  return { ...summary, ...textsOf(pages, summary), pages, ...(data && { data }) };
}

/** The texts of a job's pages; of a translated job the translation, and the original beside. */
export function textsOf(
  pages: readonly Page[],
  { translate_to }: Pick<JobSummary, 'translate_to'>,
): Pick<Job, 'text' | 'markdown' | 'source_text' | 'source_markdown'> {
  const own = { text: documentText(pages), markdown: documentMarkdown(pages) };
  if (translate_to === null) return own;
  const translated = pages.map(translatedPage);
  return {
    text: documentText(translated),
    markdown: documentMarkdown(translated),
    source_text: own.text,
    source_markdown: own.markdown,
  };
}
