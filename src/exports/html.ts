/** One HTML file: what was read, marked up by what it is; safe to open, for nothing in it runs or loads. */
import type { Block } from '../document/model.ts';
import { directionOfText, escapeMarkup, languageTag } from './characters.ts';
import { bodyBlocks, type ExportDocument, type ExportPage } from './document.ts';
import { flowLines } from './flow.ts';
import { type ListItem, parseListItem } from './list-marker.ts';
import { headerRows, tableGrid } from './table.ts';

const STYLE =
  'body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}' +
  'table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:start;vertical-align:top}' +
  'section+section{border-top:1px solid #ccc}.caption{font-size:.9em}ul.printed{list-style:none}';
const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function documentHtml(doc: ExportDocument): string {
  const tag = languageTag(doc.language);
  const direction = directionOfText(doc.pages.map((page) => page.text).join('\n')) ?? 'ltr';
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
${doc.pages.map((page) => pageHtml(page, tag)).join('\n')}
</body>
</html>
`;
}

function pageHtml(page: ExportPage, documentTag: string | undefined): string {
  const tag = languageTag(page.detected_language);
  const lang = tag && tag !== documentTag ? ` lang="${escapeMarkup(tag)}"` : '';
  return `<section id="page-${page.index + 1}"${lang}>\n${blocksHtml(bodyBlocks(page.blocks)).join('\n')}\n</section>`;
}

function blocksHtml(blocks: readonly Block[]): string[] {
  const out: string[] = [];
  let list: { item: ListItem; html: string }[] = [];
  const endList = () => {
    if (list.length > 0) out.push(listHtml(list));
    list = [];
  };
  for (const block of blocks) {
    if (block.type === 'list-item') {
      const item = parseListItem(textOf(block));
      if (list.length > 0 && list[0]?.item.kind !== item.kind) endList();
      list.push({ item, html: withBreaks(item.text) });
    } else {
      endList();
      out.push(blockHtml(block));
    }
  }
  endList();
  return out;
}

function listHtml(list: readonly { item: ListItem; html: string }[]): string {
  const element = list[0]?.item.kind === 'number' ? 'ol' : 'ul';
  const printed = list[0]?.item.kind === 'printed' ? ' class="printed"' : '';
  const items = list.map(({ item, html }) => {
    const value = item.kind === 'number' ? ` value="${item.number}"` : '';
    return `<li dir="auto"${value}>${html}</li>`;
  });
  return `<${element}${printed}>\n${items.join('\n')}\n</${element}>`;
}

function blockHtml(block: Block): string {
  if (block.type === 'table' && block.table) return tableHtml(block.table.rows);
  const html = withBreaks(textOf(block));
  if (block.type === 'heading') return `<h${level(block)} dir="auto">${html}</h${level(block)}>`;
  if (block.type === 'caption') return `<p class="caption" dir="auto">${html}</p>`;
  return `<p dir="auto">${html}</p>`;
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
const textOf = (block: Block): string => flowLines(block).join(block.type === 'heading' ? ' ' : '\n');
const withBreaks = (text: string): string => escapeMarkup(text).trim().replaceAll('\n', '<br>');
