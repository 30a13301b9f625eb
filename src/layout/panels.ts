/** Boxes drawn around text (sidebars, cards, callouts): what stands in one is read together. */
import type { Bbox } from '../document/model.ts';
import { type Item, pictureItem, typicalSize, wholeItem } from './items.ts';
import { heightOf, widthOf } from './segment.ts';

/** A larger share of the page is the page's own ground or frame. */
const LARGEST = 0.7;
/** Text may reach over the border by so much, in em: boxes of type are larger than its letters. */
const OVERHANG = 0.3;
/** Smaller ones, in em, are signs and ornaments. */
const PICTURE = 3;
/** Looked at, the largest first; a page striped like a table has hundreds. */
const MOST = 200;

/**
 * The items with those of each panel made one, panels within panels first, and pictures without text among them.
 * `boxes`: pictures, painted grounds and frames, as the items' boxes; one that text runs across is none.
 */
export function withPanels<Whole>(
  items: readonly Item<Whole>[],
  boxes: readonly Bbox[],
  page: { width: number; height: number },
  toWhole: (inner: Item<Whole>[]) => Whole,
): Item<Whole>[] {
  const area = (box: Bbox) => widthOf(box) * heightOf(box);
  const em = typicalSize(items);
  const reach = OVERHANG * em;
  const panels = boxes
    .filter((box) => area(box) <= LARGEST * page.width * page.height && widthOf(box) > reach && heightOf(box) > reach)
    .sort((a, b) => area(b) - area(a))
    .slice(0, MOST)
    .reverse();
  let left = [...items];
  for (const panel of panels) {
    const inner: Item<Whole>[] = [];
    const outer: Item<Whole>[] = [];
    let isCrossed = false;
    for (const item of left) {
      if (lies(item.box, panel, reach)) inner.push(item);
      else {
        outer.push(item);
        isCrossed ||= lies(item.box, panel, -reach, true);
      }
    }
    const held = inner.filter(({ segment, whole }) => segment || whole).length;
    if (isCrossed || outer.length === 0) continue;
    if (held > 1) left = [...outer, wholeItem(toWhole(inner), panel, null)];
    else if (held === 0 && Math.min(widthOf(panel), heightOf(panel)) > PICTURE * em) {
      left = [...outer, pictureItem(panel, null)];
    }
  }
  return left;
}

/** Whether the box lies in the panel, or touches it at all, with so much to spare. */
function lies(box: Bbox, panel: Bbox, spare: number, partly = false): boolean {
  const [x0, y0, x1, y1] = partly ? [box[2], box[3], box[0], box[1]] : box;
  return x0 >= panel[0] - spare && y0 >= panel[1] - spare && x1 <= panel[2] + spare && y1 <= panel[3] + spare;
}
