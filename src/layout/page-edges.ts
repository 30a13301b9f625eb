/** What is told from a page's outer parts: two pages on one picture, and lines set off at the head and the foot. */
import { type Band, type Item, spread, toBands, typicalSize } from './items.ts';

/** Two facing pages are wider than high: A4 and Letter twice are 1.29 to 1.41, narrow books from 1.15. */
const SPREAD_RATIO = 1.15;
/** The fold lies in the middle: between these shares of the width. */
const FOLD_FROM = 0.4;
const FOLD_TO = 0.6;
/** Each of the two pages has at least so many bands of text; a slide's columns have fewer. */
const PAGE_LINES = 15;
/** Heads and feet stand within this share of the height, in at most so many bands, set off by this many ems. */
const EDGE = 0.12;
const EDGE_BANDS = 2;
const EDGE_GAP = 1.2;

/** The left and the right page of a spread; null for one page. */
export function facingPages<Whole>({
  items,
  width,
  height,
}: {
  items: readonly Item<Whole>[];
  width: number;
  height: number;
}): [Item<Whole>[], Item<Whole>[]] | null {
  if (width < SPREAD_RATIO * height) return null;
  const spans = spread(items, 2 * typicalSize(items));
  const next = spans.findIndex(({ from }, i) => {
    const before = spans[i - 1];
    const fold = before ? (before.to + from) / 2 : 0;
    return before !== undefined && fold > FOLD_FROM * width && fold < FOLD_TO * width;
  });
  const fold = spans[next]?.from;
  if (fold === undefined) return null;
  const pages: [Item<Whole>[], Item<Whole>[]] = [[], []];
  for (const item of items) pages[item.box[0] < fold ? 0 : 1].push(item);
  return pages.every((page) => toBands(page).length >= PAGE_LINES) ? pages : null;
}

/** The lines at the page's head and foot that stand apart from its text; the rest is the body, never empty. */
export function peelEdges<Whole>(
  items: readonly Item<Whole>[],
  height: number,
): { head: Item<Whole>[]; body: Item<Whole>[]; foot: Item<Whole>[] } {
  const bands = toBands(items);
  const em = typicalSize(items);
  const head = countEdge(bands, em, ({ to }) => to < EDGE * height);
  const below = bands.slice(head).reverse();
  const foot = countEdge(below, em, ({ from }) => from > (1 - EDGE) * height);
  const itemsOf = (some: readonly Band<Whole>[]) => some.flatMap((band) => band.items);
  const end = bands.length - foot;
  return {
    head: itemsOf(bands.slice(0, head)),
    body: itemsOf(bands.slice(head, end)),
    foot: itemsOf(bands.slice(end)),
  };
}

/** Bands from the edge inwards, up to the last white that sets them off. */
function countEdge(bands: readonly Band<unknown>[], em: number, isWithin: (band: Band<unknown>) => boolean): number {
  let count = 0;
  for (let i = 0; i < EDGE_BANDS && i + 1 < bands.length; i++) {
    const [band, next] = [bands[i] as Band<unknown>, bands[i + 1] as Band<unknown>];
    if (!isWithin(band) || band.items.some(({ whole }) => whole)) break;
    const gap = Math.max(next.from - band.to, band.from - next.to);
    if (gap > EDGE_GAP * em) count = i + 1;
  }
  return count;
}
