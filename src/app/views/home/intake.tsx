import { useState } from 'preact/hooks';
import { Icon } from '../../components/icons.tsx';
import { OFFLINE_ICONS, offlineText, offlineTitle } from '../../components/offline-badge.tsx';
import { messages } from '../../i18n/index.ts';
import { offlineState } from '../../offline.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { API, TOOL_LIST } from '../../router.ts';
// A part of the precached shell, so that it can be tried offline too.
import sample from '../../sample/sample.png';
import { addFiles } from '../../uploads.ts';
import { ChooseFiles } from './choose-files.tsx';

/** Where a page goes in: the one act of the app, and what it promises. */
export function Intake() {
  const m = messages.value.home;
  return (
    <section class="intake" aria-labelledby="intake-title">
      <div class="sheet">
        <h1 id="intake-title">{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <ChooseFiles>
          <SampleButton />
        </ChooseFiles>
      </div>
      <Promises />
    </section>
  );
}

function Promises() {
  const m = messages.value.home;
  const offline = offlineState.value;
  return (
    <ul class="promises">
      <li>
        <Icon name="lock" />
        <p>
          <strong>{m.privateTitle}.</strong> {m.privateText}
        </p>
      </li>
      {offline.state !== 'unknown' && (
        <li>
          <Icon name={OFFLINE_ICONS[offline.state]} />
          <p>
            <strong>{offlineTitle(offline)}.</strong> {offlineText(offline)}
          </p>
        </li>
      )}
      <li>
        <Icon name="tools" />
        <p>
          <strong>{m.toolsTitle}.</strong> {m.toolsText} <a href={TOOL_LIST}>{m.toolsLink}</a>
        </p>
      </li>
      <li>
        <Icon name="code" />
        <p>
          <strong>{m.apiTitle}.</strong> {m.apiText} <a href={API}>{m.apiLink}</a>
        </p>
      </li>
    </ul>
  );
}

function SampleButton() {
  const m = messages.value;
  const [problem, setProblem] = useState('');
  const take = async () => {
    try {
      const response = await fetch(sample);
      if (!response.ok) throw new TypeError(response.statusText);
      const blob = await response.blob();
      addFiles([new File([blob], 'sample.png', { type: blob.type })]);
      setProblem('');
    } catch (error) {
      setProblem(wordingOf(problemOf(error), m));
    }
  };
  return (
    <>
      <button type="button" class="button large" id="sample" onClick={take}>
        <Icon name="sample" />
        {m.home.sample}
      </button>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
