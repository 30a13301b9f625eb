/** What a PDF says of itself, in its Info dictionary and as XMP (ISO 16684-1), one agreeing with the other. */
import { decodePDFRawStream, type PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { escapeMarkup, languageTag, printable } from '../characters.ts';
import type { ExportDocument } from '../document.ts';

const PRODUCER = 'Barg';

/** For a document of our own; `pdfa`: as PDF/A-2b. */
export function describe(pdf: PDFDocument, { title, language }: ExportDocument, pdfa = false): void {
  const now = new Date();
  pdf.setTitle(printable(title), { showInWindowTitleBar: true });
  pdf.setProducer(PRODUCER);
  pdf.setCreator(PRODUCER);
  pdf.setCreationDate(now);
  pdf.setModificationDate(now);
  const tag = languageTag(language);
  if (tag) pdf.setLanguage(tag);
  setXmp(pdf, xmp(title, tag, now, pdfa));
}

/** For one that came in: what it says stays, and what it does not say is added. */
export function describeChange(pdf: PDFDocument, { title, language }: ExportDocument): void {
  const now = new Date();
  const tag = languageTag(language);
  if (!pdf.getTitle()) pdf.setTitle(printable(title));
  if (tag && !pdf.getLanguage()) pdf.setLanguage(tag);
  pdf.setProducer(PRODUCER);
  pdf.setModificationDate(now);
  const packet = pdf.catalog.lookup(PDFName.of('Metadata'));
  if (packet === undefined) setXmp(pdf, xmp(pdf.getTitle() ?? title, tag, now));
  if (!(packet instanceof PDFRawStream)) return;
  const old = new TextDecoder().decode(decodePDFRawStream(packet).decode());
  setXmp(
    pdf,
    old
      .replace(/(<pdf:Producer>)[^<]*/g, `$1${PRODUCER}`)
      .replace(/(pdf:Producer=")[^"]*/g, `$1${PRODUCER}`)
      .replace(/(<xmp:(?:ModifyDate|MetadataDate)>)[^<]*/g, `$1${dateOf(now)}`)
      .replace(/(xmp:(?:ModifyDate|MetadataDate)=")[^"]*/g, `$1${dateOf(now)}`),
  );
}

function setXmp(pdf: PDFDocument, packet: string): void {
  const stream = pdf.context.stream(new TextEncoder().encode(packet), { Type: 'Metadata', Subtype: 'XML' });
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(stream));
}

/** To the second, as in the Info dictionary. */
const dateOf = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

function xmp(title: string, tag: string | undefined, now: Date, pdfa = false): string {
  const date = dateOf(now);
  const archived = pdfa
    ? `
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>`
    : '';
  const language = tag
    ? `\n   <dc:language><rdf:Bag><rdf:li>${escapeMarkup(tag)}</rdf:li></rdf:Bag></dc:language>`
    : '';
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeMarkup(title)}</rdf:li></rdf:Alt></dc:title>${language}
   <pdf:Producer>${PRODUCER}</pdf:Producer>
   <xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>${date}</xmp:CreateDate>
   <xmp:ModifyDate>${date}</xmp:ModifyDate>
  </rdf:Description>${archived}
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}
