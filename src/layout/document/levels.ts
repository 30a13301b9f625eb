/** The levels of headings from what they look like and how they are numbered, over a page or a whole document. */
import type { LayoutInput } from '../input.ts';
import { isCapitals } from '../roles/measure.ts';
import { numberingOf } from '../roles/numbering.ts';

export interface HeadingLook {
  text: string;
  /** Em, in any unit that is the same for all. */
  size: number;
  bold: boolean;
}

/** Sizes nearer to each other are one: rounding in a file, jitter in letters' boxes. */
const SAME_SIZE = { font: 1.04, ink: 1.15 };
/** Numbers of one depth in type so much smaller count something else: the articles of a licence in a book's appendix. */
const OTHER_COUNT = { font: 1.12, ink: 1.35 };
const MAX_LEVEL = 6;
/** Looks above that of the first numbered headings: a title, and perhaps parts. */
const TITLES = 2;

/** What looks alike; the heaviest is the first. */
interface Style {
  size: number;
  /** That of the numbers of most of its headings. */
  depth: number | null;
  level: number;
}

/**
 * A level for each heading, 1…6, in the order of the document. Looks are ranked by size, then weight, then capitals;
 * where headings are numbered the depth of their numbers decides: `2.1` is one deeper than `2`, and so is all that
 * looks alike.
 */
export function headingLevels(headings: readonly HeadingLook[], boxes: LayoutInput['boxes']): number[] {
  const ranks = rankLooks(headings, SAME_SIZE[boxes]);
  const numbers = depthsOf(headings);
  const styles = toStyles(headings, ranks, numbers);
  for (const style of styles) {
    const largest = Math.max(...styles.filter(({ depth }) => depth === style.depth).map(({ size }) => size));
    if (style.depth !== null && largest / style.size > OTHER_COUNT[boxes]) style.depth = null;
  }
  setLevels(styles);
  const base = baseOf(styles);
  return headings.map((_, i) => {
    const [style, depth] = [styles[ranks[i] ?? 0], numbers[i] ?? null];
    const isCounted = depth !== null && base !== null && style?.depth !== null;
    const level = isCounted ? base + depth - 1 : (style?.level ?? 1);
    return Math.min(MAX_LEVEL, Math.max(1, level));
  });
}

/** The rank of each heading's look, 0 for the heaviest; equal looks have equal ranks. */
function rankLooks(headings: readonly HeadingLook[], same: number): number[] {
  const sizes = headings.map(({ size }) => size).toSorted((a, b) => b - a);
  const classes: number[] = [];
  for (const size of sizes) if (classes.length === 0 || (classes.at(-1) ?? 0) / size > same) classes.push(size);
  const key = ({ size, bold, text }: HeadingLook): number => {
    const at = classes.findIndex((top) => top / size <= same);
    return at * 4 + (bold ? 0 : 2) + (isCapitals(text) ? 0 : 1);
  };
  const keys = headings.map(key);
  const ranks = [...new Set(keys)].sort((a, b) => a - b);
  return keys.map((one) => ranks.indexOf(one));
}

/** Of decimal numbers and chapters; `A.` is one deeper than `I.`, where both stand, else it may count anything. */
function depthsOf(headings: readonly HeadingLook[]): (number | null)[] {
  const numberings = headings.map(({ text }) => numberingOf(text.replaceAll('\n', ' ')));
  const hasRoman = numberings.filter((one) => one?.kind === 'roman').length > 1;
  return numberings.map((one) => {
    if (!one) return null;
    if (one.kind === 'letter') return hasRoman ? 2 : null;
    return one.depth;
  });
}

function toStyles(
  headings: readonly HeadingLook[],
  ranks: readonly number[],
  depths: readonly (number | null)[],
): Style[] {
  return Array.from({ length: Math.max(-1, ...ranks) + 1 }, (_, rank) => ({
    size: Math.max(...headings.filter((_, i) => ranks[i] === rank).map(({ size }) => size)),
    depth: commonest(depths.filter((depth, i): depth is number => ranks[i] === rank && depth !== null)),
    level: 1,
  }));
}

/** From the heaviest look down: one deeper than the look before, but as deep as its numbers where it has them. */
function setLevels(styles: readonly Style[]): void {
  const firstNumbered = styles.findIndex(({ depth }) => depth !== null);
  const shallowest = Math.min(...styles.flatMap(({ depth }) => depth ?? []));
  const above = firstNumbered < 0 ? 0 : Math.min(firstNumbered, TITLES);
  let last = 0;
  for (const [rank, style] of styles.entries()) {
    if (style.depth !== null) style.level = above + 1 + style.depth - Math.min(shallowest, style.depth);
    else if (rank < firstNumbered) style.level = Math.min(last + 1, above);
    else style.level = last + 1;
    last = style.level;
  }
}

/** The level of the depth 1, as most numbered looks have it. */
const baseOf = (styles: readonly Style[]): number | null => {
  const base = commonest(styles.flatMap(({ depth, level }) => (depth === null ? [] : [level - depth + 1])));
  return base === null ? null : Math.max(base, 1);
};

/** The smaller of two that are as common. */
function commonest(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || a - b);
  return sorted[0]?.[0] ?? null;
}
