/** Displayed formulas as one region each: what stands between lines of text, with the pieces that reading it left apart. */
import { union } from '../../document/boxes.ts';
import type { Bbox, Block } from '../../document/model.ts';
import { isFormula, isFragment } from './formulas.ts';
import type { ColumnOf } from './measure.ts';
import { median, toPart } from './part.ts';
import type { PageMeasure, Part, TextLine } from './types.ts';

/** In em, the white between a formula and a piece of it; between lines of text there is as little, but text is no piece. */
const PIECE_ABOVE = 0.6;
const PIECE_BESIDE = 1.5;
/** …and between two formulas, pieces of one. */
const FORMULA_ABOVE = 0.45;
/** In em: a formula within a paragraph stands in from both of its edges by more than first lines do. */
const INSET = 3;
/** More pieces on a page are labels of drawings. */
const MOST_PIECES = 300;

/** The parts with each formula one part, typed; parts that have a role stay as they are. In reading order. */
export function markFormulas(parts: readonly Part[], columnOf: ColumnOf, measure: PageMeasure): Part[] {
  const split = parts.flatMap((part) => (part.role ? [part] : splitFormulas(part, measure)));
  for (const part of split) {
    if (!part.role && isFormula(part, columnOf(part), measure)) part.role = { type: 'formula' };
  }
  return joinPieces(split);
}

/** In em: signs that are taller than the boxes of the type say reach so much further. */
const MARGIN = 0.25;

/**
 * The boxes of formulas with a margin, as far as no other block is in the way; blocks and their boxes as on the page,
 * pixels.
 */
export function withMargins(blocks: readonly Block[], page: { width: number; height: number }): Block[] {
  return blocks.map((block) => {
    if (block.type !== 'formula') return block;
    const heights = block.lines.map(({ bbox }) => bbox[3] - bbox[1]);
    const others = blocks.filter((other) => other !== block).map(({ bbox }) => bbox);
    return { ...block, bbox: withMargin(block.bbox, MARGIN * median(heights), others, page) };
  });
}

/** Lines of a paragraph that are a formula in its midst as parts of their own. */
function splitFormulas(part: Part, measure: PageMeasure): Part[] {
  if (part.lines.length < 2) return [part];
  const column: [number, number] = [part.box[0], part.box[2]];
  const isApart = (line: TextLine) =>
    line.box[0] - column[0] >= INSET * line.size &&
    column[1] - line.box[2] >= INSET * line.size &&
    isFormula(toPart([line]), column, measure);
  const runs: { lines: TextLine[]; isApart: boolean }[] = [];
  for (const line of part.lines) {
    const apart = isApart(line);
    const last = runs.at(-1);
    if (last && last.isApart === apart) last.lines.push(line);
    else runs.push({ lines: [line], isApart: apart });
  }
  return runs.length < 2 ? [part] : runs.map(({ lines }) => toPart(lines));
}

/** Nearest first, until nothing more is near. */
function joinPieces(parts: readonly Part[]): Part[] {
  let joined = [...parts];
  const isSeed = ({ role }: Part) => role?.type === 'formula';
  const isPiece = (part: Part) => !part.role && isFragment(part);
  let pieces = joined.filter(isPiece);
  if (pieces.length > MOST_PIECES) pieces = [];
  for (let seeds = joined.filter(isSeed); seeds.length > 0; seeds = joined.filter(isSeed)) {
    let best: { seed: Part; piece: Part; far: number } | null = null;
    for (const seed of seeds) {
      for (const piece of pieces) best = nearer(best, seed, piece, PIECE_ABOVE);
      for (const other of seeds) if (other !== seed) best = nearer(best, seed, other, FORMULA_ABOVE);
    }
    if (!best) break;
    const { seed, piece } = best;
    const whole = toPart(fromTop([...seed.lines, ...piece.lines]), { type: 'formula' });
    joined = joined.flatMap((part) => (part === seed ? [whole] : part === piece ? [] : [part]));
    pieces = pieces.filter((part) => part !== piece);
  }
  return joined;
}

type Pair = { seed: Part; piece: Part; far: number } | null;

function nearer(best: Pair, seed: Part, piece: Part, reach: number): Pair {
  const em = Math.max(seed.size, piece.size);
  const [across, down] = [gap(seed.box, piece.box, 0), gap(seed.box, piece.box, 1)];
  // Beside it on its own lines, or above and below without standing beyond its sides.
  if (down > reach * em || across > (down > 0 ? 0 : PIECE_BESIDE * em)) return best;
  const far = across + down - commonArea(seed.box, piece.box) / (em * em + commonArea(seed.box, piece.box));
  return !best || far < best.far ? { seed, piece, far } : best;
}

const gap = (a: Bbox, b: Bbox, axis: 0 | 1): number =>
  Math.max(0, b[axis] - (a[axis + 2] as number), a[axis] - (b[axis + 2] as number));

function commonArea(a: Bbox, b: Bbox): number {
  const [x, y] = [Math.min(a[2], b[2]) - Math.max(a[0], b[0]), Math.min(a[3], b[3]) - Math.max(a[1], b[1])];
  return x > 0 && y > 0 ? x * y : 0;
}

const fromTop = (lines: readonly TextLine[]): TextLine[] =>
  lines.toSorted((a, b) => a.box[1] + a.box[3] - b.box[1] - b.box[3] || a.box[0] - b.box[0]);

function withMargin(box: Bbox, margin: number, others: readonly Bbox[], page: { width: number; height: number }): Bbox {
  const wide: Bbox = [
    Math.max(0, box[0] - margin),
    Math.max(0, box[1] - margin),
    Math.min(page.width, box[2] + margin),
    Math.min(page.height, box[3] + margin),
  ];
  for (const other of others) {
    if (commonArea(wide, other) === 0 || commonArea(box, other) > 0) continue;
    if (other[3] <= box[1]) wide[1] = Math.max(wide[1], other[3]);
    else if (other[1] >= box[3]) wide[3] = Math.min(wide[3], other[1]);
    else if (other[2] <= box[0]) wide[0] = Math.max(wide[0], other[2]);
    else wide[2] = Math.min(wide[2], other[0]);
  }
  return union(wide, box);
}
