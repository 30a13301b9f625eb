/** A job with its pages. Apart from what it consists of: the service worker answers with jobs, but checks none. */
import * as v from 'valibot';
import { Data } from './data.ts';
import { JobSummary, Page } from './job.ts';

export const Job = v.object({
  ...JobSummary.entries,
  text: v.string(),
  markdown: v.string(),
  pages: v.array(Page),
  /** Of a translated job, whose `text` and `markdown` are the translation: the original. */
  source_text: v.optional(v.string()),
  source_markdown: v.optional(v.string()),
  /** Of the data tools: what they found, once every page is read. */
  data: v.optional(Data),
});

export type Job = v.InferOutput<typeof Job>;
