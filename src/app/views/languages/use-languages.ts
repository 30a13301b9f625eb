import type { LanguageView } from '../../../contract/responses.ts';
import { useFetchables } from '../../use-fetchables.ts';

/** Every language and its pack, read again whenever a pack comes or goes. */
export function useLanguages() {
  const { list, ...rest } = useFetchables<LanguageView>(
    'languages/',
    ({ languages }: { languages: LanguageView[] }) => languages,
    (change) => (change.type === 'pack' ? change.code : undefined),
  );
  return { languages: list, ...rest };
}
