/** Phases 3 and 4 together: items in reading order as paragraphs, with whole blocks in their places between them. */
import type { Bbox } from '../document/model.ts';
import { type Item, mirrored } from './items.ts';
import { withPanels } from './panels.ts';
import { toParagraphs } from './paragraphs.ts';
import { type PageOfItems, toRegions } from './reading-order.ts';
import { type Row, toRows } from './rows.ts';

/** What is not cut open: a panel with what stands in it, or what is in order already. */
export type Whole<Done> = { items: Item<Whole<Done>>[] } | { done: Done[] };

export interface OrderOptions {
  isRtl: boolean;
  isSizeKnown: boolean;
  /** Pictures and painted grounds in the page's frame. */
  boxes: readonly Bbox[];
}

/** Paragraphs as rows of text. Items are mirrored where the page runs from right to left; rows are not. */
export function inOrder<Done>(page: PageOfItems<Whole<Done>>, options: OrderOptions): (Row[] | Done)[] {
  const boxes = options.boxes.map((box) => mirrored(box, options.isRtl ? page.width : null));
  const items = withPanels(page.items, boxes, page, (inner): Whole<Done> => ({ items: inner }));
  const open = (whole: Whole<Done>) => ('items' in whole ? whole.items : null);
  return toRegions({ ...page, items, open }).flatMap((region) => readRegion(region, page, options));
}

function readRegion<Done>(
  items: readonly Item<Whole<Done>>[],
  page: PageOfItems<Whole<Done>>,
  options: OrderOptions,
): (Row[] | Done)[] {
  const segments = items.flatMap(({ segment }) => (segment ? [segment] : []));
  const rows = toRows(segments, options.isRtl);
  const wholes = items
    .flatMap(({ whole, box }) => (whole ? [{ whole, box }] : []))
    .sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  const result: (Row[] | Done)[] = [];
  let at = 0;
  for (const { whole, box } of wholes) {
    let end = at;
    while (end < rows.length && middleOf((rows[end] as Row).box) <= box[1]) end++;
    result.push(...toParagraphs(rows.slice(at, end), options));
    if ('done' in whole) result.push(...whole.done);
    else {
      const inner = toRegions({ ...page, items: whole.items, isPanel: true });
      result.push(...inner.flatMap((region) => readRegion(region, page, options)));
    }
    at = end;
  }
  return [...result, ...toParagraphs(rows.slice(at), options)];
}

const middleOf = (box: Bbox): number => (box[1] + box[3]) / 2;
