/** ALTO 4, what libraries and archives keep of a page. https://www.loc.gov/standards/alto/v4/alto-4-4.xsd */
import type { Bbox, Block, Line } from '../document/model.ts';
import { escapeMarkup, isSpaced, languageTag } from './characters.ts';
import type { ExportDocument, ExportPage } from './document.ts';
import { linesOf, properBox } from './lines.ts';

export function documentAlto(doc: ExportDocument): string {
  const types = [...new Set(doc.pages.flatMap((page) => page.blocks.map((block) => block.type)))];
  const tags = types.map((type) => `<LayoutTag ID="tag-${type}" LABEL="${type}"/>`).join('');
  const tag = languageTag(doc.language);
  return `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
<Description>
<MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>${escapeMarkup(doc.title)}</fileName></sourceImageInformation>
<Processing ID="ocr"><processingStepDescription>OCR</processingStepDescription><processingSoftware><softwareName>Barg</softwareName></processingSoftware></Processing>
</Description>
${tags ? `<Tags>${tags}</Tags>\n` : ''}<Layout>
${doc.pages.map((page) => pageAlto(page, tag)).join('\n')}
</Layout>
</alto>
`;
}

function pageAlto(page: ExportPage, documentTag: string | undefined): string {
  const number = page.index + 1;
  const tag = languageTag(page.detected_language) ?? documentTag;
  const lang = tag ? ` LANG="${escapeMarkup(tag)}"` : '';
  const size = `WIDTH="${page.width}" HEIGHT="${page.height}"`;
  const blocks = page.blocks.map((block, index) => blockAlto(block, `${number}-${index + 1}`, lang));
  return (
    `<Page ID="page-${number}" PHYSICAL_IMG_NR="${number}" ${size}>\n` +
    `<PrintSpace HPOS="0" VPOS="0" ${size}>\n${blocks.filter((block) => block !== '').join('\n')}\n</PrintSpace>\n</Page>`
  );
}

function blockAlto(block: Block, id: string, lang: string): string {
  const lines = linesOf(block);
  if (lines.length === 0) {
    return block.type === 'figure' ? `<Illustration ID="block-${id}" TAGREFS="tag-figure" ${place(block.bbox)}/>` : '';
  }
  return (
    `<TextBlock ID="block-${id}" TAGREFS="tag-${block.type}"${lang} ${place(block.bbox)}>\n` +
    `${lines.map((line, index) => lineAlto(line, `${id}-${index + 1}`)).join('\n')}\n</TextBlock>`
  );
}

function lineAlto(line: Line, id: string): string {
  const words = line.words.map((word, index) => {
    const next = line.words[index + 1];
    const confidence = Math.min(1, Math.max(0, word.confidence))
      .toFixed(4)
      .replace(/\.?0+$/, '');
    const string = `<String ID="word-${id}-${index + 1}" CONTENT="${escapeMarkup(word.text)}" ${place(word.bbox)} WC="${confidence}"/>`;
    return next && isSpaced(word.text, next.text) ? `${string}<SP/>` : string;
  });
  return `<TextLine ID="line-${id}" ${place(line.bbox)}>${words.join('')}</TextLine>`;
}

function place(bbox: Bbox): string {
  const [x0, y0, x1, y1] = properBox(bbox).map(Math.round) as Bbox;
  return `HPOS="${x0}" VPOS="${y0}" WIDTH="${x1 - x0}" HEIGHT="${y1 - y0}"`;
}
