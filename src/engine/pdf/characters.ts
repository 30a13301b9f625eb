/** What characters are, and how a glyph's text is cleaned before it becomes part of a word. */

/**
 * Presentation forms: ligatures and the shaped letters of Arabic, Hebrew and Armenian. They are split into letters;
 * other compatibility characters (superscripts, fractions, full-width forms) mean something and stay.
 */
const PRESENTATION_FORM = /[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]/g;

/** Marks of direction and byte order; they say nothing where the order is made anew. Joiners stay: Persian needs them. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Zero-width non-joiner: parts two letters that would join. */
export const ZWNJ = '\u200c';

/** Forms that end a word, or stand before a non-joiner, of letters that otherwise join the next one. */
const ENDING: ReadonlySet<string> = endingForms();

/** A letter's forms follow each other: isolated, final and, of letters that join on both sides, initial and medial. */
function endingForms(): Set<string> {
  const byLetter = new Map<string, string[]>();
  for (const [from, to] of [
    [0xfb50, 0xfbb1],
    [0xfbd3, 0xfbff],
    [0xfe80, 0xfef4],
  ] as const) {
    for (let code = from; code <= to; code++) {
      const form = String.fromCharCode(code);
      const letter = form.normalize('NFKC');
      if (letter === form || letter.length > 1) continue;
      byLetter.set(letter, [...(byLetter.get(letter) ?? []), form]);
    }
  }
  return new Set([...byLetter.values()].filter(({ length }) => length === 4).flatMap((forms) => forms.slice(0, 2)));
}

const SPACE = /^[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*$/;
const MARK = /^\p{M}+$/u;
const RTL = /[\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud83a|\ud803/;
const LTR = /\p{L}/u;

/** A printed sign of ASCII, as nearly all glyphs of Latin text are: nothing has to be looked up of it. */
const isPlain = (text: string): boolean => text.length === 1 && text > ' ' && text < '\x7f';

export const isSpace = (text: string): boolean => !isPlain(text) && SPACE.test(text);
export const isMark = (text: string): boolean => !isPlain(text) && MARK.test(text);
/** Letters written right to left, with their marks; not the digits, which run left to right. */
export const isRtl = (text: string): boolean => !isPlain(text) && RTL.test(text);
export const isLtr = (text: string): boolean => LTR.test(text) && !RTL.test(text);

/** A glyph's text with ligatures split and invisible marks dropped; of hyphens that the soft hyphen's code paints, `-`. */
export function cleanText(text: string, isPainted: boolean): string {
  if (isPlain(text)) return text;
  return text
    .replace(PRESENTATION_FORM, (form) => form.normalize('NFKC').trim() + (ENDING.has(form) ? ZWNJ : ''))
    .replace(INVISIBLE, '')
    .replaceAll('\u00ad', isPainted ? '-' : '');
}

/** Bullets and ticks of Symbol and Wingdings at the codes where Office puts them; within words they are other signs. */
const BULLETS: Readonly<Record<string, string>> = {
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf076': '❖',
  '\uf0d8': '➢',
  '\uf0fc': '✓',
  '\uf0a8': '☐',
  '\uf0fe': '☑',
};

/**
 * A word as it is, or the sign that a bullet of private use shows. A lone control character is an ornament that its font
 * gives no meaning: at the head of a line a bullet, elsewhere nothing.
 */
export function plainWord(word: string, isHead: boolean): string {
  if (CONTROL.test(word)) return isHead ? '•' : '';
  return BULLETS[word] ?? word;
}

const CONTROL = /^[\0-\x1f\x7f-\x9f]$/;

/**
 * Code points that no font should map to: the mapping is broken, or there is none. Where a glyph has no entry pdf.js takes
 * its number for a code point, mostly one of the 8,822 Hangul syllables that no Korean word has.
 */
export const isGarbage = (text: string): boolean =>
  GARBAGE.test(text) || (HANGUL.test(text) && [...text].some(isNoSyllable));
const GARBAGE = /[\p{Co}\p{Cn}\p{Cs}\ufffd\ufffc\0-\x08\x0e-\x1f\x7f-\x9f]/u;
const HANGUL = /[\uac00-\ud7a3]/;

const isNoSyllable = (character: string): boolean => HANGUL.test(character) && !syllables().has(character);

let written: ReadonlySet<string> | undefined;

/** The 2,350 syllables of KS X 1001, on which Korean is written but for rare loan words and sounds. */
function syllables(): ReadonlySet<string> {
  if (written) return written;
  const bytes = Uint8Array.from({ length: 25 * 94 * 2 }, (_, i) =>
    i % 2 === 0 ? 0xb0 + Math.floor(i / 188) : 0xa1 + ((i - 1) % 188) / 2,
  );
  written = new Set(new TextDecoder('euc-kr').decode(bytes));
  return written;
}
