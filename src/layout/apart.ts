/** Parts of a page of which no table reaches into another: columns whose rows do not go on across the gutter. */

import { areApart } from './columns.ts';
import { toGroups } from './groups.ts';
import { toColumns } from './gutters.ts';
import type { Rule } from './input.ts';
import { splitInset } from './insets.ts';
import { type Item, segmentItem, typicalSize, wholeItem } from './items.ts';
import type { Segment } from './segment.ts';

/** A stroke of this length, in em, that crosses a gutter says that a table does, too. */
const STROKE = 3;
/** Deeper no table is looked for apart. */
const DEPTH = 4;

/** The segments in parts; all in one where the page has no such columns. */
export function partsForTables(segments: readonly Segment[], rules: readonly Rule[]): Segment[][] {
  const items: Item<Rule>[] = segments.map((segment) => segmentItem(segment, null));
  const em = typicalSize(items);
  const strokes = rules.filter(({ axis, from, to }) => axis === 'horizontal' && to - from > STROKE * em);
  const all = [...items, ...strokes.map((rule) => wholeItem(rule, [rule.from, rule.at, rule.to, rule.at], null))];
  const { parts, rest } = cut(all, 0);
  return [rest, ...parts].map((part) => part.flatMap(({ segment }) => segment ?? [])).filter((part) => part.length > 0);
}

interface Cut {
  parts: Item<Rule>[][];
  rest: Item<Rule>[];
}

function cut(items: Item<Rule>[], depth: number): Cut {
  if (depth > DEPTH) return { parts: [], rest: items };
  const em = typicalSize(items);
  const split = splitInset(items, areApart);
  if (split) return { parts: [split.inset, ...partsOf(cut(split.rest, depth + 1))], rest: [] };
  const groups = toGroups(items, em, areApart);
  if (groups.length > 1) return join(groups.map((group) => cut(group, depth + 1)));
  const columns = toColumns(items, em, areApart);
  if (columns.length < 2) return { parts: [], rest: items };
  return { parts: columns.flatMap((column) => partsOf(cut(column, depth + 1))), rest: [] };
}

const partsOf = ({ parts, rest }: Cut): Item<Rule>[][] => (rest.length > 0 ? [rest, ...parts] : parts);

const join = (cuts: readonly Cut[]): Cut => ({
  parts: cuts.flatMap(({ parts }) => parts),
  rest: cuts.flatMap(({ rest }) => rest),
});
