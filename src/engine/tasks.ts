/** What each kind of task does once it is handed out: the engine works, the store keeps the result, the tabs are told. */
import { ApiError } from '../contract/errors.ts';
import { FORMATS } from '../contract/formats.ts';
import type { Page } from '../contract/job.ts';
import { announce, onChange } from '../store/changes.ts';
import { isStopped, readQuestion } from '../store/chat.ts';
import { isQuota } from '../store/db.ts';
import type { ExportSpec } from '../store/exports.ts';
import type { Commit } from '../store/fence.ts';
import { commitQuestions, indexKey } from '../store/indexes.ts';
import { failJob, readOriginal } from '../store/jobs.ts';
import { isQueued } from '../store/pages.ts';
import {
  commitAnswer,
  commitExport,
  commitInspection,
  commitPicture,
  commitRereading,
  type PageResult,
} from '../store/queue.ts';
import type { BlobRecord, JobRecord, Task } from '../store/schema.ts';
import { commitStructure } from '../store/structure.ts';
import type { ChatReply, Drafting, Engine, PageRequest } from './engine.ts';

/** A page that took its tab down this often is given up, so that it cannot stop everything behind it. */
const MAX_ATTEMPTS = 3;
/** Ten messages a second are enough for an eye; Tesseract reports every word, a PDF's text comes at 30 pages a second. */
const PROGRESS_EVERY = 100;

/** Does a task and stores its result; of a page in its turn, answers with the result, which is stored with others. */
export async function runTask(
  engine: Engine,
  epoch: number,
  task: Task,
  job: JobRecord,
  signal: AbortSignal,
): Promise<Commit | PageResult> {
  try {
    if (task.kind === 'inspect') return await inspect(engine, epoch, task, job, signal);
    if (task.kind === 'structure') return await structure(engine, epoch, task, job, signal);
    if (task.kind === 'picture') return await draw(engine, epoch, task, job, signal);
    if (task.kind === 'chat') return await answer(engine, epoch, task, signal);
    if (task.kind === 'questions') return await suggest(engine, epoch, task, job, signal);
    if (task.kind === 'export') return await buildExport(engine, epoch, task, signal);
    const result = await readOrFail(engine, task, job, signal);
    if (signal.aborted) return 'gone';
    return task.again ? await storeRereading(epoch, task, result) : result;
  } catch (error) {
    if (signal.aborted) return 'gone';
    if (!isQuota(error)) throw error;
    await failForStorage(task.uuid);
    return 'gone';
  }
}

/** A result did not fit: nothing of it was stored or charged. Finished pages stay. */
export async function failForStorage(uuid: string): Promise<void> {
  await failJob(uuid, {
    code: 'storage_full',
    message: "The browser's storage for this site is full. Delete documents that are no longer needed and retry.",
  });
  announce({ type: 'job', uuid });
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

/** The pages of a document looked at together, so many in a transaction, then what its tool is after. */
async function structure(
  engine: Engine,
  epoch: number,
  task: Task,
  { summary }: JobRecord,
  signal: AbortSignal,
): Promise<Commit> {
  const { uuid } = task;
  const found: Parameters<typeof commitStructure>[2] = { data: null, warnings: [] };
  try {
    if (task.attempts > MAX_ATTEMPTS) throw new Error('given up');
    for (const [from, to] of rangesOf(task.pages, summary.page_count)) {
      const changed = await engine.structurePages(epoch, task, from, to, signal);
      if (typeof changed === 'string') return changed;
      for (const index of changed) announce({ type: 'page', uuid, index });
    }
    found.data = await engine.dataOf(uuid, signal);
  } catch (error) {
    if (signal.aborted || isQuota(error)) throw error;
    // The text is there all the same.
    console.error(error);
    found.warnings.push({ code: 'structure_unavailable', message: UNSTRUCTURED });
  }
  const commit = await commitStructure(epoch, task, found);
  announce({ type: 'job', uuid });
  return commit;
}

const UNSTRUCTURED =
  'The pages were read, but an error kept them from being put together: running heads stand in the text, and values ' +
  'were not looked for. Read the document again.';

/** Pages of a transaction, in memory together. */
const STRUCTURED_TOGETHER = 32;

function rangesOf(pages: readonly number[] | undefined, count: number): [number, number][] {
  if (pages) return pages.map((index) => [index, index + 1]);
  return Array.from({ length: Math.ceil(count / STRUCTURED_TOGETHER) }, (_, i) => [
    i * STRUCTURED_TOGETHER,
    Math.min((i + 1) * STRUCTURED_TOGETHER, count),
  ]);
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
  const reply = await whileNotStopped(task, (stop) => replyTo(engine, task, asked, { signal, stop }));
  const message = { role: 'assistant', ...reply, created_at: new Date().toISOString() } as const;
  const commit = await commitAnswer(epoch, task, message);
  announce({ type: 'chat', uuid: task.uuid });
  return commit;
}

/** Aborts once somebody wants the answer to end with what there is of it. */
async function whileNotStopped<T>({ id, uuid }: Task, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const look = async (): Promise<void> => {
    if (await isStopped(id)) stop.abort();
  };
  const end = onChange((change) => {
    if (change.type === 'task' && change.uuid === uuid) void look();
  });
  try {
    await look();
    return await work(stop.signal);
  } finally {
    end();
  }
}

async function replyTo(
  engine: Engine,
  { uuid, attempts, model }: Task,
  { conversation, content, previous }: NonNullable<Awaited<ReturnType<typeof readQuestion>>>,
  { signal, stop }: Pick<Drafting, 'signal' | 'stop'>,
): Promise<ChatReply> {
  try {
    if (attempts > MAX_ATTEMPTS) throw new Error('given up');
    if (model === undefined) return await engine.answer(uuid, content, previous, signal);
    const onDraft: Drafting['onDraft'] = (draft) => announce({ type: 'answering', uuid, conversation, ...draft });
    onDraft({ phase: 'load', text: '' });
    return await engine.answerByModel({ uuid, question: content, previous, model }, { signal, stop, onDraft });
  } catch (error) {
    if (signal.aborted) throw error;
    console.error(error);
    const apology = 'This question could not be answered because of an error. Ask again.';
    return { engine: 'none', content: apology, citations: [] };
  }
}

async function suggest(
  engine: Engine,
  epoch: number,
  task: Task,
  job: JobRecord,
  signal: AbortSignal,
): Promise<Commit> {
  const found =
    task.attempts > MAX_ATTEMPTS
      ? { key: indexKey(job), questions: [] }
      : await engine.questions(task.uuid, task.language ?? 'en', signal);
  const commit = await commitQuestions(epoch, task, found);
  announce({ type: 'chat', uuid: task.uuid });
  return commit;
}

async function buildExport(engine: Engine, epoch: number, task: Task, signal: AbortSignal): Promise<Commit> {
  const { uuid, spec } = task;
  // Taken back between being handed out and begun, when there was nothing to stop yet.
  if (!spec || !(await isQueued(task.id))) return 'gone';
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
    const bytes = await engine.buildExport(uuid, spec, signal, (progress) =>
      announce({ type: 'building', uuid, ...progress }),
    );
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

async function storeRereading(epoch: number, task: Task, result: PageResult): Promise<Commit> {
  const { uuid, index } = task;
  const commit = await commitRereading(epoch, task, result);
  announce({ type: 'page', uuid, index });
  announce({ type: 'task', uuid });
  return commit;
}

const loader = (uuid: string) => async (): Promise<BlobRecord> => {
  const file = await readOriginal(uuid);
  if (!file) throw new ApiError('unreadable', 'The upload is no longer there.');
  return file;
};

const GIVEN_UP = 'This page stopped the recogniser several times and was given up. Try it at a lower resolution.';

/** A page that cannot be read is an empty page with a warning; the job goes on. */
async function readOrFail(engine: Engine, task: Task, job: JobRecord, signal: AbortSignal): Promise<PageResult> {
  const { uuid, index } = task;
  try {
    if (task.attempts > MAX_ATTEMPTS) throw new ApiError('unreadable', GIVEN_UP);
    const onProgress = progressOf(uuid, index);
    onProgress('decode', 0);
    return {
      ...(await engine.readPage({
        job,
        load: loader(uuid),
        index,
        packs: task.again?.packs ?? (job.summary.language === 'auto' ? [] : job.packs),
        bbox: task.again?.bbox,
        vision: task.again ? task.again.vision : job.vision,
        // What was asked to be read again stays as it is where the model cannot.
        fallback: task.again ? 'none' : job.fallback,
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

/** When a page was last said to be decoded, milliseconds: where pages take no longer, not each is worth a message. */
let decodeSaid = 0;

function progressOf(uuid: string, index: number): PageRequest['onProgress'] {
  let last = 0;
  return (phase, ratio) => {
    const now = Date.now();
    if (phase === 'decode' ? now - decodeSaid < PROGRESS_EVERY : now - last < PROGRESS_EVERY && ratio < 1) return;
    if (phase === 'decode') decodeSaid = now;
    else last = now;
    announce({ type: 'progress', uuid, index, phase, ratio });
  };
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
