/** Two single quotes set for a double one, as TeX and old typewriters do. */

/** At a word's beginning and at its end; feet and inches (5'10'') have no beginning. */
const TYPED_BEFORE = /(?<=^|[\s([{–—])''(?=[\p{L}\p{N}])/gmu;
const TYPED_BEHIND = /(?<=[\p{L}\p{N}.,;:!?…)\]}])''(?![\p{L}\p{N}'])/gu;
/** Not of code, which has no quote of two backquotes before a word without a third. */
const TEX_BEFORE = /(?<!`)``(?=[\p{L}\p{N}'"([])/gu;

/**
 * What makes double quotes of them in any part of `whole`, a paragraph's text: straight ones only where it holds one that
 * begins a word, for what ends a word alone is a sign of inches or seconds.
 */
export function quoteJoiner(whole: string): (part: string) => string {
  const isTex = whole.search(TEX_BEFORE) >= 0;
  const isTyped = whole.search(TYPED_BEFORE) >= 0;
  return (part) => {
    // Of three at an end the first ends a quote within the quote.
    let text = part.replaceAll('‘‘', '“').replace(/’{2,3}/g, (run) => `${run.slice(2)}”`);
    if (isTex) text = text.replace(TEX_BEFORE, '“').replace(TYPED_BEHIND, '”');
    if (isTyped) text = text.replace(TYPED_BEFORE, '"').replace(TYPED_BEHIND, '"');
    return text;
  };
}
