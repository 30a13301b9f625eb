/** The structure of whole documents: what the layout worker does, and tests do under Node. */
import type { Data } from '../../contract/data.ts';
import type { Page } from '../../document/model.ts';
import { applyDecisions, type Decisions, decide, type PageSummary, summarise } from '../../layout/document/index.ts';
import { extractData, isDataTool } from '../../layout/fields/index.ts';
import { readJob } from '../../store/jobs.ts';
import { readPages } from '../../store/pages.ts';

/** Pages in memory at once; a transaction costs as much as reading several of them. */
const READ_TOGETHER = 32;

/** Decisions are over all pages, and asked for a range of them at a time: the last document's are kept. */
let kept: { key: string; decisions: Decisions } | null = null;

/**
 * Of the pages `from`…`to` (from 0, `to` not among them) those that change once the whole document is known: running
 * heads, levels of headings, what goes on over a page. Reads the job from the store.
 */
export async function structurePages(uuid: string, from: number, to: number): Promise<Page[]> {
  const decisions = await decisionsOf(uuid);
  const pages = await readPages(uuid, from, to);
  return pages.flatMap((page) => applyDecisions(page, decisions) ?? []);
}

/** What the job's tool finds in its pages; null of a tool that looks for no data. */
export async function dataOf(uuid: string): Promise<Data | null> {
  const tool = (await readJob(uuid))?.summary.tool;
  if (!tool || !isDataTool(tool)) return null;
  return extractData(tool, await readPages(uuid, 0, Infinity));
}

async function decisionsOf(uuid: string): Promise<Decisions> {
  const job = await readJob(uuid);
  // A page that is read again changes the key.
  const key = `${uuid} ${job?.revision ?? 0} ${job?.summary.progress.done ?? 0}`;
  if (kept?.key === key) return kept.decisions;
  const summaries: PageSummary[] = [];
  for (let from = 0; from < (job?.summary.page_count ?? 0); from += READ_TOGETHER) {
    summaries.push(...(await readPages(uuid, from, from + READ_TOGETHER)).map(summarise));
  }
  kept = { key, decisions: decide(summaries) };
  return kept.decisions;
}
