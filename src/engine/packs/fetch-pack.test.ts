import { afterEach, expect, test, vi } from 'vitest';
import { fetchPack, hashOf } from './fetch-pack.ts';

const right = new Uint8Array(5000).map((_, i) => i % 251);
const offer = { url: 'https://one.example/rus.traineddata', bytes: 5000, sha256: await hashOf(right) };
const second = { ...offer, url: 'https://two.example/rus.traineddata' };

/** Answers each host with its own body, in pieces; null: no connection. */
function network(bodies: Record<string, Uint8Array | number | null>): void {
  vi.stubGlobal('fetch', async (url: string) => {
    const body = bodies[new URL(String(url)).host];
    if (body === null || body === undefined) throw new TypeError('Failed to fetch');
    if (typeof body === 'number') return new Response('no', { status: body });
    const pieces = [body.slice(0, 1200), body.slice(1200)].filter((piece) => piece.length > 0);
    return new Response(
      new ReadableStream({
        pull(controller) {
          const piece = pieces.shift();
          if (piece) controller.enqueue(piece);
          else controller.close();
        },
      }),
    );
  });
}
afterEach(() => vi.unstubAllGlobals());

const altered = right.slice();
altered[4321] = 7;

test('the pack, told how far it is', async () => {
  const reports: { done: number; total: number }[] = [];
  network({ 'one.example': right });
  const pack = await fetchPack([offer], (progress) => reports.push(progress));
  expect([new Uint8Array(pack.bytes), pack.sha256]).toEqual([right, offer.sha256]);
  expect(reports[0]).toEqual({ done: 1200, total: 5000 });
});

test.each([
  ['one byte altered', altered, /SHA-256 differs/],
  ['cut short', right.slice(0, 4999), /size or its SHA-256 differs/],
  ['a byte too many', new Uint8Array(5001), /size or its SHA-256 differs/],
  ['not there', 404, /status 404/],
  ['no network', null, /Go online/],
])('%s is refused', async (_, body, message) => {
  network({ 'one.example': body });
  await expect(fetchPack([offer], () => {})).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringMatching(message),
  });
});

test('the next host is asked where the first one fails', async () => {
  network({ 'one.example': altered, 'two.example': right });
  expect((await fetchPack([offer, second], () => {})).sha256).toBe(offer.sha256);
});

test('without any offer it says so', async () => {
  await expect(fetchPack([], () => {})).rejects.toMatchObject({ code: 'engine_unavailable' });
});
