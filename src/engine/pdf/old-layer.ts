/**
 * A scanned PDF that was recognised before carries that text as an invisible layer. The page is recognised anew and the
 * two readings are compared word by word: what both read is right, and where they differ each word counts for as much as
 * it is likely to be right. The layer is kept only where it is clearly ahead.
 */
import { meanConfidence } from '../../document/confidence.ts';
import type { Line, Warning, Word } from '../../document/model.ts';

export interface LayerChoice {
  kept: 'old-layer' | 'recognised';
  /** Of the reading that was kept; an old layer's words bear confidences, which its file does not state. */
  lines: Line[];
  /** `old_layer` where the old layer was kept. */
  warnings: Warning[];
}

/** From this confidence on the recogniser's words serve as a measure of the old layer. */
const SURE = 0.85;
/** Fewer sure words measure nothing: a page in a language that was not asked for, a page of handwriting. */
const MIN_SURE = 12;
/** Of an old layer that nothing measures. */
const UNMEASURED = 0.7;
/** What is likely to be right of a word that looks like none. */
const IMPLAUSIBLE = 0.1;
/** How far a sure word that the layer lacks counts against a word that only the layer has; tried from 0 to 1. */
const MISREAD = 0.5;
/** The old layer must be ahead by this share of the words, and by this many: boxes and confidences of ours are better. */
const MARGIN_SHARE = 0.02;
const MARGIN = 2;

/** `recognised` are the lines of the whole page, none where nothing was found; boxes in the page's pixels. */
export function chooseLayer(old: readonly Line[], recognised: readonly Line[]): LayerChoice {
  const theirs = wordsOf(old);
  const ours = wordsOf(recognised);
  const { both, oldOnly, newOnly } = compare(theirs, ours);
  const sure = ours.filter((word) => word.confidence >= SURE && isPlausible(word.text));
  const confirmed = sure.filter((word) => both.has(word)).length;
  const trust = sure.length < MIN_SURE ? UNMEASURED : confirmed / sure.length;

  // What we are sure of and the layer has not, it may have misread: some of its other words are that.
  const misread = Math.min(1, (sure.length - confirmed) / Math.max(1, oldOnly.length));
  const lead = gain(oldOnly, () => trust * (1 - MISREAD * misread)) - gain(newOnly, (word) => word.confidence);
  const needed = Math.max(MARGIN, MARGIN_SHARE * Math.max(theirs.length, ours.length));
  if (theirs.length === 0 || lead <= needed) return { kept: 'recognised', lines: [...recognised], warnings: [] };
  return { kept: 'old-layer', lines: withConfidence(old, both, trust), warnings: [KEPT] };
}

const KEPT: Warning = {
  code: 'old_layer',
  message: 'This page had been recognised before; that text reads better than what was read now, and was taken.',
};

/** How many more of the words are right than wrong. A letter by itself says nothing, unless its script has such words. */
const gain = (words: readonly Word[], likelihood: (word: Word) => number): number =>
  words
    .filter(({ text }) => !/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}|]$/u.test(text))
    .reduce((sum, word) => sum + 2 * (isPlausible(word.text) ? likelihood(word) : IMPLAUSIBLE) - 1, 0);

const wordsOf = (lines: readonly Line[]): Word[] => lines.flatMap((line) => line.words);

interface Comparison {
  /** Words of either side, with the confidence of the recogniser's. */
  both: Map<Word, number>;
  oldOnly: Word[];
  newOnly: Word[];
}

/**
 * Words pair by their text, the nearest first come; where they stand is left out of account, since the boxes of old
 * layers are often a line off.
 */
function compare(old: readonly Word[], recognised: readonly Word[]): Comparison {
  const unpaired = new Map<string, Word[]>();
  for (const word of recognised) {
    const key = keyOf(word.text);
    const same = unpaired.get(key);
    if (same) same.push(word);
    else unpaired.set(key, [word]);
  }
  const both = new Map<Word, number>();
  const oldOnly: Word[] = [];
  for (const word of old) {
    const pair = unpaired.get(keyOf(word.text))?.shift();
    if (pair) both.set(word, pair.confidence).set(pair, pair.confidence);
    else oldOnly.push(word);
  }
  return { both, oldOnly, newOnly: [...unpaired.values()].flat() };
}

/** Programs write quotes, dashes and ligatures in ways of their own; neither is a better reading. */
const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[‘’‚‛`´]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\u0640/g, '');

/**
 * Whether a reading looks like a word, a number or a mark of punctuation in whatever language: letters of one script,
 * capitals at the start or throughout, digits without letters between them, marks at the ends.
 */
export function isPlausible(text: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return /^[-–—•·.,:;!?()[\]"'“”„«»%&/+=§*$€£]{1,3}$/.test(text);
  const core = text.replace(/^[\p{P}\p{Sc}\p{Sm}]+|[\p{P}\p{S}]+$/gu, '');
  if (text.length - core.length > 4) return false;
  if (/^\p{N}[\p{N}.,:/'’-]*\p{L}{0,3}$/u.test(core)) return true;
  if (!/^[\p{L}\p{M}\p{N}\u200c\u200d]+(?:['’.&@/_-]+[\p{L}\p{M}\p{N}\u200c\u200d]+)*$/u.test(core)) return false;
  // A letter thrice running, and letters on both sides of a digit, come of specks and ruled lines.
  if (/(\p{L})\1\1/u.test(core.toLowerCase()) || /\p{L}\p{N}+\p{Ll}/u.test(core)) return false;
  const isMixedCase = /\p{Ll}\p{Lu}{2}|\p{Ll}\p{Lu}.*\p{Ll}\p{Lu}/u.test(core);
  const isConsonants = /^[b-df-hj-np-tv-xz]{4,}$/i.test(core) && core !== core.toUpperCase();
  return !isMixedCase && !isConsonants;
}

/** What both read is as sure as the recogniser is, and at least as the layer is. */
function withConfidence(lines: readonly Line[], both: ReadonlyMap<Word, number>, trust: number): Line[] {
  const sureness = (word: Word) => Math.round(Math.max(both.get(word) ?? 0, trust) * 100) / 100;
  return lines.map((line): Line => {
    const words = line.words.map((word) => ({ ...word, confidence: sureness(word) }));
    return { ...line, words, confidence: meanConfidence(words) ?? trust };
  });
}
