/** How good a reading is. Not by Tesseract's confidence alone: it is sure of much that no script writes. */
import type { Block, Word } from '../../document/model.ts';

/** A word whose score is below is more likely wrong than right. */
export const DOUBT = 0.5;

/** 0…1: near 1 what any language may print, near 0 what comes of specks, pictures and letters cut apart. */
export function plausibility(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  const length = [...text].length;
  if (letters + digits === 0)
    return BULLETS.test(text) || /^[.,;:!?]$/.test(text) ? 0.8 : length > 1 && LEADER.test(text) ? 0.6 : 0.35;
  let value = 1;
  if (mixesScripts(text)) value *= 0.4;
  // "rn0de1": figures between small letters, which codes ("A4", "B2B", "H2O") do not have.
  if (/\p{Ll}\p{Nd}+\p{Ll}/u.test(text)) value *= 0.5;
  // "tHe", "ReaDy": capitals after small letters twice; once is a name (McDonald, iPhone).
  const rises = text.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0;
  if (rises >= 2) value *= 0.5;
  if (/(\p{L})\1{3}/u.test(text)) value *= 0.5;
  if (/^[b-df-hj-np-tv-xz]{5,}$/.test(text)) value *= 0.6;
  if (digits >= 3 && isMalformedNumber(text)) value *= 0.75;
  const odd = length - letters - digits - (text.match(/[\p{M}\p{Po}\p{Pd}\p{Sc}\p{Cf}%+()'’]/gu)?.length ?? 0);
  if (odd > 0) value *= Math.max(0.3, 1 - odd / length);
  if (/[\p{L}\p{Nd}][|~^_=<>«»{}[\]\\]+[\p{L}\p{Nd}]/u.test(text)) value *= 0.6;
  return value;
}

/** Confidence and plausibility in one, 0…1. */
export const wordScore = ({ text, confidence }: Pick<Word, 'text' | 'confidence'>): number =>
  confidence * plausibility(text);

/**
 * What a reading is worth: letters likely right minus letters likely wrong. Of two readings of the same ink the one
 * that is worth more is kept, so that more text counts only where it can be believed.
 */
export const worthOf = (words: readonly Pick<Word, 'text' | 'confidence'>[]): number =>
  words.reduce((sum, word) => sum + [...word.text].length * (wordScore(word) - DOUBT), 0);

/** Mean score of the words, each weighted by its length, 0…1; 0 for none. */
export function qualityOf(words: readonly Pick<Word, 'text' | 'confidence'>[]): number {
  const weight = words.reduce((sum, { text }) => sum + text.length, 0);
  if (weight === 0) return 0;
  return words.reduce((sum, word) => sum + wordScore(word) * word.text.length, 0) / weight;
}

export const wordsOf = (blocks: readonly Block[]): Word[] =>
  blocks.flatMap(({ lines }) => lines.flatMap(({ words }) => words));

/**
 * "$1.948.7", "30.9)": figures with points, commas and brackets as no country sets them. Tesseract is sure of many, where
 * the print is small or uneven.
 */
export function isMalformedNumber(text: string): boolean {
  const core = text.replace(/[*†‡%]+$|[.,:;]$/g, '');
  if (!/^[-+–(]?\s?[$€£¥]?[-+]?\d[\d.,]*\)?$/.test(core)) return false;
  if (core.startsWith('(') !== core.endsWith(')')) return true;
  const figure = core.replace(/[^\d.,]/g, '');
  return !FIGURES.some((form) => form.test(figure));
}

/**
 * Of two readings of the same ink: the digits are the same, and only the second has them as an amount ("3180" and "31.80",
 * "57 50" and "57.50"). Tesseract loses small points, and hardly invents one just before the last two figures.
 */
export const isPointLost = (text: string, pointed: string): boolean =>
  isAmount(pointed) && !isAmount(text) && figuresOf(text) === figuresOf(pointed) && !/\p{L}/u.test(text);

/** With exactly two figures after its last point or comma. */
export const isAmount = (text: string): boolean => AMOUNT.test(text);

const AMOUNT = /^[-(]?[$€£¥]?\d[\d,.]*[.,]\d\d\)?$/;
const figuresOf = (text: string): string => text.replace(/\D/g, '');

const FIGURES: readonly RegExp[] = [
  /^\d+([.,]\d+)?$/,
  /^\d{1,3}(,\d{3})+(\.\d+)?$/,
  /^\d{1,3}(\.\d{3})+(,\d+)?$/,
  // Lakh and crore; dates and numbers of sections.
  /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/,
  /^\d{1,4}(\.\d{1,2}){2,}$/,
  /^\d{1,2}\.\d{1,2}\.\d{2,4}$/,
];

/** Neither letters nor figures: a colon, a dash, a bullet. */
export const isMark = ({ text }: Pick<Word, 'text'>): boolean => !/[\p{L}\p{N}]/u.test(text);

/** Marks that stand alone in print: bullets, dashes, signs of currency. */
const BULLETS = /^[-–—•·●■▪*&+=/%$€£¥#@§©®。、，．؟،۔।॥]+[.:]?$/;
/** Points that lead to a number. */
const LEADER = /^[.…·_]+$/;

const SCRIPTS: readonly RegExp[] = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Thai}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u,
];

/** Words set letters of one script; a hyphen or a slash may join two. */
const mixesScripts = (text: string): boolean =>
  text.split(/[-/.:()]/).some((part) => SCRIPTS.reduce((count, script) => count + (script.test(part) ? 1 : 0), 0) > 1);
