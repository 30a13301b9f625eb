/** The browser's own language model (the Prompt API). The name exists in browsers that have no model at all. */
import { modelError, toModelError } from './failures.ts';
import type { ChatMessage, ChatModel } from './types.ts';

/** The part of the Prompt API used here; it is in no library of TypeScript yet. */
interface LanguageModelSession {
  promptStreaming(text: string, options: { signal: AbortSignal; responseConstraint: object }): ReadableStream<string>;
  clone(options: { signal: AbortSignal }): Promise<LanguageModelSession>;
  destroy(): void;
}
interface LanguageModelApi {
  availability(): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: {
    signal: AbortSignal;
    initialPrompts?: ChatMessage[];
    monitor?: (monitor: EventTarget) => void;
  }): Promise<LanguageModelSession>;
}

/** Whether the browser's model can be used, and whether the browser would fetch it first. */
export type BrowserAvailability = 'unavailable' | 'downloadable' | 'available';

export async function browserAvailability(): Promise<BrowserAvailability> {
  try {
    const state = await api()?.availability();
    return state === undefined || state === 'unavailable'
      ? 'unavailable'
      : state === 'available'
        ? state
        : 'downloadable';
  } catch {
    // Firefox and others that know the name alone, or a policy that forbids it.
    return 'unavailable';
  }
}

const api = (): LanguageModelApi | undefined =>
  (globalThis as typeof globalThis & { LanguageModel?: LanguageModelApi }).LanguageModel;

export function browserModel(): ChatModel {
  let ready: LanguageModelSession | null = null;

  return {
    async load(signal, onProgress) {
      signal.throwIfAborted();
      if (ready) return;
      const model = api();
      if (!model || (await browserAvailability()) === 'unavailable') throw modelError('unknown');
      const monitor = (target: EventTarget) =>
        target.addEventListener('downloadprogress', (event) =>
          onProgress({ phase: 'read', ratio: (event as ProgressEvent).loaded }),
        );
      ready = await model.create({ signal, monitor }).catch((error) => {
        throw signal.aborted ? signal.reason : toModelError(error);
      });
    },

    async generate({ messages, schema }, signal, onText) {
      signal.throwIfAborted();
      if (!ready) throw modelError('stopped');
      // A session remembers: each question gets one of its own.
      let session: LanguageModelSession | undefined;
      try {
        session = await ready.clone({ signal });
        const prompt = messages.map(({ content }) => content).join('\n\n');
        let text = '';
        const stream = session.promptStreaming(prompt, { signal, responseConstraint: schema });
        for await (const piece of stream as unknown as AsyncIterable<string>) {
          text += piece;
          onText(text);
        }
        return text;
      } catch (error) {
        throw signal.aborted ? signal.reason : toModelError(error);
      } finally {
        session?.destroy();
      }
    },

    async unload() {
      ready?.destroy();
      ready = null;
    },
  };
}
