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

/** What answers questions about documents and reads their pages: the local models on this device. */
export function ModelsView() {
  const w = words.value;
  const { models, fetching, failed, reload } = useModels();
  const chat = (models ?? []).filter(({ use }) => use !== 'vision');
  const vision = (models ?? []).filter(({ use }) => use === 'vision');
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
      {models && <Choice use="chat" models={chat} none={[w.extractive, w.extractiveText]} />}
      {vision.length > 0 && <Choice use="vision" models={vision} none={[w.readsBest, w.readsBestText]} />}
      {models && (
        <section>
          <h2>{w.modelsTitle}</h2>
          <p class="soft small">{models.length > 0 ? w.modelsText : w.none}</p>
          <List name={w.answering} models={chat} fetching={fetching} />
          <List name={w.reading} models={vision} fetching={fetching} />
        </section>
      )}
    </div>
  );
}

function List({
  name,
  models,
  fetching,
}: {
  name: string;
  models: readonly ModelView[];
  fetching: ReturnType<typeof useModels>['fetching'];
}) {
  if (models.length === 0) return null;
  return (
    <>
      <h3>{name}</h3>
      <ul class="models-list">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} fetching={fetching.get(model.id)} />
        ))}
      </ul>
    </>
  );
}

/** The choice between the models of a use that are ready and what does without one, `none`: its name and a sentence. */
function Choice({
  use,
  models,
  none,
}: {
  use: 'chat' | 'vision';
  models: readonly ModelView[];
  none: readonly [name: string, text: string];
}) {
  const w = words.value;
  const [problem, setProblem] = useState('');
  const usable = models.filter(({ ready, chosen }) => ready || chosen);
  const chosen = models.find((model) => model.chosen)?.id ?? null;
  const onChoose = (id: string | null) =>
    choose(use, id).then(
      () => setProblem(''),
      (error) => setProblem(wordingOfModel(error)),
    );
  const option = (id: string | null, name: string, text: string) => (
    <label class="models-choice" key={id ?? ''}>
      <input type="radio" name={`${use}-model`} checked={chosen === id} onChange={() => onChoose(id)} />
      <span>
        <b>{name}</b>
        <span class="soft small">{text}</span>
      </span>
    </label>
  );
  return (
    <fieldset class="models-answers">
      <legend>{use === 'chat' ? w.answersTitle : w.readsTitle}</legend>
      <p class="soft small">{use === 'chat' ? w.answersText : w.readsText}</p>
      {option(null, ...none)}
      {usable.map((model) => option(model.id, nameOf(model), w.engine[model.engine]))}
      {problem && (
        <p class="problem" role="alert" dir="auto">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
