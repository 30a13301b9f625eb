/** Pages' operators, with a bound: forms that show each other ten times over make lists without end. */
import { ApiError } from '../../contract/errors.ts';
import type { OperatorList } from './page-content.ts';
import { AnnotationMode, type PDFDocumentProxy, type PDFPageProxy } from './pdfjs.worker.ts';

/** The densest maps have about a million; two million of them take a gigabyte until the page is read. */
const MAX_OPERATORS = 2_000_000;

/** What pdf.js's page calls with each stretch of its list. */
interface Chunked {
  _renderPageChunk?(
    chunk: { length: number; fnArray: number[]; argsArray: unknown[] },
    state: { streamReader: { cancel(reason: unknown): void } | null },
  ): void;
}

export interface OperatorLists {
  /** The page's list. Rejects with `ApiError` `unreadable` where it is too long. */
  take(page: PDFPageProxy): Promise<OperatorList>;
  /** Has the parser begin with the page `index`, from 0, which may not be there. */
  begin(index: number): void;
}

/** A document's, with the next one made ahead: the parser is a thread of its own. */
export function operatorLists(document: PDFDocumentProxy): OperatorLists {
  let next: { number: number; list: Promise<OperatorList>; drop: () => void } | null = null;
  return {
    async take(page) {
      const ahead = next;
      next = null;
      if (ahead?.number === page.pageNumber) return ahead.list;
      ahead?.drop();
      return operatorsOf(page);
    },
    begin(index) {
      next?.drop();
      next = null;
      if (index >= document.numPages) return;
      const page = document.getPage(index + 1);
      const list = page.then(operatorsOf);
      // Told when the page's turn comes.
      list.catch(() => {});
      const drop = () => void list.then(async () => (await page).cleanup()).catch(() => {});
      next = { number: index + 1, list, drop };
    },
  };
}

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
    const drawing = page.render({
      canvas: new OffscreenCanvas(1, 1) as never,
      viewport: page.getViewport({ scale: 1e-3 }),
      annotationMode: AnnotationMode.ENABLE,
      operationsFilter: () => false,
    });
    try {
      await drawing.promise;
    } catch (error) {
      throw tooMany ? tooComplex() : error;
    } finally {
      // The prototype's own again.
      delete chunked._renderPageChunk;
    }
    if (tooMany) throw tooComplex();
  }
  // A page that was drawn before makes no list anew.
  if (list.fnArray.length > 0) return list as OperatorList;
  return (await page.getOperatorList({ annotationMode: AnnotationMode.ENABLE })) as OperatorList;
}

const tooComplex = (): ApiError =>
  new ApiError(
    'unreadable',
    `This page is drawn in more than ${MAX_OPERATORS / 1e6} million steps, which is more than is read. ` +
      'Print it to a PDF as a picture and send that.',
    { limit: MAX_OPERATORS },
  );
