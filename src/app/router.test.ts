import { describe, expect, it } from 'vitest';
import { ACCOUNT, API, apiHash, HOME, jobHash, LANGUAGES, MODELS, parseHash, USAGE } from './router.ts';

const uuid = '0123456789abcdef0123456789abcdef';

describe('parseHash', () => {
  it.each(['', '#', '#/', HOME])('%j is the home view', (hash) => {
    expect(parseHash(hash)).toEqual({ view: 'home' });
  });

  it('reads back the addresses that the app writes', () => {
    expect(parseHash(jobHash(uuid))).toEqual({ view: 'job', uuid });
    expect(parseHash(`${jobHash(uuid)}/`)).toEqual({ view: 'job', uuid });
    expect(parseHash(ACCOUNT)).toEqual({ view: 'account', part: 'settings' });
    expect(parseHash(USAGE)).toEqual({ view: 'account', part: 'usage' });
    expect(parseHash(LANGUAGES)).toEqual({ view: 'languages' });
    expect(parseHash(MODELS)).toEqual({ view: 'models' });
    expect(parseHash(API)).toEqual({ view: 'api', section: '' });
    expect(parseHash(apiHash('errors'))).toEqual({ view: 'api', section: 'errors' });
  });

  it.each([
    '#/job/',
    '#/job/123',
    `#/job/${uuid.toUpperCase()}`,
    `#/job/${uuid}/x`,
    '#/nowhere',
    '#/account/x',
    '#/apis',
    '#/api/errors/x',
  ])('%s leads nowhere', (hash) => {
    expect(parseHash(hash)).toEqual({ view: 'not-found' });
  });
});
