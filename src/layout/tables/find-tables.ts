/** Phase 2: tables, taken out of the text: drawn ones, then ones between strokes, then ones that stand in white alone. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import { directionOf } from '../rows.ts';
import { median, type PlacedWord, type Segment } from '../segment.ts';
import { hasProse, isTable } from './accept.ts';
import { findItemTables } from './item-tables.ts';
import { partAtLabels } from './label-blocks.ts';
import { mirrorInput, mirrorSegments, mirrorTable } from './mirror.ts';
import { runsOtherwise, withColumnsTurned } from './own-direction.ts';
import { placeFillers } from './place-words.ts';
import { isReceipt, joinPrintedLines } from './receipts.ts';
import { findRegions, partAtText, proseSegments } from './regions.ts';
import { toRuledTable, wordsIn } from './ruled.ts';
import { partSideBySide } from './side-by-side.ts';
import { boxOfStrokes, connected, type Strokes, toStrokes } from './strokes.ts';
import { hasStrokeWithin, type RowRule, type Structure, toStructure } from './structure.ts';
import { boundsOf, type FoundTable, overlap, type TableWord } from './table.ts';
import { toWords, typedStrokes } from './text-lines.ts';
import { mendTorn } from './torn.ts';

export interface TableInput {
  segments: readonly Segment[];
  rules: readonly Rule[];
  /** Grounds in colour. */
  fills: readonly Bbox[];
  /** Of the frame. */
  width: number;
}

export interface Found {
  tables: FoundTable[];
  /** What is left of the segments. */
  rest: Segment[];
}

/**
 * Everything in pixels of one frame of text. Every word is in one table or in `rest`. The columns of a table run as its
 * own words do.
 */
export function findTables(input: TableInput): Found {
  const isRtl = directionOf(input.segments) ?? false;
  const { tables, rest } = findInDirection(input, isRtl);
  return { tables: tables.map((table) => (runsOtherwise(table, isRtl) ? turn(table, input, !isRtl) : table)), rest };
}

/** What is a stub and which line goes on depends on the direction, so the table is found anew where that gives one. */
function turn(table: FoundTable, input: TableInput, isRtl: boolean): FoundTable {
  const segments = toRest(
    input.segments,
    table.cells.flatMap(({ lines }) => lines.flat()),
  );
  const { tables, rest } = findInDirection({ ...input, segments }, isRtl);
  return tables.length === 1 && rest.length === 0 ? (tables[0] as FoundTable) : withColumnsTurned(table);
}

function findInDirection(input: TableInput, isRtl: boolean): Found {
  if (!isRtl) return findLeftToRight(input);
  const { tables, rest } = findLeftToRight(mirrorInput(input));
  return { tables: tables.map((table) => mirrorTable(table, input.width)), rest: mirrorSegments(rest, input.width) };
}

function findLeftToRight(input: TableInput): Found {
  const em = median(
    input.segments.map(({ size }) => size),
    12,
  );
  const source = toWords(input.segments);
  const rows: RowRule = isReceipt(input.segments) ? 'printed' : 'told';
  const strokes = toStrokes([...input.rules, ...typedStrokes(source.fillers)], input.fills, em);
  let { words } = source;
  const drawn: FoundTable[] = [];
  const items: FoundTable[] = [];
  const loose: FoundTable[] = [];
  const take = (table: FoundTable, tables: FoundTable[]) => {
    tables.push(table);
    const taken = new Set<PlacedWord>(table.cells.flatMap(({ lines }) => lines.flat()));
    words = words.filter((word) => !taken.has(word));
  };
  const open: Strokes[] = [];
  const stacks = stackedStrokes(strokes.horizontal.filter(isDrawn), em);
  for (const group of connected(strokes, em)) {
    if (isGrounds(group) && stacks.some((box) => hasMore(box, boxOfStrokes(group), words, em))) continue;
    const inside = wordsIn(words, boxOfStrokes(group));
    const table = toRuledTable(group, inside, em);
    if (table === 'open') open.push(group);
    else if (table && !(isGrounds(group) && arePanels(table))) take(table, drawn);
  }
  for (const group of open) {
    const box = boxOfStrokes(group);
    const structure = toStructure(wordsIn(words, box), group, box, rows);
    if (structure && isTable(structure, hasStrokeWithin(structure, strokes))) take(structure.table, loose);
  }
  for (const table of findItemTables(words, strokes.horizontal, rows)) take(table, items);
  const prose = proseSegments([...new Set(words.map(({ segment }) => segment))]);
  const regions = partAtLabels(words).flatMap((part) => {
    const between = stackedStrokes(strokes.horizontal, em).flatMap((box) =>
      partAtText(wordsIn(part, box), strokes.horizontal),
    );
    return joinRegions(between, findRegions(part, prose, strokes.horizontal));
  });
  for (const region of regions) {
    for (const candidate of region) {
      const left = new Set(words);
      const own = candidate.filter((word) => left.has(word));
      const found = tablesOf(own, strokes, rows);
      for (const { table } of found) take(table, loose);
      if (found.length > 0 && candidate === region[0]) break;
    }
  }
  const mended = mendTorn(loose, words, strokes, rows);
  let { fillers } = source;
  const tables = [...drawn, ...items, ...mended.tables].map((table) => {
    const own = new Set(wordsIn(fillers, table.box));
    fillers = fillers.filter((filler) => !own.has(filler));
    return placeFillers(table, [...own]);
  });
  const rest = toRest(input.segments, [...mended.words, ...fillers]);
  return { tables, rest: rows === 'printed' ? joinPrintedLines(rest) : rest };
}

/** The table of a region, or both where two stand beside each other. */
function tablesOf(words: readonly TableWord[], strokes: Strokes, rows: RowRule): Structure[] {
  const whole = words.length > 0 ? toStructure(words, strokes, null, rows) : null;
  if (!whole) return [];
  const sides = partSideBySide(whole.lines, whole.table.columnCount)?.map((side) => tablesOf(side, strokes, rows));
  if (sides?.every((found) => found.length > 0)) return sides.flat();
  return isTable(whole, hasStrokeWithin(whole, strokes)) ? [whole] : [];
}

/** Lists of what to try: all that hangs together, then its parts. */
function joinRegions(stacks: readonly TableWord[][], runs: readonly TableWord[][]): TableWord[][][] {
  const groups: { words: Set<TableWord>; parts: TableWord[][] }[] = [];
  for (const part of [...stacks, ...runs]) {
    const own = { words: new Set(part), parts: [part] };
    for (const group of groups.filter(({ words }) => part.some((word) => words.has(word)))) {
      for (const word of group.words) own.words.add(word);
      own.parts.unshift(...group.parts);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(own);
  }
  return groups.map(({ words, parts }) => (parts.length === 1 ? parts : [[...words], ...parts]));
}

/** Texts on coloured grounds beside each other. */
const arePanels = ({ cells, rowCount }: FoundTable): boolean => rowCount <= 3 && hasProse(cells);

/** Edges of grounds are strokes of no thickness. */
const isDrawn = ({ thickness }: Rule): boolean => thickness > 0;

/** Mostly of coloured grounds, which may be under some of a table's cells only. */
const isGrounds = ({ horizontal, vertical }: Strokes): boolean => {
  const all = [...horizontal, ...vertical];
  return all.filter(isDrawn).length < 0.5 * all.length;
};

/** Whether the box has lines of words above or below the inner one. */
const hasMore = (box: Bbox, inner: Bbox, words: readonly TableWord[], em: number): boolean =>
  isInside(inner, box, em) &&
  wordsIn(words, box).some((word) => wordsIn([word], [box[0], inner[1], box[2], inner[3]]).length === 0);

const isInside = (inner: Bbox, outer: Bbox, slack: number): boolean =>
  inner[0] >= outer[0] - slack &&
  inner[1] >= outer[1] - slack &&
  inner[2] <= outer[2] + slack &&
  inner[3] <= outer[3] + slack;

/** Boxes between strokes of one width that stand above each other, from the first to the last. */
function stackedStrokes(strokes: readonly Rule[], em: number): Bbox[] {
  const stacks: Rule[][] = [];
  for (const stroke of [...strokes].sort((a, b) => a.at - b.at)) {
    if (stroke.to - stroke.from < 8 * em || strokes.some((other) => isUnder(stroke, other, em))) continue;
    const stack = stacks.find((other) => {
      const last = other.at(-1) as Rule;
      return Math.abs(last.from - stroke.from) < 1.5 * em && Math.abs(last.to - stroke.to) < 1.5 * em;
    });
    if (stack) stack.push(stroke);
    else stacks.push([stroke]);
  }
  return stacks
    .filter((stack) => stack.length > 1)
    .map(
      (stack): Bbox => [
        Math.min(...stack.map(({ from }) => from)) - em,
        (stack[0] as Rule).at,
        Math.max(...stack.map(({ to }) => to)) + em,
        (stack.at(-1) as Rule).at,
      ],
    );
}

/** Strokes under heads are no table's own: a longer one is near. */
const isUnder = (stroke: Rule, other: Rule, em: number): boolean =>
  Math.abs(other.at - stroke.at) < 6 * em &&
  other.to - other.from > 1.15 * (stroke.to - stroke.from) &&
  overlap(stroke.from, stroke.to, other.from, other.to) > 0.9 * (stroke.to - stroke.from);

/** The segments of the words that are left, each word where it was. */
function toRest(segments: readonly Segment[], words: readonly PlacedWord[]): Segment[] {
  const left = new Set(words.map(({ word }) => word));
  return segments.flatMap((segment) => {
    const own = segment.words.filter(({ word }) => left.has(word));
    if (own.length === segment.words.length) return [segment];
    return own.length === 0 ? [] : [{ ...segment, words: own, box: boundsOf(own) }];
  });
}
