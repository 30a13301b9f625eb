import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Format } from '../../../contract/formats.ts';
import type { JobSummary } from '../../../contract/job.ts';
import { TOOLS } from '../../../contract/tools.ts';
import { Icon } from '../../components/icons.tsx';
import { formats, messages } from '../../i18n/index.ts';
import { renameJob } from '../../jobs.ts';
import { languageName } from '../../languages.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { HOME } from '../../router.ts';
import { locale } from '../../settings.ts';
import { DownloadMenu } from './download-menu.tsx';

/** What the document is called, what is known of it, and what can be done with it. */
export function JobBar({ job, words, children }: { job: JobSummary; words: number; children: ComponentChildren }) {
  const m = messages.value;
  return (
    <div class="job-bar">
      <a class="button round" href={HOME} aria-label={m.job.back} title={m.job.back}>
        <Icon name="back" />
      </a>
      <div class="job-name">
        <Name job={job} />
        <Facts job={job} words={words} />
      </div>
      {children}
      {job.status === 'done' && <DownloadMenu uuid={job.uuid} filename={job.filename} first={fileOf(job)} />}
    </div>
  );
}

/** The file that the job's tool was asked for; what shows in the view itself is none. */
function fileOf({ tool }: JobSummary): Format | undefined {
  const result = TOOLS.find(({ slug }) => slug === tool)?.result;
  return result === 'csv' || result === 'docx' || result === 'pdf' ? result : undefined;
}

function Name({ job }: { job: JobSummary }) {
  const m = messages.value.job;
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    if (!editing && wasEditing.current) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  return (
    <div class="job-title">
      <h1 dir="auto" class={editing ? 'hidden-text' : ''}>
        {job.filename}
      </h1>
      {editing ? (
        <Rename job={job} onEnd={() => setEditing(false)} />
      ) : (
        <button
          type="button"
          class="button round rename"
          ref={opener}
          title={m.rename}
          aria-label={m.rename}
          onClick={() => setEditing(true)}
        >
          <Icon name="pencil" />
        </button>
      )}
    </div>
  );
}

function Rename({ job, onEnd }: { job: JobSummary; onEnd: () => void }) {
  const m = messages.value;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  useLayoutEffect(() => {
    input.current?.focus();
    // The ending stays: it says what the file was.
    input.current?.setSelectionRange(0, job.filename.replace(/(?<=.)\.[^.]{1,5}$/, '').length);
  }, []);
  const save = async (event: Event) => {
    event.preventDefault();
    const name = input.current?.value.trim() ?? '';
    if (name === '' || name === job.filename) return onEnd();
    await renameJob(job.uuid, name).then(onEnd, (error) => setProblem(wordingOf(problemOf(error), m)));
  };
  return (
    <form class="rename-form" onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onEnd()}>
      <input
        ref={input}
        class="field"
        dir="auto"
        name="filename"
        required
        maxLength={255}
        autocomplete="off"
        defaultValue={job.filename}
        aria-label={m.job.newName}
      />
      <button type="submit" class="button round" title={m.job.renameSave} aria-label={m.job.renameSave}>
        <Icon name="check" />
      </button>
      <button
        type="button"
        class="button round"
        title={m.job.renameCancel}
        aria-label={m.job.renameCancel}
        onClick={onEnd}
      >
        <Icon name="close" />
      </button>
      {problem && (
        <p class="problem small" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function Facts({ job, words }: { job: JobSummary; words: number }) {
  const m = messages.value.job;
  const languages = (job.detected_language ?? '')
    .split('+')
    .filter(Boolean)
    .map((code) => languageName(code, locale.value));
  return (
    <ul class="facts">
      {job.page_count > 0 && <li>{m.pages(job.page_count)}</li>}
      {job.mean_confidence !== null && <li title={m.confidenceHint}>{m.confidence(job.mean_confidence)}</li>}
      {words > 0 && job.page_count === 1 && <li class="fact-words">{m.words(words)}</li>}
      {languages.length > 0 && <li>{formats.value.list(languages)}</li>}
      <li class="fact-date">{formats.value.dateTime(job.created_at)}</li>
    </ul>
  );
}
