import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { apiUrl, token } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { offlineText, offlineTitle } from '../../components/offline-badge.tsx';
import { LOCALE_NAMES, messages } from '../../i18n/index.ts';
import { offlineState } from '../../offline.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { chooseLocale, chooseTheme, LOCALES, locale, THEMES, theme } from '../../settings.ts';
import { type Storage, useStorage } from './use-storage.ts';

/** The token for programs, the choices for the interface, and what this device keeps. */
export function AccountView() {
  const m = messages.value.account;
  return (
    <div class="account">
      <h1>{m.title}</h1>
      <TokenSection />
      <InterfaceSection />
      <DeviceSection />
    </div>
  );
}

function TokenSection() {
  const m = messages.value;
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    token().then(setValue, (error) => setProblem(wordingOf(problemOf(error), m)));
  }, []);
  return (
    <Section title={m.account.tokenTitle}>
      <p class="soft">{m.account.tokenText}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {value && (
        <>
          <div class="token">
            <code id="api-token" dir="ltr">
              {value}
            </code>
            <CopyButton label={m.account.copyToken} text={() => value} kind="primary" />
          </div>
          <details class="example">
            <summary>{m.account.tokenExample}</summary>
            <pre dir="ltr" tabIndex={0}>
              {exampleFor(value)}
            </pre>
          </details>
        </>
      )}
    </Section>
  );
}

function InterfaceSection() {
  const m = messages.value.account;
  const themeNames = { system: m.themeSystem, light: m.themeLight, dark: m.themeDark };
  return (
    <Section title={m.interfaceTitle}>
      <Choice
        label={m.language}
        name="language"
        values={LOCALES}
        chosen={locale.value}
        onChoose={chooseLocale}
        show={(value) => <span lang={value}>{LOCALE_NAMES[value]}</span>}
      />
      <Choice
        label={m.theme}
        name="theme"
        values={THEMES}
        chosen={theme.value}
        onChoose={chooseTheme}
        show={(value) => themeNames[value]}
      />
    </Section>
  );
}

function DeviceSection() {
  const m = messages.value.account;
  const offline = offlineState.value;
  const storage = useStorage();
  return (
    <Section title={m.deviceTitle}>
      <dl class="facts-table">
        {offline.state !== 'unknown' && (
          <Fact term={m.offline} detail={offlineText(offline)}>
            {offlineTitle(offline)}
          </Fact>
        )}
        {storage && <StorageFacts storage={storage} />}
      </dl>
    </Section>
  );
}

function StorageFacts({ storage }: { storage: Storage }) {
  const m = messages.value.account;
  return (
    <>
      <Fact term={m.storage}>{m.storageUsed(storage.used, storage.available)}</Fact>
      <Fact term={m.kept}>{storage.persisted ? m.keptYes : m.keptNo}</Fact>
    </>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Fact({ term, detail, children }: { term: string; detail?: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {children}
        {detail && <p class="soft small">{detail}</p>}
      </dd>
    </div>
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

const exampleFor = (value: string): string => `const form = new FormData();
form.append('file', file);
const response = await fetch('${apiUrl('ocr/')}', {
  method: 'POST',
  headers: { Authorization: 'Bearer ${value}' },
  body: form,
});
const { text } = await response.json();`;
