/** What the API announces to every open tab. */
import type { Change } from '../contract/job.ts';
import { CHANGES_CHANNEL } from '../contract/names.ts';

/** Calls `listener` on every change until the returned function is called. */
export function onChange(listener: (change: Change) => void): () => void {
  const channel = new BroadcastChannel(CHANGES_CHANNEL);
  channel.onmessage = (event: MessageEvent<Change>) => listener(event.data);
  return () => channel.close();
}

/** Runs `task` at once, then at most every `interval` ms, and never two at a time; a call in between is made up for. */
export function paced(task: () => Promise<void>, interval: number): () => void {
  let busy = false;
  let again = false;
  const run = async () => {
    busy = true;
    again = false;
    try {
      await task();
    } finally {
      setTimeout(() => {
        busy = false;
        if (again) void run();
      }, interval);
    }
  };
  return () => {
    if (busy) again = true;
    else void run();
  };
}
