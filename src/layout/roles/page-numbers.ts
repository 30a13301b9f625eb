/** Page numbers as they are printed, in digits of any script and in Roman numerals. */
import { digitsValue, romanValue } from './markers.ts';

/** In any of these words a page number is named as one. */
const PAGE_WORDS =
  'page|pages|pg\\.?|p\\.|seite|s\\.|página|pagina|pág\\.?|strana|strona|sayfa|стр(?:аница|\\.)?|с\\.|صفحه|صفحة|ص|עמוד|第';
const OF_WORDS = 'of|/|von|de|sur|di|из|از|من|\\|';
const NUMBER = '(?:\\p{Nd}{1,4}|[ivxlcdm]{1,7})';
const NAMED = new RegExp(
  `^(?:${PAGE_WORDS})\\s*[:\\-–]?\\s*(${NUMBER})(?:\\s*(?:${OF_WORDS})\\s*${NUMBER})?\\s*[页頁]?$`,
  'iu',
);
const COUNTED = /^(\p{Nd}{1,4})\s*(?:of|\/|von|از|من|из)\s*\p{Nd}{1,4}$/iu;
const BARE = new RegExp(`^[-–—|•·.\\[(]*\\s*(${NUMBER})\\s*[-–—|•·.\\])]*$`, 'iu');
const PREFIXED = /^[A-Z]{1,2}[-–](\p{Nd}{1,3})$/u;

export interface PageNumber {
  value: number;
  /** Named or counted (`Page 3`, `3 of 10`): nothing else looks like it. */
  sure: boolean;
}

/** The number where the text is a page number and nothing else. */
export function readPageNumber(text: string): PageNumber | null {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const named = NAMED.exec(trimmed) ?? COUNTED.exec(trimmed);
  const bare = named ?? BARE.exec(trimmed) ?? PREFIXED.exec(trimmed);
  const value = bare?.[1] ? (digitsValue(bare[1]) ?? romanValue(bare[1])) : null;
  return value === null ? null : { value, sure: named !== null };
}

/** The number that stands at the start or the end of a running head: `12 Chapter One`, `Chapter One | xii`. */
export function edgeNumbers(text: string): number[] {
  const trimmed = text.trim();
  const named = new RegExp(`(?:${PAGE_WORDS})\\s*(\\p{Nd}{1,4})(?:\\s*(?:${OF_WORDS})\\s*\\p{Nd}{1,4})?$`, 'iu').exec(
    trimmed,
  )?.[1];
  const edges = [named, /^(\p{Nd}{1,4})(?=\s)/u.exec(trimmed)?.[1], /(?<=\s)(\p{Nd}{1,4})$/u.exec(trimmed)?.[1]];
  const roman = [/^([ivxl]{1,6})(?=\s)/.exec(trimmed)?.[1], /(?<=\s)([ivxl]{1,6})$/.exec(trimmed)?.[1]];
  return [...edges, ...roman].flatMap((edge) => {
    const value = edge === undefined ? null : (digitsValue(edge) ?? romanValue(edge));
    return value === null ? [] : [value];
  });
}
