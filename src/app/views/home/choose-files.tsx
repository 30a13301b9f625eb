import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../../components/icons.tsx';
import { messages } from '../../i18n/index.ts';
import { takeFiles } from '../../take-files.ts';
import { LanguageChoice } from './language-choice.tsx';

const ACCEPT =
  'application/pdf,.pdf,image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif,.avif,image/tiff,.tif,.tiff,.bmp,' +
  '.zip,application/zip';

// Not among the library's attributes.
const FOLDERS_ONLY = { webkitdirectory: true };

/** The ways in: files, a photo, a folder; `children` are further ones. */
export function ChooseFiles({ children }: { children?: ComponentChildren }) {
  const m = messages.value.home;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  return (
    <>
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
        {children}
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
    </>
  );
}

function takeChosen(event: Event): void {
  const input = event.currentTarget as HTMLInputElement;
  takeFiles([...(input.files ?? [])]);
  // Choosing the same file again must be a change again.
  input.value = '';
}
