/** GET /ocr/{uuid}/download/: a finished job as a file. */
import type { QueryOf } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import { FORMATS, optionsOf } from '../contract/formats.ts';
import type { Job, JobSummary } from '../contract/job.ts';
import { stem } from '../document/file-names.ts';
import { parsePageRanges } from '../document/page-ranges.ts';
import { printable } from '../exports/characters.ts';
import type { ExportSpec } from '../store/exports.ts';
import { builtFile } from './built-file.ts';
import type { Call } from './handle.ts';
import { attachment } from './http.ts';
import { textsOf } from './job-view.ts';

/**
 * A finished job as a file; what is heavy to build is built by the host and kept. Throws 409 where the job is not done,
 * `bad_field` for pages that it has not, `no_host` where nobody can build.
 */
export async function download(job: Job, query: QueryOf<'GET ocr/{uuid}/download/'>, asker: Asker): Promise<Response> {
  requireDone(job);
  const file = await fileOf(job, query, asker);
  const extension = extensionOf(query);
  return new Response(file.bytes, {
    headers: {
      'Content-Type': extension === 'zip' ? 'application/zip' : FORMATS[query.format].mime,
      'Content-Length': String(file.bytes.byteLength),
      'Content-Disposition': attachment(`${stem(job.filename)}.${extension}`),
      'Cache-Control': 'no-store',
    },
  });
}

/** Of the file's name. */
export const extensionOf = ({ format, tables }: ExportSpec): string =>
  format === 'csv' && tables === 'separate' ? 'zip' : FORMATS[format].extension;

/** Who asks: a file that takes long is built for as long as somebody waits for it. */
export type Asker = Pick<Call, 'context' | 'signal'>;

/** A finished job in a format: put together here, or built by the host where that is heavy. */
export async function fileOf(
  job: Job,
  { format, ...options }: ExportSpec,
  { context, signal }: Asker,
): Promise<{ bytes: ArrayBuffer | Uint8Array<ArrayBuffer> }> {
  const wanted = { format, ...optionsOf(format, options) };
  const selected = selectPages(job, wanted.pages);
  if (!FORMATS[format].built && !wanted.layout) return { bytes: new TextEncoder().encode(render(selected, wanted)) };
  const file = await builtFile(job.uuid, wanted, context, signal);
  if (file.failure) {
    // Of all that is asked for, only this may turn out to be impossible once the upload is open.
    const details = file.failure.code === 'bad_field' ? { field: 'pdfa' } : {};
    throw new ApiError(file.failure.code, file.failure.message, details);
  }
  return file;
}

/** Throws `job_failed` or `not_finished`. */
export function requireDone(job: JobSummary): void {
  if (job.status === 'failed') {
    throw new ApiError('job_failed', `The job failed: ${job.error?.message ?? 'no page could be read.'}`, {
      job_error: job.error ?? null,
    });
  }
  if (job.status !== 'done') {
    throw new ApiError(
      'not_finished',
      `The job is ${job.status}: ${job.progress.done} of ${job.progress.total} pages ` +
        'are read. Ask again once it is done.',
      { progress: job.progress },
    );
  }
}

function render(job: Job, { format, source }: ExportSpec): string {
  if (format === 'json') return `${JSON.stringify(job, null, 2)}\n`;
  const { text: flowing, markdown, source_text = flowing, source_markdown = markdown } = textsOf(job.pages, job);
  const text = format === 'md' ? (source ? source_markdown : markdown) : printable(source ? source_text : flowing);
  return text === '' ? '' : `${text}\n`;
}

/** The job with only the pages that `1,3-5` names (from 1). Throws `bad_field` for pages that it has not. */
export function selectPages(job: Job, ranges: string | undefined): Job {
  if (ranges === undefined) return job;
  const wanted = namedPages(job, ranges);
  const pages = job.pages.filter((page) => wanted.has(page.index));
  return { ...job, pages, ...textsOf(pages, job) };
}

/** The pages, from 0, that `1,3-5` names. Throws `bad_field` for pages that the job has not. */
export function namedPages({ page_count }: JobSummary, ranges: string): ReadonlySet<number> {
  const wanted = parsePageRanges(ranges, page_count);
  if (wanted) return wanted;
  throw new ApiError(
    'bad_field',
    `"${ranges}" does not name pages of this document (1 to ${page_count}). Write for example pages=1,3-5.`,
    { field: 'pages', accepted: [`1-${page_count}`] },
  );
}
