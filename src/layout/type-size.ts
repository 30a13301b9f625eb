/** The em and the baseline of lines of which only the letters' boxes are known. */
import type { Bbox, Word } from '../document/model.ts';
import type { LayoutInput } from './input.ts';
import { heightOf, median } from './segment.ts';

export interface TypeMeasure {
  /** Pixels. */
  size: number;
  /** y, pixels. */
  baseline: number;
}

/** Of common book types, in em: x-height 0.46, ascenders and capitals 0.7, descenders 0.21 (Times, Helvetica, Georgia). */
const X_HEIGHT = 0.47;
const ASCENT = 0.7;
const DESCENT = 0.21;
/** Boxes of type reach this far below the baseline, of their height (ascent 0.9 and descent 0.22 are usual). */
const FONT_DESCENT = 0.2;
/** Chinese, Japanese and Korean characters fill nearly the whole em. */
const IDEOGRAPH = 0.92;
/** Arabic letters reach up as capitals do and mostly below the line too. */
const ARABIC = 0.85;

const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const CURSIVE = /\p{Script=Arabic}/u;
const DESCENDING = /[gjpqyçş,;()[\]{}|ȷQ§μβγζηξρφχψ]/u;
const ASCENDING = /[\p{Lu}\p{N}bdfhkltij()[\]{}|!?/&%$€£'"‘’“”ßþ]/u;
const X_LETTER = /[\p{Ll}]/u;

/**
 * `words` with their boxes in the text's frame, at least one; `known`: the em that the source gives, or null, which is
 * estimated from what the boxes surround.
 */
export function measureType(
  words: readonly { word: Word; box: Bbox }[],
  known: number | null,
  boxes: LayoutInput['boxes'],
): TypeMeasure {
  if (boxes === 'font') {
    const size = known ?? median(words.map(({ box }) => heightOf(box) / (1 + FONT_DESCENT)));
    const baseline = median(words.map(({ box }) => box[3] - FONT_DESCENT * heightOf(box)));
    return { size: Math.max(size, 1), baseline };
  }
  const told = words.filter(({ word }) => /[\p{L}\p{N}]/u.test(word.text));
  const used = told.length > 0 ? told : words;
  const ratios = used.map(({ word, box }) => ({ box, ...extentOf(word.text) }));
  const size = known ?? median(ratios.map(({ box, above, below }) => heightOf(box) / (above + below)));
  const baseline = median(ratios.map(({ box, below }) => box[3] - below * size));
  return { size: Math.max(size, 1), baseline };
}

/** Signs that hang from the height of capitals, and those that stand in the middle of small letters. */
const RAISED = /^["'“”„‟‘’″′*°^`´]+$/u;
const CENTRED = /^[-–—_=~+•·∙●■▪]+$/u;

/**
 * Of signs alone, whose own height tells nothing: `em` is that of the text around, `box` the letters' box. Null where the
 * text has letters or digits.
 */
export function measureSigns(text: string, [, top, , bottom]: Bbox, em: number): TypeMeasure | null {
  if (/[\p{L}\p{N}]/u.test(text)) return null;
  if (RAISED.test(text)) return { size: em, baseline: top + ASCENT * em };
  if (CENTRED.test(text)) return { size: em, baseline: (top + bottom) / 2 + (X_HEIGHT / 2) * em };
  return { size: em, baseline: bottom };
}

/** How far the letters reach above and below the baseline, in em. */
function extentOf(text: string): { above: number; below: number } {
  if (IDEOGRAPHIC.test(text)) return { above: IDEOGRAPH - 0.1, below: 0.1 };
  if (CURSIVE.test(text)) return { above: ARABIC - DESCENT, below: DESCENT };
  const above = ASCENDING.test(text) || !X_LETTER.test(text) ? ASCENT : X_HEIGHT;
  return { above, below: DESCENDING.test(text) ? DESCENT : 0 };
}
