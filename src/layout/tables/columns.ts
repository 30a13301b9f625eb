/** Columns by vote: where most lines have a gap and hardly a line has text, columns part. */
import type { Rule } from '../input.ts';
import { type Chunk, isWithin, middleX, overlap, type TextLine } from './table.ts';
import { isNumeric, isNumericChunk, toChunks } from './text-lines.ts';

/** Lines that must have a gap at a place where columns part. */
const LEAST_VOTES = 2;
/** Text across the gap in more lines than this, of those that have the gap, speaks against it: spanning cells are few. */
const ACROSS = 0.3;
/** A strip as wide as this, in em, is looked for first where nothing crosses, then where hardly a line does. */
const CLEAR = 0.4;
const HARDLY = 0.1;
/** Lines of several entries that tell the columns by themselves. */
const ENOUGH = 4;
/** Strips narrower than this, in em, part columns of numbers only. */
const LEAST_GAP = 0.15;

export interface Edge {
  x: number;
  /** A vertical stroke stands there. */
  drawn: boolean;
}

/**
 * Places where columns part, from the left, the table's own sides not among them. `strokes`: vertical ones within the
 * region.
 */
export function findColumnEdges(lines: readonly TextLine[], strokes: readonly Rule[], em: number): Edge[] {
  const chunks = lines.map(({ words }) => toChunks(words));
  // Captions and notes above and below say nothing of columns, unless hardly anything else does.
  const isEntries = (row: readonly Chunk[]) => row.length > 1;
  const entries = chunks.slice(Math.max(0, chunks.findIndex(isEntries)), chunks.findLastIndex(isEntries) + 1);
  const rows = entries.filter(isEntries).length >= ENOUGH ? entries : chunks;
  const drawn = strokes
    .filter((stroke) => lines.filter(({ box }) => overlap(box[1], box[3], stroke.from, stroke.to) > 0).length >= 2)
    .map(({ at }): Edge => ({ x: at, drawn: true }));
  const voted = voteEdges(rows, em).map((x): Edge => ({ x, drawn: false }));
  return joinLonely(tidy([...drawn, ...voted], rows.flat()), rows);
}

/** A reference to a note: (1), *. */
const isMark = ({ words }: Chunk): boolean => words.every(({ word }) => /^(?:\([a-z\d]\)|[*†‡§¶]+)$/i.test(word.text));

const isCurrency = ({ words }: Chunk): boolean =>
  words.every(({ word }) => /^(?:[A-Z]{0,3}\p{Sc}|\()$/u.test(word.text));

/** A column of currency signs belongs to the amounts after it. A column of nothing but references belongs to the column before it. A column with a single entry, in a line in which a neighbour has none, is that neighbour's: a head set off its column. */
function joinLonely(edges: Edge[], rows: readonly Chunk[][]): Edge[] {
  for (let column = 0; column <= edges.length && edges.length > 1; column++) {
    const at = (chunk: Chunk) => edges.filter(({ x }) => x < middleX(chunk.box)).length;
    const own = rows.filter((row) => row.some((chunk) => at(chunk) === column));
    const signs = own.filter((row) => row.some((chunk) => at(chunk) === column && isCurrency(chunk))).length;
    const isSigns =
      signs > 1 &&
      own.every((row) =>
        row.every((chunk) => at(chunk) !== column || chunk.words.some(({ word }) => !isNumeric(word.text))),
      );
    if (isSigns && signs * 2 >= own.length && column < edges.length)
      return joinLonely(
        edges.filter((_, i) => i !== column),
        rows,
      );
    if (
      column > 0 &&
      own.length > 1 &&
      own.every((row) => row.every((chunk) => at(chunk) !== column || isMark(chunk)))
    ) {
      return joinLonely(
        edges.filter((_, i) => i !== column - 1),
        rows,
      );
    }
    if (own.length !== 1 || rows.length < 4) continue;
    const isFree = (other: number) =>
      other >= 0 && other <= edges.length && !own[0]?.some((chunk) => at(chunk) === other);
    if (isFree(column + 1))
      return joinLonely(
        edges.filter((_, i) => i !== column),
        rows,
      );
    if (isFree(column - 1))
      return joinLonely(
        edges.filter((_, i) => i !== column - 1),
        rows,
      );
  }
  return edges;
}

interface Strip {
  from: number;
  to: number;
  gaps: number;
  across: number;
}

function voteEdges(rows: readonly Chunk[][], em: number): number[] {
  const strips = toStrips(rows);
  const edges: number[] = [];
  for (let i = 0; i < strips.length; ) {
    let end = i;
    while (end < strips.length && isGutter(strips[end] as Strip)) end++;
    if (end > i) edges.push(...edgesWithin(strips.slice(i, end), rows.flat(), em));
    i = Math.max(end, i + 1);
  }
  return edges;
}

const isGutter = ({ gaps, across }: Strip): boolean => gaps >= LEAST_VOTES && across <= ACROSS * gaps;

/** The page's width at every edge of a chunk cut, with the votes of each strip. */
function toStrips(rows: readonly Chunk[][]): Strip[] {
  const xs = [...new Set(rows.flatMap((row) => row.flatMap(({ box }) => [box[0], box[2]])))].sort((a, b) => a - b);
  const strips = xs.slice(1).map((to, i): Strip => ({ from: xs[i] as number, to, gaps: 0, across: 0 }));
  const at = new Map(xs.map((x, i) => [x, i]));
  const count = (from: number, to: number, key: 'gaps' | 'across') => {
    for (let i = at.get(from) as number; i < (at.get(to) as number); i++) (strips[i] as Strip)[key]++;
  };
  for (const row of rows) {
    for (const [i, { box }] of row.entries()) {
      count(box[0], box[2], 'across');
      const next = row[i + 1];
      if (next && next.box[0] > box[2]) count(box[2], next.box[0], 'gaps');
    }
  }
  return strips;
}

/** A gutter with entries of its own inside, of a column that is empty in most rows, has an edge on either side of them. */
function edgesWithin(strips: readonly Strip[], chunks: readonly Chunk[], em: number): number[] {
  const from = (strips[0] as Strip).from;
  const to = (strips.at(-1) as Strip).to;
  const inside = chunks.filter(({ box }) => box[0] > from && box[2] < to).sort((a, b) => a.box[0] - b.box[0]);
  const columns: { from: number; to: number; chunks: Chunk[] }[] = [];
  for (const chunk of inside) {
    const last = columns.at(-1);
    if (last && chunk.box[0] < last.to) {
      last.to = Math.max(last.to, chunk.box[2]);
      last.chunks.push(chunk);
    } else columns.push({ from: chunk.box[0], to: chunk.box[2], chunks: [chunk] });
  }
  const kept = columns.filter(
    (column) => column.chunks.length > 1 || column.chunks.every(({ words }) => isNumericChunk(words)),
  );
  const sides = [from, ...kept.flatMap((column) => [column.from, column.to]), to];
  const edges: number[] = [];
  for (let i = 0; i < sides.length; i += 2) {
    const x = quietest(strips, sides[i] as number, sides[i + 1] as number, em);
    if (x !== null) edges.push(x);
  }
  return edges;
}

/** The middle of the widest strip that the fewest lines cross, or hardly more where that is but a hair's breadth. */
function quietest(strips: readonly Strip[], from: number, to: number, em: number): number | null {
  const own = strips.filter((strip) => strip.from >= from && strip.to <= to);
  const least = Math.min(...own.map(({ across }) => across));
  const most = Math.max(...own.map(({ gaps }) => gaps));
  let best: Interval | null = null;
  for (const limit of [least, Math.max(least, HARDLY * most), ACROSS * most]) {
    best = widest(own.filter(({ across }) => across <= limit));
    if (best && best.to - best.from >= CLEAR * em) break;
  }
  return best && best.to - best.from >= LEAST_GAP * em ? (best.from + best.to) / 2 : null;
}

interface Interval {
  from: number;
  to: number;
}

function widest(strips: readonly Strip[]): Interval | null {
  let best: Interval | null = null;
  let run: Interval | null = null;
  for (const { from, to } of strips) {
    run = run && run.to === from ? { from: run.from, to } : { from, to };
    if (!best || run.to - run.from > best.to - best.from) best = run;
  }
  return best;
}

/** Of edges without a chunk between them one stays, a drawn one where there is one; none stands outside the text. */
function tidy(edges: Edge[], chunks: readonly Chunk[]): Edge[] {
  const left = Math.min(...chunks.map(({ box }) => middleX(box)));
  const right = Math.max(...chunks.map(({ box }) => middleX(box)));
  const kept: Edge[] = [];
  for (const edge of edges.sort((a, b) => a.x - b.x)) {
    if (!isWithin(edge.x, left, right)) continue;
    const last = kept.at(-1);
    const isApart = !last || chunks.some(({ box }) => isWithin(middleX(box), last.x, edge.x));
    if (isApart) kept.push(edge);
    else if (edge.drawn && !last.drawn) kept[kept.length - 1] = edge;
  }
  return kept;
}
