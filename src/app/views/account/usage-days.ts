/** The ledger, as people look at it. */
import type { LedgerRow } from '../../../contract/responses.ts';

export interface UsageDay {
  /** When the day begins, milliseconds. */
  start: number;
  pages: number;
  credits: number;
}

/** What was charged on each of the last `count` days of the local calendar, oldest first; the last one is today. */
export function usageByDay(rows: readonly LedgerRow[], now: number, count: number): UsageDay[] {
  const today = new Date(now);
  const days = Array.from({ length: count }, (_, i) => {
    const start = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - i)).getTime();
    return { start, pages: 0, credits: 0 };
  });
  for (const row of rows) {
    if (row.kind !== 'page') continue;
    const time = Date.parse(row.date);
    const day = days.findLast(({ start }) => start <= time);
    if (!day || time > now) continue;
    day.pages += row.pages;
    day.credits += row.credits;
  }
  return days;
}

/** The rows that say what happened: pages and top-ups, newest first. Reservations only lead up to them. */
export const shownRows = (rows: readonly LedgerRow[]): LedgerRow[] =>
  rows.filter(({ kind }) => kind === 'page' || kind === 'top-up').reverse();
