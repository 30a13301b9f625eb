import { useState } from 'preact/hooks';
import type { ToolSlug } from '../../../contract/tools.ts';
import { batches } from '../../batches.ts';
import { Icon } from '../../components/icons.tsx';
import { lazy } from '../../components/lazy.tsx';
import { grouped } from '../../group-jobs.ts';
import { messages } from '../../i18n/index.ts';
import { jobs, listProblem, loadOlderJobs, olderFrom, refreshJobs } from '../../jobs.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { uploads } from '../../uploads.ts';
import { JobRow } from './job-row.tsx';
import { UploadRow } from './upload-row.tsx';

const BatchRow = lazy(() => import('./batch/batch-row.tsx').then((module) => module.BatchRow));

/** The history, newest first; what is on its way in stands on top. Of one tool, or all of it. */
export function Documents({ tool }: { tool?: ToolSlug }) {
  const m = messages.value.jobs;
  return (
    <section class="documents" aria-labelledby="documents-title">
      <h2 id="documents-title">{m.title}</h2>
      <DocumentList tool={tool} />
    </section>
  );
}

function DocumentList({ tool }: { tool: ToolSlug | undefined }) {
  const m = messages.value.jobs;
  const isShown = (slug: string | null | undefined) => tool === undefined || slug === tool;
  const list = jobs.value?.filter((job) => isShown(job.tool)) ?? null;
  const coming = uploads.value.filter((upload) => isShown(upload.tool?.slug));
  const entries = grouped(list ?? [], batches.value.keys());
  const rows = entries.length + coming.length;
  return (
    <>
      {listProblem.value && <ListFailed />}
      {rows > 0 && (
        <ul class="rows">
          {coming.map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
          {entries.map((entry) =>
            'job' in entry ? (
              <JobRow key={entry.job.uuid} job={entry.job} />
            ) : (
              <li key={`batch:${entry.batch}`} class="batch" data-batch={entry.batch}>
                <BatchRow name={entry.batch} jobs={entry.jobs} />
              </li>
            ),
          )}
        </ul>
      )}
      {list === null && !listProblem.value && <Skeleton label={m.loading} />}
      {list !== null && rows === 0 && (
        <div class="state empty">
          <Icon name="file" />
          <h3>{m.emptyTitle}</h3>
          <p>{m.emptyText}</p>
        </div>
      )}
      {olderFrom.value && <MoreButton />}
    </>
  );
}

function ListFailed() {
  const m = messages.value;
  const problem = listProblem.value;
  return (
    <div class="list-failed" role="alert">
      <Icon name="alert" />
      <p>
        {m.jobs.failed} {problem && wordingOf(problem, m)}
      </p>
      <button type="button" class="button outlined" onClick={refreshJobs}>
        <Icon name="retry" />
        {m.jobs.retry}
      </button>
    </div>
  );
}

function MoreButton() {
  const m = messages.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const more = async () => {
    setBusy(true);
    setProblem('');
    await loadOlderJobs().catch((error) => setProblem(wordingOf(problemOf(error), m)));
    setBusy(false);
  };
  return (
    <div class="more">
      <button type="button" class="button outlined" disabled={busy} onClick={more}>
        {m.jobs.more}
      </button>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Skeleton({ label }: { label: string }) {
  return (
    <div class="rows skeleton" role="img" aria-label={label}>
      <div class="row" />
      <div class="row" />
      <div class="row" />
    </div>
  );
}
