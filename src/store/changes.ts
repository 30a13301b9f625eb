/** The BroadcastChannel `changes`: what happened, for every tab, the service worker and the host. */
import type { Change } from '../contract/job.ts';
import { CHANGES_CHANNEL } from '../contract/names.ts';

let sender: BroadcastChannel | null = null;

/** Tells every other listener of the origin, those of this realm included. */
export function announce(change: Change): void {
  sender ??= open();
  sender.postMessage(change);
}

/** Calls `listener` at every change until the returned function is called. */
export function onChange(listener: (change: Change) => void): () => void {
  // A channel object does not hear itself, so listeners have their own.
  const channel = open();
  channel.onmessage = ({ data }: MessageEvent<Change>) => listener(data);
  return () => channel.close();
}

function open(): BroadcastChannel {
  const channel = new BroadcastChannel(CHANGES_CHANNEL);
  // Under Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return channel;
}
