/** Dates as printed, in the languages the answers speak, and their ISO form. */
import { asciiDigits, fold } from '../../document/normalise.ts';

export interface FoundDate {
  /** Offsets in the text. */
  start: number;
  end: number;
  /** `2019-04-09`, `2019-04` or, of a Persian or Islamic calendar, the digits as printed (`1402-05-12`). */
  iso: string;
  /** Where the month's name or an era says it. */
  calendar?: Calendar;
}

export type Calendar = 'persian' | 'islamic';

/** How numbers are read where their form leaves it open. */
export interface DateConventions {
  /** `03/04/2018` is the third of April; the default. */
  dayFirst?: boolean;
}

/** A month's names by their folded first letters; the longest that fits wins. */
const MONTHS: Record<string, number> = {};
const NAMES = [
  'jan januar january janvier enero januari gennaio janeiro ینایر یانویه ژانویه',
  'feb februar february fevrier fevr febrero februari febbraio fevereiro فبرایر فوریه',
  'mar march marz maerz mars marzo maart marco mac مارس',
  'apr april avril avr abril aprile ابریل اوریل',
  'may mai mayo mei maggio maio مایو می مه',
  'jun june juni juin junio giugno junho یونیو ژوین',
  'jul july juli juillet juil julio luglio julho julai یولیو ژوییه',
  'aug august aout agosto augustus ogos اغسطس اوت',
  'sep sept september septembre septiembre settembre setembro سبتمبر سپتامبر',
  'oct okt october oktober octobre octubre ottobre outubro اکتوبر اکتبر',
  'nov november novembre noviembre novembro نوفمبر نوامبر',
  'dec dez dis december dezember decembre diciembre dicembre dezembro disember دیسمبر دسامبر',
];
const PERSIAN = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر ابان اذر دی بهمن اسفند'.split(' ');
const ISLAMIC = [
  'محرم',
  'صفر',
  'ربیع الاول',
  'ربیع الثانی|ربیع الاخر',
  'جمادی الاولی|جمادی الاول',
  'جمادی الاخره|جمادی الثانیه|جمادی الثانی',
  'رجب',
  'شعبان',
  'رمضان',
  'شوال',
  'ذو القعده|ذی القعده|ذیقعده',
  'ذو الحجه|ذی الحجه|ذیحجه',
];

NAMES.forEach((names, index) => {
  for (const name of names.split(' ')) MONTHS[name] = index + 1;
});
PERSIAN.forEach((name, index) => {
  MONTHS[name] = index + 1;
});
ISLAMIC.forEach((names, index) => {
  for (const name of names.split('|')) MONTHS[name] = index + 1;
});
const CALENDARS = new Map<string, Calendar>([
  ...PERSIAN.map((name): [string, Calendar] => [name, 'persian']),
  ...ISLAMIC.flatMap((names) => names.split('|')).map((name): [string, Calendar] => [name, 'islamic']),
]);
/** The year before an era's first. */
const ERAS: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925, 民國: 1911, 民国: 1911 };

const YEAR = '\\p{Nd}{4}';
const NAME = '(?:(?:ربيع|ربیع|جمادى|جمادی|ذو|ذي|ذی)\\s\\p{L}{4,9}|[\\p{L}\\p{M}]{2,12})';
const PATTERNS: [RegExp, (parts: string[], conventions: DateConventions) => string | null][] = [
  // 令和6年3月5日, 平成元年5月1日
  [
    /(令和|平成|昭和|民國|民国)\s?(元|\p{Nd}{1,3})\s?年\s?(\p{Nd}{1,2})\s?月\s?(\p{Nd}{1,2})\s?日?/gu,
    ([era = '', y, m, d]) => iso(String((ERAS[era] ?? 0) + (y === '元' ? 1 : Number(y))), m, d),
  ],
  // 二〇二四年三月五日, 二零二四年十二月二十一日
  [
    /([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?/gu,
    ([y = '', m = '', d = '']) => iso([...y].map(hanNumber).join(''), String(hanNumber(m)), String(hanNumber(d))),
  ],
  // 2019-04-09, 2019/4/9, 2019年4月9日, ۱۴۰۲/۰۵/۱۲
  [
    new RegExp(
      `(?<!\\p{Nd})(${YEAR})\\s?[-/.年／．－]\\s?(\\p{Nd}{1,2})\\s?[-/.月／．－]\\s?(\\p{Nd}{1,2})(?!\\p{Nd})日?`,
      'gu',
    ),
    ([y, m, d]) => iso(y, m, d),
  ],
  // 30/11/2016, 7-10-2021, 03.06.18
  [
    /(?<![\p{Nd},/-]|\p{Nd}\.)(\p{Nd}{1,2})\s?([-/.])\s?(\p{Nd}{1,2})\s?\2\s?(?:(\p{Nd}{4}|\p{Nd}{2})(?!\p{Nd}|[.,/-]\p{Nd})|(\p{Nd}{4})(?=\p{Nd}{2}:))/gu,
    ([a, , b, short, long], { dayFirst = true }) => {
      const y = short || long;
      return Number(b) > 12 || (!dayFirst && Number(a) <= 12) ? iso(y, a, b) : iso(y, b, a);
    },
  ],
  // 9 April 2019, 6. Mai 2019, 4 juillet 2016, 15 de marzo de 2020, 11-Feb-2017
  [
    new RegExp(
      `(?<!\\p{Nd})(\\p{Nd}{1,2})(?:st|nd|rd|th|er|º|\\.)?[\\s/-]*(?:de\\s+|of\\s+)?(${NAME})\\.?,?[\\s/-]*(?:de[l]?\\s+)?(${YEAR}|['’]?\\p{Nd}{2}(?![\\p{Nd}:.,]))`,
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
export function findDates(text: string, conventions: DateConventions = {}): FoundDate[] {
  const found: FoundDate[] = [];
  for (const [pattern, read] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((date) => start < date.end && date.start < end)) continue;
      const value = read(
        match.slice(1).map((part) => asciiDigits(part ?? '')),
        conventions,
      );
      const calendar = calendarIn(match.slice(1), text.slice(end, end + 8));
      if (value) found.push({ start, end, iso: value, ...(calendar ? { calendar } : {}) });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** `۱۴۰۲/۵/۱۲ ه.ش`, `١٤٤٥/٩/١ هـ`: an era's mark behind the date tells its calendar as a month's name does. */
function calendarIn(parts: readonly (string | undefined)[], after: string): Calendar | null {
  const named = parts.map((part) => CALENDARS.get(fold(part ?? ''))).find(Boolean);
  if (named) return named;
  if (/^\s*(?:ه\s?[.\u200c]?\s?ش|شمسی|خورشیدی)/u.test(after)) return 'persian';
  return /^\s*(?:هـ|ه\s?[.\u200c]?\s?ق|هجري|قمری)/u.test(after) ? 'islamic' : null;
}

const HAN = '零一二三四五六七八九';

/** Up to 99: `十二` is 12, `二十` 20, `二十一` 21. */
function hanNumber(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const digit = (part = '') => Math.max(0, HAN.indexOf(part.replace('〇', '零')));
  const ten = text.includes('十') ? (tens === '' ? 1 : digit(tens)) : 0;
  return ten * 10 + (ones ? digit(ones) : 0);
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

/** Two digits are a year of 1970…2069. */
export const fullYear = (year: string): string =>
  year.length === 4 ? year : `${Number(year) < 70 ? '20' : '19'}${year}`;
