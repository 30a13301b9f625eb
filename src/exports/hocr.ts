/**
 * hOCR 1.2, the places of all words as XHTML. https://kba.github.io/hocr-spec/1.2/ Classes and ids stand in single quotes,
 * as Tesseract writes them: programs that are no XML parsers (hocr2pdf) know no others.
 */
import type { Bbox, Block, Line } from '../document/model.ts';
import { directionOfText, escapeMarkup, languageTag } from './characters.ts';
import type { ExportDocument, ExportPage } from './document.ts';
import { linesOf } from './lines.ts';

const CAPABILITIES = 'ocr_page ocr_carea ocr_par ocr_line ocr_image ocrx_word ocrp_lang ocrp_dir ocrp_wconf';

export function documentHocr(doc: ExportDocument): string {
  const tag = languageTag(doc.language);
  const lang = tag ? ` xml:lang="${escapeMarkup(tag)}" lang="${escapeMarkup(tag)}"` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"${lang}>
<head>
<title>${escapeMarkup(doc.title)}</title>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<meta name="ocr-system" content="Barg"/>
<meta name="ocr-capabilities" content="${CAPABILITIES}"/>
<meta name="ocr-number-of-pages" content="${doc.pages.length}"/>
${tag ? `<meta name="ocr-langs" content="${escapeMarkup(tag)}"/>\n` : ''}</head>
<body>
${doc.pages.map((page) => pageHocr(page, doc.title)).join('\n')}
</body>
</html>
`;
}

function pageHocr(page: ExportPage, title: string): string {
  const number = page.index + 1;
  // Within the title attribute a quoted string ends at the next quotation mark, and there is no escape for one.
  const image = title.replaceAll('"', "'").replaceAll(';', ',');
  const properties = [
    `image "${image}"`,
    `bbox 0 0 ${page.width} ${page.height}`,
    `ppageno ${page.index}`,
    ...(page.dpi ? [`scan_res ${Math.round(page.dpi)} ${Math.round(page.dpi)}`] : []),
  ];
  const tag = languageTag(page.detected_language);
  const areas = page.blocks.map((block, index) => areaHocr(block, `${number}_${index + 1}`, page, tag));
  return (
    `<div class='ocr_page' id='page_${number}' title='${escapeMarkup(properties.join('; '))}'>\n` +
    `${areas.filter((area) => area !== '').join('\n')}\n</div>`
  );
}

function areaHocr(block: Block, id: string, page: ExportPage, tag: string | undefined): string {
  const lines = linesOf(block);
  const bbox = boxTitle(block.bbox, page);
  if (lines.length === 0) {
    return block.type === 'figure' ? `<div class='ocr_image' id='block_${id}' title="${bbox}"></div>` : '';
  }
  const dir = directionOfText(block.text) ?? 'ltr';
  const lang = tag ? ` xml:lang="${escapeMarkup(tag)}" lang="${escapeMarkup(tag)}"` : '';
  return (
    `<div class='ocr_carea' id='block_${id}' title="${bbox}">\n` +
    `<p class='ocr_par' id='par_${id}' dir="${dir}"${lang} title="${bbox}">\n` +
    `${lines.map((line, index) => lineHocr(line, `${id}_${index + 1}`, page)).join('\n')}\n</p>\n</div>`
  );
}

function lineHocr(line: Line, id: string, page: ExportPage): string {
  const words = line.words.map((word, index) => {
    const title = `${boxTitle(word.bbox, page)}; x_wconf ${Math.round(clamp(word.confidence, 0, 1) * 100)}`;
    return `<span class='ocrx_word' id='word_${id}_${index + 1}' title="${title}">${escapeMarkup(word.text)}</span>`;
  });
  return `<span class='ocr_line' id='line_${id}' title="${boxTitle(line.bbox, page)}">${words.join(' ')}</span>`;
}

/** In whole pixels within the page, as the format wants them. */
function boxTitle([x0, y0, x1, y1]: Bbox, { width, height }: ExportPage): string {
  const [left, top] = [clamp(Math.floor(x0), 0, width), clamp(Math.floor(y0), 0, height)];
  return `bbox ${left} ${top} ${clamp(Math.ceil(x1), left, width)} ${clamp(Math.ceil(y1), top, height)}`;
}

const clamp = (value: number, low: number, high: number): number =>
  Number.isFinite(value) ? Math.max(low, Math.min(high, value)) : low;
