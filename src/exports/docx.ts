/** A Word file to go on writing in: headings, lists and tables are what Word calls so, not text that looks like them. */
import type { Paragraph, ParagraphChild, Table, TableCell } from 'docx';
import type { Block } from '../document/model.ts';
import { type BlockPictures, figureCaptions, illustrate } from './block-pictures.ts';
import { directionOfText, languageTag, printable } from './characters.ts';
import { type BodyBlock, bodyPages, type ExportDocument, type ExportOptions } from './document.ts';
import { PAGE, TEXT_WIDTH } from './docx-page.ts';
import { pictureParagraph } from './docx-pictures.ts';
import { languageOf, type RunContext, runs } from './docx-runs.ts';
import { flowLines, flowRuns, type Run } from './flow.ts';
import { parseListItem } from './list-marker.ts';
import { progressSteps } from './progress.ts';
import { headerRows, tableGrid } from './table.ts';

type Docx = typeof import('docx');
type Child = Paragraph | Table;
type Context = RunContext & { rtl: boolean; lists: List[]; pictures: BlockPictures };
/** A run of numbered items; its `reference` names its numbering. */
type List = { reference: string; start: number; next: number; delimiter: string; level: number };

/** Twips below a paragraph. */
const SPACING = { paragraph: 120, item: 40, cell: 0 };
/** Word refuses a file with a table of more columns. */
const MAX_COLUMNS = 63;
const LIST_INDENT = { left: 720, hanging: 360 };
const QUOTE_INDENT = 720;
/** On every system, or replaced by another of one width. */
const CODE_FONT = 'Courier New';

/** Running heads are left out; each page of the document begins a page. */
export async function documentDocx(doc: ExportDocument, options: ExportOptions = {}): Promise<Uint8Array> {
  const docx = await import('docx');
  const tag = languageTag(doc.language);
  const rtl = directionOfText(doc.pages.map((page) => page.text).join('\n')) === 'rtl';
  const step = progressSteps(doc.pages.length, options);
  const { pages, pictures } = await illustrate(doc.pages, options);
  const context: Context = { docx, tag, rtl, lists: [], pictures };
  const children: Child[] = [];
  for (const [i, body] of bodyPages(pages, pictures).entries()) {
    const first = children.length === 0;
    // What went on from the page before stands there: with nothing else the page has gone.
    const isGone = body.length === 0 && doc.pages[i]?.blocks.some((block) => block.continues);
    if (!isGone) children.push(...pageChildren(body, context, !first));
    await step();
  }
  const file = new docx.Document({
    title: printable(doc.title),
    creator: 'Barg',
    description: '',
    lastModifiedBy: 'Barg',
    styles: {
      default: {
        document: {
          run: { language: languageOf(tag), size: 22, sizeComplexScript: 22 },
          paragraph: { spacing: { after: SPACING.paragraph } },
        },
      },
    },
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

function pageChildren(body: readonly BodyBlock[], context: Context, pageBreak: boolean): Child[] {
  const { docx, pictures } = context;
  const captions = figureCaptions(body, pictures);
  const children: Child[] = [];
  /** The lists in work, by their levels. */
  let lists: (List | undefined)[] = [];
  for (const [i, { block, parts, depth }] of body.entries()) {
    const pageBreakBefore = pageBreak && children.length === 0;
    const [first, ...more] = parts as [Block, ...Block[]];
    const item = block.type === 'list-item' ? parseListItem(flowLines(first, more).join('\n')) : undefined;
    const level = item ? Math.min((block.level ?? 1) - 1, lists.length) : 0;
    lists = lists.slice(0, item ? level + 1 : depth);
    let list: List | undefined;
    if (item?.kind === 'number') {
      list = lists[level];
      if (!list || list.next !== item.number || list.delimiter !== item.delimiter) list = newList(context, item, level);
      list.next += 1;
    }
    if (item) lists[level] = list;
    if (block.type === 'table' && block.table && block.table.rows.length > 0) {
      // A table cannot begin a page, and two in a row would grow together.
      if (pageBreakBefore || children.at(-1) instanceof docx.Table)
        children.push(new docx.Paragraph({ pageBreakBefore }));
      children.push(...tableChildren(block.table.rows, context));
      continue;
    }
    const picture = pictures.get(block);
    const next = body[i + 1]?.block;
    if (picture) {
      const caption = captions.get(block);
      const keepNext = caption !== undefined && caption === next;
      children.push(pictureParagraph(picture, caption, { pageBreakBefore, keepNext }, docx));
      continue;
    }
    const isAbove = next !== undefined && captions.get(next) === block;
    const lines = block.style === 'code' ? codeLines(block) : flowRuns(first, more);
    const shown = block.type === 'heading' ? [joined(lines)] : dropStart(lines, item?.length ?? 0);
    children.push(
      new docx.Paragraph({
        ...paragraphStyle(block.text, context),
        pageBreakBefore,
        ...(isAbove ? { keepNext: true } : {}),
        ...(item ? { spacing: { after: SPACING.item } } : {}),
        ...(block.type === 'heading' ? { heading: headingLevel(docx, block.level) } : {}),
        ...(block.type === 'caption' ? { style: 'Caption' } : {}),
        ...(block.style === 'footnote' ? { style: 'FootnoteText' } : {}),
        ...(depth > 0 ? { indent: { start: LIST_INDENT.left * depth } } : {}),
        ...(block.style === 'quote' ? { indent: { start: QUOTE_INDENT * (depth + 1), end: QUOTE_INDENT } } : {}),
        ...(item?.kind === 'bullet' ? { bullet: { level } } : {}),
        ...(item?.kind === 'printed' ? { indent: { start: LIST_INDENT.left * (level + 1) } } : {}),
        ...(list ? { numbering: { reference: list.reference, level } } : {}),
        children: shown.flatMap((line, i) =>
          line.flatMap((run, k) =>
            runs(run, context, { ...(block.style === 'code' ? { font: CODE_FONT } : {}), break: i > 0 && k === 0 }),
          ),
        ),
      }),
    );
  }
  // An empty page stays a page.
  if (children.length === 0 && pageBreak) children.push(new docx.Paragraph({ pageBreakBefore: true }));
  return children;
}

const plain = (text: string): Run => ({ text, bold: false, italic: false });

const codeLines = (block: Block): Run[][] =>
  printable(block.text)
    .split('\n')
    .map((line) => [plain(line)]);

/** The lines as one, in one style: a heading's own. */
const joined = (lines: readonly Run[][]): Run[] => [
  plain(lines.map((line) => line.map(({ text }) => text).join('')).join(' ')),
];

/** Without the first `length` characters. */
function dropStart([first = [], ...rest]: readonly Run[][], length: number): Run[][] {
  let left = length;
  const kept = first.map((run) => {
    const text = run.text.slice(left);
    left = Math.max(0, left - run.text.length);
    return { ...run, text };
  });
  return [kept.filter(({ text }) => text !== ''), ...rest];
}

function newList({ lists }: Context, item: { number: number; delimiter: string }, level: number): List {
  const list = {
    reference: `list-${lists.length + 1}`,
    start: item.number,
    next: item.number,
    delimiter: item.delimiter,
    level,
  };
  lists.push(list);
  return list;
}

function numbering(docx: Docx, { reference, start, delimiter, level }: List) {
  return {
    reference,
    levels: [
      {
        level,
        start,
        format: docx.LevelFormat.DECIMAL,
        text: `%${level + 1}${delimiter}`,
        alignment: docx.AlignmentType.START,
        style: { paragraph: { indent: { ...LIST_INDENT, left: LIST_INDENT.left * (level + 1) } } },
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
          children: [
            new docx.Paragraph({
              ...paragraphStyle(text, context),
              spacing: { after: SPACING.cell },
              children: cellRunsOf(text, header, context),
            }),
          ],
        }),
      ];
    });
  }
}

/** Lines of a cell; of a head's bold. */
const cellRunsOf = (text: string, bold: boolean, context: Context): ParagraphChild[] =>
  text.split('\n').flatMap((line, i) => runs({ text: line, bold, italic: false }, context, { break: i > 0 }));

type At = ReturnType<typeof tableGrid>[number][number];
const textAt = (at: At | undefined): string => (at && at !== 'covered' ? printable(at.cell.text).trim() : '');

function textRow(texts: readonly string[], context: Context): Paragraph {
  const text = texts.join('\t');
  return new context.docx.Paragraph({ ...paragraphStyle(text, context), children: runs(plain(text), context) });
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
