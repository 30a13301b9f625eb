import { describe, expect, it, vi } from 'vitest';
import { REQUEST_NAME } from '../contract/names.ts';
import { isOfApi, tellingAborts } from './fetch.ts';

const base = 'https://example.org/tools/barg/#/job/1';

describe('isOfApi', () => {
  it.each([
    ['api/v1/ocr/'],
    ['./api/v1/ocr/?limit=5'],
    ['/tools/barg/api/v1/'],
    ['/tools/barg/api'],
    ['https://example.org/tools/barg/api/anything'],
  ])('takes %s', (url) => {
    expect(isOfApi(url, base)).toBe(true);
  });

  it.each([
    ['assets/index.js'],
    ['/api/v1/ocr/'],
    ['https://elsewhere.org/tools/barg/api/v1/ocr/'],
    ['/tools/barg/apiary/v1/'],
    ['blob:https://example.org/tools/barg/api/'],
    ['https://'],
  ])('leaves %s to the browser', (url) => {
    expect(isOfApi(url, base)).toBe(false);
  });
});

describe('tellingAborts', () => {
  const URL_OF_API = 'https://example.org/api/v1/';

  it('tells the name that stood in the header once a request is aborted', async () => {
    const sent: Headers[] = [];
    const tell = vi.fn();
    const pending = tellingAborts((_, init) => {
      sent.push(new Headers(init?.headers));
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    }, tell);
    const until = new AbortController();
    const answer = pending(URL_OF_API, { headers: { Authorization: 'Bearer token' }, signal: until.signal });
    expect(tell).not.toHaveBeenCalled();
    until.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(sent[0]?.get('Authorization')).toBe('Bearer token');
    expect(tell.mock.calls).toEqual([[sent[0]?.get(REQUEST_NAME)]]);
  });

  it('tells nothing of a request that was answered, and names none that cannot be aborted', async () => {
    const browserFetch = vi.fn(async () => new Response('text'));
    const tell = vi.fn();
    const named = tellingAborts(browserFetch, tell);
    const until = new AbortController();
    await named(new Request(URL_OF_API, { signal: until.signal, headers: { 'Idempotency-Key': 'one' } }));
    until.abort();
    await named(URL_OF_API, { method: 'POST' });
    expect(tell).not.toHaveBeenCalled();
    const [first, second] = browserFetch.mock.calls as unknown as [unknown, RequestInit][];
    const headers = new Headers(first?.[1].headers);
    expect([headers.get('Idempotency-Key'), headers.has(REQUEST_NAME)]).toEqual(['one', true]);
    expect(second?.[1].headers).toBeUndefined();
  });
});
