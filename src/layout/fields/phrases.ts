/** Looking up phrases in text word by word, whatever the case, inflection, script variant or OCR look-alike. */
import { fold } from '../../document/normalise.ts';
import { stem } from '../../document/stem.ts';

export interface PhraseWord {
  key: string;
  start: number;
  end: number;
}

export interface PhraseMatch {
  /** Offsets in the text. */
  start: number;
  end: number;
  /** Positions of the words matched. */
  from: number;
  to: number;
}

const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{Nd}])+(?:['’]s(?!\p{L}))?|[%&#]/gu;

/** The words of a text as they are compared; in scripts without spaces each character is one. */
export function phraseWords(text: string): PhraseWord[] {
  return [...text.matchAll(WORD)].map((match) => ({
    key: wordKey(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const MAX_KNOWN = 5_000;
const known = new Map<string, readonly PhraseWord[]>();

/** The same, remembered: a document's lines are searched for every field. */
export function lineWords(line: string): readonly PhraseWord[] {
  const words = known.get(line) ?? phraseWords(line);
  if (known.size > MAX_KNOWN) known.clear();
  known.set(line, words);
  return words;
}

const keys = new Map<string, string>();

function wordKey(word: string): string {
  const known = keys.get(word);
  if (known !== undefined) return known;
  const folded = fold(word).replace(/'s?$/, '');
  const key = looksLike(/[\u0600-\u06ff]/.test(folded) ? stem(folded, 'fa') : stem(folded, 'en'));
  if (keys.size > 20_000) keys.clear();
  keys.set(word, key);
  return key;
}

/** OCR's usual confusions inside a word of letters; plain numbers stay. */
const looksLike = (word: string): string =>
  /^\p{Nd}+$/u.test(word)
    ? word
    : word.replace(/0/g, 'o').replace(/[1|i]/g, 'l').replace(/5/g, 's').replace(/rn/g, 'm');

const compiled = new Map<string, string[]>();

export function phraseKeys(phrase: string): string[] {
  const known = compiled.get(phrase);
  if (known) return known;
  const made = phraseWords(phrase).map((word) => word.key);
  compiled.set(phrase, made);
  return made;
}

/** The first occurrence of a phrase, from word `from` on. */
export function matchPhrase(words: readonly PhraseWord[], phrase: string, from = 0): PhraseMatch | null {
  const wanted = phraseKeys(phrase);
  if (wanted.length === 0) return null;
  for (let i = from; i + wanted.length <= words.length; i++) {
    if (!wanted.every((key, k) => words[i + k]?.key === key)) continue;
    const [first, last] = [words[i], words[i + wanted.length - 1]];
    if (first && last) return { start: first.start, end: last.end, from: i, to: i + wanted.length };
  }
  return null;
}

/** The longest of the phrases that occur, the first of equals. */
export function matchLongest(words: readonly PhraseWord[], phrases: readonly string[]): PhraseMatch | null {
  let best: PhraseMatch | null = null;
  for (const phrase of phrases) {
    if (best && phraseKeys(phrase).length <= best.to - best.from) continue;
    best = matchPhrase(words, phrase) ?? best;
  }
  return best;
}
