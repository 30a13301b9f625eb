/**
 * Requests that their caller gave up. Chromium (156) aborts no signal in the service worker when a page aborts its
 * `fetch`, so the page names the request in a header and tells of the abort in a message.
 */
import { REQUEST_NAME } from '../contract/names.ts';

const wanted = new Map<string, AbortController>();

/** Answers a request with a signal that aborts once the page says that it gave the request up. */
export async function whileWanted(
  request: Request,
  answer: (signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const name = request.headers.get(REQUEST_NAME);
  const givenUp = new AbortController();
  if (name === null) return answer(givenUp.signal);
  wanted.set(name, givenUp);
  try {
    return await answer(givenUp.signal);
  } finally {
    wanted.delete(name);
  }
}

/** Of a request that is answered already nothing happens. */
export function giveUp(name: string): void {
  wanted.get(name)?.abort();
}
