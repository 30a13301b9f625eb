/**
 * The page's side of web-llm, by the messages of its `WebWorkerMLCEngineHandler` (0.2.86, pinned). Its own client class
 * is not used: it cannot be had without the other 6 MB of the package, which would be loaded a second time, in the page.
 */
import type { ChatCompletionChunk, ModelRecord, WorkerRequest, WorkerResponse } from '@mlc-ai/web-llm';
import type { Token } from '../../vision/written.ts';
import type { WorkerLike } from '../worker-rpc.ts';
import { failureOf, modelError, toModelError } from './failures.ts';
import { checkFiles } from './files.ts';
import type { LocalModel, ModelDescription } from './types.ts';

/** Shaders of a large model take minutes to compile on some drivers. Milliseconds. */
const SILENCE = 300_000;
const STOP_WITHIN = 3_000;

const startWorker = (): WorkerLike =>
  new Worker(new URL('../../../workers/web-llm.ts', import.meta.url), { type: 'module', name: 'web-llm' });

type Content = WorkerRequest['content'];

export function webLlmModel(model: ModelDescription, start = startWorker): LocalModel {
  let connection: Connection | null = null;

  return {
    async load(signal, onProgress) {
      signal.throwIfAborted();
      if (connection) return;
      const record = recordOf(model, document.baseURI);
      // What is missing it would fetch by itself, from wherever the record says.
      const states = await checkFiles(model, document.baseURI);
      if (states.some(({ here }) => !here)) throw modelError('files');
      connection = connect(start());
      connection.onProgress = (ratio) => onProgress({ phase: ratio < 1 ? 'read' : 'compile', ratio });
      try {
        await abortable(signal, async ({ send, call }) => {
          send('setAppConfig', { model_list: [record], cacheBackend: 'cache' });
          await call('reload', { modelId: [record.model_id] });
        });
      } catch (error) {
        throw fail(error, signal);
      }
    },

    async generate({ messages, schema, maxTokens }, signal, onText) {
      let text = '';
      const request = {
        messages,
        max_tokens: maxTokens,
        temperature: 0,
        stream: true,
        response_format: { type: 'json_object', schema: JSON.stringify(schema) },
        // It would put an empty thought before the answer of any model.
        ...(model.thinks && { extra_body: { enable_thinking: false } }),
      } as const;
      await stream(request, signal, ({ delta }) => {
        if (!delta.content) return;
        text += delta.content;
        if (!signal.aborted) onText(text);
      });
      return text;
    },

    async transcribe({ picture, prompt, maxTokens, temperature }, signal, onTokens) {
      const tokens: Token[] = [];
      let isWhole = false;
      const request = {
        messages: [
          {
            role: 'user',
            content: [
              // Its worker takes no other addresses.
              { type: 'image_url', image_url: { url: dataUrl(picture) } },
              { type: 'text', text: prompt },
            ],
          },
        ],
        max_tokens: maxTokens,
        temperature,
        stream: true,
        logprobs: true,
        top_logprobs: 1,
      } as const;
      await stream(request as unknown as StreamRequest, signal, ({ delta, logprobs, finish_reason }) => {
        if (finish_reason) isWhole = finish_reason !== 'length';
        if (!delta.content) return;
        const found = logprobs?.content?.map(({ logprob }) => logprob) ?? [];
        const logprob = found.length > 0 ? found.reduce((sum, one) => sum + one, 0) / found.length : null;
        const token = { text: delta.content, logprob };
        tokens.push(token);
        if (!signal.aborted) onTokens([token]);
      });
      return { tokens, isWhole };
    },

    async unload() {
      connection?.close(new DOMException('The model was unloaded.', 'AbortError'));
      connection = null;
    },
  };

  /** Interrupted once `signal` aborts, or ended with its worker where no token comes any more. */
  async function stream(
    request: StreamRequest,
    signal: AbortSignal,
    onChoice: (choice: Choice) => void,
  ): Promise<void> {
    signal.throwIfAborted();
    const modelId = model.record?.model_id;
    if (!connection || modelId === undefined) throw modelError('stopped');
    const streamId = crypto.randomUUID();
    let stopping: ReturnType<typeof setTimeout> | undefined;
    const interrupt = () => {
      connection?.send('interruptGenerate', null);
      stopping = setTimeout(() => connection?.close(signal.reason), STOP_WITHIN);
    };
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      await connection.call('chatCompletionStreamInit', {
        request,
        selectedModelId: modelId,
        streamId,
        modelId: [modelId],
      });
      await readStream(connection, streamId, onChoice);
      signal.throwIfAborted();
    } catch (error) {
      if (signal.aborted && connection.isOpen) throw signal.reason;
      throw fail(error, signal);
    } finally {
      clearTimeout(stopping);
      signal.removeEventListener('abort', interrupt);
    }
  }

  /** Nothing stops a load but the end of its worker, which frees the GPU as well. */
  async function abortable(signal: AbortSignal, work: (open: Connection) => Promise<void>): Promise<void> {
    if (!connection) throw modelError('stopped');
    const open = connection;
    const abort = () => open.close(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      await work(open);
      signal.throwIfAborted();
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  function fail(error: unknown, signal: AbortSignal): unknown {
    connection?.close(error);
    connection = null;
    return signal.aborted ? signal.reason : toModelError(error);
  }
}

type Choice = ChatCompletionChunk['choices'][number];
type StreamRequest = Extract<Content, { streamId: string; request: unknown }>['request'];

/** Pulled chunk by chunk, so a page that is busy is not flooded. */
async function readStream({ call }: Connection, streamId: string, onChoice: (choice: Choice) => void): Promise<void> {
  for (;;) {
    const chunk = (await call('completionStreamNextChunk', { streamId })) as ChatCompletionChunk | undefined;
    if (!chunk) return;
    const [choice] = chunk.choices;
    if (choice) onChoice(choice);
  }
}

/** PNG or JPEG. */
function dataUrl(picture: ArrayBuffer): string {
  const bytes = new Uint8Array(picture);
  let text = '';
  // An argument list has its bounds.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:image/${bytes[0] === 0xff ? 'jpeg' : 'png'};base64,${btoa(text)}`;
}

function recordOf({ id, record }: ModelDescription, base: string): ModelRecord {
  if (!record) throw modelError('files', `no record of ${id}`);
  const absolute = (url: string) => new URL(url, base).href;
  return { ...record, model: absolute(record.model), model_lib: absolute(record.model_lib) };
}

interface Connection {
  readonly isOpen: boolean;
  onProgress: (ratio: number) => void;
  /** Rejects with the text that the engine threw, or with what `close` was given. */
  call: (kind: WorkerRequest['kind'], content: Content) => Promise<unknown>;
  send: (kind: WorkerRequest['kind'], content: Content) => void;
  close: (reason: unknown) => void;
}

function connect(worker: WorkerLike): Connection {
  const waiting = new Map<string, { resolve: (content: unknown) => void; reject: (cause: unknown) => void }>();
  let watch: ReturnType<typeof setTimeout> | undefined;
  let open = true;

  const connection: Connection = {
    get isOpen() {
      return open;
    },
    onProgress: () => {},
    call(kind, content) {
      return new Promise((resolve, reject) => {
        if (!open) return reject(modelError('stopped'));
        const uuid = post(kind, content);
        waiting.set(uuid, { resolve, reject });
        listen();
      });
    },
    send: (kind, content) => void post(kind, content),
    close(reason) {
      open = false;
      clearTimeout(watch);
      worker.terminate();
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };

  worker.addEventListener('message', (event) => {
    if (!open) return;
    const reply = (event as MessageEvent<WorkerResponse>).data;
    listen();
    if (reply.kind === 'initProgressCallback') return connection.onProgress(reply.content.progress);
    const call = waiting.get(reply.uuid);
    if (reply.kind === 'heartbeat' || !call) return;
    waiting.delete(reply.uuid);
    if (waiting.size === 0) clearTimeout(watch);
    if (reply.kind === 'throw') call.reject(thrown(reply.content));
    else call.resolve(reply.content);
  });
  for (const type of ['error', 'messageerror'] as const) {
    worker.addEventListener(type, (event) => connection.close(thrown((event as ErrorEvent).message)));
  }
  return connection;

  function post(kind: WorkerRequest['kind'], content: Content): string {
    const uuid = crypto.randomUUID();
    worker.postMessage({ kind, uuid, content } satisfies WorkerRequest, []);
    return uuid;
  }

  function listen(): void {
    clearTimeout(watch);
    if (waiting.size > 0) watch = setTimeout(() => connection.close(modelError('stopped')), SILENCE);
  }
}

/** Errors cross the worker as text. */
const thrown = (content: unknown): unknown => modelError(failureOf(content), content);
