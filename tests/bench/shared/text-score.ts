/** How well a text was read: the normalisation, character error rate and word F1 that all benches share. */

/**
 * NFC, without zero-width characters and soft hyphens; curly quotes, primes and guillemets straight; every dash and
 * minus `-`; `…` three points; Latin ligatures split; white space collapsed. Case and punctuation stay.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g, '')
    .replace(/[‘’‚‛′‵‹›]/g, "'")
    .replace(/[“”„‟″‶«»]/g, '"')
    .replace(/[\p{Pd}−⁃]/gu, '-')
    .replace(/…/g, '...')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .replace(/\s+/g, ' ')
    .trim();
}

/** For scripts that set no blanks between words (Chinese, Japanese, Thai): what `normalise` gives, without blanks. */
export const normaliseUnspaced = (text: string): string => normalise(text).replaceAll(' ', '');

/**
 * Character error rate: edit distance over code points, as a share of the truth's length; above 1 where much was
 * invented. Both texts normalised alike. An empty truth is 0 where nothing was read, else 1.
 */
export function characterErrorRate(truth: string, text: string): number {
  const wanted = [...truth];
  const read = [...text];
  if (wanted.length === 0) return read.length === 0 ? 0 : 1;
  return editDistance(wanted, read) / wanted.length;
}

export interface WordScore {
  precision: number;
  recall: number;
  f1: number;
}

/** Of the bags of lower-cased words, so that reading order does not count. Both texts normalised; two empty ones: 1. */
export const wordScore = (truth: string, text: string): WordScore => bagScore(wordsOf(truth), wordsOf(text));

function bagScore(wanted: readonly string[], read: readonly string[]): WordScore {
  if (wanted.length === 0 && read.length === 0) return { precision: 1, recall: 1, f1: 1 };
  const common = read.length - surplus(read, wanted).length;
  const precision = read.length === 0 ? 0 : common / read.length;
  const recall = wanted.length === 0 ? 0 : common / wanted.length;
  return { precision, recall, f1: common === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** What the word score counts as wrong: words of the truth that were not read, and words read that are not in it. */
export const wordDifference = (truth: string, text: string): { missing: string[]; added: string[] } =>
  bagDifference(wordsOf(truth), wordsOf(text));

function bagDifference(wanted: readonly string[], read: readonly string[]): { missing: string[]; added: string[] } {
  return { missing: surplus(wanted, read), added: surplus(read, wanted) };
}

/**
 * The word score of two extractors' texts with what is either's habit set aside: see `tokensOf`, and words that a line's
 * end breaks, which count as right broken or joined. Texts as they came, with their line ends.
 */
export function tokenScore(reference: string, text: string): WordScore & { missing: string[]; added: string[] } {
  const wanted = tokensOf(reference);
  const read = tokensOf(joinedAsIn(new Set(wanted), text));
  return { ...bagScore(wanted, read), ...bagDifference(wanted, read) };
}

/**
 * Runs of letters and runs of digits, normalised and lower-cased; any other character by itself, as scorers of
 * translations split words, and each character of scripts without blanks. So neither the blank before a raised digit or a
 * bracket counts, nor to which word a full stop between two directions goes. Leaders are out, so are strokes that lengthen
 * Arabic words; bullets, which fonts put at any code, are alike.
 */
export const tokensOf = (text: string): string[] =>
  normalise(text.replace(LEADERS, ' ').replaceAll(TATWEEL, '')).toLowerCase().replace(BULLETS, '•').match(TOKEN) ?? [];

const TATWEEL = '\u0640';
/** Within a line; dots with blanks between them too. */
const LEADERS = /([.·…])(?:[^\S\n]*\1){3,}|([-_])\2{3,}/gu;
const BULLETS = /[\p{Co}\p{Cn}▪❖➢✓☐■□●○◦‣]/gu;
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\p{N}+|[\p{L}\p{M}]+|\S/gu;

/** Words broken at a line's end put together where `known` has them whole. */
const joinedAsIn = (known: ReadonlySet<string>, text: string): string =>
  text.replace(BROKEN, (broken, head: string, tail: string) =>
    known.has(normalise(head + tail).toLowerCase()) ? head + tail : broken,
  );

const BROKEN = /([\p{L}\p{M}]+)[-‐\u00ad]\s*\n\s*([\p{L}\p{M}]+)/gu;

/** The words of one bag that the other has not, or not as often. */
function surplus(words: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    return count === 0;
  });
}

export const wordsOf = (normalised: string): string[] => normalised.toLowerCase().split(' ').filter(Boolean);

/** Levenshtein, with two rows of the table. */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let above = Uint32Array.from({ length: b.length + 1 }, (_, j) => j);
  let row = new Uint32Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(change, above[j]! + 1, row[j - 1]! + 1);
    }
    [above, row] = [row, above];
  }
  return above[b.length]!;
}
