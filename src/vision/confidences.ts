/** Confidence of parts of a text from the tokens that it came in. */
import type { Token } from './written.ts';

/** Of an engine that does not tell its probabilities. */
const UNKNOWN = 0.85;

/**
 * The mean probability, 0…1, of the characters `from`…`to` of the text that the tokens make: the geometric mean over
 * tokens, each counted by its characters in the range, since a word's probability is its tokens' product.
 */
export function confidences(tokens: readonly Token[]): (from: number, to: number) => number {
  const length = tokens.reduce((sum, { text }) => sum + text.length, 0);
  // Sums up to each character, so that any range costs two look-ups.
  const sums = new Float64Array(length + 1);
  let at = 0;
  for (const { text, logprob } of tokens) {
    const share = Math.min(0, logprob ?? Math.log(UNKNOWN));
    for (let i = 0; i < text.length; i++, at++) sums[at + 1] = (sums[at] ?? 0) + share;
  }
  return (from, to) => {
    const [start, end] = [Math.max(0, from), Math.min(length, to)];
    return end > start ? Math.exp(((sums[end] ?? 0) - (sums[start] ?? 0)) / (end - start)) : UNKNOWN;
  };
}
