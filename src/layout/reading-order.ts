/**
 * Phase 3: reading order by cutting the page along its white space (XY-cut, Nagy and Seth 1984; with the wide blocks
 * masked first as in XY-cut++, arXiv 2504.10258). Along the page's bands, gutters are followed as far as nothing lies
 * across them; what does (a heading over two columns) ends a group of columns.
 */
import { type ColumnTest, readingColumns } from './columns.ts';
import { toGroups } from './groups.ts';
import { toColumns } from './gutters.ts';
import { splitInset } from './insets.ts';
import { type Item, typicalSize } from './items.ts';
import { peelEdges } from './page-edges.ts';

/** A page is cut at most this deep: columns in a section in a column of a spread are six. */
const DEPTH = 24;
/** A narrow side with this share of the region's width or less and this share of its text holds notes in the margin. */
const MARGIN_WIDTH = 0.33;
const MARGIN_TEXT = 0.2;
/** …and are set in type of this share of the text's at most. */
const MARGIN_SIZE = 0.92;

export interface PageOfItems<Whole> {
  items: readonly Item<Whole>[];
  width: number;
  height: number;
  /** Whether the order of the segments in the source is a recogniser's reading. */
  isOrderKnown: boolean;
  /** Whether it is but a panel of the page: it has no head and no foot. */
  isPanel?: boolean;
  /** What stands in a whole that may be cut open; null of others. */
  open?: (whole: Whole) => readonly Item<Whole>[] | null;
}

/** So many lines beside panels, and none of them parted from the others, mean that the panels hide the columns. */
const LINES_BESIDE = 12;

/** Parts of the page without columns, in the order in which they are read; every item stands in one of them. */
export function toRegions<Whole>(page: PageOfItems<Whole>): Item<Whole>[][] {
  const { items, height, isOrderKnown, isPanel, open } = page;
  const test = readingColumns(isOrderKnown);
  const cut = (part: Item<Whole>[]) => cutRegion(part, test, 0).flatMap((region) => openPanels(region, test, open));
  if (isPanel) return cut([...items]);
  const { head, body, foot } = peelEdges(items, height);
  return [head, ...cut(body), foot].filter((region) => region.length > 0);
}

/**
 * A panel that stands beside a heading and the columns below it, as an advertisement does, leaves no white across them:
 * the region is cut again with what stands in its panels, where that parts it.
 */
function openPanels<Whole>(region: Item<Whole>[], test: ColumnTest, open: PageOfItems<Whole>['open']): Item<Whole>[][] {
  const panels = region.filter(({ whole }) => whole !== null && open?.(whole));
  const beside = region.filter(
    (item) => item.segment && panels.some(({ top, bottom }) => item.top < bottom && item.bottom > top),
  );
  if (beside.length < LINES_BESIDE) return [region];
  const opened = region.flatMap((item) => (item.whole === null ? [item] : (open?.(item.whole) ?? [item])));
  const parts = cutRegion([...opened], test, 0);
  return parts.length > 1 ? parts.flatMap((part) => openPanels(part, test, open)) : [region];
}

function cutRegion<Whole>(items: Item<Whole>[], test: ColumnTest, depth: number): Item<Whole>[][] {
  if (items.length === 0) return [];
  if (items.length === 1 || depth >= DEPTH) return [items];
  const em = typicalSize(items);
  const split = splitInset(items, test);
  if (split) return [split.rest, split.inset].flatMap((part) => cutRegion(part, test, depth + 1));
  const groups = toGroups(items, em, test);
  if (groups.length > 1) return groups.flatMap((group) => cutRegion(group, test, depth + 1));
  const columns = toColumns(items, em, test);
  if (columns.length < 2) return [items];
  return notesLast(columns).flatMap((column) => cutRegion(column, test, depth + 1));
}

/** Notes in the margin, of smaller type, are read after the text beside which they stand. */
function notesLast<Whole>(columns: Item<Whole>[][]): Item<Whole>[][] {
  const [first, second] = columns;
  if (!first || !second || columns.length !== 2 || first.some(({ whole }) => whole)) return columns;
  const [notes, text] = [measure(first), measure(second)];
  const isNarrow = notes.width <= MARGIN_WIDTH * (notes.width + text.width);
  const isSmall = typicalSize(first) <= MARGIN_SIZE * typicalSize(second);
  return isNarrow && isSmall && notes.text <= MARGIN_TEXT * (notes.text + text.text) ? [second, first] : columns;
}

interface Measure {
  width: number;
  text: number;
}

function measure(items: readonly Item<unknown>[]): Measure {
  let [from, to, text] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { box, segment } of items) {
    from = Math.min(from, box[0]);
    to = Math.max(to, box[2]);
    text += segment ? segment.words.reduce((sum, { word }) => sum + word.text.length, 0) : 0;
  }
  return { width: to - from, text };
}
