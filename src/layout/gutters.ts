/** A region cut along its gutters. */
import { areMarksOf, type ColumnTest, NARROWEST_GUTTER } from './columns.ts';
import { type Interval, type Item, spread } from './items.ts';
import { median } from './segment.ts';

/** More parts beside each other are no text in columns. */
const FEW_PARTS = 12;

/** Cut at every gutter that parts columns; one column where there is none. */
export function toColumns<Whole>(items: Item<Whole>[], em: number, test: ColumnTest): Item<Whole>[][] {
  const parts = toParts(items, em);
  if (parts.length < 2) return [items];
  const columns: Item<Whole>[][] = [];
  for (const [i, { items: part, gutter }] of parts.entries()) {
    const column = columns.at(-1);
    // What was joined decides together; of a grid of many parts the nearest, lest time grow with their square.
    const left = parts.length > FEW_PARTS ? parts[i - 1]?.items : column;
    if (!column || !left || test(left, part, gutter, em)) columns.push([...part]);
    else column.push(...part);
  }
  return columns;
}

interface Part<Whole> {
  items: Item<Whole>[];
  /** White before it. */
  gutter: number;
}

/** What stands between gutters, the numbers and bullets of lines with their lines. */
function toParts<Whole>(items: readonly Item<Whole>[], em: number): Part<Whole>[] {
  const spans = spread(items, NARROWEST_GUTTER * em);
  const all = spans.map((span, i): Part<Whole> => {
    const before = spans[i - 1];
    const own = items.filter(({ box }) => box[0] >= span.from && box[0] <= span.to);
    return { items: own, gutter: before ? span.from - before.to : Number.POSITIVE_INFINITY };
  });
  if (all.length > FEW_PARTS) return all;
  const parts: Part<Whole>[] = [];
  for (let i = 0; i < all.length; i++) {
    const [part, next] = [all[i] as Part<Whole>, all[i + 1]];
    const ends = median(all[i - 1]?.items.map(({ box }) => box[2]) ?? [], Number.NEGATIVE_INFINITY);
    const before = (spans[i] as Interval).from - ends;
    if (next && areMarksOf(part.items, next.items, next.gutter, before, em)) {
      parts.push({ items: [...part.items, ...next.items], gutter: part.gutter });
      i++;
    } else parts.push(part);
  }
  return parts;
}
