/** Levels of list items that a page's end parted from the items in which they stand. */
import type { Block } from '../../document/model.ts';
import { isText, type ListPart, type ListRuns } from './list-runs.ts';

/** In em: what begins at one place, give or take the jitter of a recognised box. */
const ALIGNED = 0.5;
/** In em: a deeper level stands in at least so far… */
const DEEPER = 0.7;
/** …and no farther: of more it is another column. */
const DEEPEST = 5;
const MAX_LEVEL = 6;

/** A page as it is decided on but for its lists. */
export interface ListPage {
  index: number;
  runs: ListRuns | null;
  /** Em of its text, in points. */
  em: number;
  /** The type that a block will have. */
  typeOf: (part: Pick<ListPart, 'block'> & { type?: Block['type'] }) => Block['type'] | undefined;
  /** The block that goes on from the page above. */
  goesOn: number | undefined;
}

/**
 * By the pages' indexes, the levels of the items with which they begin, by their blocks, where these go on with a list of
 * the page above on another level than the first. `pages` in their order.
 */
export function listLevels(pages: readonly ListPage[]): Map<number, Map<number, number>> {
  const result = new Map<number, Map<number, number>>();
  let open: Level[] = [];
  for (const [i, page] of pages.entries()) {
    const isNext = pages[i - 1]?.index === page.index - 1;
    const top = isNext ? levelsAtTop(open, page) : null;
    if (top) result.set(page.index, top.levels);
    open = openLevels(page, top, open);
  }
  return result;
}

/** Of one depth of a list, where its last item begins: from the text's edge and from the page's. */
interface Level {
  indent: number;
  start: number;
  shape: string;
}

/** What goes on with the list above, and where the text's edge is then. */
interface Top {
  levels: Map<number, number>;
  edge: number;
}

function levelsAtTop(open: readonly Level[], page: ListPage): Top | null {
  const items = itemsAtTop(page);
  const own = edgeOf(page);
  const first = items[0] && placeOf(items[0], own);
  if (!first) return null;
  const places = items.map((part) => placeOf(part, own));
  const depth = depthOf(first, places, open, page.em);
  if (depth <= 1) return null;
  // A page without anything of the first level has no such edge of its own.
  const known = open[depth - 1]?.indent ?? first.indent;
  const edge = first.indent <= ALIGNED * page.em ? own - known : own;
  const stack = [...open.slice(0, depth - 1).map(({ indent }) => indent), first.start - edge];
  const reach = DEEPER * page.em;
  const levels = new Map<number, number>();
  for (const { block, start } of items) {
    const indent = start - edge;
    while (stack.length > 0 && indent < (stack.at(-1) ?? 0) - reach) stack.pop();
    if (stack.length === 0 || indent > (stack.at(-1) ?? 0) + reach) stack.push(indent);
    levels.set(block, Math.min(MAX_LEVEL, stack.length));
  }
  return { levels, edge };
}

/** Of a page's first item, 0 where nothing tells. */
function depthOf(first: Level, places: readonly Level[], open: readonly Level[], em: number): number {
  const isAt = (place: Level, level: Level, by: 'indent' | 'start') =>
    place.shape === level.shape && Math.abs(place[by] - level[by]) <= ALIGNED * em;
  const same = open.findLastIndex((level) => isAt(first, level, 'indent'));
  if (same > 0) return same + 1;
  // A page that holds nothing but deeper items has their edge: where its margin is that of the page above tells, unless
  // a list of the first level has these markers, too, on a page with a wider margin.
  if (first.indent <= ALIGNED * em && first.shape !== open[0]?.shape)
    return open.findLastIndex((level) => isAt(first, level, 'start')) + 1;
  if (same === 0) return 1;
  // The first of a deeper level, where the list returns to the level above it.
  const parent = open.findLastIndex(({ indent }) => isDeeper(first.indent - indent, em));
  const returns = places.some((later) => parent >= 0 && isAt(later, open[parent] as Level, 'indent'));
  return returns ? parent + 2 : 0;
}

const isDeeper = (indent: number, em: number): boolean => indent >= DEEPER * em && indent <= DEEPEST * em;

/** The depths of the list that the page's end leaves open, the outermost first; none where anything ended it before. */
function openLevels(page: ListPage, top: Top | null, above: readonly Level[]): Level[] {
  const edge = top?.edge ?? edgeOf(page);
  const levels = top ? [...above] : [];
  for (const part of page.runs?.last ?? []) {
    const type = page.typeOf(part);
    if (part.item && type === 'list-item') {
      const level = top?.levels.get(part.block) ?? part.item.level;
      if (level <= levels.length + 1) levels.splice(level - 1, MAX_LEVEL, placeOf(part, edge));
    } else if (part.block !== page.goesOn && !isRunningHead(type)) {
      const indent = part.start - edge - (levels[0]?.indent ?? 0);
      // Running text that stands in from the marker goes on with the item.
      if (!type || !isText(type) || indent < DEEPER * page.em) levels.length = 0;
    }
  }
  return page.runs?.last.length ? levels : [];
}

/** Those before which there is nothing but running heads and the rest of an item of the page above. */
function itemsAtTop(page: ListPage): ListPart[] {
  const items: ListPart[] = [];
  for (const part of page.runs?.first ?? []) {
    const type = page.typeOf(part);
    if (part.item && type === 'list-item') items.push(part);
    else if (part.block !== page.goesOn && !isRunningHead(type)) {
      const least = Math.min(...items.map(({ start }) => start));
      if (!type || !isText(type) || items.length === 0 || part.start - least < DEEPER * page.em) break;
    }
  }
  return items;
}

export const isRunningHead = (type: Block['type'] | undefined): boolean =>
  type === 'page-header' || type === 'page-footer';

const placeOf = ({ start, item }: ListPart, edge: number): Level => ({
  indent: start - edge,
  start,
  shape: item?.shape ?? '',
});

/** Where the page's text begins. */
function edgeOf({ runs, typeOf }: ListPage): number {
  const starts = runs?.edges.filter((part) => !isRunningHead(typeOf(part))).map(({ start }) => start) ?? [];
  return Math.min(runs?.edge ?? Number.POSITIVE_INFINITY, ...starts);
}
