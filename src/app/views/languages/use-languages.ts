import { useEffect, useState } from 'preact/hooks';
import type { LanguageView } from '../../../contract/responses.ts';
import { apiJson } from '../../api.ts';
import { onChange, paced } from '../../changes.ts';

/** Bytes of a pack that is being fetched. */
export interface Fetching {
  done: number;
  total: number;
}

interface Shown {
  /** Null until they are known. */
  languages: LanguageView[] | null;
  fetching: ReadonlyMap<string, Fetching>;
  failed: boolean;
  reload: () => void;
}

/** At most so often are the languages asked for again, milliseconds. */
const INTERVAL = 300;

/** Every language and its pack, read again whenever a pack comes or goes. */
export function useLanguages(): Shown {
  const [languages, setLanguages] = useState<LanguageView[] | null>(null);
  const [fetching, setFetching] = useState<ReadonlyMap<string, Fetching>>(new Map());
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const read = paced(async () => {
      try {
        setLanguages((await apiJson<{ languages: LanguageView[] }>('languages/')).languages);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    }, INTERVAL);
    const stop = onChange((change) => {
      if (change.type !== 'pack') return;
      const { code, done, total } = change;
      setFetching((known) => {
        const next = new Map(known);
        if (done !== undefined && total !== undefined) next.set(code, { done, total });
        else next.delete(code);
        return next;
      });
      if (done === undefined) read();
    });
    read();
    return stop;
  }, [turn]);
  return { languages, fetching, failed, reload: () => setTurn(turn + 1) };
}
