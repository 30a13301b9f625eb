/** What every builder of a download takes: the document model, with the pages' pictures where a format shows them. */
import type { Block, Page } from '../document/model.ts';

export type Picture = {
  bytes: Uint8Array;
  /** A media type. JPEG and PNG are embedded as they are; others leave the page without a picture. */
  type: string;
};

/** `picture` shows the page upright once its EXIF orientation is heeded, as browsers do. */
export type ExportPage = Page & { picture?: Picture };

export type ExportDocument = {
  title: string;
  /** BCP 47 or Tesseract codes joined with `+`; null where it is not known. */
  language: string | null;
  pages: ExportPage[];
};

export type ExportOptions = {
  /** txt: columns are kept with spaces. */
  layout?: boolean;
  /** csv: begins with a byte order mark, without which Excel takes UTF-8 for the system's code page. */
  bom?: boolean;
  /** csv: a ZIP with one file a table. */
  tables?: 'separate';
  /** pdf: the upload; where it is a PDF its own pages are kept and get a text layer. */
  original?: Picture;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
};

/** Running heads and page numbers belong to the paper, not to the text that flows over it. */
export const isRunningHead = (block: Pick<Block, 'type'>): boolean =>
  block.type === 'page-header' || block.type === 'page-footer';

/** The blocks that a flowing format shows: no running heads, and nothing without a text. */
export const bodyBlocks = <B extends Pick<Block, 'type' | 'text' | 'table'>>(blocks: readonly B[]): B[] =>
  blocks.filter((block) => !isRunningHead(block) && (block.text.trim() !== '' || (block.table?.rows.length ?? 0) > 0));
