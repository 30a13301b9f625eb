import { expect, it } from 'vitest';
import { type Exchange, watchedFetch } from './exchange.ts';

const API = 'https://example.org/api/v1/';

function watch(answer: () => Response) {
  const noticed: [Exchange, Exchange | null][] = [];
  const calls: RequestInit[] = [];
  const until = new AbortController();
  const browserFetch = async (_: unknown, init?: RequestInit) => {
    calls.push(init ?? {});
    return answer();
  };
  const watched = watchedFetch(browserFetch as typeof fetch, API, until.signal, (...pair) => noticed.push(pair));
  return { watched, noticed, calls, until };
}

it('notes what is sent, then what is answered, and leaves the answer to be read', async () => {
  const headers = { 'Content-Type': 'application/json', 'X-Other': '1' };
  const { watched, noticed } = watch(() => new Response('{"a":1}', { status: 400, headers }));
  const form = new FormData();
  form.append('file', new File(['12345'], 'page.png', { type: 'image/png' }));
  form.append('tier', 'vlm');
  const response = await watched(`${API}ocr/?x=1`, {
    method: 'POST',
    headers: { Authorization: 'Bearer t' },
    body: form,
  });
  expect(await response.json()).toEqual({ a: 1 });
  const [[sent], [answered, before]] = noticed as [[Exchange], [Exchange, Exchange]];
  expect(before).toBe(sent);
  expect(sent).toMatchObject({ method: 'POST', path: '/api/v1/ocr/?x=1', answer: null });
  expect(sent.sent).toEqual(
    expect.arrayContaining(['Authorization: Bearer t', 'tier=vlm', 'file=@page.png (image/png, 5 bytes)']),
  );
  expect(answered.answer).toMatchObject({
    status: 400,
    headers: ['Content-Type: application/json'],
    text: '{\n  "a": 1\n}',
    json: { a: 1 },
  });
});

it('shows text as it is and bytes not at all', async () => {
  const text = watch(() => new Response('# Read', { headers: { 'Content-Type': 'text/markdown; charset=utf-8' } }));
  await text.watched(`${API}a`);
  expect(text.noticed[1]?.[0].answer?.text).toBe('# Read');
  const bytes = watch(() => new Response('%PDF', { headers: { 'Content-Type': 'application/pdf' } }));
  await bytes.watched(`${API}a`);
  expect(bytes.noticed[1]?.[0].answer?.text).toBeNull();
});

it('does not notice calls of anything else, and hands every call the signal', async () => {
  const { watched, noticed, calls, until } = watch(() => new Response('x'));
  await watched('https://example.org/assets/sample.png');
  expect(noticed).toEqual([]);
  expect(calls[0]?.signal).toBe(until.signal);
});
