/** The words of a region in lines and chunks, cut anew: what is a wide gap in a table depends on its other rows. */

import { union } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../input.ts';
import { heightOf, median, type Segment } from '../segment.ts';
import { boundsOf, type Chunk, overlap, type TableWord, type TextLine } from './table.ts';

/** Baselines of a line differ at most by this, in em. */
const SAME_LINE = 0.35;
/** Recognised baselines wobble: up to this, in em, where so much of the lower box's height stands beside the other. */
const WOBBLE = 0.55;
const BESIDE = 0.6;
/** Type that seems larger than this, of the usual, is measured as if it were not. */
const LARGE = 1.4;
/** A gap, in em, that parts cells in most rows: a space is 0.25 to 0.33, in justified text seldom over 0.6. */
export const CELL_GAP = 0.7;
/** The same for type of one width, whose spaces are 0.6. */
const MONO_GAP = 1;
/** Between two numbers, which no sentence puts side by side. */
const NUMBER_GAP = 0.35;
/** Groups of three digits parted by a space no wider than this, in em, are one number. */
const DIGIT_GROUP_GAP = 0.4;

/** Dots that lead from an entry to the next, and strokes made of characters: no content. */
const FILLER = /^(?:[.…·_]{4,}|[-–—=_*~]{5,}|(?:[-+|=]{2,}))$/;

/** So many words of dots in a row lead to the next entry. */
const LEADER = 3;

/** Leaders and strokes made of characters are apart. */
export function toWords(segments: readonly Segment[]): { words: TableWord[]; fillers: TableWord[] } {
  const words: TableWord[] = [];
  const fillers: TableWord[] = [];
  for (const segment of segments) {
    let dots: TableWord[] = [];
    const close = () => {
      (dots.length >= LEADER ? fillers : words).push(...dots);
      dots = [];
    };
    for (const [index, { word, box }] of segment.words.entries()) {
      const one = { word, box, segment, index };
      if (/^[.·…]+$/.test(word.text) && word.text.length < 4) dots.push(one);
      else {
        close();
        (FILLER.test(word.text) ? fillers : words).push(one);
      }
    }
    close();
  }
  return { words, fillers };
}

/** Strokes made of characters. */
export const typedStrokes = (fillers: readonly TableWord[]): Rule[] =>
  fillers
    .filter(({ word }) => /^[-–—=_]/.test(word.text))
    .map(({ box }) => ({ axis: 'horizontal', at: (box[1] + box[3]) / 2, from: box[0], to: box[2], thickness: 1 }));

/** From the top. */
export function toLines(words: readonly TableWord[]): TextLine[] {
  const em = median(words.map(({ segment }) => segment.size));
  const pieces = new Map<Segment, TableWord[]>();
  for (const word of words) {
    const own = pieces.get(word.segment);
    if (own) own.push(word);
    else pieces.set(word.segment, [word]);
  }
  const lines: TextLine[] = [];
  for (const [segment, own] of [...pieces].sort(([a], [b]) => a.baseline - b.baseline)) {
    const box = boundsOf(own);
    // Sizes of recognised words are estimates, of single signs wild ones.
    const size = Math.min(segment.size, LARGE * em);
    const line = lines
      .slice(-4)
      .reverse()
      .find((other) => {
        const shift = Math.abs(other.baseline - segment.baseline) / Math.max(other.size, size);
        if (shift > WOBBLE || (shift > SAME_LINE && !isBeside(other.box, box))) return false;
        return other.words.every((word) => overlap(word.box[0], word.box[2], box[0], box[2]) < 0.3 * size);
      });
    if (line) {
      line.words.push(...own);
      line.box = union(line.box, box);
      line.baseline = median(line.words.map((word) => word.segment.baseline));
      line.size = Math.max(line.size, size);
    } else lines.push({ words: [...own], box, baseline: segment.baseline, size });
  }
  for (const line of lines) {
    line.words.sort((a, b) => a.box[0] - b.box[0]);
    line.box = boundsOf(line.words);
  }
  return joinRaised(lines).sort((a, b) => a.baseline - b.baseline);
}

const isBeside = (a: Bbox, b: Bbox): boolean =>
  overlap(a[1], a[3], b[1], b[3]) > BESIDE * Math.min(heightOf(a), heightOf(b));

/** Raised and lowered signs (notes, exponents) that stand as lines of their own go to the line whose height they are in. */
function joinRaised(lines: TextLine[]): TextLine[] {
  const gone = new Set<TextLine>();
  for (const [i, line] of lines.entries()) {
    const small = line.words.every(({ word }) => word.text.length <= 3);
    if (!small) continue;
    const owner = [lines[i - 1], lines[i + 1]].find((other) => {
      if (!other || gone.has(other) || other.size * 0.85 < line.size) return false;
      const middle = (line.box[1] + line.box[3]) / 2;
      if (middle < other.baseline - other.size || middle > other.baseline + 0.35 * other.size) return false;
      return line.words.every(({ box }) =>
        other.words.some((word) => {
          const gap = -overlap(word.box[0], word.box[2], box[0], box[2]);
          return gap > -0.3 * line.size && gap < 0.4 * other.size;
        }),
      );
    });
    if (!owner) continue;
    owner.words.push(...line.words);
    owner.words.sort((a, b) => a.box[0] - b.box[0]);
    owner.box = boundsOf(owner.words);
    gone.add(line);
  }
  return lines.filter((line) => !gone.has(line));
}

/** Words that no cell's edge may part: those with a usual space between them. */
export function toChunks(words: readonly TableWord[]): Chunk[] {
  const chunks: Chunk[] = [];
  let last: TableWord | undefined;
  for (const word of words) {
    const chunk = chunks.at(-1);
    if (chunk && last && !isCellGap(last, word)) chunk.words.push(word);
    else chunks.push({ words: [word], box: word.box });
    last = word;
  }
  for (const chunk of chunks) chunk.box = boundsOf(chunk.words);
  return chunks;
}

function isCellGap(left: TableWord, right: TableWord): boolean {
  const em = Math.min(left.segment.size, right.segment.size);
  const gap = right.box[0] - left.box[2];
  if (gap >= (left.segment.mono && right.segment.mono ? MONO_GAP : CELL_GAP) * em) return !isSign(left, gap, em);
  if (gap < NUMBER_GAP * em || !isNumeric(left.word.text) || !isNumeric(right.word.text)) return false;
  // A dash within a range is none that stands for a missing number.
  if ((DASH.test(left.word.text) || DASH.test(right.word.text)) && gap < DASH_GAP * em) return false;
  // A deviation or a share in brackets goes with its number.
  if (/^[([]/.test(right.word.text)) return false;
  const isGrouped = /^\d{3}([.,]\d+)?\D?$/.test(right.word.text) && /(^|\D)\d{1,3}$/.test(left.word.text);
  return !isGrouped || gap > DIGIT_GROUP_GAP * em;
}

const DASH = /^[-–—−]$/;
/** Beside a dash that stands in a cell of its own there is at least this gap, in em. */
const DASH_GAP = 0.45;

/** A currency sign or an opening bracket set at the left edge of a column of amounts. */
const isSign = ({ word }: TableWord, gap: number, em: number): boolean =>
  /^(?:\p{Sc}|US\$|R\$|\(|[-−+±<>≤≥~])$/u.test(word.text) && gap < 4 * em;

/** In digits of any script. */
const NUMBER =
  /^[([<>≤≥~±+−–-]*\p{Sc}?[([<>≤≥~±+−–-]*\p{Nd}[\p{Nd}.,٫٬'’:/%°)\]−–-]*(?:\p{Sc}|[a-z*†‡§]{1,2})?[*†‡§)\]]*$/iu;
const BLANK_NUMBER = /^(?:[-–—−.…*†‡]+|n\.?\/?a\.?|nil|nd)$/iu;

/** A number, or what stands for one that is not there. */
export const isNumeric = (text: string): boolean => NUMBER.test(text) || BLANK_NUMBER.test(text);

/** At least half of the words are numbers. */
export const isNumericChunk = (words: readonly TableWord[]): boolean => {
  const numbers = words.filter(({ word }) => NUMBER.test(word.text)).length;
  const blanks = words.filter(({ word }) => isNumeric(word.text)).length;
  return numbers * 2 >= words.length || blanks === words.length;
};

/** From the order in which they stand to the order in which they are read: within a segment the source knows. */
export function inLogicalOrder(words: readonly TableWord[]): TableWord[] {
  const segments = [...new Set(words.map(({ segment }) => segment))];
  return segments.flatMap((segment) =>
    words.filter((word) => word.segment === segment).sort((a, b) => a.index - b.index),
  );
}
