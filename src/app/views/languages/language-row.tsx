import { useState } from 'preact/hooks';
import type { LanguageView } from '../../../contract/responses.ts';
import { announce } from '../../announce.ts';
import { Ask } from '../../components/ask.tsx';
import { Act, FetchProgress } from '../../components/fetch-row.tsx';
import { Icon } from '../../components/icons.tsx';
import { formats } from '../../i18n/index.ts';
import { locale } from '../../settings.ts';
import type { Fetching } from '../../use-fetchables.ts';
import { scriptIn, tagOf } from './names.ts';
import { agreedHosts, install, remove, wordingOfPack } from './packs.ts';
import { words } from './words.ts';

interface Props {
  language: LanguageView;
  /** In the interface's language. */
  name: string;
  fetching: Fetching | undefined;
}

/** One language: its names, how it is written, where its pack is and what can be done with it. */
export function LanguageRow({ language, name, fetching }: Props) {
  const w = words.value;
  const [asking, setAsking] = useState<'agree' | 'remove' | null>(null);
  const [result, setResult] = useState<{ text: string; bad: boolean } | null>(null);
  const { code, native_name, direction, bytes, source, remote } = language;

  const act = async (work: () => Promise<unknown>, done: string) => {
    setAsking(null);
    setResult(null);
    try {
      await work();
      setResult({ text: done, bad: false });
      announce(done);
    } catch (error) {
      setResult({ text: wordingOfPack(error), bad: true });
    }
  };
  const get = () => {
    const agreed = !remote || agreedHosts.value.has(remote);
    if (agreed || asking === 'agree') void act(() => install(language), w.added(name));
    else setAsking('agree');
  };
  const facts = [
    scriptIn(language, locale.value),
    direction === 'rtl' && w.rightToLeft,
    code.endsWith('_vert') && w.vertical,
    code,
  ].filter(Boolean);

  return (
    <li class="language-row" data-code={code} data-source={source ?? 'none'}>
      <div class="language-names">
        <span class="language-name">{name}</span>
        <bdi class="soft" lang={tagOf(language)}>
          {native_name}
        </bdi>
        <span class="soft small language-facts">{facts.join(' · ')}</span>
      </div>
      <p class="language-state small">
        {source === 'device' && <Icon name="check" />}
        <span>
          {[w.state[source ?? 'none'], bytes !== null && formats.value.bytes(bytes)].filter(Boolean).join(' · ')}
        </span>
        {language.update && <span class="language-old">{w.outOfDate}</span>}
      </p>
      <div class="language-acts">
        {language.installing ? (
          <Act
            label={w.cancel}
            name={w.cancelNamed(name)}
            onClick={() => act(() => remove(language), w.removed(name))}
          />
        ) : (
          <Acts language={language} name={name} onGet={get} onAct={act} onRemove={() => setAsking('remove')} />
        )}
      </div>
      {language.installing && <FetchProgress kind="language-progress" fetching={fetching} name={name} wordsOf={w} />}
      {asking === 'agree' && (
        <Ask
          question={w.agreeAsk(name, remote ?? '', bytes ?? 0)}
          yes={w.agreeYes}
          no={w.agreeNo}
          onYes={get}
          onNo={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <Ask
          question={w.removeAsk(name)}
          yes={w.removeYes}
          no={w.removeNo}
          onYes={() => act(() => remove(language), w.removed(name))}
          onNo={() => setAsking(null)}
        />
      )}
      {result && (
        <p
          class={result.bad ? 'language-result problem' : 'language-result soft small'}
          role={result.bad ? 'alert' : undefined}
        >
          {result.text}
        </p>
      )}
    </li>
  );
}

function Acts({
  language,
  name,
  onGet,
  onAct,
  onRemove,
}: {
  language: LanguageView;
  name: string;
  onGet: () => void;
  onAct: (work: () => Promise<unknown>, done: string) => void;
  onRemove: () => void;
}) {
  const w = words.value;
  const { source, bytes, update } = language;
  if (source === 'remote') {
    return (
      <Act label={w.get} name={w.getNamed(name, bytes ?? 0)} onClick={onGet}>
        <Icon name="download" />
      </Act>
    );
  }
  if (source === 'deployment') return <Act label={w.keep} name={w.keepNamed(name)} onClick={onGet} />;
  if (source !== 'device') return null;
  return (
    <>
      {update ? (
        <Act label={w.update} name={w.updateNamed(name)} onClick={onGet} />
      ) : (
        <Act
          label={w.verify}
          name={w.verifyNamed(name)}
          onClick={() => onAct(() => install(language), w.verified(name))}
        />
      )}
      <Act label={w.remove} name={w.removeNamed(name)} onClick={onRemove} />
    </>
  );
}
