/** The order of the queue: what a caller waits for, then the plans' order, within it the two oldest jobs in turns. */
import type { Transaction } from './db.ts';
import { type Task, WAITED_FOR_RANK } from './schema.ts';

/** The tasks in work, by id. */
export type Taken = ReadonlyMap<number, Task>;

/**
 * A page that was begun so often and never ended may be what took its hosts down: it is read alone, so that it takes
 * the blame alone and those beside it are not given up with it.
 */
const SUSPECT_ATTEMPTS = 2;

/**
 * The next tasks that are not taken, at most `count`, and no page unless `pages`. What a caller waits for goes first;
 * then the plans' order; within it the two oldest jobs take turns, so that a short document does not wait for the end
 * of a long one (two: so many PDFs stay open).
 */
export async function nextTasks(
  tx: Transaction<'tasks'>,
  taken: Taken,
  count: number,
  pages: boolean,
): Promise<Task[]> {
  // An attempt is counted as it begins.
  const isAlone = [...taken.values()].some((task) => isPage(task) && task.attempts > SUSPECT_ATTEMPTS);
  if (!pages || isAlone) {
    // Only pages stand behind what is waited for; walking past those of a long document would take longer with each.
    const waitedFor = await queued(tx, IDBKeyRange.upperBound([WAITED_FOR_RANK, Infinity]), taken);
    return waitedFor.filter((task) => pages || task.kind !== 'page').slice(0, count);
  }
  const head = await queued(tx, null, taken, count);
  const picked = head.filter((task) => !isPage(task)).slice(0, count);
  const first = head.find(isPage);
  if (!first || picked.length === count) return picked;
  const others = await queued(tx, await behind(tx, first), taken, count);
  const inWork = (uuid: string) => [...taken.values(), ...picked].filter((task) => task.uuid === uuid).length;
  const isFree = (task: Task) => isPage(task) && picked.every(({ id }) => id !== task.id);
  while (picked.length < count) {
    const [oldest, other] = [head.find(isFree), others.find(isFree)];
    const next = oldest && other ? (inWork(other.uuid) < inWork(oldest.uuid) ? other : oldest) : (oldest ?? other);
    if (!next) break;
    const isSuspect = next.attempts >= SUSPECT_ATTEMPTS;
    if (!isSuspect || taken.size + picked.length === 0) picked.push(next);
    if (isSuspect) break;
  }
  return picked;
}

/** The page of a job in its turn, not one that somebody waits for because he wants it read again. */
const isPage = (task: Task): boolean => task.rank !== WAITED_FOR_RANK;

/** Tasks in the queue's order that are not taken, `count` of them if there are so many. */
async function queued(tx: Transaction<'tasks'>, range: IDBKeyRange | null, taken: Taken, count?: number) {
  const limit = count === undefined ? undefined : taken.size + count;
  const tasks = (await tx.objectStore('tasks').index('rank').getAll(range, limit)) as Task[];
  return tasks.filter(({ id }) => !taken.has(id));
}

/** The pages of a job were queued together: behind its last one begins the next job of the same rank. */
async function behind(tx: Transaction<'tasks'>, { uuid, rank, id }: Task): Promise<IDBKeyRange> {
  const last = await tx.objectStore('tasks').index('uuid').openKeyCursor(uuid, 'prev');
  return IDBKeyRange.bound([rank, last?.primaryKey ?? id], [rank, Infinity], true);
}
