/** Working the queue off: takes tasks in their order, as many pages at once as the engine reads, and stores the pages. */
import { announce, onChange } from '../store/changes.ts';
import { isQuota } from '../store/db.ts';
import type { Taken } from '../store/next-tasks.ts';
import { isQueued } from '../store/pages.ts';
import { type Assignment, commitPages, type PagesCommit, type ReadPage, takeTask } from '../store/queue.ts';
import { type Task, WAITED_FOR_RANK } from '../store/schema.ts';
import type { Engine } from './engine.ts';
import { failForStorage, runTask } from './tasks.ts';

/** The queue is looked at this often without any message, milliseconds. */
const LOOK_EVERY = 2_000;
/**
 * Pages that were read wait this long for others to be stored with, milliseconds: a transaction costs as much as the
 * pages in it, and a PDF's text comes at 30 pages a second. Nobody sees the difference; what dies meanwhile is read again.
 */
const GATHER = 120;
/** Firefox ends a service worker whose answer is pending after 60 s unless it hears from a page. */
const PING_EVERY = 15_000;

/** Returns once `signal` aborts or another host has taken over; what is in work then is abandoned, not lost. */
export async function workQueue(engine: Engine, epoch: number, signal: AbortSignal): Promise<void> {
  const running = new Map<number, { task: Task; abort: AbortController; done: Promise<void> }>();
  /** Handed out, not begun. */
  let ready: Assignment[] = [];
  /** Pages that were read and are not stored. */
  let read: ReadPage[] = [];
  let readSince = 0;
  /** Whether there may be something in the queue that could be begun. */
  let look = true;
  const over = new AbortController();
  let wake = (): void => {};
  const lookAgain = (): void => {
    look = true;
    wake();
  };
  const stopListening = onChange((change) => {
    if (change.type === 'task') lookAgain();
    if (change.type === 'deleted' || change.type === 'job' || change.type === 'task') void abortEnded(change.uuid);
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

  /** Stops what is in work of a job and no longer wanted: the job was cancelled or deleted, nobody waits for a file. */
  async function abortEnded(uuid: string): Promise<void> {
    const ofJob = [...running.values(), ...ready].map(({ task }) => task).filter((task) => task.uuid === uuid);
    const queued = await Promise.all(ofJob.map(({ id }) => isQueued(id)));
    const ended = new Set(ofJob.filter((_, i) => !queued[i]).map(({ id }) => id));
    if (ended.size === 0) return;
    ready = ready.filter(({ task }) => !ended.has(task.id));
    for (const id of ended) running.get(id)?.abort.abort();
    lookAgain();
  }

  function start({ task, job }: Assignment): void {
    const abort = new AbortController();
    const done = runTask(engine, epoch, task, job, AbortSignal.any([abort.signal, over.signal]))
      .then((outcome) => {
        if (outcome === 'stale') over.abort();
        // Storing a page hands the next one out.
        if (typeof outcome === 'string') look = true;
        else keep({ task, ...outcome });
      })
      .catch((error) => {
        console.error(error);
        look = true;
      })
      .finally(() => {
        running.delete(task.id);
        // Not in the loop: that may be storing.
        if (!over.signal.aborted) startReady();
        wake();
      });
    running.set(task.id, { task, abort, done });
  }

  function keep(page: ReadPage): void {
    if (read.length === 0) readSince = performance.now();
    read.push(page);
  }

  function startReady(): void {
    const waiting: Assignment[] = [];
    for (const assignment of ready) {
      // One more than the pages read at once, so that an inspection never waits for a page to end.
      const limit = assignment.task.kind === 'page' ? engine.parallelism : engine.parallelism + 1;
      if (running.size < limit) start(assignment);
      else waiting.push(assignment);
    }
    ready = waiting;
  }

  /** Pages that could be begun besides those that are handed out. */
  const room = (): number => engine.parallelism - running.size - ready.length;

  /** What is not to be handed out a second time. */
  const taken = (): Map<number, Task> =>
    new Map([...running.values(), ...ready, ...read].map(({ task }) => [task.id, task]));

  /** Before the engine runs dry, and before anybody notices that a page is late. */
  const isTimeToStore = (): boolean =>
    read.length > 0 && (running.size + ready.length <= 1 || performance.now() - readSince >= GATHER);

  /** Stores what was read. Where pages come faster than they are stored, as many more are handed out ahead. */
  async function store(): Promise<void> {
    const pages = read;
    read = [];
    const wanted = Math.max(0, room()) + pages.length - 1;
    if (wanted > 0) look = false;
    const commit = await storePages(epoch, pages, { taken: taken(), wanted }).catch((error) => {
      console.error(error);
      return null;
    });
    if (commit === 'stale') over.abort();
    else if (commit) accept(commit.next);
    // After a job's last page comes the look at the whole.
    if (!commit || (commit !== 'stale' && commit.next.length === 0)) look = true;
  }

  async function take(): Promise<void> {
    look = false;
    const next = await takeTask(epoch, taken(), room() > 0);
    if (next === 'stale') over.abort();
    else if (next) accept([next]);
  }

  function accept(assignments: readonly Assignment[]): void {
    ready.push(...assignments);
    // What is waited for goes first: where a page was handed out there is nothing of it.
    const isPage = assignments.some(({ task }) => task.rank !== WAITED_FOR_RANK);
    if (assignments.length > 0 && (!isPage || room() > 0)) look = true;
  }

  try {
    while (!over.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      startReady();
      if (isTimeToStore()) {
        await store();
      } else if (look && running.size <= engine.parallelism) {
        await take();
      } else {
        const timer = read.length > 0 ? setTimeout(() => wake(), GATHER) : setTimeout(lookAgain, LOOK_EVERY);
        await woken;
        clearTimeout(timer);
      }
    }
  } finally {
    over.abort();
    stopListening();
    clearInterval(ping);
    await Promise.all([...running.values()].map((entry) => entry.done));
  }
}

/** Stores pages and tells of them. Null where they did not fit together, and so nothing was handed out. */
async function storePages(
  epoch: number,
  pages: readonly ReadPage[],
  next: { taken: Taken; wanted: number },
): Promise<PagesCommit | 'stale' | null> {
  try {
    const commit = await commitPages(epoch, pages, next);
    if (commit === 'stale') return commit;
    for (const { uuid, index } of commit.stored) announce({ type: 'page', uuid, index });
    for (const uuid of commit.ended) announce({ type: 'job', uuid });
    return commit;
  } catch (error) {
    if (!isQuota(error)) throw error;
    const [first] = pages;
    if (pages.length === 1 && first) await failForStorage(first.task.uuid);
    // One of them was too much: those that fit are kept.
    else
      for (const page of pages) {
        if ((await storePages(epoch, [page], { taken: next.taken, wanted: 0 })) === 'stale') return 'stale';
      }
    return null;
  }
}

/** Under Node 20 there is no navigator. */
const keepServiceWorkerAwake = (): void =>
  globalThis.navigator?.serviceWorker?.controller?.postMessage({ type: 'PING' });
