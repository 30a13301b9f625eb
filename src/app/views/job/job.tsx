import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Format } from '../../../contract/formats.ts';
import type { Job } from '../../../contract/job.ts';
import { Icon } from '../../components/icons.tsx';
import { Loading } from '../../components/lazy.tsx';
import { Menu } from '../../components/menu.tsx';
import { formats, messages } from '../../i18n/index.ts';
import { languageName } from '../../languages.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { HOME } from '../../router.ts';
import { locale } from '../../settings.ts';
import { NotFound } from '../not-found.tsx';
import { showWord, useActiveWord } from './active-word.ts';
import { downloadJob } from './download.ts';
import { PagePane } from './page-pane.tsx';
import { ResultPane } from './result-pane.tsx';
import { useJob } from './use-job.ts';
import { usePicture } from './use-picture.ts';
import { DOUBTFUL, nextDoubtful, wordsOf } from './words.ts';

/** One document: its page and what was read on it, side by side. */
export function JobView({ uuid }: { uuid: string }) {
  const m = messages.value;
  const { job, problem, reload } = useJob(uuid);
  const filename = job?.filename;
  useEffect(() => {
    document.title = filename ? `${filename} · ${m.app.name}` : m.app.name;
  }, [filename, m]);

  if (problem?.code === 'not_found') return <NotFound job />;
  if (job) return <Document job={job} />;
  if (!problem) return <Loading label={m.job.loading} />;
  return (
    <div class="state" role="alert">
      <Icon name="alert" />
      <p>{wordingOf(problem, m)}</p>
      <button type="button" class="button outlined" onClick={reload}>
        <Icon name="retry" />
        {m.jobs.retry}
      </button>
    </div>
  );
}

function Document({ job }: { job: Job }) {
  const [index, setIndex] = useState(0);
  const page = useMemo(() => job.pages.find((one) => one.index === index), [job, index]);
  const words = useMemo(() => (page ? wordsOf(page) : []), [page]);
  const picture = usePicture(job.uuid, index, page ? 'read' : job.status);
  const { active, root } = useActiveWord();
  const [checked, setChecked] = useState(-1);
  useEffect(() => setChecked(-1), [page]);

  const checkNext = () => {
    const next = nextDoubtful(words, checked);
    if (next === null) return;
    setChecked(next);
    showWord(root.current, next, 'text');
    showWord(root.current, next, 'page')?.focus({ preventScroll: true });
  };
  const doubtful = words.filter((word) => word.confidence < DOUBTFUL).length;
  const running = job.status === 'pending' || job.status === 'processing';
  return (
    <div class="job" ref={root}>
      <JobBar job={job} words={words.length}>
        {doubtful > 0 && (
          <button type="button" class="button doubt" title={messages.value.job.toCheckNext} onClick={checkNext}>
            {messages.value.job.toCheck(doubtful)}
          </button>
        )}
      </JobBar>
      <PagePane
        filename={job.filename}
        index={index}
        count={Math.max(1, job.page_count)}
        page={page}
        picture={picture}
        words={words}
        active={active}
        reading={running && !page}
        onPage={setIndex}
      />
      <ResultPane job={job} page={page} />
    </div>
  );
}

function JobBar({ job, words, children }: { job: Job; words: number; children: ComponentChildren }) {
  const m = messages.value;
  return (
    <div class="job-bar">
      <a class="button round" href={HOME} aria-label={m.job.back} title={m.job.back}>
        <Icon name="back" />
      </a>
      <div class="job-name">
        <h1 dir="auto">{job.filename}</h1>
        <Facts job={job} words={words} />
      </div>
      {children}
      {job.status === 'done' && <DownloadMenu uuid={job.uuid} />}
    </div>
  );
}

function Facts({ job, words }: { job: Job; words: number }) {
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

function DownloadMenu({ uuid }: { uuid: string }) {
  const m = messages.value;
  const [problem, setProblem] = useState('');
  const items: [Format, string][] = [
    ['txt', m.job.downloadText],
    ['md', m.job.downloadMarkdown],
    ['json', m.job.downloadJson],
  ];
  return (
    <Menu label={m.job.download} icon="download" kind="outlined compact">
      {(close) => (
        <>
          {items.map(([format, name]) => (
            <button
              type="button"
              class="menu-item"
              key={format}
              data-format={format}
              onClick={() => {
                setProblem('');
                downloadJob(uuid, format).then(close, (error) => setProblem(wordingOf(problemOf(error), m)));
              }}
            >
              {name}
              <span class="end" dir="ltr">
                .{format}
              </span>
            </button>
          ))}
          {problem && (
            <p class="menu-note problem" role="alert">
              {problem}
            </p>
          )}
        </>
      )}
    </Menu>
  );
}
