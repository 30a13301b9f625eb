/** The structure of whole documents: what the layout worker does, and tests do under Node. */
import type { Data } from '../../contract/data.ts';
import { applyDecisions, type Decisions, decide, type PageSummary, summarise } from '../../layout/document/index.ts';
import { extractData, isDataTool } from '../../layout/fields/index.ts';
import { readJob } from '../../store/jobs.ts';
import { readPages } from '../../store/pages.ts';
import type { Task } from '../../store/schema.ts';
import { changePages } from '../../store/structure.ts';

/** Pages in memory at once; a transaction costs as much as reading several of them. */
const READ_TOGETHER = 32;

/** Decisions are over all pages, and asked for a range of them at a time: the last task's are kept. */
let kept: { key: string; decisions: Decisions } | null = null;

/**
 * Changes those of the pages `from`…`to` (from 0, `to` not among them) that are others once the whole document is known:
 * running heads, levels of headings, what goes on over a page. Pages whose summaries are `known` are not read for the
 * decisions. The indexes of those that changed, which are stored from here: handing them to the host and reading their
 * records there took longer than all the rest.
 */
export async function structurePages(
  epoch: number,
  task: Task,
  from: number,
  to: number,
  known: readonly PageSummary[],
): ReturnType<typeof changePages> {
  const key = `${task.uuid} ${task.id}`;
  if (kept?.key !== key) kept = { key, decisions: await decisionsOf(task.uuid, known) };
  const { decisions } = kept;
  return changePages(epoch, task, { from, to, change: (page) => applyDecisions(page, decisions) });
}

/** What the job's tool finds in its pages; null of a tool that looks for no data. */
export async function dataOf(uuid: string): Promise<Data | null> {
  const tool = (await readJob(uuid))?.summary.tool;
  if (!tool || !isDataTool(tool)) return null;
  return extractData(tool, await readPages(uuid, 0, Infinity));
}

async function decisionsOf(uuid: string, known: readonly PageSummary[]): Promise<Decisions> {
  const job = await readJob(uuid);
  // What was corrected meanwhile is another page than the one that was summarised.
  const summaries = new Map((job?.revision ? [] : known).map((summary) => [summary.index, summary]));
  const count = job?.summary.page_count ?? 0;
  for (let from = 0; from < count; from += READ_TOGETHER) {
    const to = Math.min(from + READ_TOGETHER, count);
    const missing = Array.from({ length: to - from }, (_, i) => from + i).filter((index) => !summaries.has(index));
    const [first] = missing;
    if (first === undefined) continue;
    for (const page of await readPages(uuid, first, (missing.at(-1) ?? first) + 1)) {
      summaries.set(page.index, summarise(page));
    }
  }
  return decide([...summaries.values()]);
}
