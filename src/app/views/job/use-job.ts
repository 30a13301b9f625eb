import { useEffect, useRef, useState } from 'preact/hooks';
import type { Job, JobSummary, Page } from '../../../contract/job.ts';
import { api, apiJson } from '../../api.ts';
import { onChange, paced } from '../../changes.ts';
import { type Problem, problemOf } from '../../problem.ts';

/** At most so often is a running document looked at, milliseconds. */
const INTERVAL = 400;
/** The same for the whole of it, which may be hundreds of pages. */
const WHOLE_INTERVAL = 3_000;
/** Pages kept, so that turning back shows them at once. */
const KEPT_PAGES = 12;

interface Shown {
  job: (JobSummary & Pick<Job, 'data'>) | null;
  /** The page at the index asked for; undefined until it is read. */
  page: Page | undefined;
  problem: Problem | null;
  reload: () => void;
}

/** A document and one of its pages (from 0), read again whenever they change. Other pages are never loaded for it. */
export function useJob(uuid: string, index: number): Shown {
  const [job, setJob] = useState<Shown['job']>(null);
  const [pages, setPages] = useState<ReadonlyMap<number, Page>>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  const wanted = useRef(index);
  const read = useRef(() => {});
  wanted.current = index;
  useEffect(() => {
    const until = new AbortController();
    read.current = paced(async () => {
      try {
        const { pages: shown, ...summary } = await apiJson<Job>(`ocr/${uuid}/?pages=${wanted.current + 1}`, {
          signal: until.signal,
        });
        setJob(summary);
        setPages(
          (known) => new Map([...known, ...shown.map((page) => [page.index, page] as const)].slice(-KEPT_PAGES)),
        );
        setProblem(null);
      } catch (error) {
        if (!until.signal.aborted) setProblem(problemOf(error));
      }
    }, INTERVAL);
    const stop = onChange((change) => {
      if (!('uuid' in change) || change.uuid !== uuid) return;
      if (change.type === 'deleted') setProblem({ code: 'not_found', message: '', details: {} });
      if (change.type !== 'job' && change.type !== 'page') return;
      // Out of date, but for the page that is looked at: that one is replaced when the new one is there.
      setPages((known) => new Map([...known].filter(([at]) => at === wanted.current)));
      read.current();
    });
    read.current();
    return () => {
      until.abort();
      stop();
    };
  }, [uuid, turn]);
  useEffect(() => {
    if (job !== null && !pages.has(index)) read.current();
  }, [index]);
  return { job, page: pages.get(index), problem, reload: () => setTurn(turn + 1) };
}

/** The whole document, loaded while it is `wanted`, and again when it changes; null until it is there. */
export const useWhole = (job: JobSummary, wanted: boolean): Job | null =>
  useLatest(job, wanted, () => apiJson<Job>(`ocr/${job.uuid}/`));

/** The same of its Markdown alone. */
export const useMarkdown = (job: JobSummary, wanted: boolean): string | null =>
  useLatest(job, wanted, () => readText(job, 'md'));

/** All of a document's text or Markdown; of a translated one the original where `ofSource`. Of a finished one without the places of its words, which are most of it. */
export async function readText({ uuid, status }: JobSummary, format: 'txt' | 'md', ofSource = false): Promise<string> {
  const source = ofSource ? '&source=1' : '';
  if (status === 'done') {
    return (await (await api(`ocr/${uuid}/download/?format=${format}${source}`)).text()).trimEnd();
  }
  const { text, markdown, source_text } = await apiJson<Job>(`ocr/${uuid}/`);
  return format === 'md' ? markdown : ofSource ? (source_text ?? text) : text;
}

function useLatest<T>(job: JobSummary, wanted: boolean, read: () => Promise<T>): T | null {
  const [latest, setLatest] = useState<T | null>(null);
  const now = useRef(read);
  now.current = read;
  const again = useRef(paced(() => now.current().then(setLatest, console.warn), WHOLE_INTERVAL));
  useEffect(() => {
    if (wanted) again.current();
  }, [job, wanted]);
  return wanted ? latest : null;
}
