/** Sizes told from letters' boxes, which jitter from line to line: lines through which a sentence runs have one size. */
import type { Row } from './rows.ts';
import { median, widthOf } from './segment.ts';

/** Leading differs at most by this share between lines of one text; baselines told from boxes vary so much. */
const EVEN = 0.25;
/** Two lines alone, which no third tells the leading of, are at most this far apart, in em. */
const PAIR = 1.6;
/** So clear a ratio of sizes is none that boxes of one type give. */
const CLEAR = 1.8;
/** How far, in em, lines of one paragraph may begin apart; a first line is set in. */
const FLUSH = 1;
const INDENT = 8;
const SENTENCE_END = /[.!?:;。！？؟۔…]["”»)]?$/u;

/** The rows of a region from the top, each of a run with the size in the middle of the run's. */
export function evenSizes(rows: readonly Row[], isRtl: boolean): Row[] {
  const lines = rows.map((row): Line => {
    const [from, to] = isRtl ? [-row.box[2], -row.box[0]] : [row.box[0], row.box[2]];
    return { row, from, to };
  });
  const end = lines.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY);
  const runs: Line[][] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0 && runsThrough(lines, i, end)) runs.at(-1)?.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => {
    const size = median(run.map(({ row }) => row.size));
    return run.map(({ row }) => (row.size === size ? row : { ...row, size }));
  });
}

/** A row with its edges along the direction of reading. */
interface Line {
  row: Row;
  from: number;
  to: number;
}

/** Whether leading and alignment go on from the line above, which is full and does not end its sentence. */
function runsThrough(lines: readonly Line[], i: number, end: number): boolean {
  const [above, line] = [lines[i - 1] as Line, lines[i] as Line];
  const [small, large] = [Math.min(above.row.size, line.row.size), Math.max(above.row.size, line.row.size)];
  if (large > CLEAR * small || above.row.mono !== line.row.mono || above.row.vertical !== line.row.vertical)
    return false;
  const indent = above.from - line.from;
  if (indent < -FLUSH * small || indent > INDENT * small) return false;
  const first = line.row.words[0]?.box;
  const need = first ? widthOf(first) + small / 3 : 0;
  const isFull = end - above.to <= need;
  return isFull && !SENTENCE_END.test(above.row.words.at(-1)?.word.text ?? '') && isEven(lines, i, small);
}

function isEven(lines: readonly Line[], i: number, size: number): boolean {
  const pitch = pitchAt(lines, i);
  const near = [i - 1, i + 1].filter((k) => k > 0 && k < lines.length).map((k) => pitchAt(lines, k));
  if (pitch <= 0) return false;
  return near.length === 0 ? pitch <= PAIR * size : near.some((other) => Math.abs(other - pitch) <= EVEN * pitch);
}

const pitchAt = (lines: readonly Line[], i: number): number =>
  (lines[i] as Line).row.baseline - (lines[i - 1] as Line).row.baseline;
