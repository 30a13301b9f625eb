/** llama.cpp in WebAssembly, in a worker that holds one model. wllama starts a further worker of its own below it. */
import {
  type ChatCompletionChunk,
  type ChatCompletionParams,
  LoggerWithoutDebug,
  Wllama,
} from '@wllama/wllama/esm/index.js';
import wasm from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { Token } from '../../vision/written.ts';
import type { Report } from '../worker-rpc.ts';
import { modelError } from './failures.ts';
import { openFile } from './places.ts';
import type { ChatRequest, LoadProgress, ModelFile, TranscribeRequest, Transcript } from './types.ts';

export interface LoadRequest {
  id: string;
  files: ModelFile[];
  /** Tokens. */
  context: number;
}

let loaded: Wllama | null = null;

/** Rejects with an `ApiError` or whatever wllama throws. */
export async function load({ id, files, context }: LoadRequest, report: Report<LoadProgress>): Promise<void> {
  report({ phase: 'read' });
  const blobs = await Promise.all(files.map((file) => openGguf(id, file)));
  report({ phase: 'compile' });
  loaded =
    (await start(blobs, context, {}).catch((error) => {
      // A GPU that cannot hold it, or whose driver fails: the processor still can.
      if ('gpu' in navigator) return null;
      throw error;
    })) ?? (await start(blobs, context, { n_gpu_layers: 0 }));
}

async function start(blobs: Blob[], context: number, params: { n_gpu_layers?: number }): Promise<Wllama> {
  const wllama = new Wllama(
    // From this origin: left to itself wllama would ask a public network for what some browsers lack.
    { default: new URL(wasm, self.location.href).href },
    { suppressNativeLog: true, logger: LoggerWithoutDebug, allowOffline: true },
  );
  wllama.setCompat(null);
  try {
    await wllama.loadModel(blobs, { n_ctx: context, n_parallel: 1, reasoning: false, ...params });
    // wllama does not look whether llama.cpp took the files, of which one may be a projector.
    if (wllama.getLoadedContextInfo().n_vocab === 0) throw new Error('failed to load model');
    return wllama;
  } catch (error) {
    await wllama.exit();
    throw error;
  }
}

/** wllama takes any bytes for a model and fails only when it is asked something. */
async function openGguf(id: string, file: ModelFile): Promise<Blob> {
  const opened = await openFile(id, file);
  const magic = opened && (await opened.slice(0, 4).text());
  if (!opened || magic !== 'GGUF') throw modelError('files');
  return opened;
}

/** Reports what was added to the text. Anything that comes through `stop` ends it at the next token. */
export async function generate(request: ChatRequest, stop: MessagePort, report: Report<string>): Promise<string> {
  let text = '';
  await complete(
    {
      messages: request.messages,
      max_tokens: request.maxTokens,
      // The most likely words: the same question gets the same answer.
      temperature: 0,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: request.schema, strict: true } },
    },
    stop,
    ({ delta }) => {
      const piece = delta.content ?? '';
      if (piece === '') return;
      text += piece;
      report(piece);
    },
  );
  return text;
}

/** Reports the tokens that were added. Ends as `generate`. */
export async function transcribe(
  { picture, prompt, maxTokens, temperature }: TranscribeRequest,
  stop: MessagePort,
  report: Report<Token[]>,
): Promise<Transcript> {
  if (!loaded?.supportInputModality('image')) throw modelError('files');
  const tokens: Token[] = [];
  let isWhole = false;
  // A character may take several tokens, the first of which come without text.
  let waiting: number[] = [];
  await complete(
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', data: picture },
            ...(prompt === '' ? [] : [{ type: 'text', text: prompt } as const]),
          ],
        },
      ],
      max_tokens: maxTokens,
      temperature,
      logprobs: true,
      top_logprobs: 1,
    },
    stop,
    ({ delta, logprobs, finish_reason }) => {
      if (finish_reason) isWhole = finish_reason !== 'length';
      waiting.push(...(logprobs?.content ?? []).map(({ logprob }) => logprob));
      const text = delta.content ?? '';
      if (text === '') return;
      const logprob = waiting.length > 0 ? waiting.reduce((sum, one) => sum + one, 0) / waiting.length : null;
      waiting = [];
      tokens.push({ text, logprob });
      report([{ text, logprob }]);
    },
  );
  return { tokens, isWhole };
}

type Choice = ChatCompletionChunk['choices'][number];

async function complete(
  params: Omit<ChatCompletionParams, 'stream' | 'abortSignal'>,
  stop: MessagePort,
  onChoice: (choice: Choice) => void,
): Promise<void> {
  if (!loaded) throw modelError('stopped');
  const controller = new AbortController();
  stop.onmessage = () => controller.abort();
  try {
    await loaded.createChatCompletion({
      ...params,
      chat_template_kwargs: { enable_thinking: false },
      stream: true,
      abortSignal: controller.signal,
      onData: ({ choices: [choice] }) => {
        if (choice) onChoice(choice);
      },
    });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
  } finally {
    stop.close();
  }
}
