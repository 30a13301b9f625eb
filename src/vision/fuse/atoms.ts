/** Words as what can be compared: folded, and those of scripts without blanks character by character. */
import { asciiDigits } from '../../document/normalise.ts';

export interface Atom {
  /** What is compared; never empty. */
  key: string;
  /** The word, by its place in the sequence. */
  word: number;
  /** Characters of the word, as a share of its length: 0…1. */
  from: number;
  to: number;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** In the words' order. */
export function atomsOf(texts: readonly string[]): Atom[] {
  return texts.flatMap((text, word): Atom[] => {
    if (!UNSPACED.test(text)) return [{ key: fold(text), word, from: 0, to: 1 }];
    const characters = [...text];
    const n = characters.length;
    return characters.map((character, i) => ({ key: fold(character), word, from: i / n, to: (i + 1) / n }));
  });
}

/** Marks that readers set or leave out: harakat, tatweel, joiners, soft hyphens. */
// A class of lone marks, none of which joins another here.
const PASSED_OVER = /(?:[\u064b-\u065f\u0670\u0640\u200c\u200e\u200f\u00ad]|\u200d)/g;
const ALIKE: Record<string, string> = {
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ۀ: 'ه',
  ة: 'ه',
  أ: 'ا',
  إ: 'ا',
  '’': "'",
  '‘': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
};
const EDGES = /^[^\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu;

/** Case, forms of letters, digits of other scripts and marks at the edges make no difference; accents do. */
export function fold(text: string): string {
  const plain = asciiDigits(text.normalize('NFKC').toLowerCase().replace(PASSED_OVER, '')).replace(
    /[يىكۀةأإ’‘`“”„«»–—‐‑−]/g,
    (character) => ALIKE[character] ?? character,
  );
  return plain.replace(EDGES, '') || plain || text;
}
