import './models.css';
import { useState } from 'preact/hooks';
import type { ModelView } from '../../../contract/responses.ts';
import { Icon } from '../../components/icons.tsx';
import { Loading } from '../../components/lazy.tsx';
import { messages } from '../../i18n/index.ts';
import { choose, wordingOfModel } from './acts.ts';
import { ModelRow } from './model-row.tsx';
import { useModels } from './use-models.ts';
import { nameOf, words } from './words.ts';

/** What answers questions about documents, and the local models on this device. */
export function ModelsView() {
  const w = words.value;
  const { models, fetching, failed, reload } = useModels();
  const chat = (models ?? []).filter(({ use }) => use === 'chat');
  return (
    <div class="models">
      <div>
        <h1>{messages.value.models.title}</h1>
        <p class="soft">{w.lead}</p>
      </div>
      {!models && !failed && <Loading label={w.loading} />}
      {!models && failed && (
        <div class="state" role="alert">
          <Icon name="alert" />
          <p>{w.failed}</p>
          <button type="button" class="button outlined" onClick={reload}>
            <Icon name="retry" />
            {w.retry}
          </button>
        </div>
      )}
      {models && <Answers models={chat} />}
      {models && (
        <section>
          <h2>{w.modelsTitle}</h2>
          <p class="soft small">{chat.length > 0 ? w.modelsText : w.none}</p>
          <ul class="models-list">
            {chat.map((model) => (
              <ModelRow key={model.id} model={model} fetching={fetching.get(model.id)} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** The choice between the document's own words and the models that are ready. */
function Answers({ models }: { models: readonly ModelView[] }) {
  const w = words.value;
  const [problem, setProblem] = useState('');
  const usable = models.filter(({ ready, chosen }) => ready || chosen);
  const chosen = models.find((model) => model.chosen)?.id ?? null;
  const onChoose = (id: string | null) =>
    choose(id).then(
      () => setProblem(''),
      (error) => setProblem(wordingOfModel(error)),
    );
  const option = (id: string | null, name: string, text: string) => (
    <label class="models-choice" key={id ?? ''}>
      <input type="radio" name="answers" checked={chosen === id} onChange={() => onChoose(id)} />
      <span>
        <b>{name}</b>
        <span class="soft small">{text}</span>
      </span>
    </label>
  );
  return (
    <fieldset class="models-answers">
      <legend>{w.answersTitle}</legend>
      <p class="soft small">{w.answersText}</p>
      {option(null, w.extractive, w.extractiveText)}
      {usable.map((model) => option(model.id, nameOf(model), w.engine[model.engine]))}
      {problem && (
        <p class="problem" role="alert" dir="auto">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
