/** Runs of text in a Word file: stretches of one direction, in one style and language. */
import type { ParagraphChild } from 'docx';
import { languageByCode } from '../contract/languages.ts';
import { directionOfText, hasRtlLetter, languageTag } from './characters.ts';
import type { Run } from './flow.ts';

export interface RunContext {
  docx: typeof import('docx');
  /** BCP 47: what the document is in where a run does not say otherwise. */
  tag: string | undefined;
  /** Those of the page, the first one first. */
  languages: readonly TextLanguage[];
}

export interface TextLanguage {
  /** BCP 47. */
  tag: string;
  /** Whether a text has letters of its script. */
  writes: (text: string) => boolean;
}

/** `language`: Tesseract codes or BCP 47, joined with `+`. */
export function textLanguages(language: string | null | undefined): TextLanguage[] {
  return (language ?? '').split('+').flatMap((code) => {
    const tag = languageTag(code);
    return tag ? [{ tag, writes: scriptTest(languageByCode(code.trim())?.script, tag) }] : [];
  });
}

/** Scripts that Unicode knows as several. */
const MIXED: Record<string, RegExp> = {
  Hans: /\p{Script=Han}/u,
  Hant: /\p{Script=Han}/u,
  Jpan: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Kore: /[\p{Script=Hangul}\p{Script=Han}]/u,
};

function scriptTest(script: string | undefined, tag: string): (text: string) => boolean {
  const mixed = script && MIXED[script];
  if (mixed) return (text) => mixed.test(text);
  try {
    const pattern = new RegExp(`\\p{Script=${script}}`, 'u');
    return (text) => pattern.test(text);
  } catch {
    return (text) => hasRtlLetter(text) === 'bidirectional' in languageOf(tag);
  }
}

interface RunOptions {
  font?: string;
  /** Begins a line. */
  break?: boolean;
}

/** A run for each stretch of one direction: Word lays out and spells a right-to-left run by other fonts and rules. */
export function runs(
  { text, bold, italic }: Run,
  { docx, tag, languages }: RunContext,
  options: RunOptions = {},
): ParagraphChild[] {
  const style = {
    ...(bold ? { bold, boldComplexScript: bold } : {}),
    ...(italic ? { italics: italic, italicsComplexScript: italic } : {}),
    ...(options.font ? { font: options.font } : {}),
  };
  return stretches(text).map((stretch, part) => {
    const rightToLeft = hasRtlLetter(stretch);
    const own = languages.find(({ writes }) => writes(stretch))?.tag;
    return new docx.TextRun({
      text: stretch,
      ...style,
      ...(own && own !== tag ? { language: languageOf(own) } : {}),
      ...(options.break && part === 0 ? { break: 1 } : {}),
      ...(rightToLeft ? { rightToLeft } : {}),
    });
  });
}

/** `rtl`: the document's direction, for what has none of its own. */
export function paragraphStyle(text: string, { rtl }: { rtl: boolean }): { bidirectional: boolean } {
  return { bidirectional: (directionOfText(text) ?? (rtl ? 'rtl' : 'ltr')) === 'rtl' };
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
