/** Folding: what the same word looks like when case, diacritics, letter variants and digit shapes are set aside. */

const ARABIC_LETTERS: Record<string, string> = {
  ي: 'ی',
  ى: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  '\u0640': '',
};

const LATIN_LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Decimal digits of any script to ASCII. Every script's ten digits stand together, so the offset from its zero counts. */
export function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(code - zero);
  });
}

/** A word or phrase as it is compared: lower case, no marks, one shape a letter, ASCII digits. */
export function fold(text: string): string {
  const ascii = /^[\x20-\x7e]*$/.test(text);
  if (ascii) return text.toLowerCase();
  return asciiDigits(text.normalize('NFKD'))
    .replace(/[\p{M}\u200c-\u200f\u00ad]/gu, '')
    .toLowerCase()
    .replace(/[يىئكةۀأإآٱؤ\u0640ßæœøłđı]/g, (letter) => ARABIC_LETTERS[letter] ?? LATIN_LETTERS[letter] ?? letter)
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-');
}

/** Folded, and every run of anything but letters and digits a single space: phrases are looked up in this form. */
export const foldPhrase = (text: string): string =>
  fold(text.replace(/\u200c/g, ' '))
    .replace(/[^\p{L}\p{Nd}%&]+/gu, ' ')
    .trim();

/** All white space taken out: how a snippet is compared with its page. */
export const squeeze = (text: string): string => text.replace(/\s+/gu, '');

/** With single spaces for any white space, none around. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();
