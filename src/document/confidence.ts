import type { Word } from './model.ts';

/** Mean over words, each weighted by its length, so that a speck counts little; null where there is none. */
export function meanConfidence(words: readonly Pick<Word, 'text' | 'confidence'>[]): number | null {
  const weight = words.reduce((sum, word) => sum + word.text.length, 0);
  if (weight === 0) return null;
  return words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / weight;
}
