/** Working the queue off: takes tasks in their order, as many pages at once as the engine reads, and commits each. */
import { ApiError } from '../contract/errors.ts';
import { FORMATS } from '../contract/formats.ts';
import type { Page } from '../contract/job.ts';
import { announce, onChange } from '../store/changes.ts';
import { readQuestion } from '../store/chat.ts';
import { isQuota } from '../store/db.ts';
import type { ExportSpec } from '../store/exports.ts';
import { failJob, readJob, readOriginal } from '../store/jobs.ts';
import {
  type Commit,
  commitAnswer,
  commitExport,
  commitInspection,
  commitPage,
  commitPicture,
  commitRereading,
  type Task,
  takeTask,
} from '../store/queue.ts';
import type { BlobRecord, JobRecord } from '../store/schema.ts';
import type { ChatReply, Engine, PageReading } from './engine.ts';

/** The queue is looked at this often without any message, milliseconds. */
const LOOK_EVERY = 2_000;
/** A page that took its tab down this often is given up, so that it cannot stop everything behind it. */
const MAX_ATTEMPTS = 3;
/** Firefox ends a service worker whose answer is pending after 60 s unless it hears from a page. */
const PING_EVERY = 15_000;

/** Returns once `signal` aborts or another host has taken over; what is in work then is abandoned, not lost. */
export async function workQueue(engine: Engine, epoch: number, signal: AbortSignal): Promise<void> {
  const running = new Map<number, { uuid: string; abort: AbortController; done: Promise<void> }>();
  const over = new AbortController();
  let wake = (): void => {};
  const stopListening = onChange((change) => {
    if (change.type === 'task') wake();
    if (change.type === 'deleted' || change.type === 'job') void abortEnded(change.uuid);
  });
  const ping = setInterval(() => {
    if (running.size > 0) keepServiceWorkerAwake();
  }, PING_EVERY);
  signal.addEventListener(
    'abort',
    () => {
      over.abort();
      wake();
    },
    { once: true },
  );

  /** Stops what is in work for a job that was cancelled or deleted. */
  async function abortEnded(uuid: string): Promise<void> {
    const tasks = [...running.values()].filter((entry) => entry.uuid === uuid);
    if (tasks.length === 0) return;
    const job = await readJob(uuid);
    if (job && job.summary.status !== 'failed') return;
    for (const task of tasks) task.abort.abort();
  }

  function start(task: Task, job: JobRecord): void {
    const abort = new AbortController();
    const done = runTask(engine, epoch, task, job, AbortSignal.any([abort.signal, over.signal]))
      .then((commit) => {
        if (commit === 'stale') over.abort();
      })
      .catch(console.error)
      .finally(() => {
        running.delete(task.id);
        wake();
      });
    running.set(task.id, { uuid: task.uuid, abort, done });
  }

  try {
    while (!over.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      // One more than the pages read at once, so that an inspection never waits for a page to end.
      const free = running.size <= engine.parallelism;
      const taken = new Map([...running].map(([id, { uuid }]) => [id, uuid]));
      const next = free ? await takeTask(epoch, taken, running.size < engine.parallelism) : null;
      if (next === 'stale') return;
      if (next) {
        start(next.task, next.job);
        continue;
      }
      const timer = setTimeout(() => wake(), LOOK_EVERY);
      await woken;
      clearTimeout(timer);
    }
  } finally {
    over.abort();
    stopListening();
    clearInterval(ping);
    await Promise.all([...running.values()].map((entry) => entry.done));
  }
}

async function runTask(
  engine: Engine,
  epoch: number,
  task: Task,
  job: JobRecord,
  signal: AbortSignal,
): Promise<Commit> {
  try {
    if (task.kind === 'inspect') return await inspect(engine, epoch, task, job, signal);
    if (task.kind === 'picture') return await draw(engine, epoch, task, job, signal);
    if (task.kind === 'chat') return await answer(engine, epoch, task, signal);
    if (task.kind === 'export') return await buildExport(engine, epoch, task, signal);
    return await readPage(engine, epoch, task, job, signal);
  } catch (error) {
    if (signal.aborted) return 'gone';
    if (!isQuota(error)) throw error;
    // The page's transaction did not fit: nothing of it was stored or charged. Finished pages stay.
    await failJob(task.uuid, {
      code: 'storage_full',
      message:
        "The browser's storage for this site is full. " + 'Delete documents that are no longer needed and retry.',
    });
    announce({ type: 'job', uuid: task.uuid });
    return 'gone';
  }
}

async function inspect(
  engine: Engine,
  epoch: number,
  task: Task,
  job: JobRecord,
  signal: AbortSignal,
): Promise<Commit> {
  const inspection =
    task.attempts > MAX_ATTEMPTS
      ? ({ ok: false, code: 'unreadable', message: GIVEN_UP, details: {} } as const)
      : await engine.inspect(job, loader(task.uuid), signal);
  const commit = await commitInspection(epoch, task, inspection);
  announce({ type: 'job', uuid: task.uuid });
  return commit;
}

/** A page's picture, asked for by somebody who looks at it. */
async function draw(engine: Engine, epoch: number, task: Task, job: JobRecord, signal: AbortSignal): Promise<Commit> {
  const { uuid, index } = task;
  const picture = await engine.drawPage(job, loader(uuid), index, signal).catch((error) => {
    if (signal.aborted || !(error instanceof ApiError)) console.error(error);
    return null;
  });
  if (signal.aborted) return 'gone';
  const commit = await commitPicture(epoch, task, picture);
  announce({ type: 'page', uuid, index });
  return commit;
}

async function answer(engine: Engine, epoch: number, task: Task, signal: AbortSignal): Promise<Commit> {
  const asked = await readQuestion(task.question ?? -1);
  if (!asked) return 'gone';
  const reply = await replyTo(engine, task, asked, signal);
  const message = { role: 'assistant', ...reply, created_at: new Date().toISOString() } as const;
  const commit = await commitAnswer(epoch, task, message);
  announce({ type: 'chat', uuid: task.uuid });
  return commit;
}

async function replyTo(
  engine: Engine,
  { uuid, attempts }: Task,
  { content, previous }: { content: string; previous: string | undefined },
  signal: AbortSignal,
): Promise<ChatReply> {
  try {
    if (attempts > MAX_ATTEMPTS) throw new Error('given up');
    return await engine.answer(uuid, content, previous, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    console.error(error);
    const apology = 'This question could not be answered because of an error. Ask again.';
    return { engine: 'none', content: apology, citations: [] };
  }
}

async function buildExport(engine: Engine, epoch: number, task: Task, signal: AbortSignal): Promise<Commit> {
  const { uuid, spec } = task;
  if (!spec) return 'gone';
  const commit = await commitExport(epoch, task, await fileOf(engine, uuid, spec, task.attempts, signal));
  announce({ type: 'export', uuid });
  return commit;
}

async function fileOf(
  engine: Engine,
  uuid: string,
  spec: ExportSpec,
  attempts: number,
  signal: AbortSignal,
): Promise<BlobRecord> {
  const type = FORMATS[spec.format].mime;
  try {
    if (attempts > MAX_ATTEMPTS) throw new ApiError('internal', 'This file could not be built. Try another format.');
    const bytes = await engine.buildExport(uuid, spec, signal);
    return { type, bytes: toBuffer(bytes) };
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof ApiError)) console.error(error);
    const { code, message } =
      error instanceof ApiError
        ? error
        : ({
            code: 'internal',
            message: 'This file could not be built. Try again, or choose another format.',
          } as const);
    return { type, bytes: new ArrayBuffer(0), failure: { code, message } };
  }
}

const toBuffer = (bytes: Uint8Array): ArrayBuffer =>
  (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;

async function readPage(
  engine: Engine,
  epoch: number,
  task: Task,
  job: JobRecord,
  signal: AbortSignal,
): Promise<Commit> {
  const { uuid, index } = task;
  announce({ type: 'progress', uuid, index, phase: 'decode', ratio: 0 });
  const result = await readOrFail(engine, task, job, signal);
  if (signal.aborted) return 'gone';
  const commit = await (task.again ? commitRereading : commitPage)(epoch, task, result);
  announce({ type: 'page', uuid, index });
  const after = await readJob(uuid);
  if (after && after.summary.progress.done === after.summary.progress.total) announce({ type: 'job', uuid });
  return commit;
}

const loader = (uuid: string) => async (): Promise<BlobRecord> => {
  const file = await readOriginal(uuid);
  if (!file) throw new ApiError('unreadable', 'The upload is no longer there.');
  return file;
};

const GIVEN_UP = 'This page stopped the recogniser several times and was given up. Try it at a lower resolution.';

/** A page that cannot be read is an empty page with a warning; the job goes on. */
async function readOrFail(
  engine: Engine,
  task: Task,
  job: JobRecord,
  signal: AbortSignal,
): Promise<PageReading & { failed: boolean }> {
  const { uuid, index } = task;
  try {
    if (task.attempts > MAX_ATTEMPTS) throw new ApiError('unreadable', GIVEN_UP);
    let last = 0;
    const onProgress: Parameters<Engine['readPage']>[0]['onProgress'] = (phase, ratio) => {
      // Tesseract reports every word; ten messages a second are enough for an eye.
      const now = Date.now();
      if (now - last < 100 && ratio < 1) return;
      last = now;
      announce({ type: 'progress', uuid, index, phase, ratio });
    };
    return {
      ...(await engine.readPage({
        job,
        load: loader(uuid),
        index,
        packs: task.again?.packs ?? (job.summary.language === 'auto' ? [] : job.packs),
        bbox: task.again?.bbox,
        signal,
        onProgress,
      })),
      failed: false,
    };
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof ApiError)) console.error(error);
    const code = error instanceof ApiError ? error.code : 'unreadable';
    const message = error instanceof ApiError ? error.message : 'The recogniser failed on this page. Retry it.';
    return { page: emptyPage(index, { code, message, page: index + 1 }), picture: null, failed: true };
  }
}

const emptyPage = (index: number, warning: Page['warnings'][number]): Page => ({
  index,
  text: '',
  blocks: [],
  width: 0,
  height: 0,
  dpi: null,
  rotation: 0,
  source: 'ocr',
  mean_confidence: null,
  detected_language: null,
  warnings: [warning],
});

/** Under Node 20 there is no navigator. */
const keepServiceWorkerAwake = (): void =>
  globalThis.navigator?.serviceWorker?.controller?.postMessage({ type: 'PING' });
