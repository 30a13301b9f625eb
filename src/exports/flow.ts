/** A block's lines as they would run in a page of another width: joined where the paper was full, else kept apart. */
import type { Block, Line } from '../document/model.ts';
import { directionOfText, firstCharacter, isSpaced, printable } from './characters.ts';

/** What Unicode offers for the end of a broken word: hyphen-minus, soft, true and non-breaking hyphen. */
const BROKEN_WORD = /\p{L}[-\u00ad\u2010\u2011]$/u;

/**
 * The block's text as paragraphs' lines. A line break stays where the next line's first word would still have had room
 * (an address, a verse): whoever set it meant it. Words broken at a line end are joined where the next line begins with
 * a small letter.
 */
export function flowLines(block: Pick<Block, 'text' | 'bbox' | 'lines'>): string[] {
  const texts = printable(block.text).split('\n');
  const lines = block.lines.length === texts.length ? block.lines : undefined;
  const flowing: string[] = [];
  let last: Line | undefined;
  for (const [index, raw] of texts.entries()) {
    const text = raw.trim();
    const line = lines?.[index];
    const before = flowing.at(-1);
    if (text === '') continue;
    if (before === undefined || (last && line && wasMeant(last, line, block))) flowing.push(text);
    else flowing[flowing.length - 1] = joinLines(before, text);
    last = line;
  }
  return flowing;
}

export const flowText = (block: Pick<Block, 'text' | 'bbox' | 'lines'>): string => flowLines(block).join(' ');

export function joinLines(before: string, after: string): string {
  if (BROKEN_WORD.test(before) && /\p{Ll}/u.test(firstCharacter(after))) return before.slice(0, -1) + after;
  return isSpaced(before, after) ? `${before} ${after}` : before + after;
}

function wasMeant(line: Line, next: Line, block: Pick<Block, 'text' | 'bbox'>): boolean {
  const rtl = directionOfText(block.text) === 'rtl';
  const room = rtl ? line.bbox[0] - block.bbox[0] : block.bbox[2] - line.bbox[2];
  const word = next.words[0];
  if (!word) return false;
  const space = (line.bbox[3] - line.bbox[1]) / 3;
  return room > word.bbox[2] - word.bbox[0] + 2 * space;
}
