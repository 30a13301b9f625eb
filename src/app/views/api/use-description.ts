import { useEffect, useState } from 'preact/hooks';
import type { NamedTool } from '../../../contract/tool-names.ts';
import { apiJson } from '../../api.ts';
import { type Problem, problemOf } from '../../problem.ts';
import type { OpenApi } from './description.ts';

export interface Description {
  openApi: OpenApi;
  tools: NamedTool[];
}

/** What the API says of itself; null until it is here. */
export function useDescription(): { description: Description | null; problem: Problem | null } {
  const [description, setDescription] = useState<Description | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const until = new AbortController();
    const { signal } = until;
    Promise.all([
      apiJson<OpenApi>('openapi.json', { signal }),
      apiJson<{ tools: NamedTool[] }>('tools/', { signal }),
    ]).then(
      ([openApi, { tools }]) => setDescription({ openApi, tools }),
      (error) => {
        if (!signal.aborted) setProblem(problemOf(error));
      },
    );
    return () => until.abort();
  }, []);
  return { description, problem };
}
