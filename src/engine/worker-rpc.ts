/**
 * Calls into a Web Worker, typed from end to end. A worker works on one call at a time; the next ones wait on the
 * page's side, where they can still be dropped. Aborting the call in work terminates the worker (nothing else stops
 * WebAssembly or a decoder) and the next call starts a fresh one. The model is Squoosh's worker bridge.
 */
import { ApiError, ERROR_STATUS, type ErrorCode, type ErrorDetails } from '../contract/errors.ts';

/** Tells the caller how a call gets on; handed to a method as its last argument. */
export type Report<Progress = unknown> = (progress: Progress) => void;

// biome-ignore lint/suspicious/noExplicitAny: parameters are contravariant, so only `any` admits every method
export type Methods = Record<string, (...args: any[]) => unknown>;

/** What the caller passes: a method's parameters without its `Report`. Optional ones are passed as `undefined`. */
type Args<Method extends Methods[string]> =
  Required<Parameters<Method>> extends [...infer Rest, Report<never>] ? Rest : Required<Parameters<Method>>;

type ProgressOf<Method extends Methods[string]> =
  Required<Parameters<Method>> extends [...unknown[], Report<infer Progress>] ? Progress : never;

export interface CallOptions<Progress = unknown> {
  transfer?: Transferable[];
  /** Aborts a waiting call without a trace, the call in work by terminating the worker. */
  signal?: AbortSignal;
  onProgress?: Report<Progress>;
  /**
   * A call in work without an answer or a progress message for so long is given up: the worker is terminated and the
   * call rejects with `WorkerDiedError`. Waiting for the calls before it does not count. Milliseconds.
   */
  silenceMs?: number;
}

export interface Client<M extends Methods> {
  /**
   * Runs a method in the worker after the calls made before it. Rejects with what the method threw (an `ApiError`
   * stays one), with the signal's reason, or with `WorkerDiedError`.
   */
  call<Name extends keyof M & string>(
    method: Name,
    args: Args<M[Name]>,
    options?: CallOptions<ProgressOf<M[Name]>>,
  ): Promise<Awaited<ReturnType<M[Name]>>>;
  /** Terminates the worker and rejects all calls with an `AbortError`. A later call starts a fresh worker. */
  close(): void;
}

/** The worker could not start, ended by an error of its own, sent what cannot be read or nothing at all. */
export class WorkerDiedError extends Error {
  override name = 'WorkerDiedError';
}

/** The part of `Worker` used here. */
export type WorkerLike = Pick<Worker, 'terminate' | 'addEventListener'> & {
  postMessage(message: unknown, transfer: Transferable[]): void;
};

/** The part of a worker's global scope, or of a `MessagePort`, used here. */
export interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

interface CallMessage {
  id: number;
  method: string;
  args: unknown[];
}
interface SentError {
  name: string;
  message: string;
  stack?: string;
  code?: ErrorCode;
  details?: ErrorDetails;
}
type Reply = { id: number } & ({ result: unknown } | { error: SentError } | { progress: unknown });

interface Call extends CallMessage {
  transfer: Transferable[];
  silenceMs: number | undefined;
  onProgress: Report | undefined;
  settle(outcome: { result: unknown } | { error: unknown }): void;
}

/**
 * The page's side. `idleMs`: how long a worker without work is kept; without it, until `close`.
 */
export function createClient<M extends Methods>(
  start: () => WorkerLike,
  { idleMs }: { idleMs?: number } = {},
): Client<M> {
  const waiting: Call[] = [];
  let worker: WorkerLike | null = null;
  let running: Call | null = null;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;

  return {
    call(method, args, { transfer = [], signal, onProgress, silenceMs } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const abort = () => drop(call, signal?.reason);
        const call: Call = {
          id: ++lastId,
          method,
          args,
          transfer,
          silenceMs,
          onProgress: onProgress as Report | undefined,
          settle(outcome) {
            signal?.removeEventListener('abort', abort);
            if ('error' in outcome) reject(outcome.error);
            else resolve(outcome.result as Awaited<ReturnType<M[typeof method]>>);
          },
        };
        signal?.addEventListener('abort', abort, { once: true });
        waiting.push(call);
        next();
      });
    },
    close() {
      const error = new DOMException('The worker was closed.', 'AbortError');
      const calls = waiting.splice(0);
      finish({ error });
      for (const call of calls) call.settle({ error });
      stop();
    },
  };

  function next(): void {
    if (running) return;
    const call = waiting.shift();
    clearTimeout(idleTimer);
    if (!call) {
      if (worker && idleMs !== undefined) idleTimer = setTimeout(stop, idleMs);
      return;
    }
    running = call;
    try {
      worker ??= open();
      worker.postMessage({ id: call.id, method: call.method, args: call.args } satisfies CallMessage, call.transfer);
      listen(call);
    } catch (error) {
      // What cannot be cloned, or a worker that cannot be made.
      finish({ error });
    }
  }

  function open(): WorkerLike {
    const opened = start();
    // A terminated worker's last messages may still be under way.
    const current = (handle: (event: Event) => void) => (event: Event) => {
      if (opened === worker) handle(event);
    };
    opened.addEventListener(
      'message',
      current((event) => receive((event as MessageEvent<Reply>).data)),
    );
    opened.addEventListener(
      'error',
      current((event) => die((event as ErrorEvent).message || 'it could not start')),
    );
    opened.addEventListener(
      'messageerror',
      current(() => die('its answer could not be read')),
    );
    return opened;
  }

  function receive(reply: Reply): void {
    if (reply.id !== running?.id) return;
    if ('progress' in reply) {
      listen(running);
      running.onProgress?.(reply.progress);
    } else finish('error' in reply ? { error: restore(reply.error) } : reply);
  }

  /** Waits for the next sign of life of the call in work. */
  function listen({ silenceMs }: Call): void {
    clearTimeout(silenceTimer);
    if (silenceMs === undefined) return;
    silenceTimer = setTimeout(() => die(`it was silent for ${Math.round(silenceMs / 1000)} s`), silenceMs);
  }

  function die(cause: string): void {
    stop();
    finish({ error: new WorkerDiedError(`The worker stopped: ${cause}.`) });
  }

  function drop(call: Call, reason: unknown): void {
    if (call === running) {
      stop();
      finish({ error: reason });
    } else {
      waiting.splice(waiting.indexOf(call), 1);
      call.settle({ error: reason });
    }
  }

  function finish(outcome: { result: unknown } | { error: unknown }): void {
    const call = running;
    running = null;
    clearTimeout(silenceTimer);
    call?.settle(outcome);
    next();
  }

  function stop(): void {
    clearTimeout(idleTimer);
    worker?.terminate();
    worker = null;
  }
}

/** The worker's side: answers calls with what the methods return. */
export function serve(methods: Methods, scope: Scope = globalThis as unknown as Scope): void {
  scope.addEventListener('message', async ({ data }: MessageEvent<CallMessage>) => {
    const { id, method, args } = data;
    const reply = (
      message: { result: unknown } | { error: SentError } | { progress: unknown },
      list?: Transferable[],
    ) => scope.postMessage({ id, ...message } satisfies Reply, list ?? []);
    try {
      if (!Object.hasOwn(methods, method)) throw new TypeError(`no such method: ${method}`);
      const result = await methods[method]?.(...args, (progress: unknown) => reply({ progress }));
      reply({ result }, transfers.get(result as object));
    } catch (error) {
      reply({ error: flatten(error) });
    }
  });
}

/** Marks buffers of a method's result that are to be moved, not copied, to the page. */
export function transferring<Result extends object>(result: Result, buffers: Transferable[]): Result {
  transfers.set(result, buffers);
  return result;
}

const transfers = new WeakMap<object, Transferable[]>();

function flatten(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const sent: SentError = { name, message, ...(stack === undefined ? {} : { stack }) };
  return error instanceof ApiError ? { ...sent, code: error.code, details: error.details } : sent;
}

function restore({ name, message, stack, code, details }: SentError): Error {
  const error =
    code !== undefined && Object.hasOwn(ERROR_STATUS, code)
      ? new ApiError(code, message, details)
      : Object.assign(new Error(message), { name });
  if (stack !== undefined) error.stack = stack;
  return error;
}
