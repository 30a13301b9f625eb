/** What characters are, and how a glyph's text is cleaned before it becomes part of a word. */

/**
 * Presentation forms: ligatures and the shaped letters of Arabic, Hebrew and Armenian. They are split into letters;
 * other compatibility characters (superscripts, fractions, full-width forms) mean something and stay.
 */
const PRESENTATION_FORM = /[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]/g;

/** Marks of direction and byte order; they say nothing where the order is made anew. Joiners stay: Persian needs them. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

const SPACE = /^[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*$/;
const MARK = /^\p{M}+$/u;
const RTL = /[\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud83a|\ud803/;
const LTR = /\p{L}/u;

export const isSpace = (text: string): boolean => SPACE.test(text);
export const isMark = (text: string): boolean => MARK.test(text);
/** Letters written right to left, with their marks; not the digits, which run left to right. */
export const isRtl = (text: string): boolean => RTL.test(text);
export const isLtr = (text: string): boolean => LTR.test(text) && !RTL.test(text);

/** A glyph's text with ligatures split and invisible marks dropped; of hyphens that the soft hyphen's code paints, `-`. */
export function cleanText(text: string, isPainted: boolean): string {
  return text
    .replace(PRESENTATION_FORM, (form) => form.normalize('NFKC').trim())
    .replace(INVISIBLE, '')
    .replaceAll('\u00ad', isPainted ? '-' : '');
}

/** Code points that no font should map to: the mapping is broken, or there is none. */
export const isGarbage = (text: string): boolean => GARBAGE.test(text);
const GARBAGE = /[\p{Co}\p{Cn}\p{Cs}\ufffd\ufffc\0-\x08\x0e-\x1f\x7f-\x9f]/u;
