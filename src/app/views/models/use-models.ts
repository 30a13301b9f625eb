import { useEffect, useState } from 'preact/hooks';
import type { ModelView } from '../../../contract/responses.ts';
import { apiJson } from '../../api.ts';
import { onChange, paced } from '../../changes.ts';

/** Bytes of a model that is being fetched. */
export interface Fetching {
  done: number;
  total: number;
}

interface Shown {
  /** Null until they are known. */
  models: readonly ModelView[] | null;
  fetching: ReadonlyMap<string, Fetching>;
  failed: boolean;
  reload: () => void;
}

/** At most so often are the models asked for again, milliseconds. */
const INTERVAL = 300;

/** Every local model, read again whenever one comes, goes or is chosen. */
export function useModels(): Shown {
  const [models, setModels] = useState<readonly ModelView[] | null>(null);
  const [fetching, setFetching] = useState<ReadonlyMap<string, Fetching>>(new Map());
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const read = paced(async () => {
      try {
        setModels((await apiJson<{ models: ModelView[] }>('models/')).models);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    }, INTERVAL);
    const stop = onChange((change) => {
      if (change.type === 'account') read();
      if (change.type !== 'model') return;
      const { id, done, total } = change;
      setFetching((known) => {
        const next = new Map(known);
        if (done !== undefined && total !== undefined) next.set(id, { done, total });
        else next.delete(id);
        return next;
      });
      if (done === undefined) read();
    });
    read();
    return stop;
  }, [turn]);
  return { models, fetching, failed, reload: () => setTurn(turn + 1) };
}
