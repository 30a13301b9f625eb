/** The model in memory: one at a time, loaded when it is first asked, let go when nobody asks any more. */
import { localModel } from './local-model.ts';
import type { LoadProgress, LocalModel, ModelDescription } from './types.ts';

/** A model holds a gigabyte and the GPU. Milliseconds. */
const IDLE = 5 * 60_000;

/**
 * Has a model, loaded, do its work, after those that were asked before. Rejects as `ChatModel` does, or with the signal's
 * reason.
 */
export type RunModel = <Result>(
  model: ModelDescription,
  signal: AbortSignal,
  onLoad: (progress: LoadProgress) => void,
  work: (loaded: LocalModel) => Promise<Result>,
) => Promise<Result>;

export function modelRunner(start: (model: ModelDescription) => LocalModel = localModel, idle = IDLE): RunModel {
  let loaded: { id: string; model: LocalModel } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run: RunModel = async (model, signal, onLoad, work) => {
    signal.throwIfAborted();
    clearTimeout(timer);
    if (loaded?.id !== model.id) {
      await unload();
      loaded = { id: model.id, model: start(model) };
    }
    try {
      await loaded.model.load(signal, onLoad);
      return await work(loaded.model);
    } finally {
      timer = setTimeout(() => void unload(), idle);
    }
  };

  async function unload(): Promise<void> {
    const before = loaded;
    loaded = null;
    await before?.model.unload();
  }

  return (model, signal, onLoad, work) => {
    const result = last.then(() => run(model, signal, onLoad, work));
    last = result.catch(() => {});
    return result;
  };
}
