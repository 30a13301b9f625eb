/** Displayed formulas: little but symbols, single letters and numbers, set apart from the text. */
import type { PageMeasure, Part } from './types.ts';

const MAX_LINES = 12;
/** Of the tokens: words such as `where` and `if` stand in formulas, sentences do not. */
const MAX_WORDS = 0.25;
/** Of the column's width: a formula is shorter than a line of text. */
const INDENT = 0.06;

const FUNCTIONS =
  /^(?:arg)?(?:a?(?:sin|cos|tan)h?|log|ln|exp|max|min|lim|sup|inf|det|dim|mod|softmax|var|cov|tr|diag|sgn|subject|where|if|otherwise|for|all)$/i;
const WORD = /\p{L}{4,}/u;
/** Operators, relations, big symbols, Greek and mathematical letters, braces in pieces and private glyphs of math fonts. */
const SYMBOL = /[=<>≤≥≈≠≡∼≃≅∝±×÷·∑∏∫∂∇√∞∈∉⊂⊆∪∩∀∃→⇒⇔↦⊕⊗∥‖⟨⟩⎛-⎽\u{1d400}-\u{1d7ff}\u2200-\u22ff\ue000-\uf8ff]/gu;
const GREEK = /[α-ωΓΔΘΛΞΠΣΦΨΩϕϵ]/u;
const RELATION = /[=<>≤≥≈≠≡∼∝∈→⇒⇔≜:=+∑∏∫]/u;
const NUMBERED = /\(\s*[A-Z]?\p{Nd}+(?:[.\-–]\p{Nd}+)*[a-z]?\s*\)\s*$/u;
const MONEY = /[$€£¥%]|\b(?:EUR|USD|GBP)\b/;

/** `column`: the left and right edge of the text around it. */
export function isFormula(part: Part, [left, right]: readonly [number, number], measure: PageMeasure): boolean {
  if (part.lines.length > MAX_LINES || part.mono > 0.5 || measure.mono) return false;
  const tokens = part.text.split(/\s+/).filter((token) => token !== '');
  const words = tokens.filter((token) => WORD.test(token) && !FUNCTIONS.test(token.replace(/[^\p{L}]/gu, '')));
  if (tokens.length < 2 && part.text.length < 5) return false;
  if (words.length > MAX_WORDS * tokens.length) return false;
  if (!RELATION.test(part.text) || !/\p{L}/u.test(part.text)) return false;
  const symbols = part.text.match(SYMBOL)?.length ?? 0;
  const isSetApart =
    part.box[0] - left >= INDENT * (right - left) ||
    right - part.box[2] >= 3 * INDENT * (right - left) ||
    NUMBERED.test(part.text);
  const isDense = symbols >= 0.06 * part.text.replace(/\s/g, '').length || (symbols > 0 && GREEK.test(part.text));
  return isDense && isSetApart && !MONEY.test(part.text);
}
