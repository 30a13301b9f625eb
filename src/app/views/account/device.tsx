import type { ComponentChildren } from 'preact';
import { offlineText, offlineTitle } from '../../components/offline-badge.tsx';
import { LOCALE_NAMES, messages } from '../../i18n/index.ts';
import { offlineState } from '../../offline.ts';
import { MODELS } from '../../router.ts';
import { chooseLocale, chooseTheme, LOCALES, locale, THEMES, theme } from '../../settings.ts';
import { Fact, Section } from './parts.tsx';
import { type Storage, useStorage } from './use-storage.ts';
import { words } from './words.ts';

/** Language and theme. */
export function InterfaceSection() {
  const w = words.value;
  const themeNames = { system: w.themeSystem, light: w.themeLight, dark: w.themeDark };
  return (
    <Section title={w.interfaceTitle}>
      <Choice
        label={w.language}
        name="language"
        values={LOCALES}
        chosen={locale.value}
        onChoose={chooseLocale}
        show={(value) => <span lang={value}>{LOCALE_NAMES[value]}</span>}
      />
      <Choice
        label={w.theme}
        name="theme"
        values={THEMES}
        chosen={theme.value}
        onChoose={chooseTheme}
        show={(value) => themeNames[value]}
      />
    </Section>
  );
}

/** What this device keeps. */
export function DeviceSection() {
  const w = words.value;
  const offline = offlineState.value;
  const storage = useStorage();
  return (
    <Section title={w.deviceTitle}>
      <dl class="facts-table">
        {offline.state !== 'unknown' && (
          <Fact term={w.offline} detail={offlineText(offline)}>
            {offlineTitle(offline)}
          </Fact>
        )}
        {storage && <StorageFacts storage={storage} />}
        <Fact term={messages.value.models.title}>
          <a href={MODELS}>{w.modelsLink}</a>
        </Fact>
      </dl>
    </Section>
  );
}

function StorageFacts({ storage }: { storage: Storage }) {
  const w = words.value;
  return (
    <>
      <Fact term={w.storage}>{w.storageUsed(storage.used, storage.available)}</Fact>
      <Fact term={w.kept}>{storage.persisted ? w.keptYes : w.keptNo}</Fact>
    </>
  );
}

function Choice<T extends string>({
  label,
  name,
  values,
  chosen,
  show,
  onChoose,
}: {
  label: string;
  name: string;
  values: readonly T[];
  chosen: T;
  show: (value: T) => ComponentChildren;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div class="segments">
        {values.map((value) => (
          <label class={`segment ${value === chosen ? 'chosen' : ''}`} key={value}>
            <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            {show(value)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
