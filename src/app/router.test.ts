import { describe, expect, it } from 'vitest';
import { ACCOUNT, HOME, jobHash, parseHash } from './router.ts';

const uuid = '0123456789abcdef0123456789abcdef';

describe('parseHash', () => {
  it.each(['', '#', '#/', HOME])('%j is the home view', (hash) => {
    expect(parseHash(hash)).toEqual({ view: 'home' });
  });

  it('reads back the addresses that the app writes', () => {
    expect(parseHash(jobHash(uuid))).toEqual({ view: 'job', uuid });
    expect(parseHash(`${jobHash(uuid)}/`)).toEqual({ view: 'job', uuid });
    expect(parseHash(ACCOUNT)).toEqual({ view: 'account' });
  });

  it.each(['#/job/', '#/job/123', `#/job/${uuid.toUpperCase()}`, `#/job/${uuid}/x`, '#/nowhere', '#/account/x'])(
    '%s leads nowhere',
    (hash) => {
      expect(parseHash(hash)).toEqual({ view: 'not-found' });
    },
  );
});
