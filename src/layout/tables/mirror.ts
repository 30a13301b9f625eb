/** Tables of right-to-left text: found in a mirror, in which their first column stands on the left, and turned back. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import { mirrored } from '../items.ts';
import type { Segment } from '../segment.ts';
import type { TableInput } from './find-tables.ts';
import type { CellWord, FoundTable } from './table.ts';

export function mirrorInput(input: TableInput): TableInput {
  const { width } = input;
  return {
    ...input,
    segments: mirrorSegments(input.segments, width),
    rules: input.rules.map((rule) => mirrorRule(rule, width)),
    fills: input.fills.map((box) => mirrored(box, width)),
  };
}

const mirrorRule = (rule: Rule, width: number): Rule =>
  rule.axis === 'vertical'
    ? { ...rule, at: width - rule.at }
    : { ...rule, from: width - rule.to, to: width - rule.from };

/** Columns stay in reading direction: the first one is the rightmost now. */
export function mirrorTable(table: FoundTable, width: number): FoundTable {
  const turn = (box: Bbox) => mirrored(box, width);
  const turnWord = (one: CellWord): CellWord => ({ ...one, box: turn(one.box) });
  const cells = table.cells.map((cell) => ({
    ...cell,
    box: turn(cell.box),
    lines: cell.lines.map((line) => line.map(turnWord)),
  }));
  return { ...table, box: turn(table.box), cells };
}

export const mirrorSegments = (segments: readonly Segment[], width: number): Segment[] =>
  segments.map((segment) => ({
    ...segment,
    box: mirrored(segment.box, width),
    words: segment.words.map(({ word, box }) => ({ word, box: mirrored(box, width) })),
  }));
