/** Over all pages of a document: running heads, the levels of headings, what goes on over a page. */
import type { Block, Page } from '../../document/model.ts';
import { pageText } from '../../document/text.ts';
import { isCapitals } from '../roles/measure.ts';
import { numberingOf } from '../roles/numbering.ts';
import { weightedMedian } from '../roles/part.ts';
import { goesOnFrom } from './continues.ts';
import { headingLevels } from './levels.ts';
import { isRunningHead, type ListPage, listLevels } from './list-levels.ts';
import { findRunningHeads } from './running-heads.ts';
import type { FlowSummary, HeadingSummary, PageSummary } from './summary.ts';

export interface Decisions {
  /** By the pages' indexes. */
  pages: Map<number, PageDecisions>;
}

interface PageDecisions {
  /** How many blocks the page had that was decided on. */
  blocks: number;
  types: Map<number, 'page-header' | 'page-footer' | 'paragraph'>;
  /** Of headings and list items. */
  levels: Map<number, number>;
  continues: Set<number>;
}

/** Of the document's running text: a heading on a page in small print may be set in the type of the text elsewhere. */
const NO_LARGER = 1.06;

/** `summaries` of all pages that were read, in any order; a page that is missing breaks what goes on over it. */
export function decide(summaries: readonly PageSummary[]): Decisions {
  const pages = summaries.toSorted((a, b) => a.index - b.index);
  const running = findRunningHeads(pages);
  const isRunning = (page: PageSummary, block: number) => running.get(page.index)?.has(block) ?? false;
  const body = weightedMedian(pages.map((page) => ({ value: page.body.size, weight: page.body.characters })));
  const headings = pages.flatMap((page) =>
    page.headings.filter(({ block }) => !isRunning(page, block)).map((heading) => ({ page, heading })),
  );
  const isHeading = ({ page, heading }: (typeof headings)[number]) => page.boxes === 'ink' || isMarked(heading, body);
  const kept = headings.filter(isHeading);
  const boxes = kept.some(({ page }) => page.boxes === 'ink') ? 'ink' : 'font';
  const levels = headingLevels(
    kept.map(({ heading }) => heading),
    boxes,
  );
  const result = new Map<number, PageDecisions>();
  for (const page of pages)
    result.set(page.index, {
      blocks: page.blocks,
      types: new Map(running.get(page.index)),
      levels: new Map(),
      continues: new Set(),
    });
  for (const one of headings)
    if (!isHeading(one)) result.get(one.page.index)?.types.set(one.heading.block, 'paragraph');
  for (const [i, { page, heading }] of kept.entries())
    result.get(page.index)?.levels.set(heading.block, levels[i] ?? 1);
  // Types as they will be: what is decided must not change when it is decided again.
  const decided = (page: PageSummary, flow: FlowSummary): FlowSummary => {
    const type = result.get(page.index)?.types.get(flow.block);
    return type ? { ...flow, type } : flow;
  };
  for (const [i, page] of pages.entries()) {
    const own = result.get(page.index);
    for (const { before, next, between } of page.steps) {
      if (between.every((block) => isRunning(page, block)) && goesOnFrom(decided(page, before), decided(page, next)))
        own?.continues.add(next.block);
    }
    const above = pages[i - 1];
    if (!above || above.index !== page.index - 1) continue;
    const last = above.last.findLast((flow) => !isRunning(above, flow.block));
    const first = page.first.find((flow) => !isRunning(page, flow.block));
    if (last && first && goesOnFrom(decided(above, last), decided(page, first))) own?.continues.add(first.block);
  }
  for (const [index, items] of listLevels(pages.map((page) => listPage(page, result.get(page.index)))))
    for (const [block, level] of items) result.get(index)?.levels.set(block, level);
  return { pages: result };
}

/**
 * The page with what was decided on it; null where nothing changes, or where the page is another than that of the
 * summary. Applied twice it changes nothing the second time.
 */
export function applyDecisions(page: Page, { pages }: Decisions): Page | null {
  const decided = pages.get(page.index);
  if (!decided || decided.blocks !== page.blocks.length) return null;
  let changed = false;
  const blocks = page.blocks.map((block, i) => {
    const next = applyTo(block, decided, i);
    if (next.type === block.type && next.level === block.level && next.continues === block.continues) return block;
    changed = true;
    return next;
  });
  return changed ? { ...page, blocks, text: pageText(blocks) } : null;
}

function applyTo(block: Block, { types, levels, continues }: PageDecisions, i: number): Block {
  const { continues: _, ...rest } = block;
  const type = types.get(i);
  const next: Block = continues.has(i) ? { ...rest, continues: true } : rest;
  if (type === undefined) {
    const level = levels.get(i);
    if (level === undefined) return next;
    if (next.type === 'heading') return { ...next, level };
    if (next.type !== 'list-item') return next;
    const { level: _was, ...item } = next;
    return level > 1 ? { ...item, level } : item;
  }
  if (next.type === type) return next;
  const { level: __, style: ___, ...plain } = next;
  return { ...plain, type };
}

/** A page whose other blocks are decided on. */
function listPage({ index, body, lists, first }: PageSummary, decided: PageDecisions | undefined): ListPage {
  const typeOf: ListPage['typeOf'] = ({ block, type }) => decided?.types.get(block) ?? type;
  const top = first.find(({ block, type }) => !isRunningHead(typeOf({ block, type })))?.block;
  const goesOn = top !== undefined && decided?.continues.has(top) ? top : undefined;
  return { index, em: body.size, runs: lists, typeOf, goesOn };
}

/** Whether anything but the page that it stands on makes it a heading. */
function isMarked({ text, size, bold }: HeadingSummary, body: number): boolean {
  return bold || size > NO_LARGER * body || isCapitals(text) || numberingOf(text) !== null;
}
