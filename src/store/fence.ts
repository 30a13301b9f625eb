/**
 * Fencing: every commit of a host checks its epoch, so that a former host that was frozen and wakes up can spoil nothing.
 */
import { type Transaction, transact } from './db.ts';
import type { JobRecord, Task } from './schema.ts';

/** `stale`: another host took over. `gone`: the job was cancelled or deleted, or the page was committed before. */
export type Commit = 'committed' | 'stale' | 'gone';

/** Begins a host's reign: a new epoch, higher than every earlier one. */
export function beginEpoch(): Promise<number> {
  return transact(
    ['meta'],
    'readwrite',
    async (tx) => {
      const epoch = (((await tx.objectStore('meta').get('epoch')) as number | undefined) ?? 0) + 1;
      await tx.objectStore('meta').put(epoch, 'epoch');
      await tx.objectStore('meta').put(Date.now(), 'heartbeat');
      return epoch;
    },
    'strict',
  );
}

/** The task's job, where this host may still store what came of the task. */
export async function ownedJob(
  tx: Transaction<'meta' | 'jobs' | 'tasks'>,
  epoch: number,
  task: Task,
): Promise<JobRecord | 'stale' | 'gone'> {
  if (await isStale(tx, epoch)) return 'stale';
  const job = await tx.objectStore('jobs').get(task.uuid);
  return job && (await tx.objectStore('tasks').getKey(task.id)) !== undefined ? job : 'gone';
}

/** Whether another host reigns by now. */
export async function isStale(tx: Transaction<'meta' | 'jobs' | 'tasks'>, epoch: number): Promise<boolean> {
  return (await tx.objectStore('meta').get('epoch')) !== epoch;
}
