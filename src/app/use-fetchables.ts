import { useEffect, useState } from 'preact/hooks';
import type { Change } from '../contract/job.ts';
import { apiJson } from './api.ts';
import { onChange, paced } from './changes.ts';

/** Bytes of a pack or a model that is being fetched. */
export interface Fetching {
  done: number;
  total: number;
}

interface Shown<T> {
  /** Null until they are known. */
  list: readonly T[] | null;
  fetching: ReadonlyMap<string, Fetching>;
  failed: boolean;
  reload: () => void;
}

/** At most so often is the list asked for again, milliseconds. */
const INTERVAL = 300;

/**
 * What can be fetched onto this device, as the API lists it at `path`, read again after every change that `keyOf` knows:
 * by the key of what is fetched, or by null where only the list may have changed.
 */
export function useFetchables<T>(
  path: string,
  pick: (answer: never) => readonly T[],
  keyOf: (change: Change) => string | null | undefined,
): Shown<T> {
  const [list, setList] = useState<readonly T[] | null>(null);
  const [fetching, setFetching] = useState<ReadonlyMap<string, Fetching>>(new Map());
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const read = paced(async () => {
      try {
        setList(pick(await apiJson<never>(path)));
        setFailed(false);
      } catch {
        setFailed(true);
      }
    }, INTERVAL);
    const stop = onChange((change) => {
      const key = keyOf(change);
      if (key === undefined) return;
      const { done, total } = change as Partial<Fetching>;
      const now = done !== undefined && total !== undefined ? { done, total } : null;
      if (key !== null) setFetching((known) => withEntry(known, key, now));
      if (!now) read();
    });
    read();
    return stop;
  }, [turn]);
  return { list, fetching, failed, reload: () => setTurn(turn + 1) };
}

function withEntry(known: ReadonlyMap<string, Fetching>, key: string, now: Fetching | null): Map<string, Fetching> {
  const next = new Map(known);
  if (now) next.set(key, now);
  else next.delete(key);
  return next;
}
