/** A page that is known to be program text: no columns, no paragraphs, every line where it stands. */
import type { Block } from '../document/model.ts';
import type { LayoutInput } from './input.ts';
import { toRows } from './roles/code.ts';
import { toBlock, toPart } from './roles/part.ts';
import type { TextLine } from './roles/types.ts';
import { toSegments } from './segments.ts';

/** One block of code for each direction in which text runs, that of most of it first; indents are kept as spaces. */
export const layoutListing = (input: LayoutInput): Block[] =>
  toSegments(input).map(({ segments }) => {
    const lines = segments.map(
      ({ words, box, size }): TextLine => ({ words: words.map(({ word }) => word), box, size }),
    );
    return toBlock(toPart(toRows(lines), { type: 'paragraph', style: 'code' }));
  });
