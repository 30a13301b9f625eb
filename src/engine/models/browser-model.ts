/** The browser's own language model (the Prompt API). The name exists in browsers that have no model at all. */

import type { Token } from '../../vision/written.ts';
import { modelError, toModelError } from './failures.ts';
import type { ChatMessage, LocalModel } from './types.ts';

/** What a prompt may hold beside text. */
type Part = { type: 'text'; value: string } | { type: 'image'; value: Blob };
type Expected = { expectedInputs?: { type: 'text' | 'image' }[] };

/** The part of the Prompt API used here; it is in no library of TypeScript yet. */
interface LanguageModelSession {
  promptStreaming(
    prompt: string | { role: 'user'; content: Part[] }[],
    options: { signal: AbortSignal; responseConstraint?: object },
  ): ReadableStream<string>;
  clone(options: { signal: AbortSignal }): Promise<LanguageModelSession>;
  destroy(): void;
}
interface LanguageModelApi {
  availability(options?: Expected): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(
    options: Expected & {
      signal: AbortSignal;
      initialPrompts?: ChatMessage[];
      monitor?: (monitor: EventTarget) => void;
    },
  ): Promise<LanguageModelSession>;
}

/** Whether the browser's model can be used, and whether the browser would fetch it first. */
export type BrowserAvailability = 'unavailable' | 'downloadable' | 'available';

/** `pictures`: whether it is to take pictures as well. */
export async function browserAvailability(pictures = false): Promise<BrowserAvailability> {
  try {
    const state = await api()?.availability(expecting(pictures));
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

const expecting = (pictures: boolean): Expected =>
  pictures ? { expectedInputs: [{ type: 'text' }, { type: 'image' }] } : {};

export function browserModel(pictures = false): LocalModel {
  let ready: LanguageModelSession | null = null;

  return {
    async load(signal, onProgress) {
      signal.throwIfAborted();
      if (ready) return;
      const model = api();
      if (!model || (await browserAvailability(pictures)) === 'unavailable') throw modelError('unknown');
      const monitor = (target: EventTarget) =>
        target.addEventListener('downloadprogress', (event) =>
          onProgress({ phase: 'read', ratio: (event as ProgressEvent).loaded }),
        );
      ready = await model.create({ signal, monitor, ...expecting(pictures) }).catch((error) => {
        throw signal.aborted ? signal.reason : toModelError(error);
      });
    },

    async generate({ messages, schema }, signal, onText) {
      const prompt = messages.map(({ content }) => content).join('\n\n');
      let text = '';
      await ask(prompt, { signal, responseConstraint: schema }, (piece) => {
        text += piece;
        onText(text);
      });
      return text;
    },

    /** It tells no probabilities. */
    async transcribe({ picture, prompt }, signal, onTokens) {
      const tokens: Token[] = [];
      const content: Part[] = [
        { type: 'text', value: prompt },
        { type: 'image', value: new Blob([picture]) },
      ];
      await ask([{ role: 'user', content }], { signal }, (text) => {
        const token = { text, logprob: null };
        tokens.push(token);
        onTokens([token]);
      });
      return { tokens, isWhole: true };
    },

    async unload() {
      ready?.destroy();
      ready = null;
    },
  };

  /** A session remembers: each question gets one of its own. */
  async function ask(
    prompt: Parameters<LanguageModelSession['promptStreaming']>[0],
    options: Parameters<LanguageModelSession['promptStreaming']>[1],
    onPiece: (piece: string) => void,
  ): Promise<void> {
    const { signal } = options;
    signal.throwIfAborted();
    if (!ready) throw modelError('stopped');
    let session: LanguageModelSession | undefined;
    try {
      session = await ready.clone({ signal });
      const stream = session.promptStreaming(prompt, options);
      for await (const piece of stream as unknown as AsyncIterable<string>) onPiece(piece);
    } catch (error) {
      throw signal.aborted ? signal.reason : toModelError(error);
    } finally {
      session?.destroy();
    }
  }
}
