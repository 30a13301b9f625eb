import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { JobSummary } from '../../../../contract/job.ts';
import { type Batch, batches, forgetBatch } from '../../../batches.ts';
import { Ask } from '../../../components/ask.tsx';
import { Icon } from '../../../components/icons.tsx';
import { sumOf, tagOf } from '../../../group-jobs.ts';
import { formats, messages } from '../../../i18n/index.ts';
import { loadTagged, olderFrom } from '../../../jobs.ts';
import { outlookOf } from '../../../paces.ts';
import { problemOf, wordingOf } from '../../../problem.ts';
import { outlookText } from '../../../progress.ts';
import { cancelBatch, deleteBatch, isRunning } from './acts.ts';
import { BatchFiles } from './batch-files.tsx';
import { DownloadAll } from './download-all.tsx';
import { words } from './words.ts';

/** Which are unfolded: still so after a look at one of their documents. */
const unfolded = signal<ReadonlySet<string>>(new Set());

/** A folder or ZIP as one entry of the list: how far it is, what can be done with all of it, and its documents. */
export function BatchRow({ name, jobs }: { name: string; jobs: JobSummary[] }) {
  const m = messages.value;
  const w = words.value;
  const batch = batches.value.get(name);
  const open = unfolded.value.has(name);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  useOlderMembers(name);

  const sending = batch?.state === 'sending' || batch?.state === 'opening';
  const running = sending || batch?.state === 'paused' || jobs.some(isRunning);
  const attempt = (act: Promise<void>) => {
    setAsking(false);
    setProblem('');
    act.catch((error) => setProblem(wordingOf(problemOf(error), m)));
  };
  const remove = () => (jobs.length > 0 ? attempt(deleteBatch(name)) : forgetBatch(name));
  const question = running ? w.cancelAsk : (of: string) => w.removeAsk(of, jobs.length);
  return (
    <>
      <div class="row" data-state={running ? 'running' : 'over'}>
        <div class="thumbnail" aria-hidden="true">
          <Icon name="folder" />
        </div>
        <div class="row-text">
          <button
            type="button"
            class="row-name"
            dir="auto"
            aria-expanded={open}
            title={w.show(name)}
            onClick={() => toggle(name)}
          >
            {name}
          </button>
          <Status name={name} jobs={jobs} batch={batch} running={running} />
          {batch?.problem && <p class="row-meta problem">{wordingOf(batch.problem, m)}</p>}
          {problem && (
            <p class="row-meta problem" role="alert">
              {problem}
            </p>
          )}
        </div>
        {batch?.state === 'paused' && (
          <button type="button" class="button outlined row-act" onClick={() => void resume(name)}>
            {w.resume}
          </button>
        )}
        {jobs.some(({ status }) => status === 'done') && <DownloadAll name={name} jobs={jobs} />}
        {running ? (
          <button
            type="button"
            class="button row-act"
            aria-label={m.jobs.cancelNamed(name)}
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            {m.jobs.cancel}
          </button>
        ) : (
          <button
            type="button"
            class="button round danger row-act"
            title={m.jobs.remove}
            aria-label={m.jobs.removeNamed(name)}
            aria-expanded={asking}
            onClick={() => (jobs.length > 0 ? setAsking(!asking) : remove())}
          >
            <Icon name="trash" />
          </button>
        )}
        {asking && (
          <Ask
            question={question(`\u2068${name}\u2069`)}
            name={question(name)}
            yes={running ? w.cancelYes : m.jobs.removeYes}
            no={running ? w.cancelNo : m.jobs.removeNo}
            onYes={() => (running ? attempt(cancelBatch(name)) : remove())}
            onNo={() => setAsking(false)}
          />
        )}
      </div>
      {open && <BatchFiles name={name} jobs={jobs} batch={batch} />}
    </>
  );
}

function Status({
  name,
  jobs,
  batch,
  running,
}: {
  name: string;
  jobs: JobSummary[];
  batch: Batch | undefined;
  running: boolean;
}) {
  const m = messages.value;
  const w = words.value;
  const { documents, pages } = sumOf(jobs);
  const unsent = batch ? batch.total - batch.tried : 0;
  const attention = documents.failed + (batch?.failed.length ?? 0);
  const troubled = attention > 0 && <span class="problem"> · {w.needYou(attention)}</span>;
  if (!running) {
    const newest = jobs[0];
    const facts = [w.documents(jobs.length), m.job.pages(pages.done)];
    if (newest) facts.push(formats.value.ago(newest.created_at));
    return (
      <p class="row-meta">
        {facts.join(' · ')}
        {troubled}
      </p>
    );
  }
  // A file that is not sent yet is taken to be as long as the others are on average.
  const mean = jobs.length > 0 ? pages.total / jobs.length : 1;
  const total = pages.total + unsent * mean;
  const label =
    batch?.state === 'opening'
      ? w.opening
      : unsent > 0 && documents.done === 0
        ? w.sending(batch ? batch.tried + 1 : 1, batch?.total ?? 1)
        : [w.documentsOf(documents.done, jobs.length + unsent), w.pagesOf(pages.done, Math.round(total))].join(' · ');
  const left = unsent > 0 ? '' : outlookText(outlookOf(name), m, { brief: true });
  const bar = `${name}: ${label}`;
  return (
    <>
      <p class="row-meta">
        {left ? `${label} · ${left}` : label}
        {troubled}
      </p>
      {pages.done > 0 ? (
        <progress aria-label={bar} value={Math.min(1, pages.done / total)} max={1} />
      ) : (
        <progress aria-label={bar} />
      )}
    </>
  );
}

/** The list begins with its newest stretch: a batch's other documents may stand further down. */
function useOlderMembers(name: string): void {
  useEffect(() => {
    // What cannot be loaded now is there once the list is loaded further.
    if (olderFrom.value !== null) loadTagged(tagOf(name)).catch(console.warn);
  }, [name]);
}

function toggle(name: string): void {
  const next = new Set(unfolded.value);
  if (!next.delete(name)) next.add(name);
  unfolded.value = next;
}

const resume = (name: string) => import('../../../intake/send-batch.ts').then(({ resumeBatch }) => resumeBatch(name));
