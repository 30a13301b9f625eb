/** A page as a model wrote it, with what the standard reader has to say to it: nothing is silently lost or taken over. */

import { unionOf } from '../document/boxes.ts';
import { meanConfidence } from '../document/confidence.ts';
import type { Block, Line, Page, Warning, Word } from '../document/model.ts';
import { blockText, pageText } from '../document/text.ts';
import { type FusedWord, type Fusion, fuse } from './fuse/fuse.ts';
import { readMarkdown } from './read-markdown.ts';
import { linesOf, toBlocks } from './to-blocks.ts';
import { type Token, type WrittenBlock, wordsOf } from './written.ts';

export interface Reconciled {
  blocks: Block[];
  fusion: Fusion;
  warnings: Warning[];
}

/** `lines`: what was read of the page. */
export function reconcile(
  tokens: readonly Token[],
  lines: readonly Line[],
  page: { width: number; height: number; index: number },
): Reconciled {
  const written = readMarkdown(tokens);
  const fusion = fuse(written.map(placeable), lines, page);
  const words = written.map((block, i) => {
    const styles = wordsOf(block);
    return (fusion.blocks[i] ?? []).map((word, n) => wordOf(word, styles[n]));
  });
  const blocks = withDropped(toBlocks(written, words, page), fusion.dropped);
  return { blocks, fusion, warnings: warningsOf(fusion, page.index) };
}

/** LaTeX is no reading of what stands there: its place is told, its words are not compared. */
const placeable = (block: WrittenBlock) => wordsOf(block);

function wordOf({ read, ...word }: FusedWord, style: { bold?: true; italic?: true } | undefined): Word {
  return {
    ...word,
    ...(style?.bold && { bold: true as const }),
    ...(style?.italic && { italic: true as const }),
    ...(read !== undefined && { other_reading: read }),
  };
}

/** What the model left out stands where it was read, as a paragraph before the first block that lies below it. */
function withDropped(blocks: readonly Block[], dropped: Fusion['dropped']): Block[] {
  const all = [...blocks];
  for (const { words } of dropped) {
    const lines = linesOf(words);
    const bbox = unionOf(words.map((word) => word.bbox));
    const block: Block = {
      type: 'paragraph',
      text: blockText(lines),
      bbox,
      confidence: meanConfidence(words) ?? 0,
      lines,
    };
    const middle = (bbox[1] + bbox[3]) / 2;
    const beside = (other: Block) => other.bbox[0] < bbox[2] && other.bbox[2] > bbox[0];
    const at = all.findIndex((other) => beside(other) && other.bbox[1] >= middle);
    all.splice(at < 0 ? all.length : at, 0, block);
  }
  return all;
}

function warningsOf({ invented, dropped }: Fusion, index: number): Warning[] {
  const page = index + 1;
  const warnings: Warning[] = [];
  const unsure = invented.reduce((sum, { from, to }) => sum + to - from, 0);
  if (unsure > 0) {
    warnings.push({
      code: 'vlm_unsupported',
      message: `${unsure} words that the vision model wrote were not found on the page. They are marked: compare them with the picture.`,
      page,
    });
  }
  if (dropped.length > 0) {
    warnings.push({
      code: 'vlm_left_out',
      message: 'The vision model left out lines of the page. They were put in as the standard reader read them.',
      page,
    });
  }
  return warnings;
}

/** The page as `blocks` have it. */
export function asWritten(page: Page, { blocks, warnings }: Reconciled, model: string): Page {
  return {
    ...page,
    blocks,
    text: pageText(blocks),
    source: 'vlm',
    model,
    mean_confidence: meanConfidence(blocks.flatMap((block) => block.lines).flatMap(({ words }) => words)),
    warnings: [...page.warnings, ...warnings],
  };
}
