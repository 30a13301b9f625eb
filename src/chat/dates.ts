/** Dates as printed, in the languages the answers speak, and their ISO form. */
import { asciiDigits, fold } from './normalise.ts';
import { fullYear } from './tokens.ts';

export interface FoundDate {
  /** Offsets in the text. */
  start: number;
  end: number;
  /** `2019-04-09`, `2019-04` or, of a Persian or Islamic calendar, the digits as printed (`1402-05-12`). */
  iso: string;
}

/** A month's names by their folded first letters; the longest that fits wins. */
const MONTHS: Record<string, number> = {};
const NAMES = [
  'jan januar january janvier enero januari gennaio janeiro ینایر یانویه ژانویه',
  'feb februar february fevrier fevr febrero februari febbraio fevereiro فبرایر فوریه',
  'mar march marz maerz mars marzo maart marco مارس',
  'apr april avril avr abril aprile ابریل اوریل',
  'may mai mayo mei maggio maio مایو می مه',
  'jun june juni juin junio giugno junho یونیو ژوین',
  'jul july juli juillet juil julio luglio julho یولیو ژوییه',
  'aug august aout agosto augustus اغسطس اوت',
  'sep sept september septembre septiembre settembre setembro سبتمبر سپتامبر',
  'oct okt october oktober octobre octubre ottobre outubro اکتوبر اکتبر',
  'nov november novembre noviembre novembro نوفمبر نوامبر',
  'dec dez december dezember decembre diciembre dicembre dezembro دیسمبر دسامبر',
];
const PERSIAN = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر ابان اذر دی بهمن اسفند'.split(' ');

NAMES.forEach((names, index) => {
  for (const name of names.split(' ')) MONTHS[name] = index + 1;
});
PERSIAN.forEach((name, index) => {
  MONTHS[name] = index + 1;
});

const YEAR = '\\p{Nd}{4}';
const NAME = '[\\p{L}\\p{M}]{2,12}';
const PATTERNS: [RegExp, (parts: string[]) => string | null][] = [
  // 2019-04-09, 2019/4/9, 2019年4月9日, ۱۴۰۲/۰۵/۱۲
  [
    new RegExp(`(?<!\\p{Nd})(${YEAR})\\s?[-/.年]\\s?(\\p{Nd}{1,2})\\s?[-/.月]\\s?(\\p{Nd}{1,2})(?!\\p{Nd})日?`, 'gu'),
    ([y, m, d]) => iso(y, m, d),
  ],
  // 30/11/2016, 7-10-2021, 03.06.18
  [
    /(?<![\p{Nd}.,/-])(\p{Nd}{1,2})\s?([-/.])\s?(\p{Nd}{1,2})\s?\2\s?(\p{Nd}{4}|\p{Nd}{2})(?![\p{Nd}]|[.,/-]\p{Nd})/gu,
    ([a, , b, y]) => (Number(b) > 12 ? iso(y, a, b) : iso(y, b, a)),
  ],
  // 9 April 2019, 6. Mai 2019, 4 juillet 2016, 15 de marzo de 2020, 11-Feb-2017
  [
    new RegExp(
      `(?<!\\p{Nd})(\\p{Nd}{1,2})(?:st|nd|rd|th|er|º|\\.)?[\\s-]*(?:de\\s+|of\\s+)?(${NAME})\\.?,?[\\s-]*(?:de[l]?\\s+)?(${YEAR}|['’]?\\p{Nd}{2}(?![\\p{Nd}:.,]))`,
      'giu',
    ),
    ([d, name, y]) => iso(y?.replace(/['’]/, ''), month(name), d),
  ],
  // April 9, 2019; April 9 , 2019
  [
    new RegExp(`(?<!\\p{L})(${NAME})\\.?\\s+(\\p{Nd}{1,2})(?:st|nd|rd|th)?\\s*,?\\s+(${YEAR})(?!\\p{Nd})`, 'giu'),
    ([name, d, y]) => iso(y, month(name), d),
  ],
  // March 2020, März 2020
  [new RegExp(`(?<!\\p{L})(${NAME})\\.?,?\\s+(${YEAR})(?!\\p{Nd})`, 'giu'), ([name, y]) => iso(y, month(name))],
  // March 3 (no year)
  [
    new RegExp(`(?<!\\p{L})(${NAME})\\.?\\s+(\\p{Nd}{1,2})(?:st|nd|rd|th)?(?![\\p{Nd}:.,]*\\p{Nd})`, 'giu'),
    ([name, d]) => iso('0000', month(name, 3), d)?.replace('0000', '-') ?? null,
  ],
];

/** All dates of a text, left to right, none overlapping another; the fuller pattern wins. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const [pattern, read] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((date) => start < date.end && date.start < end)) continue;
      const value = read(match.slice(1).map((part) => asciiDigits(part ?? '')));
      if (value) found.push({ start, end, iso: value });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function month(name = '', shortest = 2): string | undefined {
  const folded = fold(name);
  const number = folded.length >= shortest ? MONTHS[folded] : undefined;
  return number === undefined ? undefined : String(number);
}

function iso(year: string | undefined, m: string | undefined, day?: string): string | null {
  if (year === undefined || m === undefined) return null;
  const [y, mm, dd] = [fullYear(year), m, day];
  if (Number(mm) < 1 || Number(mm) > 12 || (dd && (Number(dd) < 1 || Number(dd) > 31))) return null;
  return [y, mm.padStart(2, '0'), ...(dd ? [dd.padStart(2, '0')] : [])].join('-');
}
