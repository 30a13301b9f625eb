/** Opening a PDF, reading its pages' text layers or rendering them for the recogniser. Runs in the PDF worker. */
import { ApiError } from '../../contract/errors.ts';
import { LIMITS } from '../../contract/limits.ts';
import type { Bbox, Block, Line, Warning } from '../../document/model.ts';
import { type PageSummary, summarise } from '../../layout/document/index.ts';
import type { LayoutInput } from '../../layout/input.ts';
import { layOut } from '../layout/lay-out.ts';
import { linesIn, pageInput } from '../layout/page-input.ts';
import { transferring } from '../worker-rpc.ts';
import { formGlyphs, tickBoxes } from './form-values.ts';
import { inkRegions } from './ink.ts';
import { layoutInput } from './layout-input.ts';
import { toLine } from './lines.ts';
import type { Matrix } from './matrix.ts';
import { closePdf, type OpenedPdf, openPdf as open, opened } from './open-pdfs.worker.ts';
import type { PageOperators } from './operators.worker.ts';
import type { FontInfo, OperatorList, PageContent } from './page-content.ts';
import { type Decision, decide, isGarbled, type PageMeasures, type Reason } from './page-decision.ts';
import { type PageSize, pageSize, sizeForPicture, widthOf } from './page-size.ts';
import { pageError } from './pdf-errors.ts';
import { OPS, type PDFDocumentProxy, type PDFPageProxy } from './pdfjs.worker.ts';
import { oversizedPicture, type PictureSize } from './picture-bounds.ts';
import { readContent } from './read-content.ts';
import { renderGray, renderPicture } from './render.worker.ts';
import { toRows } from './words.ts';

export { closePdf };

export interface InspectedPdf {
  pages: number;
  /** About the whole file. */
  warnings: Warning[];
}

export interface PdfPage {
  /** Where the page's text is to come from: its text layer, recognition, or both. */
  decision: Decision;
  reason: Reason;
  measures: PageMeasures;
  /** Pixels of the page as viewers show it: crop box, /Rotate applied. All boxes are in them. */
  width: number;
  height: number;
  /** At which it was, or would be, rendered. */
  dpi: number;
  /** Of a page whose text layer is enough: it is laid out here, since to hand its words on costs as much. */
  blocks: Block[] | null;
  /** Of the same page, for the look at the whole document: that need not read the page again. */
  summary: PageSummary | null;
  /** The text layer: of a page to be recognised, without lines; of a mixed page, what is not to be read again. */
  text: LayoutInput | null;
  /** What the invisible layer of an old recognition says, on a page that is to be recognised (`old-ocr-layer`). */
  oldLayer: Line[];
  /** One byte a pixel, 0 black, rows from the top; null where the text layer is enough. */
  gray: Uint8Array<ArrayBuffer> | null;
  /** Of a mixed page: pictures that hold ink where no text is, and words that their font maps to nonsense. */
  ocrRegions: Bbox[];
  warnings: Warning[];
}

/** What a page is read for. */
export interface PageUse {
  /** The job's tool. */
  tool: string | null;
  /** The part that is wanted, in pixels of the page; absent: all of it. */
  region?: Bbox | undefined;
}

export interface PdfPicture {
  bytes: ArrayBuffer;
  type: string;
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * Opens a PDF under a key of the caller's choice and keeps it open. `folder`: absolute address of pdf.js's files. A
 * blank password is tried first. Throws `ApiError`: `password_required`, `wrong_password`, `unreadable`,
 * `too_many_pages`.
 */
export async function inspectPdf(
  key: string,
  bytes: Uint8Array,
  password: string | null,
  folder: string,
): Promise<InspectedPdf> {
  const { document, repaired } = await open(key, bytes, password, folder);
  const oversized = oversizedPicture(bytes, LIMITS.pagePixels);
  return {
    pages: document.numPages,
    warnings: [
      ...(repaired ? [REPAIRED] : []),
      ...(document.isPureXfa ? [XFA] : []),
      ...(oversized ? [leftOut(oversized)] : []),
    ],
  };
}

/** Opens a PDF that was inspected before. */
export async function openPdf(key: string, bytes: Uint8Array, password: string | null, folder: string): Promise<void> {
  await open(key, bytes, password, folder);
}

/** Reads the page `index`, counted from 0. Throws `ApiError` `unreadable`, and `FILE_NOT_OPEN`. */
export async function readPdfPage(key: string, index: number, use: PageUse): Promise<PdfPage> {
  return usePage(key, index, async (page, { document, repaired, operators }) => {
    const { width, height } = page.getViewport({ scale: 1 });
    const size = pageSize(width, height);
    const painted = await operators.take(page);
    const read = await readAt(page, document, painted, size);
    const better = read.decision === 'ocr' ? sizeForPicture(width, height, size, read.content.images) : size;
    const final = better === size ? read : await readAt(page, document, painted, better);
    // Meanwhile the parser would stand idle. Not before a page that is drawn: that asks the parser again.
    if (final.decision === 'text-layer') operators.begin(index + 1);
    const result = await complete(page, index, better, final, use);
    // What damage took away leaves no other trace.
    if (repaired && result.reason === 'blank') result.warnings.push(BLANK);
    return transferring(result, result.gray ? [result.gray.buffer] : []);
  });
}

/** The page's picture, `width` pixels wide, for the viewer. Throws as `readPdfPage` does. */
export async function renderPdfPage(key: string, index: number, width: number): Promise<PdfPicture> {
  return usePage(key, index, async (page) => {
    const viewport = page.getViewport({ scale: 1 });
    const size = widthOf(viewport.width, viewport.height, width);
    const blob = await renderPicture(page, size.scale, size.width, size.height);
    const bytes = await blob.arrayBuffer();
    return transferring({ bytes, type: blob.type, width: size.width, height: size.height }, [bytes]);
  });
}

async function usePage<Result>(
  key: string,
  index: number,
  use: (page: PDFPageProxy, pdf: OpenedPdf) => Promise<Result>,
): Promise<Result> {
  const pdf = opened(key);
  try {
    const page = await pdf.document.getPage(index + 1);
    try {
      return await use(page, pdf);
    } finally {
      page.cleanup();
    }
  } catch (error) {
    if (error instanceof ApiError) throw error;
    console.warn(error);
    throw pageError(index + 1);
  }
}

interface PageRead extends ReturnType<typeof decide> {
  content: PageContent;
  text: LayoutInput;
}

async function readAt(
  page: PDFPageProxy,
  document: PDFDocumentProxy,
  { list, annotations }: PageOperators,
  size: PageSize,
): Promise<PageRead> {
  const { scale, width, height } = size;
  const viewport = page.getViewport({ scale }).transform as unknown as Matrix;
  const fonts = await fontsOf(page, list);
  const layers = await document.getOptionalContentConfig();
  const content = readContent(list, {
    ops: OPS,
    viewport,
    width,
    height,
    fontOf: (name) => fonts.get(name),
    isShown: (group) => layers.isVisible(group as never),
    silent: tickBoxes(annotations),
  });
  content.glyphs.push(...formGlyphs(annotations, content.annotated, viewport));
  const seen = content.glyphs.filter((glyph) => !glyph.hidden);
  // Where nothing at all is to be seen, a hidden layer is the only text there is.
  if (seen.length === 0 && !content.painted) for (const glyph of content.glyphs) glyph.hidden = false;
  const text = layoutInput(content, seen.length === 0 && !content.painted ? content.glyphs : seen, {
    width,
    height,
    point: scale,
  });
  return { content, text, ...decide(content, text.lines, width, height) };
}

async function complete(
  page: PDFPageProxy,
  index: number,
  size: PageSize,
  read: PageRead,
  use: PageUse,
): Promise<PdfPage> {
  const { scale, width, height, dpi } = size;
  const { reason, measures, text, content } = read;
  const none = { blocks: null, summary: null, warnings: [], ocrRegions: [], oldLayer: [] };
  const common = { reason, measures, width, height, dpi, ...none };
  const plain = (): PdfPage => {
    const input = pageInput(size, linesIn(text, use.region), { lines: [], rules: [], skew: 0 });
    const blocks = layOut(input, use.tool);
    const summary = use.region ? null : summarise({ index, blocks, width, height, source: 'text-layer' });
    return { ...common, decision: 'text-layer', blocks, summary, text: null, gray: null };
  };
  if (read.decision === 'text-layer') return plain();
  const gray = await renderGray(page, scale, width, height);
  if (read.decision === 'ocr') {
    const old = reason === 'old-ocr-layer' ? toRows(content.glyphs).map((row) => toLine(row, width, height)) : [];
    const oldLayer = old.filter(({ words }) => words.length > 0);
    return { ...common, decision: 'ocr', text: { ...text, lines: [] }, oldLayer, gray };
  }
  const words = text.lines.flatMap((line) => line.words.map((word) => word.bbox));
  const ocrRegions = [...inkRegions({ gray, width, height }, read.candidates, words), ...read.garbled];
  if (ocrRegions.length === 0) return plain();
  const lines = text.lines
    .map((line) => ({ ...line, words: line.words.filter((word) => !isGarbled(word.text)) }))
    .filter((line) => line.words.length > 0);
  return { ...common, decision: 'mixed', text: { ...text, lines }, gray, ocrRegions };
}

/** The fonts that the operators name. They come on another path than the operators, and later. */
async function fontsOf(page: PDFPageProxy, { fnArray, argsArray }: OperatorList): Promise<Map<string, FontInfo>> {
  const names = new Set<string>();
  for (let i = 0; i < fnArray.length; i++) {
    if (fnArray[i] === OPS.setFont) names.add((argsArray[i] as [string])[0]);
    if (fnArray[i] !== OPS.setGState) continue;
    for (const [key, value] of (argsArray[i] as [[string, unknown][]])[0]) {
      if (key === 'Font') names.add((value as [string])[0]);
    }
  }
  const fonts = [...names].map(
    (name) =>
      new Promise<[string, FontInfo]>((resolve) => {
        page.commonObjs.get(name, (font: (FontInfo & { clearData?(): void }) | null) => {
          // It is loaded by now; with its extra properties pdf.js would keep the file as well.
          font?.clearData?.();
          resolve([name, font ?? {}]);
        });
      }),
  );
  return new Map(await Promise.all(fonts));
}

const XFA: Warning = {
  code: 'xfa_form',
  message: 'This PDF is a form that only Adobe Reader shows in full; what it shows to others was read.',
};

const REPAIRED: Warning = {
  code: 'repaired',
  message: 'This PDF is damaged and was put together anew as far as possible; parts of it may be missing.',
};

const BLANK: Warning = {
  code: 'repaired',
  message: 'Nothing was found on this page. The PDF is damaged, so that its content may be lost.',
};

const leftOut = ({ width, height }: PictureSize): Warning => ({
  code: 'picture_left_out',
  message:
    `A picture of ${width} × ${height} pixels was left out: at most ${LIMITS.pagePixels / 1e6} million are decoded. ` +
    'Save the PDF with smaller pictures and send it again.',
});
