import { expect, it } from 'vitest';
import { en } from './i18n/en.ts';
import { fa } from './i18n/fa.ts';
import { outlookText, progressOf } from './progress.ts';

const job = (done: number, total: number, status: 'pending' | 'processing' = 'processing') => ({
  status,
  progress: { done, total },
});

it('pages in work count in part', () => {
  const pages = new Map([
    [1, { phase: 'recognise', ratio: 0.5 }],
    [2, { phase: 'recognise', ratio: 0.25 }],
    [3, { phase: 'decode', ratio: 1 }],
  ] as const);
  expect(progressOf(job(1, 4), pages, en)).toEqual({ ratio: 0.4375, label: 'Reading page 2 of 4' });
});

it('says nothing where nothing is known', () => {
  expect(progressOf(job(0, 1, 'pending'), undefined, en)).toEqual({ ratio: null, label: 'Waiting' });
  expect(progressOf(job(0, 0), undefined, en).ratio).toBeNull();
});

it('tells preparing from reading', () => {
  const decoding = new Map([[0, { phase: 'decode', ratio: 1 }]] as const);
  expect(progressOf(job(0, 1), decoding, en)).toEqual({ ratio: null, label: 'Preparing the page' });
  expect(progressOf(job(2, 9), decoding, en).label).toBe('Preparing page 3 of 9');
});

it('never goes beyond the whole', () => {
  expect(progressOf(job(2, 2), new Map([[1, { phase: 'recognise', ratio: 1 }]]), en)).toEqual({
    ratio: 1,
    label: 'Reading page 2 of 2',
  });
});

it('speed and time left are said in words, with the language’s digits', () => {
  expect(outlookText({ perMinute: 24.4, left: 190_000 }, en)).toBe('24 pages a minute · about 3 minutes left');
  expect(outlookText({ perMinute: 2.4, left: 20_000 }, en)).toBe('2.5 pages a minute · less than a minute left');
  expect(outlookText({ perMinute: 24, left: 3 * 3_600_000 }, en, { brief: true })).toBe('about 3 hours left');
  expect(outlookText({ perMinute: 24, left: 190_000 }, fa)).toMatch(/^۲۴ .* · .*۳ /);
  expect(outlookText(null, en)).toBe('');
});
