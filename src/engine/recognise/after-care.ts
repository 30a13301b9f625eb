/** What is put right in a reading without looking at the picture again. */
import type { Block, Word } from '../../document/model.ts';
import { mapLines } from './build.ts';
import { plausibility, qualityOf, wordScore } from './judge.ts';

/** `packs`: what it was read with; some habits are a pack's own. */
export function afterCare(blocks: readonly Block[], packs: readonly string[]): Block[] {
  const cleaned = mapLines(blocks, ({ words }) => (words.every(isClean) ? words : words.flatMap(clean)));
  const isPersian = packs[0] === 'fas';
  const spelt = mapLines(cleaned, ({ words }) => {
    const changed = words.map((word) => ({ ...word, text: inArabicScript(word.text, isPersian) }));
    return changed.some(({ text }, n) => text !== words[n]?.text) ? changed : words;
  });
  return withoutNoise(spelt);
}

/**
 * Tesseract prints the comma and the semicolon of Arabic script as Latin ones (six of six on a clean Persian page), and
 * its Persian pack Arabic's kaf and yeh, as its training texts did.
 */
function inArabicScript(text: string, isPersian: boolean): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  const marked = text
    .replace(/(?<=[\p{Script=Arabic}\p{M}]),/gu, '\u060c')
    .replace(/(?<=[\p{Script=Arabic}\p{M}]);/gu, '\u061b')
    .replace(/(?<=[\p{Script=Arabic}\p{M}])\?/gu, '\u061f');
  return isPersian ? marked.replaceAll('\u0643', '\u06a9').replaceAll('\u064a', '\u06cc') : marked;
}

/** Ligatures that Tesseract's Latin models print as one sign. Arabic's presentation forms decompose, too. */
const LIGATURES = /[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]/;
const WHITE = /\s/;
/** Rules and cell borders that are read as signs at the ends of words, or as words. */
const RULE = /[|¦]/;

const isClean = ({ text }: Word): boolean => !LIGATURES.test(text) && !WHITE.test(text) && !RULE.test(text);

function clean(word: Word): Word[] {
  const text = word.text
    .replace(new RegExp(LIGATURES, 'g'), (form) => form.normalize('NFKC'))
    .replace(/\s+/g, '')
    .replace(/^[|¦]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[|¦]+$/gu, '');
  if (text === '' || /^[|¦]+$/.test(text)) return [];
  return [{ ...word, text }];
}

/** A block of a few words that nobody would print, or that Tesseract itself does not believe, is a picture's texture. */
const NOISE_SCORE = 0.3;
const NOISE_LETTERS = 12;
const NOISE_LINE = 0.4;

function withoutNoise(blocks: readonly Block[]): Block[] {
  const kept = mapLines(blocks, ({ words }) => {
    if (isNoise(words)) return [];
    const isMark = (word: Word) => isStroke(word) || isSpeck(word, words);
    return words.some(isMark) ? words.filter((word) => !isMark(word)) : words;
  });
  return kept.filter(({ lines }) => {
    const words = lines.flatMap((line) => line.words);
    const letters = words.reduce((sum, { text }) => sum + text.length, 0);
    if (letters > NOISE_LETTERS) return true;
    if (!words.every(isLatinOrSign)) return true;
    return words.some((word) => wordScore(word) >= NOISE_SCORE && plausibility(word.text) > 0.3);
  });
}

/** A line of which no word of more than one letter is believed. */
const isNoise = (words: readonly Word[]): boolean =>
  words.every(isLatinOrSign) && qualityOf(words) < NOISE_LINE && !words.some(isBelieved);

const isBelieved = (word: Word): boolean => wordScore(word) >= 0.6 && word.text.length > 1;

/** A letter's width, of its height: those of titles set wide apart stay below three. */
const WIDEST_LETTER = 6;

/** A table's rule that was read as what stands above or below it. Of other scripts a letter may be a stroke: 一. */
const isStroke = ({ text, bbox: [x0, y0, x1, y1] }: Word): boolean =>
  /^(?=.*[\p{L}\p{N}])[\p{Script=Latin}\p{Nd}\p{S}\p{P}]+$/u.test(text) &&
  x1 - x0 > WIDEST_LETTER * (y1 - y0) * [...text].length;

/** Scores below are a mark's that is none: a stroke of a frame, a fold, a speck. */
const SPECK_SCORE = 0.25;
/** A stray letter's or two's that stand apart from every word. */
const STRAY_SCORE = 0.85;
/** Further from the next word than so many times the line's height. */
const APART = 1.5;

/** Figures are left alone: a cell may hold a single one. */
function isSpeck(word: Word, line: readonly Word[]): boolean {
  const length = [...word.text].length;
  if (length > 3 || !isLatinOrSign(word)) return false;
  const score = wordScore(word);
  if (score < SPECK_SCORE) return true;
  return length <= 2 && score < STRAY_SCORE && !/\p{Nd}/u.test(word.text) && standsApart(word, line);
}

/** Of specks Tesseract makes strokes and signs; a character of another script that it doubts is one all the same. */
const isLatinOrSign = ({ text }: Word): boolean => /^[\p{Script=Latin}\p{Nd}\p{S}\p{P}]+$/u.test(text);

function standsApart({ bbox: [x0, , x1] }: Word, line: readonly Word[]): boolean {
  const height = Math.max(...line.map(({ bbox }) => bbox[3] - bbox[1]));
  return line.every(({ bbox }) => bbox[0] === x0 || Math.max(bbox[0] - x1, x0 - bbox[2]) > APART * height);
}
