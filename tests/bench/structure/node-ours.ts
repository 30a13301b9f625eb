/** The working tree's layout under Node, on pages that were read before: seconds for all sets. */
import type { Page } from '../../../src/document/model.ts';
import { pageText } from '../../../src/document/text.ts';
import { applyDecisions, decide, summarise } from '../../../src/layout/document/index.ts';
import { extractData, isDataTool } from '../../../src/layout/fields/index.ts';
import type { LayoutInput } from '../../../src/layout/input.ts';
import { layoutPage } from '../../../src/layout/page.ts';
import type { Data } from './fields.ts';
import { inputReader } from './read-inputs.ts';
import type { StructureReader } from './readers.ts';
import type { StructureItem } from './sets.ts';

/** `folder`: where the pages' inputs are kept; see `inputReader`. */
export function nodeReader(folder: string): StructureReader {
  const inputs = inputReader(folder);
  return {
    build: `the working tree's layout under Node ${process.versions.node}, on pages read before`,
    async read(item) {
      const read = await inputs.read(item);
      const layout: number[] = [];
      const pages = read.map((input, index) => {
        layout.push(Math.min(timed(input), timed(input)));
        return pageOf(input, layoutPage(input), index);
      });
      const decisions = decide(pages.map(summarise));
      const decided = pages.map((page) => applyDecisions(page, decisions) ?? page);
      return { pages: decided, data: dataOf(item, decided), layout };
    },
    close: () => inputs.close(),
  };
}

/** Milliseconds; the faster of two counts, which is without the compiler's time and most of other programs'. */
function timed(input: LayoutInput): number {
  const started = performance.now();
  layoutPage(input);
  return performance.now() - started;
}

const pageOf = ({ width, height, boxes }: LayoutInput, blocks: Page['blocks'], index: number): Page => ({
  index,
  text: pageText(blocks),
  blocks,
  width,
  height,
  dpi: null,
  rotation: 0,
  source: boxes === 'font' ? 'text-layer' : 'ocr',
  mean_confidence: null,
  detected_language: null,
  warnings: [],
});

const dataOf = ({ tool }: StructureItem, pages: Page[]): Data =>
  tool !== undefined && isDataTool(tool) ? { ...extractData(tool, pages) } : {};
