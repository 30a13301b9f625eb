import './languages.css';
import { useState } from 'preact/hooks';
import type { LanguageView } from '../../../contract/responses.ts';
import { Icon } from '../../components/icons.tsx';
import { Loading } from '../../components/lazy.tsx';
import { messages } from '../../i18n/index.ts';
import { locale } from '../../settings.ts';
import type { Fetching } from '../../use-fetchables.ts';
import { LanguageRow } from './language-row.tsx';
import { isFound, nameIn } from './names.ts';
import { useLanguages } from './use-languages.ts';
import { words } from './words.ts';

/** Every language that documents can be read in, and the packs on this device. */
export function LanguagesView() {
  const w = words.value;
  const [query, setQuery] = useState('');
  const { languages, fetching, failed, reload } = useLanguages();
  const sought = query.trim();
  const found = (languages ?? []).filter((language) => sought === '' || isFound(language, sought, locale.value));
  const kept = (languages ?? []).filter(({ source }) => source === 'device');
  return (
    <div class="languages">
      <div class="languages-head">
        <h1>{messages.value.languages.title}</h1>
        {languages && <p class="soft">{w.lead(languages.length)}</p>}
      </div>
      {languages && (
        <div class="languages-bar">
          <input
            class="field"
            type="search"
            placeholder={w.search}
            aria-label={w.search}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
          <p class="soft small">
            {kept.length === 0
              ? w.storedNone
              : w.stored(
                  kept.length,
                  kept.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
                )}
          </p>
          <p class="hidden-text" role="status">
            {sought && w.found(found.length)}
          </p>
        </div>
      )}
      {!languages && !failed && <Loading label={w.loading} />}
      {!languages && failed && (
        <div class="state" role="alert">
          <Icon name="alert" />
          <p>{w.failed}</p>
          <button type="button" class="button outlined" onClick={reload}>
            <Icon name="retry" />
            {w.retry}
          </button>
        </div>
      )}
      <Group title={w.here} text={w.hereText} languages={found.filter((one) => one.installed)} fetching={fetching} />
      <Group title={w.more} text={w.moreText} languages={found.filter((one) => !one.installed)} fetching={fetching} />
      {sought && found.length === 0 && <p class="state">{w.none(sought)}</p>}
    </div>
  );
}

function Group({
  title,
  text,
  languages,
  fetching,
}: {
  title: string;
  text: string;
  languages: LanguageView[];
  fetching: ReadonlyMap<string, Fetching>;
}) {
  if (languages.length === 0) return null;
  const { compare } = new Intl.Collator(locale.value);
  const sorted = languages
    .map((language) => ({ language, name: nameIn(language, locale.value) }))
    .sort((a, b) => compare(a.name, b.name));
  return (
    <section class="language-group">
      <h2>{title}</h2>
      <p class="soft small">{text}</p>
      <ul>
        {sorted.map(({ language, name }) => (
          <LanguageRow key={language.code} language={language} name={name} fetching={fetching.get(language.code)} />
        ))}
      </ul>
    </section>
  );
}
