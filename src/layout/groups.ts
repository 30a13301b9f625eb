/** A region cut across, where what stands over several columns parts them from others. */
import { type ColumnTest, NARROWEST_GUTTER } from './columns.ts';
import { toColumns } from './gutters.ts';
import { type Band, type Interval, type Item, joinIntervals, spread, toBands } from './items.ts';
import { greatest, least } from './segment.ts';

/** White across all columns that parts what is above from what is below: in em, and times the gutter's width. */
const SECTION_GAP = 3;
const SECTION_GUTTERS = 1.5;
/** Less white is enough, in em, to end a group of which a column has but a few lines. */
const END_GAP = 1.5;
const FEW_LINES = 3;
/** Lines of a column follow each other within this, in em from core to core… */
const TIGHT_TOP = 1.5;
/** …and its first one has this many times as much white above it. */
const TOP_WHITE = 1.3;

/** Bands that share their gutters, one group; and bands without columns that follow each other. */
export function toGroups<Whole>(items: Item<Whole>[], em: number, test: ColumnTest): Item<Whole>[][] {
  const gap = NARROWEST_GUTTER * em;
  const runs: Run<Whole>[] = [];
  for (const band of toBands(items)) {
    const spans = spread(band.items, gap);
    const last = runs.at(-1);
    const merged = last && joinIntervals([...last.spans, ...spans], gap);
    const isColumnar = last !== undefined && last.spans.length > 1;
    const goesOn = isColumnar
      ? (merged?.length ?? 0) > 1 && !standsBetween(spans, last.spans)
      : spans.length === 1 && merged?.length === 1;
    if (last && merged && goesOn) {
      last.bands.push(band);
      last.spans = merged;
    } else runs.push({ bands: [band], spans });
  }
  const groups: { items: Item<Whole>[]; isColumnar: boolean }[] = [];
  for (const run of withTops(runs, em)) {
    for (const part of run.spans.length > 1 ? toSections(trim(run.bands, em), run.spans, em) : [run.bands]) {
      const own = itemsOf(part);
      const isColumnar = run.spans.length > 1 && toColumns(own, em, test).length > 1;
      const last = groups.at(-1);
      if (last && !last.isColumnar && !isColumnar) last.items.push(...own);
      else groups.push({ items: own, isColumnar });
    }
  }
  return groups.map((group) => group.items);
}

/** A line alone in the middle of a gutter is a head of what follows. */
function standsBetween(spans: readonly Interval[], columns: readonly Interval[]): boolean {
  const [line, ...more] = spans;
  const [first, last] = [columns[0], columns.at(-1)];
  if (!line || more.length > 0 || !first || !last || line.from < first.from || line.to > last.to) return false;
  return columns.every(({ from, to }) => line.to < from || line.from > to);
}

interface Run<Whole> {
  bands: Band<Whole>[];
  spans: Interval[];
}

/** A column may begin above its neighbours: the lines right above columns that lie in one of them belong to it. */
function withTops<Whole>(runs: readonly Run<Whole>[], em: number): Run<Whole>[] {
  const gap = NARROWEST_GUTTER * em;
  const result: Run<Whole>[] = [];
  for (const run of runs) {
    const taken: Band<Whole>[] = [];
    let spans = run.spans;
    for (let above = result.at(-1); run.spans.length > 1 && above?.spans.length === 1; above = result.at(-1)) {
      const band = above.bands.at(-1) as Band<Whole>;
      const next = taken[0] ?? (run.bands[0] as Band<Whole>);
      const merged = joinIntervals([...spans, ...spread(band.items, gap)], gap);
      if (merged.length < spans.length || next.from - band.to > TIGHT_TOP * em) break;
      spans = merged;
      taken.unshift(band);
      above.bands.pop();
      if (above.bands.length === 0) result.pop();
    }
    // The last line of a paragraph over all columns is short, too: what is taken must begin below some white.
    const left = result.at(-1);
    const over = left?.bands.at(-1);
    if (
      left &&
      over &&
      taken[0] &&
      taken[0].from - over.to <=
        TOP_WHITE * (run.bands[0] as Band<Whole>).from - TOP_WHITE * (taken.at(-1) as Band<Whole>).to
    ) {
      left.bands.push(...taken);
      result.push(run);
    } else result.push({ bands: [...taken, ...run.bands], spans });
  }
  return result;
}

/** A line at the right above all columns, set off from them, is read before them and not after the first of them. */
function trim<Whole>(bands: Band<Whole>[], em: number): Band<Whole>[][] {
  const first = bands[0];
  const second = bands[1];
  if (!first || !second || bands.length < 3) return [bands];
  const isApart = second.from - first.to > 1.5 * em;
  return isApart && liesBeside(bands.slice(1), [first], em) ? [[first], bands.slice(1)] : [bands];
}

/** Columns above a wide band of white are read before those below it, and before what goes on in the first column alone. */
function toSections<Whole>(trimmed: Band<Whole>[][], spans: readonly Interval[], em: number): Band<Whole>[][] {
  const gutter = least(spans.slice(1).map(({ from }, i) => from - (spans[i] as Interval).to));
  const wide = Math.max(SECTION_GAP * em, SECTION_GUTTERS * gutter);
  const hasColumns = (bands: readonly Band<Whole>[]) => spread(itemsOf(bands), NARROWEST_GUTTER * em).length > 1;
  return trimmed.flatMap((bands) => {
    const sections: Band<Whole>[][] = [[]];
    for (const [i, band] of bands.entries()) {
      const above = bands[i - 1];
      const current = sections.at(-1) as Band<Whole>[];
      const below = bands.slice(i);
      const white = above ? band.from - above.to : 0;
      const isGrid = above !== undefined && isRowOfPanels(above) && isRowOfPanels(band);
      const isWide = isGrid || white >= wide;
      const isEnd = isWide || (white >= END_GAP * em && hasShortColumn(current, em));
      if (isWide && hasColumns(current) && hasColumns(below)) sections.push([band]);
      else if (above && isEnd && hasColumns(current) && liesBeside(below, current, em)) sections.push([band]);
      else current.push(band);
    }
    return sections;
  });
}

/** A date beside an address: what goes on below the address is no part of it. */
function hasShortColumn<Whole>(bands: readonly Band<Whole>[], em: number): boolean {
  const items = itemsOf(bands);
  const columns = spread(items, NARROWEST_GUTTER * em);
  return columns.some(({ from, to }) => items.filter(({ box }) => box[0] >= from && box[2] <= to).length <= FEW_LINES);
}

/** Cards that begin beside each other; those below them are another row of cards. */
function isRowOfPanels({ items }: Band<unknown>): boolean {
  const tops = items.map(({ box }) => box[1]);
  const [first] = items;
  if (!first || items.length < 2 || items.some(({ whole }) => !whole)) return false;
  return greatest(tops) - least(tops) <= 0.1 * (first.box[3] - first.box[1]);
}

const itemsOf = <Whole>(bands: readonly Band<Whole>[]): Item<Whole>[] => bands.flatMap(({ items }) => items);

/** Whether all of `bands` ends before something of `others` begins, across a gutter. */
function liesBeside<Whole>(bands: readonly Band<Whole>[], others: readonly Band<Whole>[], em: number): boolean {
  const ends = greatest(itemsOf(bands).map(({ box }) => box[2]));
  return itemsOf(others).some(({ box }) => box[0] > ends + NARROWEST_GUTTER * em);
}
