/** Right-to-left words as they stand on paper, from left to right: what readers of a PDF expect, and turn back. */
import { hasRtlLetter } from '../characters.ts';

// A run that keeps its order within a right-to-left word: Latin letters and digits, with what stands between two of
// them ("2.5", "a-b"); ASCII, Arabic-Indic and extended Arabic-Indic digits.
const LTR_CHARACTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]/u;

/**
 * The characters of a word from left to right: those of a right-to-left word reversed, its numbers not. Brackets are
 * not mirrored: pdftotext, MuPDF and pdf.js turn the order back and leave the characters.
 */
export function visualOrder(word: string): string {
  if (!hasRtlLetter(word)) return word;
  const characters = Array.from(word);
  const runs: string[] = [];
  for (let at = 0; at < characters.length; ) {
    const end = endOfLtrRun(characters, at);
    runs.push(characters.slice(at, Math.max(end, at + 1)).join(''));
    at = Math.max(end, at + 1);
  }
  return runs.reverse().join('');
}

/** Behind the last left-to-right character before the next right-to-left letter; `at` itself where there is none. */
function endOfLtrRun(characters: readonly string[], at: number): number {
  let end = at;
  if (!LTR_CHARACTER.test(characters[at] ?? '')) return end;
  for (let index = at; index < characters.length && !hasRtlLetter(characters[index] ?? ''); index++) {
    if (LTR_CHARACTER.test(characters[index] ?? '')) end = index + 1;
  }
  return end;
}
