/** Why one reading of a page is worse than another: its errors by kind, measured against the truth alone. */
import { characterErrorRate, editDistance } from '../shared/text-score.ts';

/** Texts that can be compared as they are: normalised, case folded where it does not count. */
export interface Readings {
  truth: string;
  ours: string;
  native: string;
  /** Without blanks: characters are compared, not words. */
  unspaced: boolean;
}

type Kind = 'order' | 'missing' | 'extra' | 'misread';

/** What a reading gets wrong; words read right count at whatever place they stand. */
interface Errors {
  missing: string[];
  extra: string[];
  misread: { wanted: string; read: string }[];
  /** In characters, as shares of the truth's: what they add to the error rate. `order` is what no word explains. */
  cost: Record<Kind, number>;
}

/** Words that differ in more of their letters are two words. */
const ALIKE = 0.5;
const EXAMPLES = 3;

/** The kind of error of which ours has most more than the native program, with counts and up to three examples. */
export function causeOf({ truth, ours, native, unspaced }: Readings): string {
  const [own, other] = [ours, native].map((text) => errorsOf(truth, text, unspaced)) as [Errors, Errors];
  const kinds = Object.keys(own.cost) as Kind[];
  const more = (kind: Kind) => own.cost[kind] - other.cost[kind];
  const kind = kinds.reduce((worst, one) => (more(one) > more(worst) ? one : worst));
  return `${wording(kind, own, other, unspaced ? 'characters' : 'words')} (${signed(more(kind))} CER)`;
}

function wording(kind: Kind, own: Errors, other: Errors, units: string): string {
  const inAnyOrder = ({ cost }: Errors) => (cost.missing + cost.extra + cost.misread).toFixed(3);
  if (kind === 'order') {
    const rates = `in any order the error rate is ${inAnyOrder(own)}, of native ${inAnyOrder(other)}`;
    return `another reading order than the truth's: ${rates}`;
  }
  const counts = `${own[kind].length}, of native ${other[kind].length}`;
  if (kind === 'misread') {
    const known = new Set(other.misread.map(({ wanted, read }) => `${wanted} ${read}`));
    const shown = examples(
      own.misread.filter(({ wanted, read }) => !known.has(`${wanted} ${read}`)),
      ({ wanted }) => wanted,
    ).map(({ wanted, read }) => `“${wanted}” as “${read}”`);
    return `${units} misread: ${[counts, ...shown].join('; ')}`;
  }
  const known = new Set(other[kind]);
  const shown = examples(
    own[kind].filter((word) => !known.has(word)),
    (word) => word,
  ).map((word) => `“${word}”`);
  const title =
    kind === 'missing' ? `${units} of the truth that were not read` : `${units} that the truth does not have`;
  return `${title}: ${[counts, ...shown].join('; ')}`;
}

/** The longest tell most. */
const examples = <Example>(all: readonly Example[], word: (example: Example) => string): Example[] =>
  all.toSorted((a, b) => word(b).length - word(a).length).slice(0, EXAMPLES);

const signed = (rate: number): string => `${rate < 0 ? '' : '+'}${rate.toFixed(3)}`;

function errorsOf(truth: string, text: string, unspaced: boolean): Errors {
  const wordsOf = (of: string) => (unspaced ? [...of] : of.split(' ').filter(Boolean));
  const { missing, extra, misread } = pairUp(wordsOf(truth), wordsOf(text), unspaced ? 1 : ALIKE);
  const length = Math.max(1, [...truth].length);
  // With the blank beside it.
  const weigh = (words: readonly string[]) =>
    words.reduce((sum, word) => sum + [...word].length + (unspaced ? 0 : 1), 0) / length;
  const cost = {
    missing: weigh(missing),
    extra: weigh(extra),
    misread: misread.reduce((sum, { distance }) => sum + distance, 0) / length,
  };
  const order = characterErrorRate(truth, text) - cost.missing - cost.extra - cost.misread;
  return { missing, extra, misread, cost: { order, ...cost } };
}

interface Pair {
  wanted: string;
  read: string;
  distance: number;
}

/** Words that no equal one stands against, paired with what is most like them; `alike`: 0…1, the most that may differ. */
function pairUp(wanted: readonly string[], read: readonly string[], alike: number) {
  const missing = without(wanted, read);
  const extra = without(read, wanted);
  const pairs = missing.flatMap((word, i) =>
    extra.flatMap((other, j) => {
      const [a, b] = [[...word], [...other]];
      const longer = Math.max(a.length, b.length);
      if (Math.abs(a.length - b.length) > alike * longer) return [];
      const distance = editDistance(a, b);
      return distance > alike * longer ? [] : [{ i, j, distance, share: distance / longer }];
    }),
  );
  const [used, taken] = [new Set<number>(), new Set<number>()];
  const misread: Pair[] = [];
  for (const { i, j, distance } of pairs.sort((a, b) => a.share - b.share)) {
    if (used.has(i) || taken.has(j)) continue;
    used.add(i);
    taken.add(j);
    misread.push({ wanted: missing[i]!, read: extra[j]!, distance });
  }
  return { missing: missing.filter((_, i) => !used.has(i)), extra: extra.filter((_, j) => !taken.has(j)), misread };
}

/** What is left of a bag of words once the others are taken from it. */
function without(words: readonly string[], others: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const word of others) count.set(word, (count.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const left = count.get(word) ?? 0;
    count.set(word, left - 1);
    return left <= 0;
  });
}
