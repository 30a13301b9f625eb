/** What is needed of a page where its text flows: words are three quarters of what a dense page holds in memory. */
import type { Format } from '../contract/formats.ts';
import type { Line, Page } from '../document/model.ts';
import type { ExportOptions } from './document.ts';

const FLOWING: ReadonlySet<Format> = new Set(['docx', 'html', 'md', 'csv', 'txt']);

/** Whether the file that is asked for is the same with pages of `flowingPage`. */
export const isFlowing = (format: Format, { layout }: Pick<ExportOptions, 'layout'>): boolean =>
  FLOWING.has(format) && !layout;

/** Keeps words where one has a style; of other lines the first, which tells whether it had room in the line before. */
export const flowingPage = (page: Page): Page => ({
  ...page,
  blocks: page.blocks.map((block) => ({ ...block, lines: block.lines.map(flowingLine) })),
});

const flowingLine = (line: Line): Line =>
  line.words.some(({ bold, italic }) => bold || italic) ? line : { ...line, words: line.words.slice(0, 1) };
