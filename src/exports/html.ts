/** One HTML file: what was read, marked up by what it is; safe to open, for nothing in it runs or loads. */
import type { Block } from '../document/model.ts';
import {
  alternativeText,
  type BlockPicture,
  type BlockPictures,
  figureCaptions,
  illustrate,
  isIllustrated,
} from './block-pictures.ts';
import { directionOfText, escapeMarkup, languageTag } from './characters.ts';
import { type BodyBlock, bodyPages, type ExportDocument, type ExportOptions, type ExportPage } from './document.ts';
import { flowLines, flowRuns, type Run } from './flow.ts';
import { type ListItem, parseListItem } from './list-marker.ts';
import { progressSteps } from './progress.ts';
import { headerRows, tableGrid } from './table.ts';

const STYLE =
  'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}' +
  'table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:start;vertical-align:top}' +
  'section+section{border-top:1px solid #ccc}.caption,.footnote{font-size:.9em}' +
  'ul.printed{list-style:none}pre{overflow:auto}figure{margin:1rem 0;text-align:center}img{max-width:100%;height:auto}';
const CSP = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Pictures stand in the file itself. */
export async function documentHtml(doc: ExportDocument, options: ExportOptions = {}): Promise<string> {
  const isCut = isIllustrated(doc.pages, options);
  const step = progressSteps(doc.pages.length, options, isCut ? 2 : 1);
  const { pages, pictures } = await illustrate(doc.pages, options, isCut ? step : undefined);
  const tag = languageTag(doc.language);
  const direction = directionOfText(doc.pages.map((page) => page.text).join('\n')) ?? 'ltr';
  const bodies = bodyPages(pages, pictures);
  const sections: string[] = [];
  for (const [i, page] of doc.pages.entries()) {
    sections.push(pageHtml(page, blocksHtml(bodies[i] ?? [], pictures), tag));
    await step();
  }
  return `<!doctype html>
<html${tag ? ` lang="${escapeMarkup(tag)}"` : ''} dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Barg">
<title>${escapeMarkup(doc.title)}</title>
<style>${STYLE}</style>
</head>
<body>
${sections.join('\n')}
</body>
</html>
`;
}

function pageHtml(page: ExportPage, blocks: readonly string[], documentTag: string | undefined): string {
  const tag = languageTag(page.detected_language);
  const lang = tag && tag !== documentTag ? ` lang="${escapeMarkup(tag)}"` : '';
  return `<section id="page-${page.index + 1}"${lang}>\n${blocks.join('\n')}\n</section>`;
}

/** An item with what stands below it: deeper items, and paragraphs as HTML. */
interface Item {
  marker: ListItem;
  html: string;
  level: number;
  below: (Item | string)[];
}

function blocksHtml(body: readonly BodyBlock[], pictures: BlockPictures): string[] {
  const captions = figureCaptions(body, pictures);
  const shown = new Set(captions.values());
  const out: string[] = [];
  let list: (Item | string)[] = [];
  const endList = () => {
    out.push(...listHtml(list));
    list = [];
  };
  for (const [i, { block, parts, depth }] of body.entries()) {
    if (shown.has(block)) continue;
    const picture = pictures.get(block);
    const caption = captions.get(block);
    const isAbove = caption !== undefined && body[i - 1]?.block === caption;
    const html = () => (picture ? pictureHtml(picture, caption, isAbove) : blockHtml(block, parts));
    if (block.type === 'list-item') {
      addItem(list, itemOf(block, parts), block.level ?? 1);
    } else if (depth > 0 && list.length > 0) {
      addItem(list, html(), depth + 1);
    } else {
      endList();
      out.push(html());
    }
  }
  endList();
  return out;
}

function itemOf(block: Block, parts: readonly Block[]): Item {
  const marker = parseListItem(linesOf(parts).join('\n'));
  const lines = runsOf(parts).map((runs, i) => runsHtml(runs, i === 0 ? marker.length : 0));
  return { marker, html: lines.join('<br>'), level: block.level ?? 1, below: [] };
}

/** Below the last item that is less deep. */
function addItem(list: (Item | string)[], item: Item | string, level: number): void {
  const last = list.findLast((one) => typeof one !== 'string');
  if (last && level > last.level) addItem(last.below, item, level);
  else list.push(item);
}

/** Items that count in one way make a list; what is no item stands between lists. */
function listHtml(items: readonly (Item | string)[]): string[] {
  const lists: (Item[] | string)[] = [];
  for (const item of items) {
    const last = lists.at(-1);
    if (typeof item === 'string') lists.push(item);
    else if (Array.isArray(last) && last[0]?.marker.kind === item.marker.kind) last.push(item);
    else lists.push([item]);
  }
  return lists.map((list) => (typeof list === 'string' ? list : oneListHtml(list)));
}

function oneListHtml(items: readonly Item[]): string {
  const kind = items[0]?.marker.kind;
  const element = kind === 'number' ? 'ol' : 'ul';
  const printed = kind === 'printed' ? ' class="printed"' : '';
  const rows = items.map(({ marker, html, below }) => {
    const value = marker.kind === 'number' ? ` value="${marker.number}"` : '';
    return `<li dir="auto"${value}>${html}${below.length > 0 ? `\n${listHtml(below).join('\n')}\n` : ''}</li>`;
  });
  return `<${element}${printed}>\n${rows.join('\n')}\n</${element}>`;
}

function blockHtml(block: Block, parts: readonly Block[]): string {
  if (block.type === 'table' && block.table) return tableHtml(block.table.rows);
  if (block.type === 'heading') {
    const text = escapeMarkup(linesOf(parts).join(' ')).trim();
    return `<h${level(block)} dir="auto">${text}</h${level(block)}>`;
  }
  // The line end after the tag is dropped by readers, one that belongs to the text would be too.
  if (block.style === 'code') return `<pre><code>\n${escapeMarkup(block.text)}</code></pre>`;
  const html = runsOf(parts)
    .map((runs) => runsHtml(runs))
    .join('<br>');
  if (block.style === 'quote') return `<blockquote>\n<p dir="auto">${html}</p>\n</blockquote>`;
  const kind = block.type === 'caption' ? 'caption' : block.style === 'footnote' ? 'footnote' : undefined;
  return `<p${kind ? ` class="${kind}"` : ''} dir="auto">${html}</p>`;
}

/** A figure with its caption where it is printed, above or below. */
function pictureHtml(picture: BlockPicture, caption: Block | undefined, isAbove: boolean): string {
  // CSS pixels, 96 to an inch.
  const size = (points: number) => Math.max(1, Math.round((points * 96) / 72));
  const image =
    `<img src="data:${picture.type};base64,${toBase64(picture.bytes)}" alt="${escapeMarkup(alternativeText(picture, caption))}"` +
    ` width="${size(picture.paper.width)}" height="${size(picture.paper.height)}">`;
  if (!caption) return `<figure>${image}</figure>`;
  const text = `<figcaption dir="auto">${runsOf([caption])
    .map((runs) => runsHtml(runs))
    .join('<br>')}</figcaption>`;
  return `<figure>\n${isAbove ? `${text}\n${image}` : `${image}\n${text}`}\n</figure>`;
}

/** As many bytes as a function takes arguments everywhere; a multiple of three, so that the parts join. */
const BASE64_PART = 24_576;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += BASE64_PART) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + BASE64_PART)));
  }
  return text;
}

/** Without the first `skipped` characters. */
function runsHtml(runs: readonly Run[], skipped = 0): string {
  let left = skipped;
  const html = runs.map(({ text, bold, italic }) => {
    const shown = escapeMarkup(text.slice(left));
    left = Math.max(0, left - text.length);
    if (shown === '') return '';
    const inner = italic ? `<em>${shown}</em>` : shown;
    return bold ? `<strong>${inner}</strong>` : inner;
  });
  return html.join('').trim();
}

/** Also what Markdown holds where pipes cannot say it. */
export function tableHtml(rows: NonNullable<Block['table']>['rows']): string {
  const heads = headerRows(rows);
  const html = tableGrid(rows).map((row) => {
    const cells = row.map((at) => {
      if (at === 'covered') return '';
      if (at === null) return '<td></td>';
      const name = at.cell.header ? 'th' : 'td';
      const spans = `${at.col_span > 1 ? ` colspan="${at.col_span}"` : ''}${at.row_span > 1 ? ` rowspan="${at.row_span}"` : ''}`;
      return `<${name}${spans} dir="auto">${withBreaks(at.cell.text)}</${name}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const head = heads > 0 ? `<thead>\n${html.slice(0, heads).join('\n')}\n</thead>\n` : '';
  const body = heads < html.length ? `<tbody>\n${html.slice(heads).join('\n')}\n</tbody>\n` : '';
  return `<table>\n${head}${body}</table>`;
}

const level = (block: Block): number => Math.min(6, Math.max(1, block.level ?? 1));
const runsOf = ([block, ...more]: readonly Block[]): Run[][] => (block ? flowRuns(block, more) : []);
const linesOf = ([block, ...more]: readonly Block[]): string[] => (block ? flowLines(block, more) : []);
const withBreaks = (text: string): string => escapeMarkup(text).trim().replaceAll('\n', '<br>');
