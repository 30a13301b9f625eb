/** PDF/A-2b: a PDF that looks the same for ever (ISO 19005-2:2011). Clauses are that standard's. */
import { decodePDFRawStream, type PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { ApiError } from '../../contract/errors.ts';
import { srgbProfile } from './srgb-profile.ts';

/**
 * Colours get a meaning (6.2.3), the file an identity (6.1.3); what it says of itself is `describe`'s. Of its pages are
 * expected: gray and RGB pictures without transparency, and no font but our own.
 */
export function archive(pdf: PDFDocument): void {
  const { context, catalog } = pdf;
  const profile = context.register(context.flateStream(srgbProfile(), { N: 3, Alternate: 'DeviceRGB' }));
  const intent = {
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: profile,
  };
  catalog.set(PDFName.of('OutputIntents'), context.obj([context.obj(intent)]));
  const id = PDFHexString.of(
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  );
  context.trailerInfo.ID = context.obj([id, id]);
}

/** Throws `bad_field` for a PDF that is not PDF/A-2 or -3 of level B or U: it stays what it was with a text layer. */
export function requireArchived(pdf: PDFDocument): void {
  const packet = pdf.catalog.lookup(PDFName.of('Metadata'));
  const xmp = packet instanceof PDFRawStream ? new TextDecoder().decode(decodePDFRawStream(packet).decode()) : '';
  const said = (name: string) => new RegExp(`pdfaid:${name}(?:\\s*=\\s*["']|>)\\s*(\\w+)`).exec(xmp)?.[1] ?? '';
  if (/^[23]$/.test(said('part')) && /^[BU]$/i.test(said('conformance'))) return;
  throw notArchivable('The uploaded PDF is not PDF/A-2 itself, and its own pages are kept as they are.');
}

export const notArchivable = (cause: string): ApiError =>
  new ApiError('bad_field', `${cause} Download it without pdfa=1, or upload its pages as pictures.`, {
    field: 'pdfa',
  });
