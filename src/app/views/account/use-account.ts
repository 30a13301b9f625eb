import { useEffect, useState } from 'preact/hooks';
import type { InferInput } from 'valibot';
import type { AccountPatch } from '../../../contract/endpoints.ts';
import type { AccountView } from '../../../contract/responses.ts';
import { apiJson } from '../../api.ts';
import { onChange, paced } from '../../changes.ts';
import { type Problem, problemOf } from '../../problem.ts';

export interface Account {
  /** Null until known. */
  view: AccountView | null;
  problem: Problem | null;
  /** Resolves to whether it worked; where it did not, `problem` says why. */
  change: (patch: InferInput<typeof AccountPatch>) => Promise<boolean>;
}

/** The account as the API tells it, read again whenever it or its usage changes. */
export function useAccount(): Account {
  const [view, setView] = useState<AccountView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = (asked: Promise<AccountView>) =>
    asked.then(
      (answer) => {
        setView(answer);
        setProblem(null);
        return true;
      },
      (error) => {
        setProblem(problemOf(error));
        return false;
      },
    );

  useAccountChanges(() => take(apiJson<AccountView>('account/')));
  const change: Account['change'] = (patch) => {
    const headers = { 'Content-Type': 'application/json' };
    return take(apiJson<AccountView>('account/', { method: 'PATCH', headers, body: JSON.stringify(patch) }));
  };
  return { view, problem, change };
}

/** Runs `read` at once, and again after changes of the account, its jobs and their pages. */
export function useAccountChanges(read: () => Promise<unknown>): void {
  useEffect(() => {
    const again = paced(async () => {
      await read();
    }, 500);
    again();
    return onChange((change) => {
      if (['account', 'job', 'page', 'deleted'].includes(change.type)) again();
    });
  }, []);
}
