/** What a document itself says a word is: "A steward is a member who …", asked by "What is a steward?". */
import { fold, oneLine } from '../document/normalise.ts';
import { type Claim, quoteClaim } from './claims.ts';
import { VALUE_KINDS } from './kinds.ts';
import { passageText } from './postings.ts';
import type { Question } from './question.ts';
import type { ChatIndex } from './types.ts';

/** Folded, as the questions are. */
const ASKS = new RegExp(
  [
    // "Who is the tenant?" asks for a name, "Who is a tenant?" for what one is.
    "^what(?:'s| is| are) |^who (?:is|are) an? |^was (?:ist|sind) |^wer ist eine? |^qu'est-ce qu|^qui est une? ",
    '^que (?:es|son) |^quien es una? |چیست|کیست|یعنی چه|^(?:ما|من) (?:هو|هی|هم) ',
    // Folded kana have no marks.
    '什么是|是什么|是谁|とは|何てすか|誰てすか',
  ].join('|'),
  'u',
);
const ARTICLE = '(?:(?:an?|the|der|die|das|ein|eine|une?|le|la|les|el|los|las|una?) )?';
/** What follows the word that is defined, folded; a space stands where the script has them. */
const COPULA =
  '(?:[”"»]?,? (?:is|are|means?|refers? to|ist|sind|bezeichnet|bedeutet|est|sont|designe|es|son|significa|هو|هی|هم|یعنی) |' +
  ' .*(?:است|هستند|یعنی|میباشد|می باشد)|(?:是|指|即)|(?:とは|は))';
/** Of a longer one a document says this and that, and does not define it. */
const MOST_WORDS = 3;
const MOST_CLAIMS = 2;

/** The sentences that begin with what is asked and say what it is; none where the question asks for something else. */
export function definitionClaims(index: ChatIndex, question: Question): Claim[] {
  const { words, text, kind } = question;
  const asked = fold(text.replace(/^[\s¿]+/, ''));
  if (words.length === 0 || words.length > MOST_WORDS || VALUE_KINDS[kind] || !ASKS.test(asked)) return [];
  const term = words.map((word) => fold(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*');
  const defines = new RegExp(`^[“"«]?${ARTICLE}${term}${COPULA}`, 'u');
  return index.passages
    .flatMap((passage, at) => {
      const isProse = passage.kind === 'sentence' || passage.kind === 'item';
      return isProse && defines.test(fold(oneLine(passageText(index.texts, passage)))) ? [at] : [];
    })
    .slice(0, MOST_CLAIMS)
    .flatMap((at) => quoteClaim(index, at, '', words) ?? []);
}
