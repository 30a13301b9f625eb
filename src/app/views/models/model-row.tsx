import { useState } from 'preact/hooks';
import type { ModelView } from '../../../contract/responses.ts';
import { announce } from '../../announce.ts';
import { Ask } from '../../components/ask.tsx';
import { Act, FetchProgress } from '../../components/fetch-row.tsx';
import { Icon } from '../../components/icons.tsx';
import type { Fetching } from '../../use-fetchables.ts';
import { get, pause, remove, wordingOfModel } from './acts.ts';
import { nameOf, words } from './words.ts';

/** One model: what it is, whether it is here, and what can be done with it. */
export function ModelRow({ model, fetching }: { model: ModelView; fetching: Fetching | undefined }) {
  const w = words.value;
  const [asking, setAsking] = useState<'agree' | 'remove' | null>(null);
  const [problem, setProblem] = useState('');
  const { id, engine, bytes, license, installed, installing, done, reason, reason_code, remote } = model;
  const name = nameOf(model);
  const isOwn = engine === 'browser';

  const act = async (work: () => Promise<unknown>, said = '') => {
    setAsking(null);
    setProblem('');
    try {
      await work();
      if (said) announce(said);
    } catch (error) {
      setProblem(wordingOfModel(error));
    }
  };
  const fetchIt = () => act(() => get(model), w.ready(name));
  const cannotRun = reason_code !== null;
  const facts = [license, bytes !== null && w.size(bytes), w.engine[engine]].filter(Boolean);
  const state = installed && !isOwn ? w.here : !installing && done > 0 ? w.paused(done) : '';
  return (
    <li class="model-row" data-id={id} data-installed={installed}>
      <div class="model-names">
        <bdi class="model-name">{name}</bdi>
        <span class="soft small">
          {facts.map((fact, i) => (
            <span key={i}>
              {i > 0 && ' · '}
              <bdi>{fact}</bdi>
            </span>
          ))}
        </span>
      </div>
      {state && (
        <p class="model-state small">
          {installed && <Icon name="check" />}
          {state}
        </p>
      )}
      <div class="model-acts">
        {installing && <Act label={w.pause} name={w.pauseNamed(name)} onClick={() => act(() => pause(model))} />}
        {!installing && !installed && !cannotRun && (
          <Act
            label={done > 0 ? w.goOn : w.get}
            name={done > 0 ? w.goOnNamed(name) : w.getNamed(name)}
            onClick={() => (done > 0 || remote.length === 0 ? fetchIt() : setAsking('agree'))}
          >
            <Icon name="download" />
          </Act>
        )}
        {!isOwn && (installed || (!installing && done > 0)) && (
          <Act label={w.remove} name={w.removeNamed(name)} onClick={() => setAsking('remove')} />
        )}
      </div>
      {installing && <FetchProgress kind="model-progress" fetching={fetching} name={name} wordsOf={w} />}
      {reason && !installing && !problem && (
        <p class="model-reason soft small" dir="auto">
          {(reason_code && w.lacks[reason_code]) || reason}
        </p>
      )}
      {asking === 'agree' && (
        <Ask
          question={w.agreeAsk(name, bytes, license, remote)}
          yes={w.agreeYes}
          no={w.agreeNo}
          onYes={fetchIt}
          onNo={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <Ask
          question={w.removeAsk(name)}
          yes={w.removeYes}
          no={w.removeNo}
          onYes={() => act(() => remove(model), w.removed(name))}
          onNo={() => setAsking(null)}
        />
      )}
      {problem && (
        <p class="model-reason problem" role="alert" dir="auto">
          {problem}
        </p>
      )}
    </li>
  );
}
