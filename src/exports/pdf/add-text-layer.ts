/** A PDF that came in, searchable: its own pages, pictures, fonts, links and bookmarks, with a text layer below. */
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, type PDFPage } from '@cantoo/pdf-lib';
import { type ExportDocument, type ExportOptions, type ExportPage, loadedPage } from '../document.ts';
import { progressSteps } from '../progress.ts';
import { createGlyphlessFont } from './glyphless-font.ts';
import { describeChange } from './metadata.ts';
import { notArchivable, requireArchived } from './pdfa.ts';
import { type Matrix, type TextLayer, textLayer } from './text-layer.ts';

/**
 * Pages that have a text of their own (`source` text-layer, or mixed) are left as they are. A document that holds only
 * some of the file's pages, by their `index`, gives a PDF of these alone. Undefined where the file cannot be opened
 * (damaged, encrypted with a password).
 */
export async function addTextLayer(
  original: Uint8Array,
  doc: ExportDocument,
  options: ExportOptions = {},
): Promise<Uint8Array | undefined> {
  const whole = await open(original);
  const count = whole?.getPageCount() ?? 0;
  if (!whole || doc.pages.some((page) => page.index >= count)) return undefined;
  if (options.pdfa) {
    requireArchived(whole);
    if (doc.pages.length < count) throw notArchivable('Single pages of a PDF lose what makes it PDF/A.');
  }
  const pdf = doc.pages.length < count ? await selection(whole, doc.pages) : whole;
  const font = createGlyphlessFont(pdf.context);
  const step = progressSteps(doc.pages.length, options);
  const pages = pdf.getPages();
  for (const [position, page] of doc.pages.entries()) {
    const target = pages[pdf === whole ? page.index : position];
    if (target && lacksText(page)) addLayer(target, await loadedPage(page));
    await step();
  }
  font.finish();
  describeChange(pdf, doc);
  return pdf.save({ updateFieldAppearances: false, addDefaultPage: false });

  function addLayer(target: PDFPage, page: ExportPage): void {
    const prefix = freePrefix(target);
    const layer = textLayer(page, font, placement(target, page), prefix);
    if (layer) putBelow(target, layer);
  }
}

const lacksText = (page: ExportPage): boolean => page.source === 'ocr' || page.source === 'vlm';

async function open(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, password: '' });
    // Counts the pages, which fails here, not half-way, where the page tree is damaged.
    pdf.getPages();
    return pdf;
  } catch {
    return undefined;
  }
}

async function selection(whole: PDFDocument, wanted: readonly ExportPage[]): Promise<PDFDocument> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const page of await pdf.copyPages(
    whole,
    wanted.map(({ index }) => index),
  ))
    pdf.addPage(page);
  const title = whole.getTitle();
  if (title) pdf.setTitle(title);
  return pdf;
}

/**
 * From the upright page's pixels, origin bottom left, to the page's user space: undone are the turn that made it
 * upright (`page.rotation`, degrees clockwise) and the one that viewers show it by (/Rotate), and the picture covers the
 * crop box, wherever that lies.
 */
export function placement(target: PDFPage, page: Pick<ExportPage, 'width' | 'height' | 'rotation'>): Matrix {
  const { x0, y0, width, height } = visibleBox(target);
  const turn = (((target.getRotation().angle - page.rotation) % 360) + 360) % 360;
  const [w, h] = [Math.max(page.width, 1), Math.max(page.height, 1)];
  // `turn` degrees clockwise lead from user space to the upright page; each row undoes one of them.
  if (turn === 90) return [0, height / w, -width / h, 0, x0 + width, y0];
  if (turn === 180) return [-width / w, 0, 0, -height / h, x0 + width, y0 + height];
  if (turn === 270) return [0, -height / w, width / h, 0, x0, y0 + height];
  return [width / w, 0, 0, height / h, x0, y0];
}

/** What viewers show: the crop box as far as it lies within the media box. Corners may be given in any order. */
function visibleBox(target: PDFPage) {
  const [media, crop] = [target.getMediaBox(), target.getCropBox()].map((box) => ({
    x0: Math.min(box.x, box.x + box.width),
    x1: Math.max(box.x, box.x + box.width),
    y0: Math.min(box.y, box.y + box.height),
    y1: Math.max(box.y, box.y + box.height),
  })) as [Box, Box];
  const x0 = Math.max(media.x0, crop.x0);
  const y0 = Math.max(media.y0, crop.y0);
  const [width, height] = [Math.min(media.x1, crop.x1) - x0, Math.min(media.y1, crop.y1) - y0];
  if (width > 0 && height > 0) return { x0, y0, width, height };
  return { x0: media.x0, y0: media.y0, width: media.x1 - media.x0, height: media.y1 - media.y0 };
}

type Box = { x0: number; x1: number; y0: number; y1: number };

/** In front of the page's own streams, which may be shared with other pages and are not touched; nor is what it inherits. */
function putBelow(target: PDFPage, { content, fonts }: TextLayer): void {
  const { node } = target;
  const { context } = node;
  const own = node.get(PDFName.of('Contents'));
  const resolved = context.lookup(own);
  const streams: PDFObject[] = resolved instanceof PDFArray ? resolved.asArray() : own ? [own] : [];
  node.set(PDFName.of('Contents'), context.obj([context.register(context.flateStream(content)), ...streams]));

  const resources = copyOf(context.lookup(node.Resources()), context);
  const fontDictionary = copyOf(resources.lookup(PDFName.of('Font')), context);
  for (const [name, ref] of fonts) fontDictionary.set(PDFName.of(name), ref);
  resources.set(PDFName.of('Font'), fontDictionary);
  node.set(PDFName.of('Resources'), resources);
}

function copyOf(dictionary: PDFObject | undefined, context: PDFPage['node']['context']): PDFDict {
  const copy = context.obj({});
  if (dictionary instanceof PDFDict) for (const [key, value] of dictionary.entries()) copy.set(key, value);
  return copy;
}

/** Begins no name of the page's own fonts. */
function freePrefix(target: PDFPage): string {
  const fonts = target.node.Resources()?.lookup(PDFName.of('Font'));
  const taken = fonts instanceof PDFDict ? fonts.keys().map((key) => key.asString().slice(1)) : [];
  let prefix = 'Ocr';
  while (taken.some((name) => name.startsWith(prefix))) prefix += '_';
  return prefix;
}
