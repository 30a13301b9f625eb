/** What every builder of a download takes: the document model, with the pages' pictures where a format shows them. */
import type { Bbox, Block, Page } from '../document/model.ts';
import { itemDepths } from './in-items.ts';
import { headerRows } from './table.ts';

export type Picture = {
  bytes: Uint8Array;
  /** A media type. JPEG and PNG are embedded as they are; others leave the page without a picture. */
  type: string;
};

/**
 * `picture` shows the page upright once its EXIF orientation is heeded, as browsers do. It may be loaded when its page's
 * turn comes, so that no more than one is held.
 */
export type ExportPage = Page & {
  picture?: Picture | (() => Promise<Picture | undefined>);
  /** pdf: reads the page with its blocks when its turn comes; until then it is held without. */
  load?: () => Promise<Page | undefined>;
};

/** With its blocks. */
export const loadedPage = async (page: ExportPage): Promise<ExportPage> =>
  page.load ? { ...page, ...(await page.load()) } : page;

export type ExportDocument = {
  title: string;
  /** BCP 47 or Tesseract codes joined with `+`; null where it is not known. */
  language: string | null;
  pages: ExportPage[];
};

/** A part of a page, ready to be embedded; `width` and `height` are its own pixels. */
export type RegionPicture = { bytes: Uint8Array; type: 'image/png' | 'image/jpeg'; width: number; height: number };

/**
 * Cuts a region, in pixels of the page, out of what shows the page; null where nothing does. The regions of a page are
 * asked for one after the other, page by page, so that no more than one page's picture need be held.
 */
export type CutRegion = (page: ExportPage, bbox: Bbox) => Promise<RegionPicture | null>;

export type ExportOptions = {
  /** txt: columns are kept with spaces. */
  layout?: boolean;
  /** csv: begins with a byte order mark, without which Excel takes UTF-8 for the system's code page. */
  bom?: boolean;
  /** csv: a ZIP with one file a table. */
  tables?: 'separate';
  /** pdf: PDF/A-2b. Throws ApiError `bad_field` where the upload is a PDF that is not PDF/A itself. */
  pdfa?: boolean;
  /** pdf: the upload; where it is a PDF its own pages are kept and get a text layer. */
  original?: Picture;
  /** docx, html: shows figures and formulas as they are printed; without it their text is all there is of them. */
  cutRegion?: CutRegion;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
};

/** Running heads and page numbers belong to the paper, not to the text that flows over it. */
export const isRunningHead = (block: Pick<Block, 'type'>): boolean =>
  block.type === 'page-header' || block.type === 'page-footer';

type Pictured = Pick<ReadonlyMap<Block, unknown>, 'has'>;

/** The blocks that a flowing format shows: no running heads, and nothing that has neither text nor picture. */
export const bodyBlocks = (blocks: readonly Block[], pictures?: Pictured): Block[] =>
  blocks.filter(
    (block) =>
      !isRunningHead(block) &&
      (block.text.trim() !== '' || (block.table?.rows.length ?? 0) > 0 || pictures?.has(block)),
  );

/** A block as it flows: with the parts of a paragraph that went on in another column or on another page. */
export interface BodyBlock {
  /** The first part; of a table, with the rows of all parts. */
  block: Block;
  parts: Block[];
  /** Of a paragraph, the level of the list item in which it stands; 0 for none. */
  depth: number;
}

/** The body of each page; what goes on from a block before stands with that one. */
export function bodyPages(
  pages: readonly (Pick<Page, 'blocks'> & Partial<Pick<Page, 'index'>>)[],
  pictures?: Pictured,
): BodyBlock[][] {
  const open: BodyBlock[] = [];
  let last: number | undefined;
  return pages.map(({ blocks, index }) => {
    // Where pages in between were left out, nothing goes on.
    if (index !== undefined && last !== undefined && index !== last + 1) open.length = 0;
    last = index;
    const own = bodyBlocks(blocks, pictures);
    const depths = itemDepths(own);
    return own.flatMap((block, i) => {
      const before = block.continues ? open.findLast(({ block: other }) => !isAside(other)) : undefined;
      if (before && goesOn(before.block, block)) {
        before.parts.push(block);
        if (before.block.table && block.table) before.block = withRows(before.block, block.table.rows);
        return [];
      }
      const body: BodyBlock = { block, parts: [block], depth: depths[i] ?? 0 };
      open.push(body);
      return [body];
    });
  });
}

/** What may stand between the parts of a paragraph. */
const isAside = ({ type, style }: Block): boolean => type === 'caption' || type === 'figure' || style === 'footnote';

function goesOn(before: Block, block: Block): boolean {
  if (before.type === 'table' || block.type === 'table') return before.table !== undefined && block.table !== undefined;
  return (before.type === 'paragraph' || before.type === 'list-item') && block.type === 'paragraph';
}

type Rows = NonNullable<Block['table']>['rows'];

/** A head that is printed again over the rows of the next page is left out. */
function withRows(block: Block, more: Rows): Block {
  const rows = block.table?.rows ?? [];
  const heads = Math.max(1, headerRows(rows));
  let repeated = 0;
  while (repeated < heads && isSameRow(rows[repeated], more[repeated])) repeated += 1;
  return { ...block, table: { rows: [...rows, ...more.slice(repeated)] } };
}

function isSameRow(a: Rows[number] | undefined, b: Rows[number] | undefined): boolean {
  const text = (row: Rows[number]) => row.map((cell) => cell.text.replace(/\s+/g, ' ').trim().toLowerCase()).join('\t');
  return a !== undefined && b !== undefined && /\p{L}/u.test(text(a)) && text(a) === text(b);
}
