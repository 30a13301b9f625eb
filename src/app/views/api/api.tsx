import './api.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { token } from '../../api.ts';
import { onChange } from '../../changes.ts';
import { Icon } from '../../components/icons.tsx';
import { Loading } from '../../components/lazy.tsx';
import { Switch } from '../../components/switch.tsx';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { apiHash } from '../../router.ts';
import { hasChat } from './description.ts';
import { SECTION_VIEWS } from './sections.tsx';
import { documentUuid, shownToken } from './state.ts';
import { Text } from './text.tsx';
import { type Description, useDescription } from './use-description.ts';
import { SECTIONS, type SectionId, words } from './words.ts';

/** The documentation of the REST API, with examples that run. `section` is the one to begin at. */
export function ApiView({ section }: { section: string }) {
  const m = messages.value;
  const w = words.value;
  const { description, problem } = useDescription();
  useEffect(() => {
    if (description && section) document.getElementById(section)?.scrollIntoView();
  }, [description, section]);
  useEffect(
    () =>
      onChange((change) => {
        if (change.type === 'deleted' && change.uuid === documentUuid.value) documentUuid.value = null;
      }),
    [],
  );
  return (
    <div class="api">
      <header class="api-head">
        <h1>{m.api.title}</h1>
        <p class="lead">{w.lead}</p>
        <TokenSwitch />
      </header>
      {description && <Contents description={description} />}
      {description && <Sections description={description} />}
      {!description && !problem && <Loading label={m.app.loading} />}
      {problem && (
        <div class="state" role="alert">
          <Icon name="alert" />
          <p>{wordingOf(problem, m)}</p>
        </div>
      )}
    </div>
  );
}

function TokenSwitch() {
  const m = messages.value;
  const w = words.value;
  const [problem, setProblem] = useState('');
  const fill = (on: boolean) => {
    shownToken.value = '';
    if (!on) return;
    token().then(
      (value) => {
        shownToken.value = value;
      },
      (error) => setProblem(wordingOf(problemOf(error), m)),
    );
  };
  useEffect(
    () =>
      onChange((change) => {
        if (change.type === 'account' && shownToken.value) fill(true);
      }),
    [],
  );
  return (
    <>
      <Switch label={w.fillToken} checked={shownToken.value !== ''} onChange={fill}>
        <Text>{w.fillTokenText}</Text>
      </Switch>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function Contents({ description }: { description: Description }) {
  const w = words.value;
  return (
    <nav class="contents" aria-label={w.contents}>
      <ul>
        {shownSections(description).map((id) => (
          <li key={id}>
            <a href={apiHash(id)}>{w.sections[id]}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Sections({ description }: { description: Description }) {
  return (
    <div class="api-sections">
      {shownSections(description).map((id) => {
        const View = SECTION_VIEWS[id];
        return (
          <ApiSection id={id} key={id}>
            <View description={description} />
          </ApiSection>
        );
      })}
    </div>
  );
}

function ApiSection({ id, children }: { id: SectionId; children: ComponentChildren }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.value.sections[id]}</h2>
      {children}
    </section>
  );
}

const shownSections = ({ openApi }: Description): SectionId[] =>
  SECTIONS.filter((id) => id !== 'chat' || hasChat(openApi));
