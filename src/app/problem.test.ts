import { describe, expect, it } from 'vitest';
import { ApiError, ERROR_STATUS } from '../contract/errors.ts';
import { en } from './i18n/en.ts';
import { fa } from './i18n/fa.ts';
import { problemOf, wordingOf } from './problem.ts';

const codes = [
  ...Object.keys(ERROR_STATUS),
  'cancelled',
  'unreachable',
  'vlm_unavailable',
  'truncated',
  'first_frame_only',
  'structure_unavailable',
  'xfa_form',
  'repaired',
  'picture_left_out',
  'old_layer',
];

describe('wordingOf', () => {
  it.each(codes)('%s has words in both languages', (code) => {
    const problem = { code, message: 'as the API says it' };
    for (const messages of [en, fa]) {
      expect(wordingOf(problem, messages).length).toBeGreaterThan(3);
      expect(wordingOf(problem, messages)).not.toBe(problem.message);
    }
  });

  it('falls back to the message of a code that it does not know', () => {
    expect(wordingOf({ code: 'toString', message: 'Explained elsewhere.' }, en)).toBe('Explained elsewhere.');
  });

  it('names the limit that the API gives', () => {
    const problem = { code: 'file_too_large', message: '', details: { limit: 5_000_000 } };
    expect(wordingOf(problem, en)).toContain('5 MB');
    expect(wordingOf(problem, fa)).toContain('۵');
  });
});

describe('problemOf', () => {
  it('keeps what the API refused with', () => {
    const error = new ApiError('no_credits', 'Top up.', { used: 3 });
    expect(problemOf(error)).toEqual({ code: 'no_credits', message: 'Top up.', details: { used: 3 } });
  });

  it('tells an unreachable API, as fetch does, from a fault of the app', () => {
    expect(problemOf(new TypeError('Failed to fetch')).code).toBe('unreachable');
    expect(problemOf(new RangeError('x')).code).toBe('internal');
  });
});
