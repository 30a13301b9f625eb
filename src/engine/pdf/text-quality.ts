/**
 * Whether a text layer can be believed. Fonts without a mapping to Unicode, or with a wrong one, give text that looks
 * fine on the page and is gibberish when copied: code points of no letter, letters in proportions that no language
 * has, words read backwards. Measured first, judged by named predicates.
 */
import { isGarbage } from './characters.ts';

export interface TextMeasures {
  /** Characters other than spaces. */
  characters: number;
  /** Of them letters and digits. */
  readable: number;
  /** Share of characters that no font should map to: private use, unassigned, control, U+FFFD, or none at all. */
  garbageShare: number;
  /** Share of characters that are neither letters, digits nor the punctuation of running text. */
  symbolShare: number;
  /** Of Latin letters; null below `MIN_LETTERS`. */
  vowelShare: number | null;
  /** Share of Latin letters that stand in runs of five consonants or more; 0 where there are few letters. */
  consonantRunShare: number;
  /** Of Arabic letters: distance of their proportions from Arabic's or Persian's, 0…1; null where neither is written. */
  arabicDistance: number | null;
  /** Share of Arabic-script words with the same letter three times running. */
  tripledShare: number;
  /** Words in Arabic or Hebrew that begin as words end, and that end so. */
  backwards: number;
  forwards: number;
}

/**
 * Figures below are of the Universal Declaration of Human Rights, a page in each of some twenty languages, and of its
 * English letters exchanged at random 200 times: the bounds let every language pass and one exchange in ten.
 */
/** Fewer letters say nothing about proportions. */
export const MIN_LETTERS = 60;
/** A single long compound of German has as many consonants running as a page should. */
const MIN_LETTERS_OF_RUNS = 200;
const MIN_ARABIC_LETTERS = 400;
/** MinerU recognises a document once 5 % of its characters have no meaning. */
export const MAX_GARBAGE = 0.05;
/** Languages 0 to 0.005. Much room is left for source code and formulas. */
export const MAX_SYMBOLS = 0.35;
/** Swedish 0.36, English 0.39, Romanian 0.49; exchanged at random 0.10 to 0.31. Abbreviations have few vowels too. */
export const VOWELS = [0.15, 0.75] as const;
/** German 0.025, most languages 0; exchanged at random 0.13 to 0.48. */
export const MAX_CONSONANT_RUNS = 0.12;
/** Arabic and Persian 0.13; a page whose font maps some letters to others 0.26. */
export const MAX_ARABIC_DISTANCE = 0.25;
/** 0; on such a page, whose lengthening strokes are mapped to a letter, 0.23. */
export const MAX_TRIPLED = 0.03;
/** Fewer such words are chance. */
export const MIN_BACKWARDS = 5;

export function measureText(words: readonly string[], unmapped = 0): TextMeasures {
  const text = words.join(' ');
  const characters = [...text.replaceAll(' ', '')].length;
  // A single character of private use is a bullet of a symbol font.
  const garbage = words.reduce((sum, word) => sum + (word.length > 1 ? [...word].filter(isGarbage).length : 0), 0);
  const latin = text.normalize('NFD').match(/[a-zA-Z]+/g) ?? [];
  const letters = latin.reduce((sum, run) => sum + run.length, 0);
  const vowels = latin.reduce((sum, run) => sum + (run.match(/[aeiouy]/gi)?.length ?? 0), 0);
  const runs = latin.flatMap((run) => run.match(/[^aeiouy]{5,}/gi) ?? []).reduce((sum, run) => sum + run.length, 0);
  const arabic = words.filter((word) => /[\u0621-\u064a\u0671-\u06d3]/.test(word));
  return {
    characters,
    readable: text.match(/[\p{L}\p{N}]/gu)?.length ?? 0,
    garbageShare: ratio(garbage + unmapped, characters + unmapped),
    symbolShare: ratio(text.match(/[!"#$&*+;<=>?@\\^`{|}~]/g)?.length ?? 0, characters),
    vowelShare: letters < MIN_LETTERS ? null : vowels / letters,
    consonantRunShare: letters < MIN_LETTERS_OF_RUNS ? 0 : runs / letters,
    arabicDistance: arabicDistance(arabic.join('')),
    tripledShare:
      arabic.length < 10
        ? 0
        : arabic.filter((word) => /([\u0621-\u063f\u0641-\u064a])\1\1/.test(word)).length / arabic.length,
    ...directions(words),
  };
}

/** Why the text cannot be believed; null: it can. */
export function distrust(measures: TextMeasures): 'unmapped' | 'symbols' | 'letters' | 'backwards' | null {
  if (isUnmapped(measures)) return 'unmapped';
  if (isSymbols(measures)) return 'symbols';
  if (isBackwards(measures)) return 'backwards';
  return hasImpossibleLetters(measures) ? 'letters' : null;
}

const isUnmapped = ({ garbageShare }: TextMeasures): boolean => garbageShare > MAX_GARBAGE;
const isSymbols = (m: TextMeasures): boolean => m.characters >= MIN_LETTERS && m.symbolShare > MAX_SYMBOLS;
const isBackwards = (m: TextMeasures): boolean => m.backwards >= MIN_BACKWARDS && m.backwards > m.forwards;

function hasImpossibleLetters({ vowelShare, consonantRunShare, arabicDistance, tripledShare }: TextMeasures): boolean {
  if (vowelShare !== null && (vowelShare < VOWELS[0] || vowelShare > VOWELS[1])) return true;
  if (consonantRunShare > MAX_CONSONANT_RUNS || tripledShare > MAX_TRIPLED) return true;
  return arabicDistance !== null && arabicDistance > MAX_ARABIC_DISTANCE;
}

/** Letters of running text, per mille. The hamza's carriers count as the plain letter, as do the yehs and kafs. */
const ARABIC = 'ا165ل115ي90م65و62ن60ر50ت47ب40ة35ع36د33س27ف29ه30ك23ق24ح20ج15ش11ص11ط9خ9ض7ث7ذ7غ5ز6ء5ئ4ؤ2ظ2';
const PERSIAN = 'ا150ي105ر80ن75د70ه65و65م58ت48ب42س40ش40ك36ل30ز30ف15خ15گ14ج14ع13پ13ق12ح10ص7ط7چ6غ4ض4ئ3ذ3ث2ظ2ژ1';
const TABLES = [ARABIC, PERSIAN].map(
  (table) =>
    new Map([...table.matchAll(/(\p{L})(\d+)/gu)].map(([, letter, n]) => [letter as string, Number(n) / 1000])),
);

/** Half the sum of the differences of proportions, from the nearer language. */
function arabicDistance(text: string): number | null {
  const letters = [
    ...text
      .replace(/[أإآٱ]/g, 'ا')
      .replace(/[ىیے]/g, 'ي')
      .replace(/[کڪ]/g, 'ك'),
  ].filter((letter) => /[\u0621-\u063f\u0641-\u064a\u0671-\u06d3]/.test(letter));
  const known = letters.filter((letter) => TABLES.some((table) => table.has(letter)));
  // Other languages of the script have letters of their own: nothing is known of their proportions.
  if (letters.length < MIN_ARABIC_LETTERS || known.length < 0.93 * letters.length) return null;
  const counts = new Map<string, number>();
  for (const letter of known) counts.set(letter, (counts.get(letter) ?? 0) + 1 / known.length);
  return Math.min(...TABLES.map((table) => distance(counts, table)));
}

function distance(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const letters = new Set([...one.keys(), ...other.keys()]);
  return [...letters].reduce((sum, letter) => sum + Math.abs((one.get(letter) ?? 0) - (other.get(letter) ?? 0)), 0) / 2;
}

/** Hebrew's final letters and Arabic's teh marbuta and alef maksura end words; Arabic's article begins them. */
function directions(words: readonly string[]): { backwards: number; forwards: number } {
  let [backwards, forwards] = [0, 0];
  for (const word of words) {
    if (word.length < 3) continue;
    if (/^[ךםןףץةى]/.test(word) || /[^ا]لا$/.test(word)) backwards++;
    if (/[ךםןףץةى]$/.test(word) || /^ال/.test(word)) forwards++;
  }
  return { backwards, forwards };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
