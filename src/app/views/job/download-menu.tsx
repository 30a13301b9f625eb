import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { FORMATS, type Format } from '../../../contract/formats.ts';
import { announce } from '../../announce.ts';
import { api } from '../../api.ts';
import { onChange } from '../../changes.ts';
import { Icon } from '../../components/icons.tsx';
import { Menu } from '../../components/menu.tsx';
import { messages } from '../../i18n/index.ts';
import { type Problem, problemOf, wordingOf } from '../../problem.ts';
import { saveResponse } from '../../save.ts';

/** A format, or one with an option that changes what the file is. */
type Choice = Format | 'pdfa';

const COMMON: readonly Choice[] = ['txt', 'md', 'docx', 'pdf', 'csv', 'json'];
const MORE: readonly Choice[] = ['pdfa', 'html', 'hocr', 'alto'];

/** What was told of a file's pages so long ago says that it is still built, milliseconds. */
const AT_WORK = 10_000;

const formatOf = (choice: Choice): Format => (choice === 'pdfa' ? 'pdf' : choice);
const queryOf = (choice: Choice): string => (choice === 'pdfa' ? 'format=pdf&pdfa=1' : `format=${choice}`);

/**
 * A finished document as a file; `first`, what its tool was asked for, at one click. Some files are built first, which may
 * take a while: how far it is then stands in place of the name, with a way to give it up.
 */
export function DownloadMenu({ uuid, filename, first }: { uuid: string; filename: string; first: Format | undefined }) {
  const m = messages.value;
  const { last, coming, progress, problem, download, cancel } = useDownload(uuid);
  const nameOf = (choice: Choice) => (choice === 'pdfa' ? m.job.pdfa : m.job.formats[choice]);
  const isBuilding = (choice: Choice | null) => choice !== null && choice === coming && FORMATS[formatOf(choice)].built;
  const building = progress ? m.job.pageOf(progress.done, progress.total) : m.job.building;
  // The pages of a PDF stay as they are, and hardly one is PDF/A itself.
  const more = /\.pdf$/i.test(filename) ? MORE.filter((choice) => choice !== 'pdfa') : MORE;
  const menu = (
    <Menu
      label={isBuilding(coming) && coming !== first ? building : m.job.download}
      icon="download"
      kind="outlined compact"
    >
      {(close) => {
        const item = (choice: Choice) =>
          isBuilding(choice) ? (
            <div class="menu-item building" key={choice} data-building={choice}>
              <span>
                {nameOf(choice)}
                <span class="end">{building}</span>
              </span>
              <CancelButton
                kind="outlined"
                onClick={() => {
                  cancel();
                  close();
                }}
              >
                {m.jobs.cancel}
              </CancelButton>
              <progress aria-label={m.job.building} {...(progress && { value: progress.done, max: progress.total })} />
            </div>
          ) : (
            <button
              type="button"
              class="menu-item"
              key={choice}
              data-format={choice}
              disabled={coming !== null}
              onClick={() => download(choice, close)}
            >
              {nameOf(choice)}
              <span class="end">
                <bdi dir="ltr">.{FORMATS[formatOf(choice)].extension}</bdi>
              </span>
            </button>
          );
        return (
          <>
            {COMMON.map(item)}
            <details class="menu-more" open={last !== null && more.includes(last)}>
              <summary class="menu-item">{m.job.moreFormats}</summary>
              {more.map(item)}
            </details>
            {problem && (
              <p class="menu-note problem" role="alert">
                {problem}
              </p>
            )}
          </>
        );
      }}
    </Menu>
  );
  if (!first) return menu;
  return (
    <>
      <div class="first-file">
        <button
          type="button"
          class="button primary compact"
          data-first={first}
          disabled={coming !== null}
          onClick={() => download(first)}
        >
          <Icon name="download" />
          {isBuilding(first) ? building : m.job.formats[first]}
        </button>
        {isBuilding(first) && (
          <CancelButton kind="round" onClick={cancel}>
            <Icon name="close" />
          </CancelButton>
        )}
      </div>
      {menu}
    </>
  );
}

/** Takes the focus of the button that was pressed, which is gone or disabled now. */
function CancelButton({ kind, onClick, children }: { kind: string; onClick: () => void; children: ComponentChildren }) {
  const button = useRef<HTMLButtonElement>(null);
  const label = messages.value.jobs.cancel;
  useLayoutEffect(() => button.current?.focus(), []);
  return (
    <button type="button" class={`button ${kind}`} ref={button} title={label} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}

/** One file at a time: `coming`, the `last` one once it is here. `progress` counts the pages of the one that is built. */
function useDownload(uuid: string) {
  const m = messages.value;
  const [last, setLast] = useState<Choice | null>(null);
  const [busy, setBusy] = useState(false);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [problem, setProblem] = useState('');
  const until = useRef<AbortController>(null);
  const heard = useRef(0);
  useEffect(
    () =>
      onChange((change) => {
        if (change.type !== 'building' || change.uuid !== uuid) return;
        heard.current = Date.now();
        setProgress(change);
      }),
    [uuid],
  );

  /** An answer is not waited for longer than some minutes, but what is built then goes on: it is asked for again. */
  async function ask(choice: Choice, signal: AbortSignal): Promise<Response> {
    for (;;) {
      try {
        return await api(`ocr/${uuid}/download/?${queryOf(choice)}`, { signal });
      } catch (error) {
        const isAtWork = Date.now() - heard.current < AT_WORK;
        if (!isAtWork || problemOf(error).code !== 'no_host') throw error;
      }
    }
  }

  async function download(choice: Choice, close = () => {}): Promise<void> {
    until.current = new AbortController();
    const { signal } = until.current;
    setLast(choice);
    setBusy(true);
    setProgress(null);
    setProblem('');
    try {
      const response = await ask(choice, signal);
      await saveResponse(response, `${uuid}.${FORMATS[formatOf(choice)].extension}`);
      close();
    } catch (error) {
      if (signal.aborted) return;
      const wording = wordingFor(choice, problemOf(error));
      setProblem(wording);
      announce(wording);
    } finally {
      setBusy(false);
    }
  }

  const wordingFor = (choice: Choice, problem: Problem): string =>
    choice === 'pdfa' && problem.code === 'bad_field' ? m.job.notPdfa : wordingOf(problem, m);

  return { last, coming: busy ? last : null, progress, problem, download, cancel: () => until.current?.abort() };
}
