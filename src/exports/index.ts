/**
 * A document as a file of any format. Runs in a worker and in Node; the libraries that write Word, PDF and ZIP files
 * are loaded when first asked for. (JSON is the API's own answer.)
 */
import { documentText } from '../document/text.ts';
import { documentAlto } from './alto.ts';
import { printable } from './characters.ts';
import { csvTables, documentCsv } from './csv.ts';
import type { ExportDocument, ExportOptions } from './document.ts';
import { documentHocr } from './hocr.ts';
import { documentHtml } from './html.ts';
import { documentMarkdown } from './markdown.ts';
import { progressSteps } from './progress.ts';
import { layoutText } from './text.ts';

export type { CutRegion, ExportDocument, ExportOptions, ExportPage, Picture, RegionPicture } from './document.ts';

export const EXPORT_FORMATS = ['txt', 'md', 'html', 'csv', 'hocr', 'alto', 'docx', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Throws the signal's reason once it is aborted; text is UTF-8. `csv` with `tables: 'separate'` is a ZIP. */
export async function exportDocument(
  doc: ExportDocument,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<Uint8Array> {
  if (format === 'docx') return (await import('./docx.ts')).documentDocx(doc, options);
  if (format === 'pdf') return (await import('./pdf/index.ts')).documentPdf(doc, options);
  if (format === 'csv' && options.tables === 'separate')
    return (await import('./zip.ts')).zipTexts(csvTables(doc, options));
  if (format === 'html') return new TextEncoder().encode(await documentHtml(doc, options));
  const step = progressSteps(1, options);
  const bytes = new TextEncoder().encode(renderText(doc, format, options));
  await step();
  return bytes;
}

function renderText(
  doc: ExportDocument,
  format: Exclude<ExportFormat, 'docx' | 'pdf' | 'html'>,
  options: ExportOptions,
): string {
  switch (format) {
    case 'txt':
      return endLine(printable(options.layout ? doc.pages.map(layoutText).join('\n\n') : documentText(doc.pages)));
    case 'md':
      return endLine(documentMarkdown(doc.pages));
    case 'csv':
      return documentCsv(doc, options);
    case 'hocr':
      return documentHocr(doc);
    case 'alto':
      return documentAlto(doc);
  }
}

const endLine = (text: string): string => (text === '' ? '' : `${text}\n`);
