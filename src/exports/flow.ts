/** A block's lines as they would run in a page of another width: joined where the paper was full, else kept apart. */
import type { Block, Line, Word } from '../document/model.ts';
import { lineText } from '../document/text.ts';
import { directionOfText, firstCharacter, isSpaced, printable } from './characters.ts';
import { quoteJoiner } from './quotes.ts';

/** A stretch of a line in one style. */
export interface Run {
  text: string;
  bold: boolean;
  italic: boolean;
}

type Part = Pick<Block, 'text' | 'bbox' | 'lines'>;

/** What Unicode offers for the end of a broken word: hyphen-minus, soft, true and non-breaking hyphen. */
const BROKEN_WORD = /\p{L}[-\u00ad\u2010\u2011]$/u;

/**
 * The block's text as paragraphs' lines. A line break stays where the next line's first word would still have had room
 * (an address, a verse): whoever set it meant it. Words broken at a line end are joined where the next line begins with
 * a small letter. `more` are the parts in which the paragraph goes on.
 */
export const flowLines = (block: Part, more: readonly Part[] = []): string[] =>
  flowRuns(block, more).map((runs) => runs.map(({ text }) => text).join(''));

export const flowText = (block: Part, more: readonly Part[] = []): string => flowLines(block, more).join(' ');

/** The same with the emphasis that the source knows. No line is empty; runs follow each other without a gap. */
export function flowRuns(block: Part, more: readonly Part[] = []): Run[][] {
  let flowing = partRuns(block);
  for (const part of more) {
    const [first, ...rest] = partRuns(part);
    const before = flowing.at(-1);
    if (first && before) flowing = [...flowing.slice(0, -1), joinRuns(before, first), ...rest];
    else if (first) flowing = [first, ...rest];
  }
  return flowing.map(mergeRuns);
}

/** A broken word loses its hyphen; other lines are joined by a space where their script has one. */
export function joinLines(before: string, after: string): string {
  if (isBroken(before, after)) return before.slice(0, -1) + after;
  return isSpaced(before, after) ? `${before} ${after}` : before + after;
}

/** How a line of a block meets the next: `break` was meant, `hyphen` parts a word that goes on. */
export function lineEnd(line: Line, next: Line, block: Part): 'break' | 'space' | 'none' | 'hyphen' {
  if (wasMeant(line, next, block)) return 'break';
  if (isBroken(line.text, next.text)) return 'hyphen';
  return isSpaced(line.text, next.text) ? 'space' : 'none';
}

function partRuns(block: Part): Run[][] {
  const texts = printable(block.text).split('\n');
  const lines = block.lines.length === texts.length ? block.lines : undefined;
  const joinQuotes = quoteJoiner(block.text);
  const flowing: Run[][] = [];
  let last: Line | undefined;
  for (const [index, raw] of texts.entries()) {
    const text = joinQuotes(raw.trim());
    const line = lines?.[index];
    const before = flowing.at(-1);
    if (text === '') continue;
    const runs = line ? runsOf(line, text, joinQuotes) : [plain(text)];
    if (before === undefined || (last && line && wasMeant(last, line, block))) flowing.push(runs);
    else flowing[flowing.length - 1] = joinRuns(before, runs);
    last = line;
  }
  return flowing;
}

const plain = (text: string): Run => ({ text, bold: false, italic: false });

/** Words in their styles, where they are what the line says. */
function runsOf(line: Line, text: string, joinQuotes: (text: string) => string): Run[] {
  const { words } = line;
  if (!words.some((word) => word.bold || word.italic) || joinQuotes(printable(lineText(words)).trim()) !== text)
    return [plain(text)];
  const runs: Run[] = [];
  for (const [i, word] of words.entries()) {
    const said = joinQuotes(printable(word.text));
    const space = i > 0 && isSpaced(printable(words[i - 1]?.text ?? ''), said) ? ' ' : '';
    runs.push({ ...styleOf(word), text: space + said });
  }
  // A style goes on over a space between two words of it; joined texts are what was compared above.
  return runs
    .map((run) => run.text)
    .join('')
    .trim() === text
    ? mergeRuns(runs)
    : [plain(text)];
}

const styleOf = ({ bold, italic }: Word) => ({ bold: bold ?? false, italic: italic ?? false });

function joinRuns(before: readonly Run[], after: readonly Run[]): Run[] {
  const textOf = (runs: readonly Run[]) => runs.map(({ text }) => text).join('');
  const [first, ...rest] = after;
  const last = before.at(-1);
  if (!first || !last) return [...before, ...after];
  const [start, end] = [textOf(before), textOf(after)];
  if (isBroken(start, end)) return [...before.slice(0, -1), { ...last, text: last.text.slice(0, -1) }, ...after];
  return isSpaced(start, end) ? [...before, { ...first, text: ` ${first.text}` }, ...rest] : [...before, ...after];
}

/** Neighbours of one style as one run, empty ones left out; a space between two styles is of neither. */
function mergeRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  const add = (run: Run) => {
    const last = merged.at(-1);
    if (last && last.bold === run.bold && last.italic === run.italic) last.text += run.text;
    else if (run.text !== '') merged.push({ ...run });
  };
  for (const run of runs) {
    const last = merged.at(-1);
    const isSame = last && last.bold === run.bold && last.italic === run.italic;
    if (last && !isSame && run.text.startsWith(' ')) {
      add(plain(' '));
      add({ ...run, text: run.text.slice(1) });
    } else add(run);
  }
  return merged;
}

const isBroken = (before: string, after: string): boolean =>
  BROKEN_WORD.test(before) && /\p{Ll}/u.test(firstCharacter(after));

/** An entry of a table of contents: dots that lead to a page's number. */
const LEADS = /(?:[.·…]\s?){4,}\s*[\p{Nd}ivxlc]+$/u;

function wasMeant(line: Line, next: Line, block: Pick<Block, 'text' | 'bbox'>): boolean {
  if (LEADS.test(line.text)) return true;
  const rtl = directionOfText(block.text) === 'rtl';
  const room = rtl ? line.bbox[0] - block.bbox[0] : block.bbox[2] - line.bbox[2];
  const word = next.words[0];
  if (!word) return false;
  const space = (line.bbox[3] - line.bbox[1]) / 3;
  return room > word.bbox[2] - word.bbox[0] + 2 * space;
}
