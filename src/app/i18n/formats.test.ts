import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fa } from './fa.ts';
import { formatsOf } from './formats.ts';

const english = formatsOf('en');
const persian = formatsOf('fa');

describe('plurals', () => {
  it('follow the language', () => {
    expect(en.job.pages(1)).toBe('1 page');
    expect(en.job.pages(0)).toBe('0 pages');
    expect(en.job.pages(1234)).toBe('1,234 pages');
    expect(fa.job.pages(1)).toBe('۱ صفحه');
    expect(fa.job.pages(12)).toBe('۱۲ صفحه');
  });
});

describe('percent', () => {
  it('says 100 % only of the whole', () => {
    expect(english.percent(1)).toBe('100%');
    expect(english.percent(0.998)).toBe('99%');
    expect(english.percent(0.943)).toBe('94%');
    expect(english.percent(1.5)).toBe('150%');
  });

  it('uses Persian digits and sign', () => {
    expect(persian.percent(0.94)).toMatch(/^[\u200e]?۹۴[\u200e]?٪/);
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [5_450_000, '5.5 MB'],
    [200_000_000, '200 MB'],
    [3.2e9, '3.2 GB'],
    [5e12, '5,000 GB'],
  ])('%d is %s', (value, expected) => {
    expect(english.bytes(value)).toBe(expected);
  });

  it('uses Persian digits and units', () => {
    expect(persian.bytes(5_450_000)).toMatch(/^۵٫۵ مگابایت$/);
  });
});

describe('ago', () => {
  const now = Date.parse('2025-03-12T12:00:00Z');
  it.each([
    ['2025-03-12T11:59:50Z', 'now'],
    ['2025-03-12T12:05:00Z', 'now'],
    ['2025-03-12T11:58:00Z', '2 minutes ago'],
    ['2025-03-12T09:00:00Z', '3 hours ago'],
    ['2025-03-11T11:00:00Z', 'yesterday'],
    ['2025-02-01T12:00:00Z', 'Feb 1, 2025'],
  ])('%s was %s', (instant, expected) => {
    expect(english.ago(instant, now)).toBe(expected);
  });

  it('counts the Persian calendar', () => {
    expect(persian.ago('2025-02-01T12:00:00Z', now)).toContain('۱۴۰۳');
  });
});
