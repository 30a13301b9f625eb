/** Whether the words of a claim, its names above all, stand in the passages that it cites. */
import { fold } from '../../document/normalise.ts';
import { answerKind } from '../kinds.ts';
import { detectLanguage, STOP_WORDS } from '../languages.ts';
import { termPosition } from '../postings.ts';
import { synonymsOf } from '../synonyms.ts';
import { tokenise } from '../tokens.ts';
import type { ChatIndex } from '../types.ts';
import type { ModelRequest } from './request.ts';

/** Offsets of a stretch of the claim. */
export type Place = [start: number, end: number];

/** Of a claim's words, or of its bigrams in a script without spaces. */
const LEAST_SHARE = 0.5;
const LEAST_BIGRAMS = 0.6;

interface Word {
  raw: string;
  /** First of a sentence, where any word is written large. */
  opens: boolean;
}

/**
 * Names are told by their capitals, and must stand in `texts` word by word. Where nothing tells them (German writes every
 * noun large, Persian or Arabic none), every word of weight must stand there or be one that the question uses and
 * the document knows. `values`: numbers and dates, which are checked elsewhere.
 */
export function wordsStand(
  index: ChatIndex,
  request: ModelRequest,
  claim: string,
  texts: readonly string[],
  values: readonly Place[],
): boolean {
  const language = detectLanguage(claim);
  const sources = termsOf(texts.join('\n'), index.language);
  const words = wordsOf(blank(claim, values)).filter(({ raw }) => !isFunctionWord(raw, language));
  const supported = supporter(index, request, sources);
  const isName = nameTest(words, language);
  const sameScript = shareScript(claim, texts.join(' '));
  if (!words.every((word, i) => !isName(i) || sources.has(termOf(word.raw, index.language)))) return false;
  if (!sameScript) return hasBridge(request, claim, sources, index.language, values);
  if (!numeralsStand(claim, texts)) return false;
  if (language !== index.language) return true;
  if (UNSPACED.test(claim)) return bigramsStand(claim, request, sources, index.language);
  const openings = words.filter(({ raw, opens }) => opens && CASED.test(raw));
  if (!openings.every(({ raw }) => supported(raw))) return false;
  const weighty = language === 'de' ? words.filter(({ raw }) => CASED.test(raw)) : words;
  if ((language === 'de' || !/\p{Lu}|\p{Ll}/u.test(claim)) && !weighty.every(({ raw }) => supported(raw))) return false;
  const there = words.filter(({ raw }) => supported(raw)).length;
  return words.length === 0 || there >= LEAST_SHARE * words.length;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const CASED = /^\p{Lu}/u;
const WORD = /(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{M}\u200c])+(?:['’&-]\p{L}+)*/gu;
/** How answers begin and what they add, beyond the stop words; folded. */
const ANSWER_WORDS = new Set(
  `yes no according states stated total amount date both ja nein laut gemass oui non selon si segun بله خیر طبق مطابق براساس
  میباشد میشود مییابد باشد گردید نعم کلا وفقا یبلغ`.split(/\s+/),
);

const isFunctionWord = (raw: string, language: string): boolean => {
  const folded = fold(raw).replace(/'s$/, '');
  return folded.length < 2 || STOP_WORDS[language]?.has(folded) === true || ANSWER_WORDS.has(folded);
};

function wordsOf(claim: string): Word[] {
  return [...claim.matchAll(WORD)].map(({ 0: raw, index }) => ({
    raw,
    opens: /(?:^|[.!?:؟。]\s+)["“«(]?$/u.test(claim.slice(0, index)),
  }));
}

/** Stretches overwritten with dots, so that offsets stay and no word reaches across. */
function blank(text: string, places: readonly Place[]): string {
  let blanked = text;
  for (const [start, end] of places) {
    blanked = blanked.slice(0, start) + '·'.repeat(end - start) + blanked.slice(end);
  }
  return blanked;
}

/** Whether the word at a position is a name: large within a sentence, or two large ones in a row, or large inside. */
function nameTest(words: readonly Word[], language: string): (at: number) => boolean {
  return (at) => {
    const { raw = '', opens = false } = words[at] ?? {};
    if (/.\p{Lu}/u.test(raw)) return true;
    if (language === 'de' || !CASED.test(raw)) return false;
    const next = words[at + 1];
    return !opens || (next !== undefined && !next.opens && CASED.test(next.raw));
  };
}

const termsOf = (text: string, language: string): Set<string> =>
  new Set(tokenise(text, language).map(({ term }) => term));

const termOf = (word: string, language: string): string => tokenise(word, language)[0]?.term ?? fold(word);

/** As many letters in common at the beginning make `pay` and `payable` one word. */
const PREFIX = 4;

function supporter(index: ChatIndex, { question, parts }: ModelRequest, sources: ReadonlySet<string>) {
  const asked = termsOf([question, ...parts.flatMap(({ carried }) => carried)].join(' '), index.language);
  const isKnown = (term: string) => termPosition(index.postings.terms, term) >= 0;
  const resembles = (term: string) =>
    [...sources].some((other) => {
      const shorter = Math.min(term.length, other.length);
      return shorter >= 3 && term.slice(0, PREFIX) === other.slice(0, PREFIX) && shorter >= Math.min(PREFIX, shorter);
    });
  return (word: string): boolean => {
    const terms = tokenise(word, index.language).map(({ term }) => term);
    return terms.every((term) => {
      const synonyms = synonymsOf(term, index.language);
      if (sources.has(term) || resembles(term) || synonyms.some((other) => sources.has(other))) return true;
      return asked.has(term) && (isKnown(term) || synonyms.some(isKnown));
    });
  };
}

const SCRIPTS = ['Latin', 'Arabic', 'Cyrillic', 'Greek', 'Hebrew', 'Devanagari', 'Hangul', 'Thai', 'Han'].map(
  (script) => new RegExp(`\\p{sc=${script}}`, 'gu'),
);

/** Whether the script of most letters of the claim is one that the passages are written in. */
function shareScript(claim: string, text: string): boolean {
  const counts = SCRIPTS.map((script) => claim.match(script)?.length ?? 0);
  const most = Math.max(...counts);
  if (most === 0) return true;
  const script = SCRIPTS[counts.indexOf(most)];
  return script !== undefined && (text.match(script)?.length ?? 0) > 0;
}

/**
 * A claim in another script than its passages can only be held by what both write alike. A person or a company that is
 * asked for has to be named as the document writes it, since nobody here could check a transliteration.
 */
function hasBridge(
  { parts }: ModelRequest,
  claim: string,
  sources: ReadonlySet<string>,
  language: string,
  values: readonly Place[],
): boolean {
  const shared = [...termsOf(blank(claim, values), language)].some((term) => sources.has(term));
  const named = parts.some(({ text }) => /^(?:person|organisation)$/.test(answerKind(text)));
  return named ? shared : shared || values.length > 0;
}

/** Numbers in words; those of Chinese and Japanese as runs of numerals. */
const NUMERAL =
  /(?<!\p{L})(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zehn|\w+zig|hundert|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|dos|tres|cuatro|cinco|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|دوازده|بیست|سی)(?!\p{L})|[一二三四五六七八九十百千]{2,}|[二三四五六七八九十](?=[年月日か個人名回])/giu;

function numeralsStand(claim: string, texts: readonly string[]): boolean {
  const there = fold(texts.join(' '));
  return [...claim.matchAll(NUMERAL)].every(([word]) =>
    new RegExp(UNSPACED.test(word) ? fold(word) : `(?<!\\p{L})${fold(word)}(?!\\p{L})`, 'u').test(there),
  );
}

function bigramsStand(
  claim: string,
  { question }: ModelRequest,
  sources: ReadonlySet<string>,
  language: string,
): boolean {
  const asked = termsOf(question, language);
  const grams = [...termsOf(claim, language)];
  const there = grams.filter((gram) => sources.has(gram) || asked.has(gram)).length;
  return there >= LEAST_BIGRAMS * grams.length;
}
