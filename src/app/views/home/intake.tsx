import { useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/icons.tsx';
import { OFFLINE_ICONS, offlineText, offlineTitle } from '../../components/offline-badge.tsx';
import { messages } from '../../i18n/index.ts';
import { offlineState } from '../../offline.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { API } from '../../router.ts';
// A part of the precached shell, so that it can be tried offline too.
import sample from '../../sample/sample.png';
import { takeFiles } from '../../take-files.ts';
import { addFiles } from '../../uploads.ts';
import { LanguageChoice } from './language-choice.tsx';

const ACCEPT =
  'application/pdf,.pdf,image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif,.avif,image/tiff,.tif,.tiff,.bmp,' +
  '.zip,application/zip';

// Not among the library's attributes.
const FOLDERS_ONLY = { webkitdirectory: true };

/** Where a page goes in: the one act of the app, and what it promises. */
export function Intake() {
  const m = messages.value.home;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  return (
    <section class="intake" aria-labelledby="intake-title">
      <div class="sheet">
        <h1 id="intake-title">{m.title}</h1>
        <p class="lead">{m.lead}</p>
        <div class="acts">
          <button type="button" class="button primary large" onClick={() => files.current?.click()}>
            <Icon name="file" />
            {m.choose}
          </button>
          <button type="button" class="button outlined large photo" onClick={() => camera.current?.click()}>
            <Icon name="camera" />
            {m.photo}
          </button>
          <button type="button" class="button large folder" onClick={() => folder.current?.click()}>
            <Icon name="folder" />
            {m.folder}
          </button>
          <SampleButton />
        </div>
        <div class="sheet-foot">
          <LanguageChoice />
          <span class="formats">{m.formats}</span>
        </div>
        <input
          ref={files}
          id="file-input"
          type="file"
          multiple
          accept={ACCEPT}
          hidden
          aria-label={m.choose}
          onChange={takeChosen}
        />
        <input
          ref={folder}
          id="folder-input"
          type="file"
          {...FOLDERS_ONLY}
          hidden
          aria-label={m.folder}
          onChange={takeChosen}
        />
        <input
          ref={camera}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          aria-label={m.photo}
          onChange={takeChosen}
        />
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

function takeChosen(event: Event): void {
  const input = event.currentTarget as HTMLInputElement;
  takeFiles([...(input.files ?? [])]);
  // Choosing the same file again must be a change again.
  input.value = '';
}
