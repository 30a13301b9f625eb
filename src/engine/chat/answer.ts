/** Answers questions about finished jobs: what the chat worker does, and tests do under Node. */
import { answerQuestion, type ChatIndex, type Citation, indexBuilder, suggestQuestions } from '../../chat/index.ts';
import { buildRequest, draftText, type ModelAnswer, type ModelRequest, modelAnswer } from '../../chat/model/index.ts';
import { withTranslation } from '../../document/translated.ts';
import { INDEX, indexKey, keepIndex, readIndexed } from '../../store/indexes.ts';
import { readJob } from '../../store/jobs.ts';
import { readPages } from '../../store/pages.ts';
import type { ChatReply } from '../engine.ts';

/** The indexes of the documents asked last. */
const KEPT = 3;
const indexes = new Map<string, ChatIndex>();
/** Pages in memory at once; more than tell a document's language. */
const READ_TOGETHER = 32;

/** Reads the job from the store. `previous` is the question asked just before in the same conversation. */
export async function answer(uuid: string, question: string, previous: string | undefined): Promise<ChatReply> {
  const { index } = await indexOf(uuid);
  return replyOf(answerQuestion(index, question, previous === undefined ? {} : { previous }));
}

/** The question as it is put to a local model; null where the document has nothing about it. */
export async function prepare(
  uuid: string,
  question: string,
  previous: string | undefined,
): Promise<ModelRequest | null> {
  const { index } = await indexOf(uuid);
  return buildRequest(index, question, previous === undefined ? {} : { previous });
}

/** What holds of a model's words while it writes. */
export async function draft(uuid: string, request: ModelRequest, raw: string): Promise<string> {
  const { index } = await indexOf(uuid);
  return draftText(index, request, raw);
}

/** What holds of all that a model said; where nothing does, the document's own words. */
export async function conclude(uuid: string, request: ModelRequest, raw: string, engine: string): Promise<ChatReply> {
  const { index } = await indexOf(uuid);
  return replyOf(modelAnswer(index, request, raw, engine));
}

const replyOf = ({ content, citations, suggestions, engine }: ModelAnswer): ChatReply => ({
  content,
  citations: citations.map(plain),
  ...(suggestions && { suggestions: suggestions.map(plain) }),
  engine,
});

/** First questions that the job answers, and the key of the pages that they are about. */
export async function questions(uuid: string, language: string): Promise<{ key: string; questions: string[] }> {
  const { key, index } = await indexOf(uuid);
  return { key, questions: suggestQuestions(index, language) };
}

const plain = ({ page, snippet, bboxes }: Citation): Citation => ({ page, snippet, bboxes });

/** The index in memory, else the one in the store, else a new one, which is stored. */
async function indexOf(uuid: string): Promise<{ key: string; index: ChatIndex }> {
  const job = await readJob(uuid);
  if (!job) throw new Error(`no job ${uuid}`);
  const key = indexKey(job);
  const name = `${uuid} ${key}`;
  const index =
    indexes.get(name) ??
    (await readIndexed(uuid, INDEX, key))?.index ??
    (await build(uuid, job.summary.page_count, key));
  indexes.delete(name);
  indexes.set(name, index);
  const [oldest] = indexes.keys();
  if (indexes.size > KEPT && oldest !== undefined) indexes.delete(oldest);
  return { key, index };
}

async function build(uuid: string, count: number, key: string): Promise<ChatIndex> {
  const builder = indexBuilder();
  for (let from = 0; from < count; from += READ_TOGETHER) {
    builder.add((await readPages(uuid, from, from + READ_TOGETHER)).map(withTranslation));
  }
  const index = builder.finish();
  // It can be made again: where the storage is full the answer comes all the same.
  await keepIndex(uuid, { key, index }).catch(console.warn);
  return index;
}
