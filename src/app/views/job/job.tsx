import { useEffect, useMemo, useState } from 'preact/hooks';
import type { JobSummary } from '../../../contract/job.ts';
import type { Page } from '../../../document/model.ts';
import { Icon } from '../../components/icons.tsx';
import { Loading } from '../../components/lazy.tsx';
import { messages } from '../../i18n/index.ts';
import { wordingOf } from '../../problem.ts';
import { NotFound } from '../not-found.tsx';
import { showWord, useActiveWord } from './active-word.ts';
import { JobBar } from './job-bar.tsx';
import type { Mark } from './mark-layer.tsx';
import { PagePane } from './page-pane.tsx';
import { type Correction, ResultPane } from './result-pane.tsx';
import { useJob } from './use-job.ts';
import { usePicture } from './use-picture.ts';
import { isDoubtful, nextDoubtful, wordsOf } from './words.ts';

/** One document: its page and what was read on it, side by side. */
export function JobView({ uuid }: { uuid: string }) {
  const m = messages.value;
  const [index, setIndex] = useState(0);
  const { job, page, problem, reload } = useJob(uuid, index);
  const filename = job?.filename;
  useEffect(() => {
    document.title = filename ? `${filename} · ${m.app.name}` : m.app.name;
  }, [filename, m]);

  if (problem?.code === 'not_found') return <NotFound job />;
  if (job) return <Document job={job} index={index} page={page} onPage={setIndex} />;
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

function Document({
  job,
  index,
  page,
  onPage,
}: {
  job: JobSummary;
  /** From 0. */
  index: number;
  page: Page | undefined;
  onPage: (index: number) => void;
}) {
  const words = useMemo(() => (page ? wordsOf(page) : []), [page]);
  const isDone = job.status === 'done';
  const read = page !== undefined || isDone;
  const picture = usePicture({ uuid: job.uuid, filename: job.filename, index, read }, job.status);
  const [editing, setEditing] = useState<number | null>(null);
  const { active, root } = useActiveWord(editing, (id) => {
    setEditing(isDone ? id : null);
    return isDone;
  });
  /** Those that have been looked at, up to this one. */
  const [checked, setChecked] = useState(-1);
  const [mark, setMark] = useState<Mark | null>(null);
  useEffect(() => {
    setChecked(-1);
    setEditing(null);
  }, [index]);

  const goTo = (id: number) => {
    setChecked(id);
    setEditing(isDone ? id : null);
    // In one column the text is what stays in view: the editor shows the word as it is printed.
    showWord(root.current, id, 'page');
    showWord(root.current, id, 'text');
  };
  const checkNext = () => {
    const next = nextDoubtful(words, checked);
    if (next !== null) goTo(next);
  };
  const correction: Correction = {
    id: editing,
    picture: picture.state === 'shown' ? picture.url : null,
    onClose: () => setEditing(null),
    onSaved: (id, text) => {
      // In the order of a reader: what was one of the uncertain words leads to the next one.
      const next = id === checked ? nextDoubtful(words, id) : null;
      if (next === null || next <= id) setEditing(null);
      else goTo(text === '' ? next - 1 : next);
    },
  };
  const show = (place: Mark) => {
    setMark(place);
    onPage(place.index);
  };
  const doubtful = words.filter(isDoubtful).length;
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
        mark={mark}
        onPage={onPage}
      />
      <ResultPane job={job} page={page} correction={correction} onShow={show} />
    </div>
  );
}
