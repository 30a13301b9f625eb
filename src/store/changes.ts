/** The BroadcastChannel `changes`: what happened, for every tab, the service worker and the host. */
import type { Change } from '../contract/job.ts';
import { CHANGES_CHANNEL } from '../contract/names.ts';

let sender: BroadcastChannel | null = null;
/** A channel object does not hear itself, so listeners have their own; one, since each would be sent every message. */
let receiver: BroadcastChannel | null = null;
let listeners = 0;

/** Tells every other listener of the origin, those of this realm included. */
export function announce(change: Change): void {
  sender ??= open();
  sender.postMessage(change);
}

/** Calls `listener` at every change until the returned function is called. */
export function onChange(listener: (change: Change) => void): () => void {
  const hear = ({ data }: MessageEvent<Change>) => listener(data);
  receiver ??= open();
  receiver.addEventListener('message', hear);
  listeners++;
  let hearing = true;
  return () => {
    if (!hearing) return;
    hearing = false;
    receiver?.removeEventListener('message', hear);
    if (--listeners > 0) return;
    receiver?.close();
    receiver = null;
  };
}

function open(): BroadcastChannel {
  const channel = new BroadcastChannel(CHANGES_CHANNEL);
  // Under Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return channel;
}
