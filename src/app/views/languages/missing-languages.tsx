import { useState } from 'preact/hooks';
import type { JobSummary } from '../../../contract/job.ts';
import type { LanguageView } from '../../../contract/responses.ts';
import { api } from '../../api.ts';
import { Icon } from '../../components/icons.tsx';
import { formats } from '../../i18n/index.ts';
import { locale } from '../../settings.ts';
import { missingIn } from './missing.ts';
import { nameIn } from './names.ts';
import { install, wordingOfPack } from './packs.ts';
import { useLanguages } from './use-languages.ts';
import { words } from './words.ts';

/** Offers the packs with which pages of a document would have been read, and reads those pages again. */
export function MissingLanguages({ job }: { job: JobSummary }) {
  return missingIn(job).length > 0 && job.status === 'done' ? <Offers job={job} /> : null;
}

function Offers({ job }: { job: JobSummary }) {
  const { languages, fetching } = useLanguages();
  return (
    <>
      {missingIn(job).map(({ code, pages }) => {
        const language = languages?.find((one) => one.code === code);
        if (!language) return null;
        return <Offer key={code} job={job} language={language} pages={pages} fetching={fetching.get(code)} />;
      })}
    </>
  );
}

function Offer({
  job,
  language,
  pages,
  fetching,
}: {
  job: JobSummary;
  language: LanguageView;
  /** From 1. */
  pages: number[];
  fetching: { done: number; total: number } | undefined;
}) {
  const w = words.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const name = nameIn(language, locale.value);
  const { code, bytes, installed, source, remote } = language;
  const getAndRead = async () => {
    setBusy(true);
    setProblem('');
    try {
      if (!installed) await install(language);
      for (const page of pages) await readAgain(job.uuid, page, code);
    } catch (error) {
      setProblem(wordingOfPack(error));
    }
    setBusy(false);
  };
  return (
    <div class="running">
      <p>
        {busy ? w.readingAgain : w.missing(name)}
        {!busy && remote && <span class="outlook">{w.from(remote)}</span>}
        {problem && (
          <span class="problem" role="alert">
            {problem}
          </span>
        )}
      </p>
      {source !== null && (
        <button type="button" class="button outlined" disabled={busy} onClick={getAndRead}>
          <Icon name={installed ? 'retry' : 'download'} />
          <span>{installed ? w.readAgain(name) : w.getAndRead(name, bytes ?? 0)}</span>
        </button>
      )}
      {busy &&
        (fetching ? (
          <progress aria-label={formats.value.bytes(fetching.done)} value={fetching.done} max={fetching.total} />
        ) : (
          <progress aria-label={w.readingAgain} />
        ))}
    </div>
  );
}

/** `page` counts from 1. */
const readAgain = (uuid: string, page: number, language: string): Promise<unknown> =>
  api(`ocr/${uuid}/pages/${page - 1}/recognise/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ language }),
  });
