import { Icon } from '../../components/icons.tsx';
import { messages } from '../../i18n/index.ts';
import { wordingOf } from '../../problem.ts';
import { jobHash } from '../../router.ts';
import { dismissUpload, knownText, readAgain, retryUpload, type Upload } from '../../uploads.ts';
import { PasswordForm } from './password-form.tsx';
import { FileThumbnail } from './thumbnail.tsx';

/** A file between the drop and its job. */
export function UploadRow({ upload }: { upload: Upload }) {
  const m = messages.value;
  const { id, file, state, problem, known } = upload;
  const locked = problem?.code === 'password_required' || problem?.code === 'wrong_password';
  return (
    <li class="row" data-state={state}>
      <FileThumbnail file={file} />
      <div class="row-text">
        <span class="row-name" dir="auto">
          {file.name}
        </span>
        {state === 'waiting' && <p class="row-meta">{m.jobs.waiting}</p>}
        {state === 'sending' && (
          <>
            <p class="row-meta">{m.jobs.opening}</p>
            <progress aria-label={`${m.jobs.opening}: ${file.name}`} />
          </>
        )}
        {known && (
          <>
            <p class="row-meta">{knownText(known)}</p>
            <div class="row-choice">
              <a class="button outlined" href={jobHash(known.uuid)} onClick={() => dismissUpload(id)}>
                {m.jobs.knownOpen}
              </a>
              <button type="button" class="button" onClick={() => readAgain(id)}>
                {m.jobs.knownAgain}
              </button>
            </div>
          </>
        )}
        {problem && <p class="row-meta problem">{wordingOf(problem, m)}</p>}
        {locked && <PasswordForm name={file.name} onPassword={(password) => retryUpload(id, password)} />}
      </div>
      {state === 'failed' && !locked && (
        <button
          type="button"
          class="button round"
          title={m.jobs.retry}
          aria-label={m.jobs.retry}
          onClick={() => retryUpload(id)}
        >
          <Icon name="retry" />
        </button>
      )}
      {state !== 'sending' && (
        <button
          type="button"
          class="button round"
          title={m.jobs.dismiss}
          aria-label={`${m.jobs.dismiss}: ${file.name}`}
          onClick={() => dismissUpload(id)}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
