/** Which years a document is about. */
import { asciiDigits } from '../document/normalise.ts';
import { fullYear } from '../layout/fields/dates.ts';
import { passageText } from './postings.ts';
import type { ChatIndex } from './types.ts';

const cache = new WeakMap<ChatIndex, Set<string>[]>();

/** By page: years from 1900 to 2099 that it names, `FY17` among them; four digits each. */
export function pageYears(index: ChatIndex): Set<string>[] {
  const known = cache.get(index);
  if (known) return known;
  const made = index.texts.map(yearsOn);
  cache.set(index, made);
  return made;
}

function yearsOn(text: string): Set<string> {
  const found = asciiDigits(text).matchAll(/(?<!\d)((?:19|20)\d\d)(?!\d)|\bFY\s?['’]?(\d\d)\b/g);
  return new Set([...found].map((match) => fullYear(match[1] ?? match[2] ?? '')));
}

export const isKnownYear = (index: ChatIndex, year: string): boolean =>
  pageYears(index).some((years) => years.has(year));

/** A year on so many pages is one that the document is about; another may be a loan's last. */
const PERIOD_SHARE = 0.15;

export function isPeriod(index: ChatIndex, year: string): boolean {
  const pages = pageYears(index).filter((years) => years.has(year)).length;
  return pages >= Math.max(1, PERIOD_SHARE * index.texts.length);
}

/** Whether a passage may speak of the year: it is the document's own, or stands in the passage or beside it. */
export function standsNear(index: ChatIndex, year: string, passage: number): boolean {
  if (isPeriod(index, year)) return true;
  const page = index.passages[passage]?.page;
  return [passage - 1, passage, passage + 1].some((near) => {
    const other = index.passages[near];
    return other !== undefined && other.page === page && yearsOn(passageText(index.texts, other)).has(year);
  });
}
