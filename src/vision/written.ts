/** What a vision model writes of a page, token by token, and what it is taken for. */
import type { Bbox } from '../document/model.ts';

/** A piece of text as a model emits it; pieces follow on one another without anything between. */
export interface Token {
  text: string;
  /** Natural logarithm of its probability; null where the engine does not tell. */
  logprob: number | null;
}

/** A word of a model: `confidence` is the mean probability of its tokens, 0…1. */
export interface WrittenWord {
  text: string;
  confidence: number;
  bold?: true;
  italic?: true;
}

export interface WrittenCell {
  words: WrittenWord[];
  row_span: number;
  col_span: number;
  header: boolean;
}

/** A block in the model's order. */
export type WrittenBlock =
  | { type: 'heading'; level: number; words: WrittenWord[] }
  | { type: 'list-item'; level: number; words: WrittenWord[] }
  | { type: 'paragraph'; style?: 'code' | 'quote'; words: WrittenWord[] }
  /** Words of LaTeX, without the marks around it. */
  | { type: 'formula'; words: WrittenWord[] }
  | { type: 'table'; rows: WrittenCell[][] }
  /** A picture on the page, where the model tells its place: 0…1 of the page's width and height. */
  | { type: 'figure'; place: Bbox };

/** All words in the model's order. */
export const wordsOf = (block: WrittenBlock): WrittenWord[] => {
  if (block.type === 'figure') return [];
  return block.type === 'table' ? block.rows.flat().flatMap(({ words }) => words) : block.words;
};

export const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('');
