import { expect, it } from 'vitest';
import { outlook, type Pace, paceAfter, roundedTime } from './pace.ts';

/** The pace after pages that took so many milliseconds each, out of `total`. */
function read(times: number[], total: number, start?: Pace) {
  let now = 1_000_000;
  let pace = start ?? paceAfter(undefined, 0, total, now);
  const told: number[] = [];
  for (const [i, time] of times.entries()) {
    now += time;
    pace = paceAfter(pace, i + 1, total, now);
    const { left } = outlook(pace, now) ?? {};
    if (left !== undefined) told.push(left);
  }
  return { pace, now, told };
}

it('tells pages a minute and what is left of a steady job', () => {
  const { pace, now } = read(Array(10).fill(2_000), 40);
  const { perMinute, left } = outlook(pace, now) ?? {};
  expect(perMinute).toBeCloseTo(30);
  expect(left).toBeCloseTo(60_000);
  expect(outlook(pace, now + 10_000)?.left).toBeCloseTo(50_000);
});

it('says nothing from too little', () => {
  expect(outlook(read([2_000, 2_000], 40).pace, 0)).toBeNull();
  expect(outlook(read([20, 20, 20, 20], 400).pace, 0)).toBeNull();
  expect(outlook(undefined, 0)).toBeNull();
});

it('does not leap where pages take now long and now short', () => {
  const times = Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 6_000 : 1_000));
  const { told } = read(times, 100);
  for (const [i, left] of told.slice(5).entries()) {
    expect(left).toBeLessThan((told[i + 4] ?? 0) * 1.15 + 2_000);
  }
});

it('follows a lasting change of speed within some pages', () => {
  const { pace, now } = read([...Array(10).fill(1_000), ...Array(30).fill(4_000)], 100);
  expect(outlook(pace, now)?.left).toBeGreaterThan(0.8 * 60 * 4_000);
});

it('begins anew after a sleep and after pages that are read again', () => {
  const { pace, now } = read(Array(10).fill(1_000), 40);
  expect(outlook(paceAfter(pace, 11, 40, now + 3_600_000), now + 3_600_000)).toBeNull();
  expect(outlook(paceAfter(pace, 2, 40, now + 1_000), now)).toBeNull();
  expect(paceAfter(pace, 10, 40, now + 500)).toBe(pace);
});

it.each([
  [10_000, null],
  [70_000, { unit: 'minute', count: 1 }],
  [200_000, { unit: 'minute', count: 3 }],
  [23 * 60_000, { unit: 'minute', count: 25 }],
  [150 * 60_000, { unit: 'hour', count: 3 }],
])('%i ms are told as %o', (left, told) => {
  expect(roundedTime(left)).toEqual(told);
});
