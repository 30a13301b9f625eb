/** Characters: which ones a file may hold, which way they run, how they are escaped. */
import { languageByCode } from '../contract/languages.ts';

/** What XML 1.0 cannot hold, and no other format here is the better for: controls, lone surrogates, non-characters. */
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;
/** Of Unicode; parsers of XML and of Markdown differ on the last three. */
const LINE_ENDS = /\r\n?|[\x85\u2028\u2029]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Without control characters (tab stays, a line end of any kind is LF); a lone surrogate becomes U+FFFD. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, '').replace(LONE_SURROGATE, '\ufffd').replace(LINE_ENDS, '\n');

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For XML and HTML, in text as well as in quoted attributes. */
export const escapeMarkup = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

// Hebrew to Arabic Extended-A, their presentation forms, and the right-to-left blocks of plane 1.
const RTL = '(?=\\p{L})[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}]';
const RTL_LETTER = new RegExp(RTL, 'u');
const RTL_LETTERS = new RegExp(RTL, 'gu');
const LETTERS = /\p{L}/gu;

export const hasRtlLetter = (text: string): boolean => RTL_LETTER.test(text);

/** By the majority of its letters; null where it has none. */
export function directionOfText(text: string): 'ltr' | 'rtl' | null {
  const letters = text.match(LETTERS)?.length ?? 0;
  if (letters === 0) return null;
  const rtl = text.match(RTL_LETTERS)?.length ?? 0;
  return rtl * 2 > letters ? 'rtl' : 'ltr';
}

/** The scripts that run from top to bottom, or from left to right without spaces between words. */
export const IDEOGRAPHIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Whether a space parts `before` from `after` in running text; not between two Chinese or Japanese characters. */
export function isSpaced(before: string, after: string): boolean {
  return !(IDEOGRAPHIC.test(lastCharacter(before)) && IDEOGRAPHIC.test(firstCharacter(after)));
}

export const firstCharacter = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0x20);

export function lastCharacter(text: string): string {
  const isPair = /[\ud800-\udbff][\udc00-\udfff]$/.test(text);
  return text.slice(isPair ? -2 : -1);
}

/** The BCP 47 tag of the first of the languages; undefined for null and for what is no tag. */
export function languageTag(language: string | null | undefined): string | undefined {
  const first = language?.split('+')[0]?.trim();
  if (!first) return undefined;
  const known = languageByCode(first);
  if (known) return known.tag;
  try {
    return Intl.getCanonicalLocales(first.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
