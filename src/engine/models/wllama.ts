/** The page's side of llama.cpp: a model on GGUF files that lie in the origin's private file system. */
import { createClient, type WorkerLike } from '../worker-rpc.ts';
import { toModelError } from './failures.ts';
import type { LocalModel, ModelDescription } from './types.ts';
import type { generate, load, transcribe } from './wllama.worker.ts';

/** Without a GPU the passages of a question take minutes on a slow phone, and nothing is heard meanwhile. Milliseconds. */
const SILENCE = 300_000;
/** A token that does not come to its end within it is not waited for. Milliseconds. */
const STOP_WITHIN = 3_000;
const CONTEXT = 4096;

const startWorker = (): WorkerLike =>
  new Worker(new URL('../../../workers/wllama.ts', import.meta.url), { type: 'module', name: 'wllama' });

export function wllamaModel(model: ModelDescription, start = startWorker): LocalModel {
  const client = createClient<{ load: typeof load; generate: typeof generate; transcribe: typeof transcribe }>(start);
  let loaded = false;

  return {
    async load(signal, onProgress) {
      signal.throwIfAborted();
      if (loaded) return;
      const { id, files, context = CONTEXT } = model;
      try {
        await client.call('load', [{ id, files, context }], { signal, onProgress, silenceMs: SILENCE });
        loaded = true;
      } catch (error) {
        throw fail(error, signal);
      }
    },

    async generate(request, signal, onText) {
      let text = '';
      return stoppable(signal, (port, options) =>
        client.call('generate', [request, port], {
          ...options,
          transfer: [port],
          onProgress: (piece) => {
            text += piece;
            if (!signal.aborted) onText(text);
          },
        }),
      );
    },

    async transcribe(request, signal, onTokens) {
      return stoppable(signal, (port, options) =>
        client.call('transcribe', [request, port], {
          ...options,
          transfer: [port],
          onProgress: (tokens) => {
            if (!signal.aborted) onTokens(tokens);
          },
        }),
      );
    },

    async unload() {
      loaded = false;
      client.close();
    },
  };

  /** A call that ends at its next token once `signal` aborts, or with its worker where none comes. */
  async function stoppable<Result>(
    signal: AbortSignal,
    call: (port: MessagePort, options: { signal: AbortSignal; silenceMs: number }) => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    const { port1: stop, port2: port } = new MessageChannel();
    const giveUp = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = () => {
      stop.postMessage('stop');
      timer = setTimeout(() => giveUp.abort(signal.reason), STOP_WITHIN);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      const whole = await call(port, { signal: giveUp.signal, silenceMs: SILENCE });
      signal.throwIfAborted();
      return whole;
    } catch (error) {
      if (signal.aborted && !giveUp.signal.aborted) throw signal.reason;
      throw fail(error, signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      stop.close();
    }
  }

  /** Whatever failed, the next load starts a fresh worker. */
  function fail(error: unknown, signal: AbortSignal): unknown {
    loaded = false;
    client.close();
    return signal.aborted ? signal.reason : toModelError(error);
  }
}
