/** The acts on a model, and what can go wrong in words. */
import type { ModelView } from '../../../contract/responses.ts';
import { api, apiJson } from '../../api.ts';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';

const send = (path: string, method: string, body: object): Promise<unknown> =>
  apiJson(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** Gets a model, or goes on with it. The person was asked before where it comes from other hosts. */
export const get = ({ id }: ModelView): Promise<unknown> => send(`models/${id}/`, 'POST', { remote: true });

export const pause = ({ id }: ModelView): Promise<unknown> => api(`models/${id}/pause/`, { method: 'POST' });

export const remove = ({ id }: ModelView): Promise<unknown> => api(`models/${id}/`, { method: 'DELETE' });

/** What answers questions, or reads pages, from now on: a model's id, or null for what does without a choice. */
export const choose = (use: 'chat' | 'vision', id: string | null): Promise<unknown> =>
  send('account/', 'PATCH', { settings: { [`${use}_model`]: id } });

/** An engine's own message says more than the code's wording. */
export function wordingOfModel(error: unknown): string {
  const problem = problemOf(error);
  return problem.code === 'engine_unavailable' ? problem.message : wordingOf(problem, messages.value);
}
