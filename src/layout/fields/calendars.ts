/** Dates of the Persian (Jalali) and the Islamic (Umm al-Qura) calendar as Gregorian ones. */
import type { Calendar, FoundDate } from './dates.ts';

/** Years before this are of another calendar; 1300…1499 are years of both the Persian and the Islamic one. */
const FIRST_GREGORIAN_YEAR = 1600;

/**
 * The ISO 8601 date of a full date found; null where a part is missing or the day does not exist. `calendar` is what the
 * document counts in where the date itself does not say it.
 */
export function gregorianDate(found: Pick<FoundDate, 'iso' | 'calendar'>, calendar: Calendar): string | null {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = found.iso.split('-').map(Number);
  if (!(year > 0 && month > 0 && day > 0)) return null;
  if (year >= FIRST_GREGORIAN_YEAR) return exists(year, month, day) ? found.iso : null;
  if (year < 1200) return null;
  return converted(year, month, day, found.calendar ?? calendar);
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const DAY = 86_400_000;
/** The first day of year 1, and the mean length of a year in days. */
const CALENDARS: Record<Calendar, { id: string; start: number; year: number }> = {
  persian: { id: 'persian', start: Date.UTC(622, 2, 22), year: 365.2422 },
  islamic: { id: 'islamic-umalqura', start: Date.UTC(622, 6, 19), year: 354.367 },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** The engine's own calendars are asked near the mean date until one answers with the date sought. */
function converted(year: number, month: number, day: number, calendar: Calendar): string | null {
  const { id, start, year: length } = CALENDARS[calendar];
  const near = start + Math.round((year - 1) * length + (month - 1) * 30 + day) * DAY;
  for (let offset = 0; offset <= 10; offset++) {
    for (const time of offset === 0 ? [near] : [near - offset * DAY, near + offset * DAY]) {
      const [y, m, d] = partsIn(id, time);
      if (y === year && m === month && d === day) return new Date(time).toISOString().slice(0, 10);
    }
  }
  return null;
}

function partsIn(id: string, time: number): [number, number, number] {
  let format = formats.get(id);
  if (!format) {
    format = new Intl.DateTimeFormat(`en-u-ca-${id}-nu-latn`, {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    formats.set(id, format);
  }
  const parts = format.formatToParts(time);
  const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value);
  return [part('year'), part('month'), part('day')];
}
