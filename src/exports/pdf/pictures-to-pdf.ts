/** Pictures of pages as a searchable PDF: the pictures as they came, over a layer of text that is not seen. */
import { type PDFContext, PDFDocument, PDFHexString, PDFName, type PDFRef } from '@cantoo/pdf-lib';
import { type ExportDocument, type ExportOptions, type ExportPage, loadedPage } from '../document.ts';
import { progressSteps } from '../progress.ts';
import { ORIENTED } from './exif-orientation.ts';
import { createGlyphlessFont, type GlyphlessFont } from './glyphless-font.ts';
import { type PdfImage, readImage } from './image.ts';
import { LateStream } from './late-stream.ts';
import { describe } from './metadata.ts';
import { pageSize } from './page-size.ts';
import { archive, notArchivable } from './pdfa.ts';
import { textLayer } from './text-layer.ts';

/** A page without a picture that can be embedded is empty but for its text. */
export async function picturesToPdf(doc: ExportDocument, options: ExportOptions = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = createGlyphlessFont(pdf.context);
  const step = progressSteps(doc.pages.length, options);
  const pictures: LateStream[] = [];
  for (const page of doc.pages) {
    const picture = await addPage(pdf, await loadedPage(page), font, options);
    if (picture) pictures.push(picture);
    await step();
  }
  font.finish();
  describe(pdf, doc, options.pdfa);
  if (options.pdfa) archive(pdf);
  const file = await pdf.save({ updateFieldAppearances: false });
  for (const picture of pictures) {
    await picture.fill(file);
    options.signal?.throwIfAborted();
  }
  return file;
}

/** The stream of its picture, which is to be filled in. */
async function addPage(
  pdf: PDFDocument,
  page: ExportPage,
  font: GlyphlessFont,
  { pdfa }: ExportOptions,
): Promise<LateStream | undefined> {
  const { context } = pdf;
  const { width, height, userUnit } = pageSize(page);
  const { node } = pdf.addPage([width, height]);
  if (userUnit > 1) node.set(PDFName.of('UserUnit'), context.obj(userUnit));
  const contents: PDFRef[] = [];
  const resources = context.obj({});
  const scale = width / Math.max(page.width, 1);
  const layer = textLayer(page, font, [scale, 0, 0, scale, 0, 0], 'F');
  if (layer) {
    contents.push(context.register(context.flateStream(layer.content)));
    resources.set(PDFName.of('Font'), context.obj(Object.fromEntries(layer.fonts)));
  }
  const picture = typeof page.picture === 'function' ? await page.picture() : page.picture;
  const image = picture && (await readImage(picture));
  let stream: LateStream | undefined;
  if (image) {
    if (pdfa && image.dictionary.ColorSpace === 'DeviceCMYK')
      throw notArchivable(`The picture of page ${page.index + 1} is in the colours of a printing press.`);
    stream = lateStream(context, image);
    const [a, b, c, d, e, f] = ORIENTED[image.orientation] ?? [1, 0, 0, 1, 0, 0];
    const turn = [a * width, b * height, c * width, d * height, e * width, f * height].join(' ');
    contents.push(context.register(context.stream(`q ${turn} cm /Picture Do Q`)));
    resources.set(PDFName.of('XObject'), context.obj({ Picture: context.register(stream) }));
  }
  node.set(PDFName.of('Resources'), resources);
  node.set(PDFName.of('Contents'), context.obj(contents));
  return stream;
}

function lateStream(context: PDFContext, { data, dictionary }: PdfImage): LateStream {
  const { ColorSpace, ...rest } = dictionary;
  const space = Array.isArray(ColorSpace)
    ? ColorSpace.map((part) => (part instanceof Uint8Array ? hexString(part) : part))
    : ColorSpace;
  const dict = context.obj({ Type: 'XObject', Subtype: 'Image', ...rest, ColorSpace: space });
  return new LateStream(dict, new Blob([data as Uint8Array<ArrayBuffer>]));
}

const hexString = (bytes: Uint8Array): PDFHexString =>
  PDFHexString.of(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
