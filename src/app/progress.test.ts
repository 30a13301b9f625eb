import { expect, it } from 'vitest';
import { en } from './i18n/en.ts';
import { progressOf } from './progress.ts';

const job = (done: number, total: number, status: 'pending' | 'processing' = 'processing') => ({
  status,
  progress: { done, total },
});

it('a page in work counts in part', () => {
  expect(progressOf(job(1, 4), { index: 1, phase: 'recognise', ratio: 0.5 }, en)).toEqual({
    ratio: 0.375,
    label: 'Reading page 2 of 4',
  });
});

it('says nothing where nothing is known', () => {
  expect(progressOf(job(0, 1, 'pending'), undefined, en)).toEqual({ ratio: null, label: 'Waiting' });
  expect(progressOf(job(0, 0), undefined, en).ratio).toBeNull();
  expect(progressOf(job(0, 1), { index: 0, phase: 'decode', ratio: 1 }, en)).toEqual({
    ratio: null,
    label: 'Preparing the page',
  });
});

it('never goes beyond the whole', () => {
  expect(progressOf(job(2, 2), { index: 1, phase: 'recognise', ratio: 1 }, en)).toEqual({
    ratio: 1,
    label: 'Reading page 2 of 2',
  });
});
