/** A question answered from the document's words alone, every quotation verified. */
import type { Claim } from './claims.ts';
import { citePassage } from './claims.ts';
import { findAnswer } from './find-answer.ts';
import { readQuestion } from './question.ts';
import type { Answer, ChatIndex, Citation } from './types.ts';
import { isGrounded, isVerbatim } from './verify.ts';
import { isolated, wordingOf } from './wording.ts';

const SUGGESTIONS = 3;

/**
 * The answer in the question's language, naming its pages (from 1). Where the document does not say it, a plain
 * sentence that says so, no citation, and the nearest passages as suggestions. `previous` is the question before.
 */
export function answerQuestion(index: ChatIndex, question: string, { previous }: { previous?: string } = {}): Answer {
  const parts = readQuestion(question, index.language, previous);
  const language = parts[0]?.language ?? index.language;
  const found = parts.map((part) => findAnswer(index, part));
  const claims = found.flatMap((part) =>
    part.claims.map((claim) => verified(index, claim)).filter((claim) => claim !== null),
  );
  if (claims.length === 0) {
    const suggestions = suggest(
      index,
      found.flatMap((part) => part.near),
    );
    return {
      content: wordingOf(language).notFound,
      citations: [],
      ...(suggestions.length > 0 ? { suggestions } : {}),
      engine: 'extractive',
    };
  }
  return { content: compose(claims, language), citations: citationsOf(claims), engine: 'extractive' };
}

/** Without citations that are not verbatim; null where what is left does not hold the claim's numbers and dates. */
function verified(index: ChatIndex, claim: Claim): Claim | null {
  const citations = claim.citations.filter((citation) => isVerbatim(index.texts, citation));
  const grounded =
    citations.length > 0 &&
    isGrounded(
      claim.text,
      citations.map(({ snippet }) => snippet),
    );
  return grounded ? { ...claim, citations } : null;
}

/** "The total is $42 (p. 1); the due date is March 3 (p. 1)." */
function compose(claims: readonly Claim[], language: string): string {
  const words = wordingOf(language);
  const wide = language === 'zh' || language === 'ja';
  const named = claims.map(({ text, page }) =>
    wide ? `${text}（${words.page(page)}）` : `${isolated(text, language)} (${words.page(page)})`,
  );
  const separator = wide ? '；' : language === 'fa' || language === 'ar' ? '؛ ' : '; ';
  return `${named.map((text, i) => (i === 0 ? text : lowerFirst(text))).join(separator)}${wide ? '。' : '.'}`;
}

const lowerFirst = (text: string): string => (/^The /.test(text) ? `t${text.slice(1)}` : text);

/** Each snippet once: first one of each claim, the one that holds its value, then the rest. */
function citationsOf(claims: readonly Claim[]): Citation[] {
  const firsts = claims.flatMap((claim) => claim.citations.slice(0, 1));
  const others = claims.flatMap((claim) => claim.citations.slice(1));
  const unique = new Map<string, Citation>();
  for (const citation of [...firsts, ...others]) unique.set(`${citation.page} ${citation.snippet}`, citation);
  return [...unique.values()];
}

function suggest(index: ChatIndex, near: readonly number[]): Citation[] {
  const citations: Citation[] = [];
  for (const passage of near) {
    const [citation] = citePassage(index, passage);
    if (citation && !citations.some(({ page }) => page === citation.page)) citations.push(citation);
    if (citations.length === SUGGESTIONS) break;
  }
  return citations;
}
