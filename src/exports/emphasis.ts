/** Emphasis in Markdown that every parser reads as such. */
import type { Run } from './flow.ts';

/**
 * A line of runs with its emphasised ones between asterisks; `escapeText` makes plain text of what could be markup. White
 * space and, where the delimiters would not flank a word as CommonMark (6.2) asks, punctuation is left outside; what
 * cannot be delimited stays plain.
 */
export function emphasise(runs: readonly Run[], escapeText: (text: string) => string): string {
  const line = runs.map(({ text }) => text).join('');
  let markdown = '';
  let at = 0;
  let wasDelimited = false;
  for (const { text, bold, italic } of runs) {
    const [start, end] = [at, at + text.length];
    at = end;
    const inner = bold || italic ? flanked(line, start, end) : null;
    // Asterisks of two runs that touch would be taken for one row of them.
    if (!inner || (wasDelimited && inner[0] === start)) {
      markdown += escapeText(text);
      wasDelimited = false;
      continue;
    }
    const delimiter = '*'.repeat((bold ? 2 : 0) + (italic ? 1 : 0));
    markdown +=
      escapeText(line.slice(start, inner[0])) +
      delimiter +
      escapeText(line.slice(...inner)) +
      delimiter +
      escapeText(line.slice(inner[1], end));
    wasDelimited = inner[1] === end;
  }
  return markdown;
}

/** What of a stretch can stand between delimiters; null where nothing can. */
function flanked(line: string, from: number, to: number): [number, number] | null {
  let [start, end] = [from, to];
  const at = (index: number): string => line[index] ?? ' ';
  while (start < end && (/\s/.test(at(start)) || (isMark(at(start)) && isWord(at(start - 1))))) start += 1;
  while (end > start && (/\s/.test(at(end - 1)) || (isMark(at(end - 1)) && isWord(at(end))))) end -= 1;
  return /[\p{L}\p{N}]/u.test(line.slice(start, end)) ? [start, end] : null;
}

const isMark = (character: string): boolean => /[\p{P}\p{S}]/u.test(character);
const isWord = (character: string): boolean => !/\s/.test(character) && !isMark(character);
