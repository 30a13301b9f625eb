import type { ModelView } from '../../../contract/responses.ts';
import { useFetchables } from '../../use-fetchables.ts';

/** Every local model, read again whenever one comes, goes or is chosen. */
export function useModels() {
  const { list, ...rest } = useFetchables<ModelView>(
    'models/',
    ({ models }: { models: ModelView[] }) => models,
    (change) => (change.type === 'model' ? change.id : change.type === 'account' ? null : undefined),
  );
  return { models: list, ...rest };
}
