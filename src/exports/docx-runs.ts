/** Runs of text in a Word file: stretches of one direction, in one style and language. */
import type { ParagraphChild } from 'docx';
import { hasRtlLetter } from './characters.ts';
import type { Run } from './flow.ts';

export interface RunContext {
  docx: typeof import('docx');
  /** BCP 47. */
  tag: string | undefined;
}

interface RunOptions {
  font?: string;
  /** Begins a line. */
  break?: boolean;
}

/** A run for each stretch of one direction: Word lays out and spells a right-to-left run by other fonts and rules. */
export function runs(
  { text, bold, italic }: Run,
  { docx, tag }: RunContext,
  options: RunOptions = {},
): ParagraphChild[] {
  const style = {
    ...(bold ? { bold, boldComplexScript: bold } : {}),
    ...(italic ? { italics: italic, italicsComplexScript: italic } : {}),
    ...(options.font ? { font: options.font } : {}),
    ...(tag ? { language: languageOf(tag) } : {}),
  };
  return stretches(text).map((stretch, part) => {
    const rightToLeft = hasRtlLetter(stretch);
    return new docx.TextRun({
      text: stretch,
      ...style,
      ...(options.break && part === 0 ? { break: 1 } : {}),
      ...(rightToLeft ? { rightToLeft } : {}),
    });
  });
}

const LTR_LETTER = /(?=\p{L})[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** What has no direction goes with what comes before it. */
function stretches(line: string): string[] {
  const parts: string[] = [];
  let last: 'ltr' | 'rtl' | undefined;
  for (const word of line.split(/(?<=\s)/)) {
    const direction = hasRtlLetter(word) ? 'rtl' : LTR_LETTER.test(word) ? 'ltr' : last;
    if (parts.length > 0 && direction === last) parts[parts.length - 1] += word;
    else parts.push(word);
    last = direction;
  }
  return parts;
}

const EAST_ASIAN = /^(zh|ja|ko)\b/;

/** Word keeps a language for each of three kinds of script. */
export function languageOf(tag: string | undefined) {
  if (!tag) return {};
  if (EAST_ASIAN.test(tag)) return { eastAsia: tag };
  const rtl = /^(ar|fa|he|ur|ps|sd|ug|yi|dv|ckb|syr)\b|-Arab\b/.test(tag);
  return rtl ? { bidirectional: tag } : { value: tag };
}
