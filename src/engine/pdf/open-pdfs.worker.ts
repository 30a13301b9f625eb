/** Documents kept open between calls, so that a page costs no reopening; the least recently used one is closed first. */
import { ApiError } from '../../contract/errors.ts';
import { LIMITS } from '../../contract/limits.ts';
import { FILE_NOT_OPEN } from '../not-open.ts';
import { type OperatorLists, operatorLists } from './operators.worker.ts';
import { noPageReadable, noPages, openingError } from './pdf-errors.ts';
import { openDocument, type PDFDocumentProxy } from './pdfjs.worker.ts';
import { isIntact, repairs } from './repair.ts';

/** Each holds its file, its fonts and what pdf.js parsed of it: two, so that jobs may take turns. */
const MAX_OPEN = 2;

/** This many pages are tried before a PDF counts as unreadable. */
const PAGES_TRIED = 20;

const open = new Map<string, OpenedPdf>();

export interface OpenedPdf {
  document: PDFDocumentProxy;
  operators: OperatorLists;
  /** The file was damaged and had to be put together anew. */
  repaired: boolean;
}

type Opening = Pick<OpenedPdf, 'document' | 'repaired'>;

/** Throws `ApiError`: `password_required`, `wrong_password`, `unreadable`, `too_many_pages`. */
export async function openPdf(
  key: string,
  bytes: Uint8Array,
  password: string | null,
  folder: string,
): Promise<OpenedPdf> {
  await closePdf(key);
  const { document, repaired } = await tryPasswords(bytes, password, folder);
  const result = { document, repaired, operators: operatorLists(document) };
  open.set(key, result);
  for (const oldest of [...open.keys()].slice(0, -MAX_OPEN)) await closePdf(oldest);
  return result;
}

/** A password that is given opens nothing where only a blank one would: readers try that by themselves. */
async function tryPasswords(bytes: Uint8Array, password: string | null, folder: string): Promise<Opening> {
  try {
    return await tryAll(bytes, password, folder);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'wrong_password') throw error;
    return await tryAll(bytes, null, folder).catch(() => {
      throw error;
    });
  }
}

/** The file as it is, then what can be made of it. */
async function tryAll(bytes: Uint8Array, password: string | null, folder: string): Promise<Opening> {
  let refusal: unknown;
  try {
    return { document: await tryOne(bytes, bytes, password, folder), repaired: !isIntact(bytes) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'unreadable') throw error;
    refusal = error;
  }
  for (const repaired of repairs(bytes)) {
    const document = await tryOne(repaired, bytes, password, folder).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'unreadable') return null;
      throw error;
    });
    if (document) return { document, repaired: true };
  }
  throw refusal;
}

async function tryOne(
  bytes: Uint8Array,
  original: Uint8Array,
  password: string | null,
  folder: string,
): Promise<PDFDocumentProxy> {
  // pdf.js takes the buffer away, and a refusal looks at the bytes once more.
  const task = openDocument(bytes.slice(), password, folder);
  try {
    const document = await task.promise.catch((error: unknown) => {
      throw openingError(error, original, password);
    });
    if (document.numPages === 0) throw noPages();
    if (document.numPages > LIMITS.filePages) throw tooManyPages(document.numPages);
    if (!(await hasReadablePage(document, bytes !== original))) throw noPageReadable();
    return document;
  } catch (error) {
    await task.destroy();
    throw error;
  }
}

/** pdf.js puts an empty page of its own, without a reference, in the place of a first page that is missing. */
async function hasReadablePage(document: PDFDocumentProxy, repaired: boolean): Promise<boolean> {
  for (let number = 1; number <= Math.min(document.numPages, PAGES_TRIED); number++) {
    const page = await document.getPage(number).catch(() => null);
    if (page && (page.ref || !repaired)) return true;
  }
  return false;
}

const tooManyPages = (actual: number): ApiError =>
  new ApiError(
    'too_many_pages',
    `This PDF has ${actual} pages; at most ${LIMITS.filePages} are read. Split it and send the parts.`,
    { limit: LIMITS.filePages, actual },
  );

/** The document, which counts as used now. Throws an error of the name `FILE_NOT_OPEN` where it is not open. */
export function opened(key: string): OpenedPdf {
  const pdf = open.get(key);
  if (!pdf) throw Object.assign(new Error('this PDF is not open here'), { name: FILE_NOT_OPEN });
  open.delete(key);
  open.set(key, pdf);
  return pdf;
}

export async function closePdf(key: string): Promise<void> {
  const pdf = open.get(key);
  open.delete(key);
  await pdf?.document.loadingTask.destroy();
}
