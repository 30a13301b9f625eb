/** Documents kept open between calls, so that a page costs no reopening; the least recently used one is closed first. */
import { ApiError } from '../../contract/errors.ts';
import { LIMITS } from '../../contract/limits.ts';
import { PDF_NOT_OPEN } from './not-open.ts';
import { openingError } from './pdf-errors.ts';
import { openDocument, type PDFDocumentProxy } from './pdfjs.worker.ts';

/** Each holds its file, its fonts and what pdf.js parsed of it: two, so that jobs may take turns. */
const MAX_OPEN = 2;

const open = new Map<string, PDFDocumentProxy>();

/** Throws `ApiError`: `password_required`, `wrong_password`, `unreadable`, `too_many_pages`. */
export async function openPdf(
  key: string,
  bytes: Uint8Array,
  password: string | null,
  folder: string,
): Promise<PDFDocumentProxy> {
  await closePdf(key);
  // pdf.js takes the buffer away, and a refusal looks at the bytes once more.
  const task = openDocument(bytes.slice(), password, folder);
  let document: PDFDocumentProxy;
  try {
    document = await task.promise;
  } catch (error) {
    await task.destroy();
    throw openingError(error, bytes, password);
  }
  if (document.numPages > LIMITS.filePages) {
    const actual = document.numPages;
    await task.destroy();
    throw new ApiError(
      'too_many_pages',
      `This PDF has ${actual} pages; at most ${LIMITS.filePages} are read. Split it and send the parts.`,
      { limit: LIMITS.filePages, actual },
    );
  }
  open.set(key, document);
  for (const oldest of [...open.keys()].slice(0, -MAX_OPEN)) await closePdf(oldest);
  return document;
}

/** The document, which counts as used now. Throws an error of the name `PDF_NOT_OPEN` where it is not open. */
export function opened(key: string): PDFDocumentProxy {
  const document = open.get(key);
  if (!document) throw Object.assign(new Error('this PDF is not open here'), { name: PDF_NOT_OPEN });
  open.delete(key);
  open.set(key, document);
  return document;
}

export async function closePdf(key: string): Promise<void> {
  const document = open.get(key);
  open.delete(key);
  await document?.loadingTask.destroy();
}
