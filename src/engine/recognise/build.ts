/** Lines and blocks from what they consist of. */

import { unionOf } from '../../document/boxes.ts';
import { meanConfidence } from '../../document/confidence.ts';
import type { Block, Line, Word } from '../../document/model.ts';
import { blockText, lineText } from '../../document/text.ts';

/** Of words in logical order; at least one. */
export const lineOf = (words: Word[]): Line => ({
  text: lineText(words),
  bbox: unionOf(words.map(({ bbox }) => bbox)),
  confidence: meanConfidence(words) ?? 0,
  words,
});

/** At least one line. */
export const blockOf = (lines: Line[], type: Block['type'] = 'paragraph'): Block => ({
  type,
  text: blockText(lines),
  bbox: unionOf(lines.map(({ bbox }) => bbox)),
  confidence: meanConfidence(lines.flatMap(({ words }) => words)) ?? 0,
  lines,
});

/** The blocks with each line's words exchanged; lines and blocks that are left empty go. */
export const mapLines = (blocks: readonly Block[], change: (line: Line) => Word[]): Block[] =>
  blocks.flatMap((block) => {
    const lines = block.lines.flatMap((line) => {
      const words = change(line);
      if (words === line.words) return [line];
      return words.length > 0 ? [lineOf(words)] : [];
    });
    if (lines.length === 0) return [];
    return lines.length === block.lines.length && lines.every((line, n) => line === block.lines[n])
      ? [block]
      : [blockOf(lines, block.type)];
  });
