/** Displayed formulas: little but symbols, single letters and numbers, set apart from the text. */
import { meanConfidence } from '../../document/confidence.ts';
import type { PageMeasure, Part } from './types.ts';

const MAX_LINES = 12;
/** Of the tokens: words such as `where` and `if` stand in formulas, sentences do not. */
const MAX_WORDS = 0.25;
/** Of the tokens of a line at the column's own edge, where sentences with much mathematics in them begin, too. */
const MAX_WORDS_AT_EDGE = 0.1;
/** Of the column's width: a formula is shorter than a line of text. */
const INDENT = 0.06;
/** Of the characters. */
const DENSE = 0.06;
/** Of the column's width: a centred line has as much room on the left as on the right. */
const CENTRED = 0.12;
/** 0…1: formulas read as if they were text have less. */
const ILLEGIBLE = 0.85;
/** In characters: a name such as `N =` on a form is none. */
const LEAST = 4;

const FUNCTIONS =
  /^(?:arg)?(?:a?(?:sin|cos|tan)h?|log|ln|exp|max|min|lim|sup|inf|det|dim|mod|softmax|var|cov|tr|diag|sgn|subject|to|where|if|otherwise|for|all|and|or|falls|sonst|si|sinon)$/i;
/** A token: two letters in a row are a product or a differential (`ab`, `dx`) as often as a word. */
const WORD = /^[("'„“«[]*(?:\p{L}\p{Ll}{2,}|\p{Lu}{3,}|\p{Lo}{3,})[)"'“”»\]]*[.,:;!?]*$/u;
const LONG_WORD = /\p{L}{5,}/u;
/** Operators, relations, big symbols, Greek and mathematical letters, braces in pieces and private glyphs of math fonts. */
const SYMBOL = /[=<>≤≥≈≠≡∼≃≅∝±×÷·∑∏∫∂∇√∞∈∉⊂⊆∪∩∀∃→⇒⇔↦⊕⊗∥‖⟨⟩⎛-⎽\u{1d400}-\u{1d7ff}\u2200-\u22ff\ue000-\uf8ff]/gu;
const GREEK = /[α-ωΓΔΘΛΞΠΣΦΨΩϕϵ]/u;
const RELATION = /[=<>≤≥≈≠≡∼≃≅∝∈⊂⊆→⇒⇔↦≜+∑∏∫]/u;
const STARTS_OPERATION = /^[=<>≤≥≈≠≡∼∝∈→⇒⇔≜:+−×·∑∏∫-]/u;
const ITEM = /^(?:\(?\p{N}{1,2}\)|\(?[a-e]\))$/u;
const NUMBERED = /\(\s*[A-Z]?\p{Nd}+(?:[.\-–]\p{Nd}+)*[a-z]?\s*\)\s*$/u;
const MONEY = /[$€£¥%]|\b(?:EUR|USD|GBP)\b/;

/** `column`: the left and right edge of the text around it. */
export function isFormula(part: Part, column: readonly [number, number], measure: PageMeasure): boolean {
  if (part.lines.length > MAX_LINES || part.mono > 0.5 || measure.mono || MONEY.test(part.text)) return false;
  const tokens = tokensOf(part.text);
  const length = tokens.join('').length;
  if (length < LEAST || !RELATION.test(part.text) || !/\p{L}/u.test(part.text) || isSentence(tokens)) return false;
  const place = placeOf(part, column);
  const words = tokens.filter(isWord).length;
  if (words > (place.isAtEdge ? MAX_WORDS_AT_EDGE : MAX_WORDS) * tokens.length) return false;
  if (!place.isSetApart && !NUMBERED.test(part.text)) return false;
  const symbols = part.text.match(SYMBOL)?.length ?? 0;
  const isDense = symbols >= DENSE * length || (symbols > 0 && GREEK.test(part.text));
  if (isDense && (measure.boxes === 'font' || hasOperands(part.text))) return true;
  return measure.boxes === 'ink' && isMisread(part, words, place.isCentred);
}

/** What a formula falls into where it is read line by line: a limit, a denominator, a bracket, its number. */
export function isFragment(part: Part): boolean {
  const tokens = tokensOf(part.text);
  const isShort = part.lines.length <= 3 && tokens.length <= 16 && tokens.join('').length <= 40;
  return isShort && part.mono <= 0.5 && !tokens.some(isWord) && !MONEY.test(part.text);
}

const tokensOf = (text: string): string[] => text.split(/\s+/).filter((token) => token !== '');

const isWord = (token: string): boolean =>
  (WORD.test(token) || LONG_WORD.test(token)) && !FUNCTIONS.test(token.replace(/[^\p{L}]/gu, ''));

/** A word that begins it and no operator after it, a word with a colon at its end (`Then x = y holds:`), a list's sign. */
function isSentence(tokens: readonly string[]): boolean {
  const [first = '', second = ''] = tokens;
  const last = tokens.at(-1) ?? '';
  if (ITEM.test(first) || (/[:;]$/u.test(last) && isWord(last))) return true;
  return (isWord(first) && !STARTS_OPERATION.test(second)) || (/^\p{L}{2}$/u.test(first) && isWord(second));
}

interface Place {
  isSetApart: boolean;
  isCentred: boolean;
  isAtEdge: boolean;
}

function placeOf({ box }: Part, [left, right]: readonly [number, number]): Place {
  const width = right - left;
  const [before, after] = [box[0] - left, right - box[2]];
  return {
    isSetApart: before >= INDENT * width || after >= 3 * INDENT * width,
    isCentred: before >= INDENT * width && Math.abs(before - after) <= CENTRED * width,
    isAtEdge: before < INDENT * width && width > 1.05 * (box[2] - box[0]),
  };
}

/** Something stands on both sides of a relation. */
const hasOperands = (text: string): boolean => /[\p{L}\p{N})\]}]\s*[=<>≤≥≈≠∈→⇒+]+\s*[\p{L}\p{N}([{−–√∑∫-]/u.test(text);

/** Centred in running text, without a word, with an equals sign or a number, and hardly legible. */
function isMisread(part: Part, words: number, isCentred: boolean): boolean {
  if (words > 0 || !isCentred || part.lines.length > 3) return false;
  const confidence = meanConfidence(part.lines.flatMap(({ words: own }) => own)) ?? 1;
  return confidence < ILLEGIBLE && (/=/.test(part.text) || NUMBERED.test(part.text));
}
