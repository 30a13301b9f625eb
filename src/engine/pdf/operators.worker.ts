/** What pages are made of: their operators, with a bound (forms that show each other make lists without end), and fields. */
import { ApiError } from '../../contract/errors.ts';
import type { Annotation } from './form-values.ts';
import type { OperatorList } from './page-content.ts';
import { AnnotationMode, AnnotationType, type PDFDocumentProxy, type PDFPageProxy } from './pdfjs.worker.ts';

/** The densest maps have about a million; two million of them take a gigabyte until the page is read. */
const MAX_OPERATORS = 2_000_000;

/** What pdf.js's page calls with each stretch of its list. */
interface Chunked {
  _renderPageChunk?(
    chunk: { length: number; fnArray: number[]; argsArray: unknown[] },
    state: { streamReader: { cancel(reason: unknown): void } | null },
  ): void;
}

export interface PageOperators {
  list: OperatorList;
  /** Form fields and comments that are shown. */
  annotations: Annotation[];
}

export interface OperatorLists {
  /** The page's operators. Rejects with `ApiError` `unreadable` where they are too many. */
  take(page: PDFPageProxy): Promise<PageOperators>;
  /** Has the parser begin with the page `index`, from 0, which may not be there. */
  begin(index: number): void;
}

/** A document's, with the next one made ahead: the parser is a thread of its own. */
export function operatorLists(document: PDFDocumentProxy): OperatorLists {
  let next: { number: number; operators: Promise<PageOperators>; drop: () => void } | null = null;
  const read = async (page: PDFPageProxy): Promise<PageOperators> => {
    const list = await operatorsOf(page);
    return { list, annotations: await annotationsOf(document, page) };
  };
  return {
    async take(page) {
      const ahead = next;
      next = null;
      if (ahead?.number === page.pageNumber) return ahead.operators;
      ahead?.drop();
      return read(page);
    },
    begin(index) {
      next?.drop();
      next = null;
      if (index >= document.numPages) return;
      const page = document.getPage(index + 1);
      const operators = page.then(read);
      // Told when the page's turn comes.
      operators.catch(() => {});
      const drop = () => void operators.then(async () => (await page).cleanup()).catch(() => {});
      next = { number: index + 1, operators, drop };
    },
  };
}

/** What nothing is drawn on: Chromium takes 1 to 2 ms to make one ready. */
let spare: OffscreenCanvas | null = null;

/**
 * Rejects with `ApiError` `unreadable` beyond the bound; the parser is told to stop. The list is taken from a drawing
 * that draws nothing: `getOperatorList` alone has a list and pictures of its own, so that each scan would be decoded
 * once for it and once more for the picture (100 MB a page of 8 megapixels).
 */
async function operatorsOf(page: PDFPageProxy): Promise<OperatorList> {
  const chunked = page as unknown as Chunked;
  const append = chunked._renderPageChunk?.bind(page);
  const list = { fnArray: [] as number[], argsArray: [] as unknown[] };
  if (append) {
    let tooMany = false;
    chunked._renderPageChunk = (chunk, state) => {
      for (let i = 0; i < chunk.length; i++) {
        list.fnArray.push(chunk.fnArray[i] as number);
        list.argsArray.push(chunk.argsArray[i]);
      }
      tooMany = list.fnArray.length > MAX_OPERATORS;
      if (tooMany) state.streamReader?.cancel(new Error('too many operators'));
      append(chunk, state);
    };
    const canvas = spare ?? new OffscreenCanvas(1, 1);
    spare = null;
    const drawing = page.render({
      canvas: canvas as never,
      viewport: page.getViewport({ scale: 1e-3 }),
      annotationMode: AnnotationMode.ENABLE,
      operationsFilter: () => false,
    });
    try {
      await drawing.promise;
    } catch (error) {
      throw tooMany ? tooComplex() : error;
    } finally {
      spare = canvas;
      // The prototype's own again.
      delete chunked._renderPageChunk;
    }
    if (tooMany) throw tooComplex();
  }
  // A page that was drawn before makes no list anew.
  if (list.fnArray.length > 0) return list as OperatorList;
  return (await page.getOperatorList({ annotationMode: AnnotationMode.ENABLE })) as OperatorList;
}

/** Flags of annotations that no viewer shows: invisible, and not to be viewed (ISO 32000-2, 12.5.3). */
const UNSEEN = 1 | 32;
const KINDS = new Set([AnnotationType.FREETEXT, AnnotationType.WIDGET]);

/**
 * Not by `page.getAnnotations`: where a page has a link that reads all of the page's text once more, to tell what lies
 * under it, 4 ms a page. To be called after the operators, which parse the annotations.
 */
async function annotationsOf(document: PDFDocumentProxy, page: PDFPageProxy): Promise<Annotation[]> {
  const others = new Set(Array.from({ length: document.numPages }, (_, index) => index));
  others.delete(page.pageNumber - 1);
  const all = await document.getAnnotationsByType(KINDS, others).catch(() => null);
  return ((all ?? []) as (Annotation & { annotationFlags?: number })[]).filter(
    // Of fields pdf.js tells whether they are hidden.
    ({ subtype, annotationFlags = 0 }) => subtype === 'Widget' || (annotationFlags & UNSEEN) === 0,
  );
}

const tooComplex = (): ApiError =>
  new ApiError(
    'unreadable',
    `This page is drawn in more than ${MAX_OPERATORS / 1e6} million steps, which is more than is read. ` +
      'Print it to a PDF as a picture and send that.',
    { limit: MAX_OPERATORS },
  );
