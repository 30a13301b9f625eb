/** pdf.js inside a worker of ours: a document opened without a DOM, its own parser in a nested worker. */
import {
  AnnotationMode,
  AnnotationType,
  getDocument,
  OPS,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  VerbosityLevel,
} from 'pdfjs-dist';
import { LIMITS } from '../../contract/limits.ts';

export type { PDFDocumentProxy, PDFPageProxy };
export { AnnotationMode, AnnotationType, OPS };

/** `folder`: absolute address of the folder with pdf.js's worker, character maps, fonts and decoders. */
export function openDocument(bytes: Uint8Array, password: string | null, folder: string): PDFDocumentLoadingTask {
  const file = (name: string) => new URL(name, folder).href;
  return getDocument({
    // pdf.js moves the buffer into its worker.
    data: bytes,
    ...(password === null ? {} : { password }),
    worker: parser(file('pdf.worker.js')),
    useWorkerFetch: true,
    useSystemFonts: false,
    cMapUrl: file('cmaps/'),
    standardFontDataUrl: file('standard_fonts/'),
    wasmUrl: file('wasm/'),
    iccUrl: file('iccs/'),
    // A picture beyond this is left out before it is decoded.
    maxImageSize: LIMITS.pagePixels,
    // Fonts come with their names.
    fontExtraProperties: true,
    // Chromium keeps the frames of its own decoder for a while after they are closed: 12 to 33 MB a scanned page, twenty
    // of them at once. The parser's decoder costs a tenth of a page's time.
    isImageDecoderSupported: false,
    verbosity: VerbosityLevel.ERRORS,
    CanvasFactory,
    FilterFactory,
    // pdf.js only asks it for the set of fonts.
    ownerDocument: { fonts: (self as unknown as { fonts: FontFaceSet }).fonts } as unknown as never,
  });
}

let shared: PDFWorker | undefined;

/** One for all documents. Without a port of its own pdf.js would run the parser in this thread. */
function parser(url: string): PDFWorker {
  shared ??= PDFWorker.create({ port: new Worker(url, { type: 'module', name: 'pdf-parser' }) as never });
  return shared;
}

type Context = OffscreenCanvasRenderingContext2D | null;
interface Entry {
  canvas: OffscreenCanvas | null;
  context: Context;
}

class CanvasFactory {
  create(width: number, height: number): Entry {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }
  reset({ canvas }: Entry, width: number, height: number): void {
    if (canvas) Object.assign(canvas, { width, height });
  }
  getNoAlphaContext(canvas: OffscreenCanvas): Context {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  }
  destroy(entry: Entry): void {
    // A canvas of no size gives its memory back at once; iOS allows 256 MB for all of them.
    if (entry.canvas) Object.assign(entry.canvas, { width: 0, height: 0 });
    Object.assign(entry, { canvas: null, context: null });
  }
}

/** SVG filters need a DOM; pdf.js has its own ways round them. */
class FilterFactory {
  addFilter = () => 'none';
  addHCMFilter = () => 'none';
  addAlphaFilter = () => 'none';
  addLuminosityFilter = () => 'none';
  addKnockoutFilter = () => 'none';
  addHighlightHCMFilter = () => 'none';
  addSelectionHCMFilter = () => 'none';
  addSelectionFilter = () => 'none';
  createSelectionStyle = () => null;
  destroy(): void {}
}
