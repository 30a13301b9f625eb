import type { ExportDocument, ExportOptions } from '../document.ts';
import { addTextLayer } from './add-text-layer.ts';
import { notArchivable } from './pdfa.ts';
import { picturesToPdf } from './pictures-to-pdf.ts';

/** An upload that is a PDF gets its text; one that cannot be opened again, and all others, become pictures and text. */
export async function documentPdf(doc: ExportDocument, options: ExportOptions = {}): Promise<Uint8Array> {
  const { original } = options;
  const layered = original?.type === 'application/pdf' ? await addTextLayer(original.bytes, doc, options) : undefined;
  if (options.pdfa && original?.type === 'application/pdf' && !layered)
    throw notArchivable('The uploaded PDF cannot be opened again.');
  return layered ?? picturesToPdf(doc, options);
}
