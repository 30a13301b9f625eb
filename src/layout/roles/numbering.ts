/** The numbers of headings: `2.1`, `IV.`, `A.`, `Chapter 3`, `فصل دوم`, `第三章`. */
import { digitsValue, romanValue } from './markers.ts';

export interface Numbering {
  kind: 'decimal' | 'roman' | 'letter' | 'chapter' | 'part';
  /** From 1: `2.1.3` has 3. */
  depth: number;
  /** What follows the number. */
  title: string;
  /** Nothing follows. */
  bare: boolean;
}

const DECIMAL = /^(?:§\s*)?((?:[A-Z]\.)?\p{Nd}{1,3}(?:[.\-–·]\p{Nd}{1,3}){0,5})[.)]?(?:\s*[-–—:]\s+|\s+|$)/u;
const APPENDED = /^([A-Z](?:\.\p{Nd}{1,3}){1,4})\.?\s+/u;
const ROMAN = /^([IVXLC]{1,7})(?:[.)]\s*|\s*[-–—:]\s+)/;
const LETTER = /^([A-Z])(?:[.)]\s+|\s*[-–—:]\s+)/;
const CHAPTER =
  /^(?:(?:chapter|section|article|appendix|annex|anhang|annexe|kapitel|abschnitt|artikel|chapitre|article|cap[íi]tulo|capitolo|secci[óo]n|глава|раздел|статья|bölüm|kapitola|rozdział)\s+(?:\p{Nd}{1,3}(?:\.\p{Nd}+)*|[IVXLC]+|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![\p{L}\p{N}])|(?:فصل|بخش|گفتار|ماده|الفصل|الباب|المبحث|المادة)\s+\S+|第[\p{Nd}一二三四五六七八九十百]+[章节節回条])[.:،\-–—]?\s*/iu;
const PART =
  /^(?:part|book|volume|teil|band|partie|livre|parte|libro|часть|کتاب|جلد|第[\p{Nd}一二三四五六七八九十百]+[部卷编編])\s*(?:\p{Nd}{1,2}|[IVXLC]+|one|two|three|four|five)?(?![\p{L}\p{N}])[.:\-–—]?\s*/iu;

/** Null for a text that begins with no number. Lists count too: what heads a section is told by other signs. */
export function numberingOf(text: string): Numbering | null {
  const chapter = CHAPTER.exec(text);
  if (chapter) return numbering('chapter', 1 + (chapter[0].match(/\.\p{Nd}/gu)?.length ?? 0), text, chapter[0]);
  const part = PART.exec(text);
  if (part && /\p{Nd}|[IVX]{1,4}\b|one|two|three|第/u.test(part[0])) return numbering('part', 1, text, part[0]);
  const decimal = DECIMAL.exec(text) ?? APPENDED.exec(text);
  if (decimal) {
    const parts = (decimal[1] ?? '').split(/[.\-–·]/);
    const isNumber = parts.every((one) => /^[A-Z]$/.test(one) || digitsValue(one) !== null);
    return isNumber ? numbering('decimal', parts.length, text, decimal[0]) : null;
  }
  const roman = ROMAN.exec(text);
  if (roman && romanValue(roman[1] ?? '') !== null) return numbering('roman', 1, text, roman[0]);
  const letter = LETTER.exec(text);
  return letter ? numbering('letter', 1, text, letter[0]) : null;
}

function numbering(kind: Numbering['kind'], depth: number, text: string, printed: string): Numbering {
  const title = text.slice(printed.length).trim();
  return { kind, depth, title, bare: title === '' };
}
