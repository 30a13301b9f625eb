/** Our production build in Chromium, by its API: POST, poll, GET the job. */
import type { Page } from '../../../src/document/model.ts';
import { createReader, type Reader } from '../shared/reader.ts';
import type { Structure, StructureReader } from './readers.ts';
import type { StructureItem } from './sets.ts';

/** Seconds until a file is given up. */
const BOUND = 300;

export async function chromiumReader(dist: string | undefined): Promise<StructureReader> {
  const reader = await createReader({ dist });
  return {
    build: `production build in ${reader.browser()}, by its API`,
    async read(item) {
      const parts: Structure[] = [];
      for (const file of item.files()) parts.push(await readFile(reader, file, item));
      const failure = parts.find((part) => part.failure !== undefined)?.failure;
      return {
        pages: parts.flatMap(({ pages }) => pages),
        data: parts[0]?.data ?? {},
        layout: [],
        ...(failure !== undefined && { failure }),
      };
    },
    close: () => reader.close(),
  };
}

async function readFile(reader: Reader, path: string, { language, tool }: StructureItem): Promise<Structure> {
  const { page } = reader.session();
  const made = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file' }));
  const input = made.asElement()! as unknown as { setInputFiles(path: string): Promise<void> } & typeof made;
  try {
    await input.setInputFiles(path);
    const upload = {
      token: reader.token(),
      fields: { language, ...(tool !== undefined && { tool }) },
      bound: BOUND,
    };
    const { job, failure } = await input.evaluate(jobInPage, upload);
    return { pages: job?.pages ?? [], data: job?.data ?? {}, layout: [], ...(failure !== null && { failure }) };
  } finally {
    await input.dispose();
  }
}

interface Upload {
  token: string;
  fields: Record<string, string>;
  bound: number;
}

interface Job {
  uuid: string;
  status: string;
  pages: Page[];
  data?: Record<string, unknown>;
  error?: { code: string; message: string };
}

/** Its text is sent to the page: nothing of this module is known there. */
async function jobInPage(
  node: unknown,
  { token, fields, bound }: Upload,
): Promise<{ job: Job | null; failure: string | null }> {
  const signal = AbortSignal.timeout(bound * 1000);
  const api = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`/api/v1/${path}`, { ...init, signal, headers: { Authorization: `Bearer ${token}` } });
    return { ok: response.ok, body: response.status === 204 ? null : await response.json() };
  };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const [file] = (node as HTMLInputElement).files ?? [];
  if (file) form.set('file', file, file.name);
  try {
    const answer = await api('ocr/', { method: 'POST', body: form });
    if (!answer.ok) return { job: null, failure: `${answer.body.code}: ${answer.body.error}` };
    let job = answer.body as Job;
    while (job.status !== 'done' && job.status !== 'failed') {
      await new Promise((resolve) => setTimeout(resolve, 500));
      job = (await api(`ocr/${job.uuid}/`)).body as Job;
    }
    // A page may have been finished after the answer was put together.
    job = (await api(`ocr/${job.uuid}/`)).body as Job;
    await api(`ocr/${job.uuid}/`, { method: 'DELETE' });
    return { job, failure: job.error ? `${job.error.code}: ${job.error.message}` : null };
  } catch (error) {
    return { job: null, failure: String(error) };
  }
}
