/** A Word file to go on writing in: headings, lists and tables are what Word calls so, not text that looks like them. */
import type { ISectionOptions, Paragraph, Table } from 'docx';
import type { Block, Page } from '../document/model.ts';
import { type BlockPictures, figureCaptions, illustrate, isIllustrated } from './block-pictures.ts';
import { directionOfText, languageTag, printable } from './characters.ts';
import { type BodyBlock, bodyPages, type ExportDocument, type ExportOptions } from './document.ts';
import { type Alignment, alignmentOf } from './docx-alignment.ts';
import { docxBody, packDocx } from './docx-body.ts';
import { docxMedia } from './docx-media.ts';
import { type Sheet, textSize } from './docx-page.ts';
import { pictureParagraph } from './docx-pictures.ts';
import { languageOf, paragraphStyle, type RunContext, runs, textLanguages } from './docx-runs.ts';
import { sectionOptions } from './docx-section-options.ts';
import { docxSections } from './docx-sections.ts';
import { tableChildren } from './docx-tables.ts';
import { flowLines, flowRuns, type Run } from './flow.ts';
import { parseListItem } from './list-marker.ts';
import { progressSteps } from './progress.ts';

type Docx = typeof import('docx');
type Child = Paragraph | Table;
type Context = RunContext & { rtl: boolean; lists: List[]; pictures: BlockPictures; sheet: Sheet; page: Page };
/** A run of numbered items; its `reference` names its numbering. */
type List = { reference: string; start: number; next: number; delimiter: string; level: number };

/** Twips below a paragraph. */
const SPACING = { paragraph: 120, item: 40 };
const LIST_INDENT = { left: 720, hanging: 360 };
const QUOTE_INDENT = 720;
/** On every system, or replaced by another of one width. */
const CODE_FONT = 'Courier New';

/** Each page of the document begins a page, on paper of its own size; running heads and page numbers are Word's own. */
export async function documentDocx(doc: ExportDocument, options: ExportOptions = {}): Promise<Uint8Array> {
  const docx = await import('docx');
  const [tag, languages] = [languageTag(doc.language), textLanguages(doc.language)];
  const rtl = directionOfText(doc.pages.map((page) => page.text).join('\n')) === 'rtl';
  const isCut = isIllustrated(doc.pages, options);
  const step = progressSteps(doc.pages.length, options, isCut ? 2 : 1);
  const { cutRegion, pictureOf } = docxMedia(options.cutRegion);
  const cutting = { ...options, ...(cutRegion && { cutRegion }) };
  const { pages, pictures } = await illustrate(doc.pages, cutting, isCut ? step : undefined);
  const bodies = bodyPages(pages, pictures);
  const lists: List[] = [];
  const text = docxBody(docx);
  const sections: ISectionOptions[] = [];
  const plan = docxSections(doc.pages);
  for (const section of plan) {
    const context = { docx, tag, languages, rtl, lists, pictures, sheet: section.sheet };
    let isFirst = true;
    for (let i = section.from; i < section.to; i++) {
      const [page, body] = [pages[i], bodies[i]];
      if (!page || !body) continue;
      // What went on from the page before stands there: with nothing else the page has gone.
      const isGone = body.length === 0 && page.blocks.some((block) => block.continues);
      const own = page.detected_language ? textLanguages(page.detected_language) : languages;
      if (!isGone) {
        text.add(pageChildren(body, { ...context, languages: own, page }, !isFirst));
        isFirst = false;
      }
      await step();
    }
    const children = text.endSection();
    if (children.length > 0) sections.push({ ...sectionOptions(section, context), children });
  }
  const file = new docx.Document({
    title: printable(doc.title),
    creator: 'Barg',
    description: '',
    lastModifiedBy: 'Barg',
    evenAndOddHeaderAndFooters: plan.some(({ evenHeads }) => evenHeads !== null),
    styles: {
      default: {
        document: {
          run: { language: languageOf(tag), size: textSize(doc.pages), sizeComplexScript: textSize(doc.pages) },
          paragraph: { spacing: { after: SPACING.paragraph } },
        },
      },
    },
    numbering: { config: lists.map((list) => numbering(docx, list)) },
    sections: sections.length > 0 ? sections : [{ children: [] }],
  });
  return packDocx(docx, file, text, pictureOf);
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
      children.push(pictureParagraph(picture, caption, { pageBreakBefore, keepNext }, context));
      continue;
    }
    const isAbove = next !== undefined && captions.get(next) === block;
    const lines = block.style === 'code' ? codeLines(block) : flowRuns(first, more);
    const shown = block.type === 'heading' ? [joined(lines)] : dropStart(lines, item?.length ?? 0);
    children.push(
      new docx.Paragraph({
        ...paragraphStyle(block.text, context),
        ...aligned(docx, item ? 'start' : alignmentOf(block, context.page.blocks, context.page.width)),
        pageBreakBefore,
        ...(isAbove ? { keepNext: true } : {}),
        ...(item ? { spacing: { after: SPACING.item } } : {}),
        // LibreOffice tells headings by their outline level, which the library's styles lack.
        ...(block.type === 'heading'
          ? { heading: headingLevel(docx, block.level), outlineLevel: Math.min(6, Math.max(1, block.level ?? 1)) - 1 }
          : {}),
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
  if (children.length === 0) children.push(new docx.Paragraph({ pageBreakBefore: pageBreak }));
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

/** What Word calls right is the far end: left in a paragraph that runs from right to left. */
function aligned({ AlignmentType }: Docx, alignment: Alignment) {
  if (alignment === 'start') return {};
  return { alignment: alignment === 'center' ? AlignmentType.CENTER : AlignmentType.RIGHT };
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
