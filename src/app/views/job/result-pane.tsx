import { useState } from 'preact/hooks';
import type { Job, JobSummary } from '../../../contract/job.ts';
import { TOOLS } from '../../../contract/tools.ts';
import type { Page } from '../../../document/model.ts';
import { announce } from '../../announce.ts';
import { api, apiJson } from '../../api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { Loading, lazy } from '../../components/lazy.tsx';
import { LongText } from '../../components/long-text.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { messages } from '../../i18n/index.ts';
import { cancelJob, pagesInWork, retryJob } from '../../jobs.ts';
import { outlookOf } from '../../paces.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { outlookText, progressOf } from '../../progress.ts';
import { MissingLanguages } from '../languages/missing-languages.tsx';
import type { Mark } from './mark-layer.tsx';
import { jsonPieces, linePieces } from './pieces.ts';
import { TextView, TranslationView } from './text-view.tsx';
import { readText, useMarkdown, useWhole } from './use-job.ts';
import type { WordEditor as Editor } from './word-editor.tsx';

type Tab = 'data' | 'translation' | 'text' | 'markdown' | 'json' | 'ask';

/** The word that is being corrected, and what ends that. */
export interface Correction {
  id: number | null;
  /** Address of the page's picture; null where there is none. */
  picture: string | null;
  onSaved: Parameters<typeof Editor>[0]['onSaved'];
  onClose: () => void;
}

const WordEditor = lazy(() => import('./word-editor.tsx').then((module) => module.WordEditor));
const DataPanel = lazy(() => import('./data/data-panel.tsx').then((module) => module.DataPanel));
const ChatPanel = lazy(() => import('./chat/chat-panel.tsx').then((module) => module.ChatPanel));

interface Props {
  job: JobSummary & Pick<Job, 'data'>;
  page: Page | undefined;
}

/** What was read: as text beside its page, as Markdown, as JSON, and what it answers; first what the job's tool gives. */
export function ResultPane({
  job,
  page,
  correction,
  onShow,
}: Props & { correction: Correction; onShow: (mark: Mark) => void }) {
  const m = messages.value;
  const result = TOOLS.find(({ slug }) => slug === job.tool)?.result;
  // The file is then the view's one act, not the copy.
  const isFile = result === 'csv' || result === 'docx' || result === 'pdf';
  const [chosen, setTab] = useState<Tab>(
    job.translate_to !== null ? 'translation' : result === 'data' || result === 'markdown' ? result : 'text',
  );
  const failed = job.status === 'failed';
  const tab = failed && chosen === 'ask' ? 'text' : chosen;
  const markdown = useMarkdown(job, tab === 'markdown');
  const whole = useWhole(job, tab === 'json');
  const running = job.status === 'pending' || job.status === 'processing';
  return (
    <section class="result-pane" aria-label={m.job.tabs}>
      <div class="result-bar">
        <Tabs<Tab>
          label={m.job.tabs}
          prefix="tab-"
          panel="result-panel"
          tabs={[
            ...(result === 'data' ? [{ id: 'data' as const, name: m.job.data }] : []),
            ...(job.translate_to !== null ? [{ id: 'translation' as const, name: m.job.translation }] : []),
            { id: 'text', name: job.translate_to !== null ? m.job.original : m.job.text },
            { id: 'markdown', name: m.job.markdown },
            { id: 'json', name: m.job.json },
            ...(failed ? [] : [{ id: 'ask' as const, name: m.job.ask }]),
          ]}
          chosen={tab}
          onChoose={setTab}
        />
        {job.progress.done > 0 && tab !== 'ask' && (
          <CopyButton
            label={m.job.copy}
            text={() => (tab === 'data' ? JSON.stringify(job.data ?? {}, null, 2) : textOf(job, tab))}
            kind={isFile ? 'outlined compact' : 'primary compact'}
          />
        )}
      </div>
      {running && <Running job={job} />}
      {failed && <Failed job={job} />}
      <MissingLanguages job={job} />
      <Notes job={job} />
      <div class="result-panel" id="result-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'text' && <TextTab job={job} page={page} correction={correction} />}
        {tab === 'translation' && page && <TranslationView page={page} />}
        {tab === 'data' && !failed && <DataPanel data={job.data} onShow={onShow} />}
        {tab === 'ask' && <ChatPanel job={job} onShow={onShow} />}
        {(tab === 'markdown' || tab === 'json') && (tab === 'json' ? whole : markdown) === null && (
          <Loading label={m.job.loading} />
        )}
        {tab === 'markdown' && markdown !== null && <LongText name={markdown} pieces={() => linePieces(markdown)} />}
        {tab === 'json' && whole && <LongText name={`json:${versionOf(whole)}`} pieces={() => jsonPieces(whole)} />}
      </div>
    </section>
  );
}

function TextTab({ job, page, correction }: Props & { correction: Correction }) {
  const m = messages.value.job;
  const { id, ...rest } = correction;
  if (page && page.text.trim() !== '')
    return <TextView page={page}>{id !== null && <WordEditor job={job} page={page} id={id} {...rest} />}</TextView>;
  if (page)
    return (
      <div class="state">
        <Icon name="file" />
        <h2>{m.empty}</h2>
        <p>{m.emptyText}</p>
      </div>
    );
  if (job.status === 'failed') return null;
  return <p class="not-yet">{m.notYet}</p>;
}

function Running({ job }: { job: JobSummary }) {
  const m = messages.value;
  const { ratio, label } = progressOf(job, pagesInWork.value.get(job.uuid), m);
  const outlook = outlookText(outlookOf(job.uuid), m);
  const cancel = () => cancelJob(job.uuid).catch((error) => announce(wordingOf(problemOf(error), m)));
  return (
    <div class="running">
      <p>
        {label}
        {outlook && <span class="outlook">{outlook}</span>}
      </p>
      <button type="button" class="button" onClick={cancel}>
        {m.jobs.cancel}
      </button>
      {ratio === null ? <progress aria-label={label} /> : <progress aria-label={label} value={ratio} max={1} />}
    </div>
  );
}

function Failed({ job }: { job: JobSummary }) {
  const m = messages.value;
  const [problem, setProblem] = useState('');
  const cancelled = job.error?.code === 'cancelled';
  const retry = () => retryJob(job.uuid).catch((error) => setProblem(wordingOf(problemOf(error), m)));
  return (
    <div class="state" role="alert">
      <Icon name={cancelled ? 'close' : 'alert'} />
      <h2>{cancelled ? m.job.cancelledTitle : m.job.failedTitle}</h2>
      {job.error && !cancelled && <p>{wordingOf(job.error, m)}</p>}
      <button type="button" class="button outlined" onClick={retry}>
        <Icon name="retry" />
        {m.jobs.readAgain}
      </button>
      {problem && <p class="problem">{problem}</p>}
    </div>
  );
}

function Notes({ job }: { job: JobSummary }) {
  // A missing language is offered above, once for all pages.
  const notes = job.warnings.filter(({ language }) => !language);
  if (notes.length === 0) return null;
  return (
    <ul class="notes" aria-label={messages.value.job.notes}>
      {notes.slice(0, 5).map((note, i) => (
        <li key={i}>
          <Icon name="alert" />
          <span dir="auto">{wordingOf(note, messages.value)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The whole document, not only what is on the screen. */
async function textOf(job: JobSummary, tab: Exclude<Tab, 'data' | 'ask'>): Promise<string> {
  if (tab !== 'json')
    return readText(job, tab === 'markdown' ? 'md' : 'txt', tab === 'text' && job.translate_to !== null);
  if (job.status === 'done') return (await api(`ocr/${job.uuid}/download/?format=json`)).text();
  return JSON.stringify(await apiJson<Job>(`ocr/${job.uuid}/`), null, 2);
}

/** Changes with what a long text shows. */
const versionOf = ({ uuid, status, pages }: Job): string => `${uuid}:${status}:${pages.length}`;
