import type { JobSummary } from '../../../../contract/job.ts';
import type { Batch, FailedFile } from '../../../batches.ts';
import { Icon } from '../../../components/icons.tsx';
import { messages } from '../../../i18n/index.ts';
import { wordingOf } from '../../../problem.ts';
import { jobHash } from '../../../router.ts';
import { JobRow } from '../job-row.tsx';
import { PasswordForm } from '../password-form.tsx';
import { words } from './words.ts';

/** What a batch holds: first what needs somebody, then its documents, then what was left out and why. */
export function BatchFiles({ name, jobs, batch }: { name: string; jobs: JobSummary[]; batch: Batch | undefined }) {
  const w = words.value;
  return (
    <div class="batch-files">
      {batch && batch.twins > 0 && <p class="row-meta batch-note">{w.twins(batch.twins)}</p>}
      {batch && batch.known.length > 0 && <Known uuids={batch.known} jobs={jobs} />}
      <ul class="rows">
        {batch?.failed.map((file) => (
          <FailedRow key={file.id} name={name} file={file} />
        ))}
        {jobs.map((job) => (
          <JobRow key={job.uuid} job={job} />
        ))}
      </ul>
      {batch && batch.skipped.length > 0 && (
        <details class="batch-note" open={jobs.length === 0}>
          <summary>{w.skipped(batch.skipped.length)}</summary>
          <ul>
            {batch.skipped.map(({ path, problem }) => (
              <li key={path}>
                <bdi>{path}</bdi>
                <span class="soft"> {wordingOf(problem, messages.value)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Known({ uuids, jobs }: { uuids: readonly string[]; jobs: readonly JobSummary[] }) {
  const known = jobs.filter(({ uuid }) => uuids.includes(uuid));
  return (
    <details class="batch-note">
      <summary>{words.value.known(uuids.length)}</summary>
      <ul>
        {known.map(({ uuid, filename }) => (
          <li key={uuid}>
            <a href={jobHash(uuid)} dir="auto">
              {filename}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A file that was refused: what to do about it, and doing it, for this one alone. */
function FailedRow({ name, file }: { name: string; file: FailedFile }) {
  const m = messages.value;
  const { id, source, problem, busy } = file;
  const locked = problem.code === 'password_required' || problem.code === 'wrong_password';
  const retry = async (password?: string) =>
    (await import('../../../intake/send-batch.ts')).retryFile(name, id, password);
  const dismiss = async () => (await import('../../../intake/send-batch.ts')).dismissFile(name, id);
  return (
    <li class="row" data-state="failed" data-path={source.path}>
      <div class="thumbnail" aria-hidden="true">
        <Icon name={locked ? 'lock' : 'alert'} />
      </div>
      <div class="row-text">
        <span class="row-name" dir="auto">
          {source.path}
        </span>
        {busy ? (
          <>
            <p class="row-meta">{m.jobs.opening}</p>
            <progress aria-label={`${m.jobs.opening}: ${source.path}`} />
          </>
        ) : (
          <p class="row-meta problem">{wordingOf(problem, m)}</p>
        )}
        {locked && !busy && <PasswordForm name={source.path} onPassword={retry} />}
      </div>
      {!busy && !locked && (
        <button
          type="button"
          class="button round row-act"
          title={m.jobs.retry}
          aria-label={`${m.jobs.retry}: ${source.path}`}
          onClick={() => retry()}
        >
          <Icon name="retry" />
        </button>
      )}
      {!busy && (
        <button
          type="button"
          class="button round row-act"
          title={m.jobs.dismiss}
          aria-label={`${m.jobs.dismiss}: ${source.path}`}
          onClick={dismiss}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
