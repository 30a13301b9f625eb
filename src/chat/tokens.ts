/** Text to search terms: words stemmed, numbers by their value, bigrams where a script has no spaces. */
import { asciiDigits, fold } from '../document/normalise.ts';
import { stem } from '../document/stem.ts';
import { fullYear } from '../layout/fields/dates.ts';
import { canonicalNumber } from '../layout/fields/numbers.ts';

export interface Token {
  term: string;
  /** Offsets in the text. */
  start: number;
  end: number;
}

/** Scripts written without spaces between words. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}ー々';
const TOKEN = new RegExp(
  `(?<number>\\p{Nd}+(?:[.,٬٫]\\p{Nd}+)*(?![\\p{L}\\p{Nd}]))|(?<run>[${UNSPACED}]+)|` +
    `(?<word>(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{Nd}])+(?:['’](?:(?![${UNSPACED}])\\p{L})+)?)`,
  'gu',
);

/** Terms in order, with their places. `language` chooses the stemmer. */
export function tokenise(text: string, language: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const start = match.index;
    const [raw] = match;
    const { number, run } = match.groups ?? {};
    if (number !== undefined) tokens.push({ term: canonicalNumber(number), start, end: start + raw.length });
    else if (run !== undefined) pushBigrams(run, start, tokens);
    else pushWord(raw, start, language, tokens);
  }
  return tokens;
}

/** `FY2017`, `FY17` and `2Q17` say a year, and are found by it. */
function pushWord(raw: string, start: number, language: string, tokens: Token[]): void {
  const end = start + raw.length;
  const folded = fold(raw);
  const year = /^(?:fy|cy|[1-4]?q[1-4]?|h[12])'?((?:19|20)?\d\d)$/.exec(asciiDigits(folded))?.[1];
  if (year) tokens.push({ term: fullYear(year), start, end });
  else {
    const term = stem(withoutElision(folded, language).replace(/'s?$/, ''), language);
    if (term !== '') tokens.push({ term, start, end });
  }
}

/** "l'hiver", "d'instruction": the article is no part of the word. */
const withoutElision = (word: string, language: string): string =>
  language === 'fr' || language === 'it' ? word.replace(/^(?:[cdjlmnst]|qu|dell|nell|all|un)'(?=\p{L})/u, '') : word;

function pushBigrams(run: string, start: number, tokens: Token[]): void {
  const characters = [...run];
  if (characters.length === 1) tokens.push({ term: fold(run), start, end: start + run.length });
  let offset = start;
  for (let i = 0; i + 1 < characters.length; i++) {
    const [first = '', second = ''] = [characters[i], characters[i + 1]];
    tokens.push({ term: fold(first + second), start: offset, end: offset + first.length + second.length });
    offset += first.length;
  }
}
