/**
 * The page's side of the PDF worker. A worker that was started anew, because a call was aborted or it stood idle, has no
 * document open: the file is handed over again and the call repeated, so callers need not know.
 */
import { ApiError } from '../../contract/errors.ts';
import { createClient, type WorkerLike } from '../worker-rpc.ts';
import { PDF_NOT_OPEN } from './not-open.ts';

type PdfMethods = Pick<
  typeof import('./pdf.worker.ts'),
  'inspectPdf' | 'openPdf' | 'readPdfPage' | 'renderPdfPage' | 'closePdf'
>;
export type InspectedPdf = Awaited<ReturnType<PdfMethods['inspectPdf']>>;
export type PdfPage = Awaited<ReturnType<PdfMethods['readPdfPage']>>;
export type PdfPicture = Awaited<ReturnType<PdfMethods['renderPdfPage']>>;

export interface PdfFile {
  /** Tells one document from another, the same at every call: the job's id. */
  key: string;
  /** Asked for when the document has to be opened. */
  bytes: () => Promise<Uint8Array>;
  password: string | null;
}

export interface PdfReader {
  /** Opens the file and counts its pages. Rejects with what `inspectPdf` throws. */
  inspect(file: PdfFile, signal: AbortSignal): Promise<InspectedPdf>;
  /** Reads the page `index`, counted from 0. Rejects with `ApiError` `unreadable` for a page that cannot be read. */
  readPage(file: PdfFile, index: number, signal: AbortSignal): Promise<PdfPage>;
  /** The page's picture, `width` pixels wide. */
  renderPage(file: PdfFile, index: number, width: number, signal: AbortSignal): Promise<PdfPicture>;
  /** Lets the document go. */
  release(key: string): Promise<void>;
  close(): void;
}

/** A worker without work for this long is let go, and with it the documents that it has open; milliseconds. */
const IDLE = 60_000;
/**
 * A file or a page that takes longer is given up; milliseconds. The clock also runs while other calls are before it. A
 * page whose content unpacks to 400 MB took six seconds, pages of text take 10 to 20 ms.
 */
const INSPECT_LIMIT = 60_000;
const PAGE_LIMIT = 120_000;

/** `folder`: absolute address, with a final slash, of the folder that holds pdf.js's worker, maps and fonts. */
export function createPdfReader(start: () => WorkerLike, folder: string): PdfReader {
  const worker = createClient<PdfMethods>(start, { idleMs: IDLE });

  async function onPage<Result>(file: PdfFile, signal: AbortSignal, call: (signal: AbortSignal) => Promise<Result>) {
    return limited(signal, PAGE_LIMIT, PAGE_TOO_SLOW, async (limit) => {
      try {
        return await call(limit);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== PDF_NOT_OPEN) throw error;
        await worker.call('openPdf', [file.key, await file.bytes(), file.password, folder], { signal: limit });
        return await call(limit);
      }
    });
  }

  return {
    inspect: ({ key, bytes, password }, signal) =>
      limited(signal, INSPECT_LIMIT, FILE_TOO_SLOW, async (limit) =>
        worker.call('inspectPdf', [key, await bytes(), password, folder], { signal: limit }),
      ),
    readPage: (file, index, signal) =>
      onPage(file, signal, (limit) => worker.call('readPdfPage', [file.key, index], { signal: limit })),
    renderPage: (file, index, width, signal) =>
      onPage(file, signal, (limit) => worker.call('renderPdfPage', [file.key, index, width], { signal: limit })),
    release: (key) => worker.call('closePdf', [key]),
    close: () => worker.close(),
  };
}

/** Runs a call with a bound of its own; past it the worker is ended, since nothing else stops a parser. */
async function limited<Result>(
  signal: AbortSignal,
  limitMs: number,
  message: string,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    return await run(AbortSignal.any([signal, limit]));
  } catch (error) {
    if (limit.aborted && !signal.aborted) throw new ApiError('unreadable', message);
    throw error;
  }
}

const FILE_TOO_SLOW =
  'This PDF could not be opened within a minute: it is damaged or made to be slow. Save it again and retry.';
const PAGE_TOO_SLOW = 'This page could not be read within two minutes. Save the PDF again and retry.';
