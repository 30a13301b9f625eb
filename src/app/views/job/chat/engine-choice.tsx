import { useState } from 'preact/hooks';
import type { ModelView } from '../../../../contract/responses.ts';
import { MODELS } from '../../../router.ts';
import { choose, wordingOfModel } from '../../models/acts.ts';
import { nameOf } from '../../models/words.ts';
import { words } from './words.ts';

/** What answers: a choice where a model is ready, and the way to get one. */
export function EngineChoice({ models }: { models: readonly ModelView[] }) {
  const w = words.value;
  const [problem, setProblem] = useState('');
  const usable = models.filter(({ use, ready, chosen }) => use === 'chat' && (ready || chosen));
  const chosen = usable.find((model) => model.chosen)?.id ?? '';
  const onChoose = (id: string) =>
    choose('chat', id || null).then(
      () => setProblem(''),
      (error) => setProblem(wordingOfModel(error)),
    );
  return (
    <p class="chat-engine">
      {usable.length > 0 && (
        <label>
          {w.answeredBy}{' '}
          <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
            <option value="">{w.extractive}</option>
            {usable.map((model) => (
              <option key={model.id} value={model.id}>
                {nameOf(model)}
              </option>
            ))}
          </select>
        </label>
      )}
      <a href={MODELS}>{w.models}</a>
      {problem && (
        <span class="problem" role="alert" dir="auto">
          {problem}
        </span>
      )}
    </p>
  );
}
