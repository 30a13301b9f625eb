/** Answers by a local model, from the question to what of its words holds. */
import type { ModelRequest } from '../../chat/model/index.ts';
import { ApiError } from '../../contract/errors.ts';
import type { ListedModel } from '../../contract/models.ts';
import type { ChatReply, Drafting } from '../engine.ts';
import type { RunModel } from '../models/model-runner.ts';
import type { LoadProgress } from '../models/types.ts';

/** The chat worker's part. */
export interface ChatDesk {
  answer(uuid: string, question: string, previous: string | undefined, signal: AbortSignal): Promise<ChatReply>;
  prepare(
    uuid: string,
    question: string,
    previous: string | undefined,
    signal: AbortSignal,
  ): Promise<ModelRequest | null>;
  draft(uuid: string, request: ModelRequest, raw: string, signal: AbortSignal): Promise<string>;
  conclude(uuid: string, request: ModelRequest, raw: string, engine: string, signal: AbortSignal): Promise<ChatReply>;
}

/** Ten times a second is enough for an eye. Milliseconds. */
const DRAFT_EVERY = 100;

/**
 * Answers by the model `id`. Where it cannot run or fails, the answer is the document's own words, with a note that says
 * why. `drafting.stop` ends it with what it has said.
 */
export async function answerByModel(
  desk: ChatDesk,
  run: RunModel,
  describe: (id: string) => Promise<ListedModel | undefined>,
  {
    uuid,
    question,
    previous,
    model: id,
  }: { uuid: string; question: string; previous: string | undefined; model: string },
  drafting: Drafting,
): Promise<ChatReply> {
  const { signal } = drafting;
  const request = await desk.prepare(uuid, question, previous, signal);
  // Nothing in the document comes near the question.
  if (!request) return desk.answer(uuid, question, previous, signal);
  try {
    const model = await describe(id);
    if (!model) throw new ApiError('engine_unavailable', 'The model is no longer offered here. Choose another one.');
    const raw = await write(desk, run, uuid, model, request, drafting);
    return await desk.conclude(uuid, request, raw, id, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof ApiError)) console.error(error);
    const note = error instanceof ApiError ? error.message : 'The model could not answer because of an error.';
    return { ...(await desk.answer(uuid, question, previous, signal)), note };
  }
}

/** All that the model said until it ended or was stopped. */
async function write(
  desk: ChatDesk,
  run: RunModel,
  uuid: string,
  model: ListedModel,
  request: ModelRequest,
  { signal, stop, onDraft }: Drafting,
): Promise<string> {
  const { messages, schema, maxTokens } = request;
  let said = '';
  let busy = false;
  const show = async (raw: string): Promise<void> => {
    if (busy) return;
    busy = true;
    const pause = new Promise((resolve) => setTimeout(resolve, DRAFT_EVERY));
    const text = await desk.draft(uuid, request, raw, signal).catch(() => '');
    if (!signal.aborted && !stop.aborted) onDraft({ phase: 'write', text });
    await pause;
    busy = false;
  };
  const onLoad = ({ ratio }: LoadProgress): void =>
    onDraft({ phase: 'load', text: '', ...(ratio !== undefined && { ratio }) });
  const onText = (text: string): void => {
    said = text;
    void show(text);
  };
  try {
    const ended = AbortSignal.any([signal, stop]);
    return await run(model, ended, onLoad, (loaded) => loaded.generate({ messages, schema, maxTokens }, ended, onText));
  } catch (error) {
    if (stop.aborted && !signal.aborted) return said;
    throw error;
  }
}
