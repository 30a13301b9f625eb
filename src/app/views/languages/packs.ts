/** The acts on a pack, and what can go wrong in words. */
import { signal } from '@preact/signals';
import type { LanguageView } from '../../../contract/responses.ts';
import { api, apiJson } from '../../api.ts';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { words } from './words.ts';

/** Hosts that the person agreed to since the page was opened. */
export const agreedHosts = signal<ReadonlySet<string>>(new Set());

/** Gets a pack, or checks and renews the one that is here. Rejects with ApiError. */
export function install({ code, remote }: LanguageView): Promise<LanguageView> {
  if (remote) agreedHosts.value = new Set([...agreedHosts.value, remote]);
  return apiJson<LanguageView>(`languages/${code}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    // Asked before where it comes from another host; of one that is here the API knows what was agreed to.
    body: JSON.stringify({ remote: remote !== null }),
  });
}

export const remove = ({ code }: LanguageView): Promise<unknown> => api(`languages/${code}/`, { method: 'DELETE' });

export function wordingOfPack(error: unknown): string {
  const problem = problemOf(error);
  return problem.code === 'engine_unavailable' ? words.value.notFetched : wordingOf(problem, messages.value);
}
