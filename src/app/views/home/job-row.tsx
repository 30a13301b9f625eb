import { useState } from 'preact/hooks';
import type { JobSummary } from '../../../contract/job.ts';
import { Ask } from '../../components/ask.tsx';
import { Icon } from '../../components/icons.tsx';
import { formats, messages } from '../../i18n/index.ts';
import { cancelJob, deleteJob, pagesInWork, retryJob } from '../../jobs.ts';
import { outlookOf } from '../../paces.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { outlookText, progressOf } from '../../progress.ts';
import { jobHash } from '../../router.ts';
import { PageThumbnail } from './thumbnail.tsx';

/** A document of the history: what it is, how far it is, and what can be done with it. */
export function JobRow({ job }: { job: JobSummary }) {
  const m = messages.value;
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const attempt = (act: Promise<void>) => {
    setProblem('');
    act.catch((error) => setProblem(wordingOf(problemOf(error), m)));
  };
  const running = job.status === 'pending' || job.status === 'processing';
  return (
    <li class="row" data-state={job.status} data-uuid={job.uuid}>
      <PageThumbnail job={job} />
      <div class="row-text">
        <a class="row-name" dir="auto" href={jobHash(job.uuid)}>
          {job.filename}
        </a>
        <Status job={job} />
        {problem && (
          <p class="row-meta problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      {job.status === 'failed' && (
        <button
          type="button"
          class="button round row-act"
          title={m.jobs.readAgain}
          aria-label={m.jobs.readAgainNamed(job.filename)}
          onClick={() => attempt(retryJob(job.uuid))}
        >
          <Icon name="retry" />
        </button>
      )}
      {running ? (
        <button
          type="button"
          class="button row-act"
          aria-label={m.jobs.cancelNamed(job.filename)}
          onClick={() => attempt(cancelJob(job.uuid))}
        >
          {m.jobs.cancel}
        </button>
      ) : (
        <button
          type="button"
          class="button round danger row-act"
          title={m.jobs.remove}
          aria-label={m.jobs.removeNamed(job.filename)}
          aria-expanded={asking}
          onClick={() => setAsking(!asking)}
        >
          <Icon name="trash" />
        </button>
      )}
      {asking && !running && (
        <Ask
          question={m.jobs.removeAsk(`\u2068${job.filename}\u2069`)}
          name={m.jobs.removeAsk(job.filename)}
          yes={m.jobs.removeYes}
          no={m.jobs.removeNo}
          onYes={() => attempt(deleteJob(job.uuid))}
          onNo={() => setAsking(false)}
        />
      )}
    </li>
  );
}

function Status({ job }: { job: JobSummary }) {
  const m = messages.value;
  const f = formats.value;
  if (job.status === 'done') {
    const facts = [m.job.pages(job.page_count)];
    if (job.mean_confidence !== null) facts.push(m.job.confidence(job.mean_confidence));
    facts.push(f.ago(job.created_at));
    return <p class="row-meta">{facts.join(' · ')}</p>;
  }
  if (job.status === 'failed') {
    const cancelled = job.error?.code === 'cancelled';
    const text = job.error ? wordingOf(job.error, m) : m.problems.internal({});
    if (!cancelled) return <p class="row-meta problem">{text}</p>;
    return (
      <p class="row-meta">
        {text} · {f.ago(job.created_at)}
      </p>
    );
  }
  const { ratio, label } = progressOf(job, pagesInWork.value.get(job.uuid), m);
  const left = outlookText(outlookOf(job.uuid), m, { brief: true });
  return (
    <>
      <p class="row-meta">{left ? `${label} · ${left}` : label}</p>
      {/* No value at all, not an empty one, is what makes it indeterminate. */}
      {ratio === null ? <progress aria-label={label} /> : <progress aria-label={label} value={ratio} max={1} />}
    </>
  );
}
