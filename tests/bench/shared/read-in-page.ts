/** A file through the API from within the app's own page, until its job has ended. */

export interface Answer {
  /** `crash`: the tab died; after that, and after a timeout, the next file finds a new browser. */
  outcome: 'done' | 'error' | 'timeout' | 'crash';
  /** From the request to the end of the job. */
  seconds: number;
  pages: number;
  text: string;
  /**
   * The text without what was recognised, pages parted by form feeds: of mixed pages only the lines that the file itself
   * holds, of pages that were recognised whole a NUL.
   */
  layer: string;
  /** Pages by source: `text-layer`, `ocr`, `mixed`. */
  sources: Record<string, number>;
  warnings: { code: string; message: string; page?: number }[];
  /** Pages whose picture was stored although nobody looked. */
  pictures: number;
  /** Of an error: its code and message; of a timeout or a crash, what was seen. */
  code: string;
  message: string;
}

export interface Upload {
  token: string;
  /** Of the form, besides the file. */
  fields: Record<string, string>;
  /** Seconds. */
  bound: number;
  nothing: typeof NOTHING;
}

/** What a file gave of which there is nothing to say but its outcome. */
export const NOTHING = { pages: 0, text: '', layer: '', sources: {}, warnings: [], pictures: 0, code: '', message: '' };

/** The file that `input` holds. Its text is sent to the page: nothing of this module is known there. */
export async function readInPage(input: HTMLInputElement, { token, fields, bound, nothing }: Upload): Promise<Answer> {
  type Warning = { code: string; message: string; page?: number };
  type Summary = { uuid: string; status: string; page_count: number; error?: { code: string; message: string } };
  type Line = { text: string; confidence: number };
  type JobPage = { source: string; blocks: { lines: Line[] }[] };
  type Job = Summary & { text: string; pages: JobPage[]; warnings: Warning[] };
  const api = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`/api/v1/${path}`, { ...init, headers: { Authorization: `Bearer ${token}` } });
    return { ok: response.ok, body: response.status === 204 ? null : await response.json() };
  };
  const storedPictures = (uuid: string) =>
    new Promise<number>((resolve) => {
      const opening = indexedDB.open('barg');
      opening.onerror = () => resolve(0);
      opening.onsuccess = () => {
        const range = IDBKeyRange.bound(`${uuid}/picture/`, `${uuid}/picture/\uffff`);
        const count = opening.result.transaction('blobs').objectStore('blobs').count(range);
        count.onsuccess = () => {
          opening.result.close();
          resolve(count.result);
        };
      };
    });
  const layerOf = ({ source, blocks }: JobPage) => {
    if (source !== 'mixed' && source !== 'text-layer') return '\0';
    // Running heads too, which the flowing text leaves out.
    const lines = blocks.flatMap((block) => block.lines);
    // What the file itself says is certain; Tesseract never is.
    return lines.map((line) => (line.confidence === 1 ? line.text : '')).join('\n');
  };
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const [file] = input.files ?? [];
  if (file) form.set('file', file, file.name);
  try {
    const signal = AbortSignal.timeout(bound * 1000);
    const answer = await api('ocr/', { method: 'POST', body: form, signal });
    if (!answer.ok) {
      const { code, error } = answer.body as { code: string; error: string };
      return { ...nothing, outcome: 'error', seconds: seconds(), code, message: error };
    }
    let job = answer.body as Job;
    let summary: Summary = job;
    // Asked for the list, which has no texts: the pages of a long document at each look would be the load themselves.
    while (summary.status !== 'done' && summary.status !== 'failed') {
      await new Promise((resolve) => setTimeout(resolve, 100));
      signal.throwIfAborted();
      const { jobs } = (await api('ocr/?limit=1', { signal })).body as { jobs: Summary[] };
      summary = jobs.find(({ uuid }) => uuid === job.uuid) ?? summary;
    }
    const took = seconds();
    if (summary !== job) job = (await api(`ocr/${job.uuid}/`)).body as Job;
    const sources: Record<string, number> = {};
    for (const { source } of job.pages) sources[source] = (sources[source] ?? 0) + 1;
    const pictures = await storedPictures(job.uuid);
    await api(`ocr/${job.uuid}/`, { method: 'DELETE' });
    const { text, warnings, page_count: pages, error } = job;
    const { code, message } = error ?? { code: '', message: '' };
    const outcome = job.status === 'done' ? 'done' : 'error';
    const layer = job.pages.map(layerOf).join('\f');
    return { outcome, seconds: took, pages, text, layer, sources, warnings, pictures, code, message };
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
    return { ...nothing, outcome: 'timeout', seconds: seconds(), message: `Not ready after ${bound} s.` };
  }
}
