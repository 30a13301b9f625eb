/** Lines cut at the columns' edges. */
import { median } from '../segment.ts';
import type { Edge } from './columns.ts';
import { boundsOf, type Chunk, middleX, type TableWord, type TextLine } from './table.ts';
import { isNumericChunk, toChunks } from './text-lines.ts';

/** What a line has in one column, or across several. */
export interface Piece extends Chunk {
  column: number;
  colSpan: number;
  numeric: boolean;
}

export interface TableLine extends TextLine {
  pieces: Piece[];
}

/** A gap within a chunk so much wider than its other gaps parts it at an edge of columns. */
const WIDER = 1.3;
/** A word is across an edge when it reaches this far, in em, to either side. */
const ACROSS = 0.35;
/** An entry stands in its column when its left, its right or its middle is so near to those of the others, in em. */
const PLACED = 0.5;

/** Cut twice: where entries stand in their columns is known from the first time. */
export function toTableLines(lines: readonly TextLine[], edges: readonly Edge[]): TableLine[] {
  const entries = Array.from({ length: edges.length + 1 }, (): Piece[] => []);
  for (const line of lines) {
    for (const piece of toTableLine(line, edges, []).pieces)
      if (piece.colSpan === 1) entries[piece.column]?.push(piece);
  }
  const places = entries.map(placeOf);
  return lines.map((line) => toTableLine(line, edges, places));
}

/** Where entries of a column begin and end, in the middle. */
type Place = [number, number] | null;

const placeOf = (own: readonly Piece[]): Place =>
  own.length === 0 ? null : [median(own.map(({ box }) => box[0])), median(own.map(({ box }) => box[2]))];

function toTableLine(line: TextLine, edges: readonly Edge[], places: readonly Place[]): TableLine {
  const pieces = toChunks(line.words).flatMap((chunk) => cutChunk(chunk, edges, line.size, places));
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && piece.column < last.column + last.colSpan) {
      last.colSpan = Math.max(last.colSpan, piece.column + piece.colSpan - last.column);
      last.words.push(...piece.words);
      last.box = boundsOf([last, piece]);
      last.numeric = isNumericChunk(last.words);
    } else joined.push(piece);
  }
  return { ...line, pieces: joined };
}

function cutChunk({ words, box }: Chunk, edges: readonly Edge[], em: number, places: readonly Place[]): Piece[] {
  const inside = edges
    .map((edge, i) => ({ ...edge, i }))
    .filter(({ x }) => x > box[0] + ACROSS * em && x < box[2] - ACROSS * em);
  const gaps = words.slice(1).map((word, i) => word.box[0] - (words[i] as TableWord).box[2]);
  const usual = median(gaps);
  const numeric = isNumericChunk(words);
  const cuts: number[] = [];
  const open: number[] = [];
  for (const { x, drawn } of inside) {
    const at = words.findIndex((word) => middleX(word.box) > x);
    if (at < 1) continue;
    const isFree =
      (words[at] as TableWord).box[0] > x - ACROSS * em && (words[at - 1] as TableWord).box[2] < x + ACROSS * em;
    const isWide = gaps.length > 1 && (gaps[at - 1] as number) > WIDER * usual;
    if (isFree && (drawn || numeric || isWide)) cuts.push(at);
    else if (isFree) open.push(at);
  }
  const all = [...cuts, ...open].sort((a, b) => a - b);
  const parts = cut(words, all).map((part) => toPiece(part, edges, em));
  // Heads of neighbouring columns with no more than a space between them stand each over its own.
  const isPlaced = open.length > 0 && parts.every((part) => isAt(part, places[part.column] ?? null, em));
  return isPlaced ? parts : cut(words, cuts).map((part) => toPiece(part, edges, em));
}

function cut(words: TableWord[], at: readonly number[]): TableWord[][] {
  const starts = [0, ...at];
  return starts.map((start, i) => words.slice(start, starts[i + 1]));
}

function isAt({ box, colSpan }: Piece, place: Place, em: number): boolean {
  if (!place || colSpan > 1) return false;
  const middle = Math.abs((place[0] + place[1]) / 2 - middleX(box));
  return Math.min(middle, Math.abs(place[0] - box[0]), Math.abs(place[1] - box[2])) < PLACED * em;
}

function toPiece(words: TableWord[], edges: readonly Edge[], em: number): Piece {
  const box = boundsOf(words);
  const numeric = isNumericChunk(words);
  const own = columnAt(middleX(box), edges);
  const crossed = edges
    .map(({ x }, i) => ({ x, i }))
    .filter(({ x }) => x > box[0] + ACROSS * em && x < box[2] - ACROSS * em);
  if (crossed.length === 0) return { words, box, column: own, colSpan: 1, numeric };
  const column = columnAt(box[0] + ACROSS * em, edges);
  const last = columnAt(box[2] - ACROSS * em, edges);
  return { words, box, column, colSpan: last - column + 1, numeric };
}

export const columnAt = (x: number, edges: readonly Edge[]): number => edges.filter((edge) => edge.x < x).length;
