/** The page's side of web-llm against a worker that speaks its handler's messages, in every state that needs weights. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WorkerLike } from '../worker-rpc.ts';
import type { ModelDescription, TranscribeRequest } from './types.ts';
import { webLlmModel } from './web-llm.ts';

const MODEL: ModelDescription = {
  id: 'seer',
  engine: 'web-llm',
  vision: { side: 1000, image_tokens: 500 },
  files: [],
  record: { model: 'https://models.example/seer/', model_id: 'seer', model_lib: 'https://models.example/seer.wasm' },
};
const REQUEST: TranscribeRequest = {
  picture: Uint8Array.of(0x89, 0x50).buffer,
  prompt: 'Transcribe.',
  maxTokens: 50,
  temperature: 0,
};

interface Message {
  kind: string;
  uuid: string;
  content: Record<string, unknown>;
}
type Reply = { return: unknown } | { throw: string } | null;

/** Answers each kind of message by `script`; null: never. */
class ScriptedWorker extends EventTarget implements WorkerLike {
  heard: Message[] = [];
  ended = false;
  constructor(private script: (message: Message) => Reply) {
    super();
  }
  postMessage(message: Message): void {
    this.heard.push(message);
    const reply = this.script(message);
    if (!reply) return;
    const [kind, content] = 'throw' in reply ? ['throw', reply.throw] : ['return', reply.return];
    queueMicrotask(() => this.say({ kind, uuid: message.uuid, content }));
  }
  say(data: object): void {
    if (!this.ended) this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {
    this.ended = true;
  }
}

const chunk = (text: string, logprob: number | null, finish_reason: string | null = null) => ({
  choices: [
    { delta: { content: text }, finish_reason, ...(logprob !== null && { logprobs: { content: [{ logprob }] } }) },
  ],
});

/** A worker that loads, and hands out these chunks one by one. */
function handing(chunks: readonly object[], more: (message: Message) => Reply | undefined = () => undefined) {
  let next = 0;
  return new ScriptedWorker((message) => {
    const other = more(message);
    if (other !== undefined) return other;
    if (message.kind === 'completionStreamNextChunk') return { return: chunks[next++] };
    return { return: null };
  });
}

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://app.test/' });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const { signal } = new AbortController();

async function loaded(worker: ScriptedWorker) {
  const model = webLlmModel(MODEL, () => worker);
  await model.load(signal, () => {});
  return model;
}

describe('a page', () => {
  test('is sent as a picture of the page’s own, and comes token by token with its probabilities', async () => {
    const worker = handing([chunk('# Ha', -0.1), chunk('rbour', -0.3), chunk('', null, 'stop')]);
    const model = await loaded(worker);
    const seen: string[] = [];
    const transcript = await model.transcribe(REQUEST, signal, (tokens) =>
      seen.push(...tokens.map(({ text }) => text)),
    );
    expect(transcript).toEqual({
      tokens: [
        { text: '# Ha', logprob: -0.1 },
        { text: 'rbour', logprob: -0.3 },
      ],
      isWhole: true,
    });
    expect(seen).toEqual(['# Ha', 'rbour']);
    const request = worker.heard.find(({ kind }) => kind === 'chatCompletionStreamInit')?.content.request;
    expect(request).toMatchObject({
      logprobs: true,
      max_tokens: 50,
      messages: [
        { role: 'user', content: [{ image_url: { url: 'data:image/png;base64,iVA=' } }, { text: 'Transcribe.' }] },
      ],
    });
  });

  test('that is cut off says so', async () => {
    const model = await loaded(handing([chunk('one ', -1), chunk('two', -1, 'length')]));
    expect(await model.transcribe(REQUEST, signal, () => {})).toMatchObject({ isWhole: false });
  });

  test('without probabilities is taken all the same', async () => {
    const model = await loaded(handing([chunk('one', null), chunk('', null, 'stop')]));
    expect((await model.transcribe(REQUEST, signal, () => {})).tokens).toEqual([{ text: 'one', logprob: null }]);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['WebGPU is not supported in your current environment', 'no_gpu'],
    ['Error: This model requires feature shader-f16', 'no_f16'],
    ['Failed to execute: out of memory', 'memory'],
    ['DeviceLostError: The device was lost', 'device_lost'],
    ['Prompt tokens exceed context window size', 'too_long'],
    ["TypeError: Failed to execute 'add' on 'Cache': Request failed", 'files'],
    ['Cannot find model record in appConfig for seer', 'files'],
  ])('in loading: %s', async (said, failure) => {
    const worker = new ScriptedWorker(({ kind }) => (kind === 'reload' ? { throw: said } : { return: null }));
    const model = webLlmModel(MODEL, () => worker);
    await expect(model.load(signal, () => {})).rejects.toMatchObject({
      code: 'engine_unavailable',
      details: { failure },
    });
    expect(worker.ended).toBe(true);
  });

  test('the GPU in the middle: the worker ends, and the next load starts another', async () => {
    const workers = [
      handing([chunk('one', -1)], ({ kind }) =>
        kind === 'completionStreamNextChunk' ? { throw: 'GPUDevice was lost' } : undefined,
      ),
      handing([chunk('all', -1), chunk('', null, 'stop')]),
    ];
    let started = 0;
    const model = webLlmModel(MODEL, () => workers[started++] as ScriptedWorker);
    await model.load(signal, () => {});
    await expect(model.transcribe(REQUEST, signal, () => {})).rejects.toMatchObject({
      details: { failure: 'device_lost' },
    });
    expect(workers[0]?.ended).toBe(true);
    await model.load(signal, () => {});
    expect((await model.transcribe(REQUEST, signal, () => {})).tokens).toHaveLength(1);
  });

  test('silence is ended by the watchdog', async () => {
    vi.useFakeTimers();
    const worker = handing([], ({ kind }) => (kind === 'completionStreamNextChunk' ? null : undefined));
    const model = await loaded(worker);
    const read = model.transcribe(REQUEST, signal, () => {});
    const failed = expect(read).rejects.toMatchObject({ details: { failure: 'stopped' } });
    await vi.advanceTimersByTimeAsync(301_000);
    await failed;
    expect(worker.ended).toBe(true);
  });

  test('a crash of the worker is an error, not a wait', async () => {
    const worker = handing([], ({ kind }) => (kind === 'completionStreamNextChunk' ? null : undefined));
    const model = await loaded(worker);
    const read = model.transcribe(REQUEST, signal, () => {});
    await vi.waitFor(() => expect(worker.heard.at(-1)?.kind).toBe('completionStreamNextChunk'));
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'RangeError: Array buffer allocation failed' }));
    await expect(read).rejects.toMatchObject({ details: { failure: 'memory' } });
  });
});

describe('an abort', () => {
  test('ends loading with its worker, which frees the GPU', async () => {
    const worker = new ScriptedWorker(({ kind }) => (kind === 'reload' ? null : { return: null }));
    const controller = new AbortController();
    const load = webLlmModel(MODEL, () => worker).load(controller.signal, () => {});
    const ended = expect(load).rejects.toBe('enough');
    await vi.waitFor(() => expect(worker.heard.some(({ kind }) => kind === 'reload')).toBe(true));
    controller.abort('enough');
    await ended;
    expect(worker.ended).toBe(true);
  });

  test('interrupts writing between two tokens and keeps the model', async () => {
    const controller = new AbortController();
    const worker: ScriptedWorker = handing([chunk('one', -1), chunk('two', -1), undefined as unknown as object]);
    const model = await loaded(worker);
    const read = model.transcribe(REQUEST, controller.signal, () => controller.abort('enough'));
    await expect(read).rejects.toBe('enough');
    expect(worker.heard.some(({ kind }) => kind === 'interruptGenerate')).toBe(true);
    expect(worker.ended).toBe(false);
  });

  test('that no token heeds ends the worker', async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const worker = handing([], ({ kind }) => (kind === 'completionStreamNextChunk' ? null : undefined));
    const model = await loaded(worker);
    const read = model.transcribe(REQUEST, controller.signal, () => {});
    const ended = expect(read).rejects.toBe('enough');
    await vi.advanceTimersByTimeAsync(10);
    controller.abort('enough');
    await vi.advanceTimersByTimeAsync(3_500);
    await ended;
    expect(worker.ended).toBe(true);
  });
});
