/** Whether a model's text is the page's, told by what was read of it; and how long the page is, told by the same. */
import type { Line } from '../document/model.ts';
import type { Fusion } from './fuse/fuse.ts';

/** Why a reading by a model is not taken at once. */
export type Doubt = 'invented' | 'left-out';

/** Shares of a page's words, invented or of those read surely; below and above them a reading is tried again … */
const FEW_INVENTED = 0.1;
const MOST_FOUND = 0.85;
/** … and beyond these it is not taken at all. */
const MANY_INVENTED = 0.3;
const FEW_FOUND = 0.6;

export interface Verdict {
  doubt: Doubt | null;
  /** Whether it may be taken where no other is better. */
  isUsable: boolean;
  /** Higher is better. */
  score: number;
}

/** Of a page that the standard reader cannot read, handwriting, nothing is known: what the model wrote is taken. */
export function verdictOf({ blocks, invented, agreement }: Fusion): Verdict {
  const words = blocks.reduce((sum, block) => sum + block.length, 0);
  const share = invented.reduce((sum, { from, to }) => sum + to - from, 0) / Math.max(1, words);
  if (agreement === null) return { doubt: null, isUsable: words > 0, score: 1 };
  const doubt = share > FEW_INVENTED ? 'invented' : agreement < MOST_FOUND ? 'left-out' : null;
  return { doubt, isUsable: share <= MANY_INVENTED && agreement >= FEW_FOUND, score: agreement - share };
}

/** Characters of a token of a language model, in scripts with and without blanks. */
const PER_TOKEN = 2.8;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Marks of headings and tables. */
const MARKS = 1.25;

/** About how many tokens the text of these lines takes, with its Markdown. */
export function tokensOf(lines: readonly Line[]): number {
  const tokens = lines.reduce((sum, { text }) => {
    const unspaced = [...text].filter((character) => UNSPACED.test(character)).length;
    return sum + unspaced + (text.length - unspaced + 1) / PER_TOKEN;
  }, 0);
  return Math.ceil(tokens * MARKS);
}
