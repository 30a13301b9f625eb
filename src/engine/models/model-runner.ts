/** The model in memory: one at a time, loaded when it is first asked, let go when nobody asks any more. */
import { chatModel } from './chat-model.ts';
import type { ChatModel, ChatRequest, LoadProgress, ModelDescription } from './types.ts';

/** A model holds a gigabyte and the GPU. Milliseconds. */
const IDLE = 5 * 60_000;

export interface Listener {
  onLoad: (progress: LoadProgress) => void;
  /** All the text so far. */
  onText: (text: string) => void;
}

/** Has a model answer, after those that were asked before. Rejects as `ChatModel` does, or with the signal's reason. */
export type RunModel = (
  model: ModelDescription,
  request: ChatRequest,
  signal: AbortSignal,
  listener: Listener,
) => Promise<string>;

export function modelRunner(start: (model: ModelDescription) => ChatModel = chatModel, idle = IDLE): RunModel {
  let loaded: { id: string; model: ChatModel } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(...[model, request, signal, { onLoad, onText }]: Parameters<RunModel>): Promise<string> {
    signal.throwIfAborted();
    clearTimeout(timer);
    if (loaded?.id !== model.id) {
      await unload();
      loaded = { id: model.id, model: start(model) };
    }
    try {
      await loaded.model.load(signal, onLoad);
      return await loaded.model.generate(request, signal, onText);
    } finally {
      timer = setTimeout(() => void unload(), idle);
    }
  }

  async function unload(): Promise<void> {
    const before = loaded;
    loaded = null;
    await before?.model.unload();
  }

  return (...args) => {
    const result = last.then(() => run(...args));
    last = result.catch(() => {});
    return result;
  };
}
