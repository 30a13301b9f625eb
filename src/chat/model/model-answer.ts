/** A model's output as an answer: what of it holds, with the app's own quotations; the extractive answer where nothing does. */
import { answerQuestion } from '../answer.ts';
import type { Answer, ChatIndex, Citation } from '../types.ts';
import { isolated, wordingOf } from '../wording.ts';
import { type CheckedClaim, checkClaim } from './check-claim.ts';
import { type ModelClaim, readClaims } from './read-claims.ts';
import type { ModelRequest } from './request.ts';

export type ModelAnswer = Omit<Answer, 'engine'> & {
  /** The model's id, or `extractive` where nothing that it said could be kept. */
  engine: string;
};

/** `raw` is all that the model said, also where it was stopped in the middle. */
export function modelAnswer(index: ChatIndex, request: ModelRequest, raw: string, engine: string): ModelAnswer {
  const { found, claims } = readClaims(raw);
  const checked =
    found === false
      ? []
      : keep(
          index,
          request,
          claims.filter(({ whole }) => whole),
        );
  if (checked.length > 0) {
    return { content: compose(checked, request.language), citations: citationsOf(checked), engine };
  }
  const { question, previous } = request;
  return answerQuestion(index, question, previous === undefined ? {} : { previous });
}

/**
 * The text so far, to be shown while the model speaks: the claims that hold, and of the one that it is at the words up
 * to the last space, as long as they hold. Empty until then.
 */
export function draftText(index: ChatIndex, request: ModelRequest, raw: string): string {
  const { found, claims } = readClaims(raw);
  if (found === false) return '';
  const checked = keep(index, request, claims.map(untilSpace));
  return checked.length > 0 ? compose(checked, request.language) : '';
}

function untilSpace(claim: ModelClaim): ModelClaim {
  if (claim.whole) return claim;
  const { text } = claim;
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(text);
  return { ...claim, text: unspaced ? '' : text.slice(0, Math.max(0, text.lastIndexOf(' '))) };
}

/** What two claims both say stands once. */
function keep(index: ChatIndex, request: ModelRequest, claims: readonly ModelClaim[]): CheckedClaim[] {
  const seen = new Set<string>();
  return claims.flatMap((claim) => {
    const checked = claim.text === '' || seen.has(claim.text) ? null : checkClaim(index, request, claim);
    seen.add(claim.text);
    return checked ?? [];
  });
}

/** "The total is $42 (p. 1). It is due on March 3 (p. 2)." */
function compose(claims: readonly CheckedClaim[], language: string): string {
  const words = wordingOf(language);
  const wide = language === 'zh' || language === 'ja';
  const sentences = claims.map(({ text, citations }) => {
    const pages = [...new Set(citations.map(({ page }) => page))].map((page) => words.page(page));
    const [, body = text, end = ''] = /^(.*?)([.!?。！？؟]?)$/su.exec(text) ?? [];
    const named = wide ? `（${pages.join('、')}）` : ` (${pages.join(', ')})`;
    return `${wide ? body : isolated(body, language)}${named}${end || (wide ? '。' : '.')}`;
  });
  return sentences.join(wide ? '' : ' ');
}

/** First one of each claim, then the rest; each snippet once. */
function citationsOf(claims: readonly CheckedClaim[]): Citation[] {
  const ordered = [...claims.flatMap(({ citations }) => citations.slice(0, 1)), ...claims.flatMap((c) => c.citations)];
  return [...new Map(ordered.map((citation) => [`${citation.page} ${citation.snippet}`, citation])).values()];
}
