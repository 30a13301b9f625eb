/** Answers questions about finished jobs: what the chat worker does, and tests do under Node. */
import { answerQuestion, buildIndex, type ChatIndex } from '../../chat/index.ts';
import { readJobWithPages } from '../../store/jobs.ts';
import type { ChatReply } from '../engine.ts';

/** The indexes of the documents asked last; one of 200 pages takes about as long to build as to read. */
const KEPT = 3;
const indexes = new Map<string, ChatIndex>();

/** Reads the job from the store. `previous` is the question asked just before in the same conversation. */
export async function answer(uuid: string, question: string, previous: string | undefined): Promise<ChatReply> {
  const index = await indexOf(uuid);
  const { content, citations, engine } = answerQuestion(index, question, previous === undefined ? {} : { previous });
  return { content, citations: citations.map(({ page, snippet, bboxes }) => ({ page, snippet, bboxes })), engine };
}

async function indexOf(uuid: string): Promise<ChatIndex> {
  const found = await readJobWithPages(uuid);
  if (!found) throw new Error(`no job ${uuid}`);
  // A page that changed changes the key.
  const key = `${uuid} ${found.job.summary.finished_at} ${found.job.revision ?? 0}`;
  const kept = indexes.get(key);
  if (kept) return kept;
  const index = buildIndex(found.pages.map(({ page }) => page));
  indexes.set(key, index);
  const [oldest] = indexes.keys();
  if (indexes.size > KEPT && oldest !== undefined) indexes.delete(oldest);
  return index;
}
