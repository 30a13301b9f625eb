/**
 * The page's side of the PDF worker. A worker that was started anew, because a call was aborted or it stood idle, has no
 * document open: the file is handed over again and the call repeated, so callers need not know.
 */
import { ApiError } from '../../contract/errors.ts';
import { isNotOpen } from '../not-open.ts';
import { createClient, type WorkerLike } from '../worker-rpc.ts';
import type { PageUse } from './pdf.worker.ts';

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
  /** Asked for when the document has to be opened; they are moved. */
  bytes: () => Promise<Uint8Array<ArrayBuffer>>;
  password: string | null;
}

export interface PdfReader {
  /** Opens the file and counts its pages. Rejects with what `inspectPdf` throws. */
  inspect(file: PdfFile, signal: AbortSignal): Promise<InspectedPdf>;
  /** Reads the page `index`, counted from 0. Rejects with `ApiError` `unreadable` for a page that cannot be read. */
  readPage(file: PdfFile, index: number, use: PageUse, signal: AbortSignal): Promise<PdfPage>;
  /** The page's picture, `width` pixels wide. */
  renderPage(file: PdfFile, index: number, width: number, signal: AbortSignal): Promise<PdfPicture>;
  /** Lets the document go. */
  release(key: string): Promise<void>;
  close(): void;
}

/** A worker without work for this long is let go, and with it the documents that it has open; milliseconds. */
const IDLE = 60_000;
/**
 * A file or a page that takes longer is given up; milliseconds from when its turn comes. A page of text takes 10 to 20
 * ms, one whose content unpacks to 400 MB six seconds; forms that show each other ten times over never end.
 */
const INSPECT_LIMIT = 60_000;
const PAGE_LIMIT = 60_000;

/**
 * `folder`: absolute address, with a final slash, of the folder that holds pdf.js's worker, maps and fonts. The limits
 * are milliseconds.
 */
export function createPdfReader(
  start: () => WorkerLike,
  folder: string,
  { inspectLimit = INSPECT_LIMIT, pageLimit = PAGE_LIMIT } = {},
): PdfReader {
  const worker = createClient<PdfMethods>(start, { idleMs: IDLE });
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: the clock of a page must not run while another one, which may be endless, is in work. */
  function inTurn<Result>(signal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
    const result = turn.then(() => {
      signal.throwIfAborted();
      return run();
    });
    turn = result.catch(() => {});
    return result;
  }

  function onPage<Result>(file: PdfFile, signal: AbortSignal, call: (signal: AbortSignal) => Promise<Result>) {
    const read = async (limit: AbortSignal) => {
      try {
        return await call(limit);
      } catch (error) {
        if (!isNotOpen(error)) throw error;
        const bytes = await file.bytes();
        const options = { signal: limit, transfer: [bytes.buffer] };
        await worker.call('openPdf', [file.key, bytes, file.password, folder], options);
        return await call(limit);
      }
    };
    return inTurn(signal, () => limited(signal, pageLimit, PAGE_TOO_SLOW, read));
  }

  return {
    inspect: ({ key, bytes, password }, signal) =>
      inTurn(signal, () =>
        limited(signal, inspectLimit, FILE_TOO_SLOW, async (limit) => {
          const content = await bytes();
          const options = { signal: limit, transfer: [content.buffer] };
          return worker.call('inspectPdf', [key, content, password, folder], options);
        }),
      ),
    readPage: (file, index, use, signal) =>
      onPage(file, signal, (limit) => worker.call('readPdfPage', [file.key, index, use], { signal: limit })),
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
const PAGE_TOO_SLOW = 'This page could not be read within a minute and was left out. Save the PDF again and retry.';
