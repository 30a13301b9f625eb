import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../../contract/responses.ts';
import { shownRows, usageByDay } from './usage-days.ts';

const NOON = new Date(2026, 2, 30, 12).getTime();
const HOUR = 3_600_000;

const row = (time: number, kind: LedgerRow['kind'] = 'page', credits = 1): LedgerRow => ({
  date: new Date(time).toISOString(),
  kind,
  owner: 'account',
  plan: 'local',
  uuid: null,
  filename: null,
  page: 1,
  tier: 'cpu',
  pages: kind === 'page' ? 1 : 0,
  credits,
});

describe('usageByDay', () => {
  it('counts a page on the local day on which it was read', () => {
    const midnight = new Date(2026, 2, 30).getTime();
    const days = usageByDay([row(midnight - 1), row(midnight, 'page', 5), row(NOON)], NOON, 30);
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toEqual({ start: midnight, pages: 2, credits: 6 });
    expect(days.at(-2)).toMatchObject({ pages: 1, credits: 1 });
  });

  it('has each day once, also where a clock is put forward', () => {
    const starts = usageByDay([], NOON, 60).map(({ start }) => new Date(start));
    expect(new Set(starts.map((start) => start.toDateString())).size).toBe(60);
    expect(starts.every((start) => start.getHours() <= 1)).toBe(true);
  });

  it('leaves out what is older, what lies ahead, and what charges nothing', () => {
    const rows = [row(NOON - 40 * 24 * HOUR), row(NOON + HOUR), row(NOON, 'reserve'), row(NOON, 'top-up', 100)];
    expect(usageByDay(rows, NOON, 30).every(({ pages, credits }) => pages === 0 && credits === 0)).toBe(true);
  });
});

it('the ledger shows pages and top-ups, newest first', () => {
  const rows = [row(1, 'reserve'), row(2), row(3, 'release'), row(4, 'top-up')];
  expect(shownRows(rows).map(({ kind }) => kind)).toEqual(['top-up', 'page']);
});
