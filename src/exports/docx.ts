/** A Word file to go on writing in: headings, lists and tables are what Word calls so, not text that looks like them. */
import type { Paragraph, ParagraphChild, Table, TableCell } from 'docx';
import type { Block } from '../document/model.ts';
import { directionOfText, hasRtlLetter, languageTag, printable } from './characters.ts';
import { bodyBlocks, type ExportDocument, type ExportOptions } from './document.ts';
import { flowLines } from './flow.ts';
import { parseListItem } from './list-marker.ts';
import { progressSteps } from './progress.ts';
import { headerRows, tableGrid } from './table.ts';

type Docx = typeof import('docx');
type Child = Paragraph | Table;
type Context = { docx: Docx; tag: string | undefined; rtl: boolean; lists: List[] };
/** A run of numbered items; its `reference` names its numbering. */
type List = { reference: string; start: number; next: number; delimiter: string };

/** Twips, 20 to a point: A4 with margins of an inch. */
const PAGE = { width: 11_906, height: 16_838, margin: 1440 };
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
/** Word refuses a file with a table of more columns. */
const MAX_COLUMNS = 63;
const LIST_INDENT = { left: 720, hanging: 360 };

/** Running heads are left out; each page of the document begins a page. */
export async function documentDocx(doc: ExportDocument, options: ExportOptions = {}): Promise<Uint8Array> {
  const docx = await import('docx');
  const tag = languageTag(doc.language);
  const rtl = directionOfText(doc.pages.map((page) => page.text).join('\n')) === 'rtl';
  const context: Context = { docx, tag, rtl, lists: [] };
  const step = progressSteps(doc.pages.length, options);
  const children: Child[] = [];
  for (const page of doc.pages) {
    const first = children.length === 0;
    children.push(...pageChildren(bodyBlocks(page.blocks), context, !first));
    await step();
  }
  const file = new docx.Document({
    title: printable(doc.title),
    creator: 'Barg',
    description: '',
    lastModifiedBy: 'Barg',
    styles: { default: { document: { run: { language: languageOf(tag), size: 22, sizeComplexScript: 22 } } } },
    numbering: { config: context.lists.map((list) => numbering(docx, list)) },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
          },
        },
        children,
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toArrayBuffer(file));
}

function pageChildren(blocks: readonly Block[], context: Context, pageBreak: boolean): Child[] {
  const { docx } = context;
  const children: Child[] = [];
  let list: List | undefined;
  for (const block of blocks) {
    const pageBreakBefore = pageBreak && children.length === 0;
    const item = block.type === 'list-item' ? parseListItem(textOf(block)) : undefined;
    if (item?.kind === 'number') {
      if (!list || list.next !== item.number || list.delimiter !== item.delimiter) list = newList(context, item);
      list.next += 1;
    } else {
      list = undefined;
    }
    if (block.type === 'table' && block.table && block.table.rows.length > 0) {
      // A table cannot begin a page, and two in a row would grow together.
      if (pageBreakBefore || children.at(-1) instanceof docx.Table)
        children.push(new docx.Paragraph({ pageBreakBefore }));
      children.push(...tableChildren(block.table.rows, context));
      continue;
    }
    const text = item?.text ?? textOf(block);
    children.push(
      new docx.Paragraph({
        ...paragraphStyle(text, context),
        pageBreakBefore,
        ...(block.type === 'heading' ? { heading: headingLevel(docx, block.level) } : {}),
        ...(block.type === 'caption' ? { style: 'Caption' } : {}),
        ...(item?.kind === 'bullet' ? { bullet: { level: 0 } } : {}),
        ...(item?.kind === 'printed' ? { indent: { start: LIST_INDENT.left } } : {}),
        ...(list ? { numbering: { reference: list.reference, level: 0 } } : {}),
        children: runs(text, context),
      }),
    );
  }
  // An empty page stays a page.
  if (children.length === 0 && pageBreak) children.push(new docx.Paragraph({ pageBreakBefore: true }));
  return children;
}

function newList({ lists }: Context, item: { number: number; delimiter: string }): List {
  const list = {
    reference: `list-${lists.length + 1}`,
    start: item.number,
    next: item.number,
    delimiter: item.delimiter,
  };
  lists.push(list);
  return list;
}

function numbering(docx: Docx, { reference, start, delimiter }: List) {
  return {
    reference,
    levels: [
      {
        level: 0,
        start,
        format: docx.LevelFormat.DECIMAL,
        text: `%1${delimiter}`,
        alignment: docx.AlignmentType.START,
        style: { paragraph: { indent: LIST_INDENT } },
      },
    ],
  };
}

function tableChildren(rows: NonNullable<Block['table']>['rows'], context: Context): Child[] {
  const { docx } = context;
  const grid = tableGrid(rows);
  const columns = grid[0]?.length ?? 0;
  const isRtl =
    directionOfText(
      rows
        .flat()
        .map((cell) => cell.text)
        .join(' '),
    ) ?? (context.rtl ? 'rtl' : 'ltr');
  if (columns === 0) return [];
  if (columns > MAX_COLUMNS)
    return grid.map((row) =>
      textRow(
        row.map((at) => textAt(at)),
        context,
      ),
    );
  const widths = columnWidths(grid, columns);
  const heads = headerRows(rows);
  const table = new docx.Table({
    width: { size: TEXT_WIDTH, type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    visuallyRightToLeft: isRtl === 'rtl',
    rows: grid.map(
      (row, y) => new docx.TableRow({ ...(y < heads ? { tableHeader: true } : {}), children: cells(row) }),
    ),
  });
  return [table];

  function cells(row: (typeof grid)[number]): TableCell[] {
    return row.flatMap((at, x) => {
      if (at === 'covered') return [];
      const [text, header] = [textAt(at), at?.cell.header ?? false];
      const [columnSpan, rowSpan] = [at?.col_span ?? 1, at?.row_span ?? 1];
      const size = widths.slice(x, x + columnSpan).reduce((sum, width) => sum + width, 0);
      return [
        new docx.TableCell({
          columnSpan,
          rowSpan,
          width: { size, type: docx.WidthType.DXA },
          children: [new docx.Paragraph({ ...paragraphStyle(text, context), children: runs(text, context, header) })],
        }),
      ];
    });
  }
}

type At = ReturnType<typeof tableGrid>[number][number];
const textAt = (at: At | undefined): string => (at && at !== 'covered' ? printable(at.cell.text).trim() : '');

function textRow(texts: readonly string[], context: Context): Paragraph {
  const text = texts.join('\t');
  return new context.docx.Paragraph({ ...paragraphStyle(text, context), children: runs(text, context) });
}

/** In proportion to the columns on paper, as cells of one column show them; none below a third of an even share. */
function columnWidths(grid: ReturnType<typeof tableGrid>, columns: number): number[] {
  const even = TEXT_WIDTH / columns;
  const seen = Array.from({ length: columns }, (_, x) => {
    const widths = grid.flatMap((row) => {
      const at = row[x];
      return at && at !== 'covered' && at.col_span === 1 ? [at.cell.bbox[2] - at.cell.bbox[0]] : [];
    });
    return Math.max(0, ...widths.filter(Number.isFinite));
  });
  const total = seen.reduce((sum, width) => sum + width, 0);
  const known = seen.every((width) => width > 0);
  const shares = seen.map((width) => (known ? Math.max((width / total) * TEXT_WIDTH, even / 3) : even));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => Math.floor((share / sum) * TEXT_WIDTH));
}

function paragraphStyle(text: string, { rtl }: Context): { bidirectional: boolean } {
  return { bidirectional: (directionOfText(text) ?? (rtl ? 'rtl' : 'ltr')) === 'rtl' };
}

/** A run for each stretch of one direction: Word lays out and spells a right-to-left run by other fonts and rules. */
function runs(text: string, { docx, tag }: Context, bold = false): ParagraphChild[] {
  const style = bold ? { bold, boldComplexScript: bold } : {};
  return text.split('\n').flatMap((line, index) =>
    stretches(line).map((stretch, part) => {
      const rightToLeft = hasRtlLetter(stretch);
      const language = tag ? { language: languageOf(tag) } : {};
      const breaks = index > 0 && part === 0 ? { break: 1 } : {};
      return new docx.TextRun({
        text: stretch,
        ...style,
        ...language,
        ...breaks,
        ...(rightToLeft ? { rightToLeft } : {}),
      });
    }),
  );
}

const LTR_LETTER = /(?=\p{L})[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** What has no direction goes with what comes before it. */
function stretches(line: string): string[] {
  const parts: string[] = [];
  let last: 'ltr' | 'rtl' | undefined;
  for (const word of line.split(/(?<=\s)/)) {
    const direction = hasRtlLetter(word) ? 'rtl' : LTR_LETTER.test(word) ? 'ltr' : last;
    if (parts.length > 0 && direction === last) parts[parts.length - 1] += word;
    else parts.push(word);
    last = direction;
  }
  return parts;
}

const EAST_ASIAN = /^(zh|ja|ko)\b/;

/** Word keeps a language for each of three kinds of script. */
function languageOf(tag: string | undefined) {
  if (!tag) return {};
  if (EAST_ASIAN.test(tag)) return { eastAsia: tag };
  const rtl = /^(ar|fa|he|ur|ps|sd|ug|yi|dv|ckb|syr)\b|-Arab\b/.test(tag);
  return rtl ? { bidirectional: tag } : { value: tag };
}

function headingLevel({ HeadingLevel }: Docx, level = 1) {
  const levels = [
    HeadingLevel.HEADING_1,
    HeadingLevel.HEADING_2,
    HeadingLevel.HEADING_3,
    HeadingLevel.HEADING_4,
    HeadingLevel.HEADING_5,
    HeadingLevel.HEADING_6,
  ] as const;
  return levels[Math.min(6, Math.max(1, level)) - 1] ?? HeadingLevel.HEADING_1;
}

const textOf = (block: Block): string => flowLines(block).join(block.type === 'heading' ? ' ' : '\n');
